"""How does what can be found follow what is public? In the transaction in which that changes.

`follow` is called by the act that publishes, changes or ends something. `catch_up` compares all that is kept
with all that is public – after an upgrade, after past stock, every night –, in parts, while the site serves.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import F

from gongkai.publication.numbering import document_number
from gongkai_web import vault
from gongkai_web.audit.actions import move_public
from gongkai_web.search.engines import engine
from gongkai_web.search.grams import folded, grams, kept
from gongkai_web.search.log import superseded
from gongkai_web.search.models import Change, Entry, Missed, MissedRarely
from gongkai_web.search.subjects import Written, subjects

_PART = 500
# What a robot types is no subject that people miss.
MOST_MISSED = 2_000
KEPT, KEPT_RARE = timedelta(days=400), timedelta(days=90)


@transaction.atomic
def follow(code: str, keys: Collection[int]) -> None:
    """Keeps of these records what is public now, and nothing else; so of those that repeat their words."""
    _rewrite(code, keys)
    for subject in subjects().values():
        if subject.made_of and (others := subject.made_of(code, keys)):
            _rewrite(subject.code, others)


def _rewrite(code: str, keys: Collection[int]) -> None:
    steps = _take_out(code, keys)
    words = engine()
    entries = [entry_of(code, one, steps[one.key]) for one in subjects()[code].written(keys)]
    Entry.objects.bulk_create(entries)
    words.write((entry.pk, grams(entry.text)) for entry in entries)


def _take_out(code: str, keys: Collection[int]) -> dict[int, int]:
    """The step that each record takes by it."""
    steps = Change.objects.bulk_create(Change(subject=code, key=key) for key in dict.fromkeys(keys))
    found = Entry.objects.filter(subject=code, key__in=keys)
    engine().forget(list(found.values_list("pk", flat=True)))
    found.delete()
    return {step.key: step.pk for step in steps}


@transaction.atomic
def note_missed(words: str, day: date, times: int = 1, *, hour: int = 0) -> None:
    """Counts that nothing was found for these words; beyond `MOST_MISSED` a day no new ones are taken up.

    The words themselves are kept once they were missed on `GONGKAI_MISSED_DAYS` days, each at another hour:
    what one person looks for about themselves does not come to that.
    """
    known = Missed.objects.filter(day=day, words=words)
    if known.update(times=F("times") + times) or _taken_up_on(day) >= MOST_MISSED:
        return
    if not Missed.objects.filter(words=words).exists():
        times = _missed_so_far(words, day, times, hour)
    if times:
        Missed.objects.get_or_create(day=day, words=words)
        known.update(times=F("times") + times)


def _taken_up_on(day: date) -> int:
    return Missed.objects.filter(day=day).count() + MissedRarely.objects.filter(last_on=day).count()


def _missed_so_far(words: str, day: date, times: int, hour: int) -> int:
    """How often in all, where that was on enough days; else it is noted without the words, and 0."""
    named = vault.digest(settings.SECRET_KEY, "search", "missed", words)
    held = MissedRarely.objects.select_for_update(no_key=True)
    row, _ = held.get_or_create(digest=named, defaults={"last_on": day})
    row.times += times
    if not any(str(day) == on or hour == at for on, at in row.seen):
        row.seen, row.last_on = [*row.seen, [str(day), hour]], day
    if len(row.seen) >= settings.GONGKAI_MISSED_DAYS:
        row.delete()
        return row.times
    row.save()
    return 0


def forget_missed(day: date) -> int:
    """Takes away what was counted more than `KEPT` before that day, and what few missed after `KEPT_RARE`."""
    rare = MissedRarely.objects.filter(last_on__lt=day - KEPT_RARE).delete()[0]
    return rare + Missed.objects.filter(day__lt=day - KEPT).delete()[0]


def forget_steps() -> int:
    """Takes away the steps that a later one of the same thing has overtaken."""
    return superseded().delete()[0]


def catch_up(code: str, *, anew: bool = False) -> int:
    """Makes what is kept equal what is public; how many records were kept wrongly or not at all.

    `anew`: each is written once more, for a version that keeps other words of it.
    """
    mended = 0
    known = set(Entry.objects.filter(subject=code).values_list("key", flat=True).iterator())
    for part in _parts(subjects()[code].keys()):
        mended += _mend(code, part if anew else [key for key in part if key not in known])
        known.difference_update(part)
    for part in _parts(iter(known)):
        mended += _mend(code, part)  # what was published again meanwhile stays
    return mended


def _mend(code: str, keys: Collection[int]) -> int:
    if keys:
        with transaction.atomic():
            follow(code, keys)
            move_public()
    return len(keys)


def _parts(keys: Iterator[int]) -> Iterator[list[int]]:
    part: list[int] = []
    for key in keys:
        part.append(key)
        if len(part) == _PART:
            yield part
            part = []
    if part:
        yield part


def entry_of(code: str, one: Written, step: int = 0) -> Entry:
    """A thing as it is kept, written by that step; its number in its three parts where it is one."""
    parts = document_number(one.number)
    return Entry(
        subject=code,
        key=one.key,
        group=one.group,
        agency=one.agency,
        agency_name=one.agency_name,
        column=one.column,
        title=one.title,
        number=one.number,
        number_code=parts.agency if parts else "",
        number_year=parts.year if parts else None,
        number_serial=parts.serial if parts else None,
        day=one.day,
        until=one.until,
        has_validity=one.has_validity,
        holds_from=one.holds_from,
        holds_until=one.holds_until,
        title_text=folded(one.title)[:300],
        text=folded(_all_text(one)),
        change=step,
    )


def _all_text(one: Written) -> str:
    """The title stands first, what names it last: between them is what is shown of it."""
    return kept("\n".join((one.title, one.body, one.number, one.agency_name)))
