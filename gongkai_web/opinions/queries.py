"""Which calls and opinions does a person see, what waits for them, and what does everybody read?

`public`, `shown` and `reasons_out` are the only places that say what everybody may read: a call while its
draft may be read, an opinion once somebody has looked at it and said that it is shown, the reason of an
answer as the public results say it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from copy import copy
from dataclasses import dataclass, replace
from datetime import date

from django.contrib.auth.models import AnonymousUser
from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from gongkai.publication.adoption import Answered, Consulted
from gongkai.publication.terms import publication_due
from gongkai.richtext.out.text import text_of as words_of
from gongkai_web.agencies.asking import Asking, Who
from gongkai_web.agencies.models import Person
from gongkai_web.agencies.permissions import What
from gongkai_web.agencies.queries import scope
from gongkai_web.approval import standing
from gongkai_web.holidays.queries import calendar_of
from gongkai_web.interaction.models import Attempt
from gongkai_web.opinions import texts
from gongkai_web.opinions.kinds import TAKEN, Channel, Status, Verdict
from gongkai_web.opinions.lookers import handlers, waiting_at
from gongkai_web.opinions.models import Answer, Call, Opinion, Prolonged
from gongkai_web.publishing.catalogue.kinds import HeldKind
from gongkai_web.publishing.catalogue.models import HeldWords
from gongkai_web.publishing.catalogue.queries import kept_back, key_of
from gongkai_web.publishing.items import queries as items
from gongkai_web.publishing.items.models import Item
from gongkai_web.visitors.codes import Codes
from gongkai_web.visitors.queries import Counts

Anyone = Person | AnonymousUser
MOST_TASKS = 100
RESULT_TERM = "opinions_result"
CODES = Codes("opinions")
COUNTS = Counts(Attempt, CODES)
# What is typed about a call, and everybody reads.
WORDS = {"reads": "由谁看意见", "reason": "理由", "end_reason": "终止的理由"}
_RELATED = ("agency", "item", "snapshot__text", "decision", "results", "ended_by")


# – what everybody reads


def public(day: date) -> QuerySet[Call]:
    """The calls that everybody may read: they have begun, and their draft can be read."""
    found = Call.objects.filter(opens_on__lte=day, item__in=items.public(day)).select_related(*_RELATED)
    return found.order_by("-until", "-pk")


def public_of(item: Item, day: date) -> QuerySet[Call]:
    """Those on this draft, and the one whose results this item is."""
    return public(day).filter(Q(item=item) | Q(results=item, results_on__isnull=False))


def as_read(call: Call) -> Call:
    """The call as everybody reads it: without the words at which nobody but their writer has looked."""
    back = {field for _, field in kept_back([call], HeldKind.CALL)}
    read = copy(call)
    for field in back:
        setattr(read, field, "")
    return read


@dataclass(frozen=True, slots=True)
class SentBack:
    """Words about a call that somebody sent back: in which field of which row, and what they are called."""

    call: Call
    row: Call | Prolonged
    field: str
    label: str

    @property
    def words(self) -> str:
        """What was written."""
        return str(getattr(self.row, self.field))


def sent_back(held: HeldWords) -> SentBack:
    """Where the words stand."""
    label, _, key = held.given["subject"].partition(":")
    rows: dict[str, type[Call] | type[Prolonged]] = {one._meta.label: one for one in (Call, Prolonged)}
    row = rows[label]._default_manager.get(pk=key)
    field = held.given["field"]
    return SentBack(row if isinstance(row, Call) else row.call, row, field, WORDS[field])


def is_rewritten(held: HeldWords) -> bool:
    """Whether there is nothing to rewrite: nobody sent it back, or others stand in its place."""
    of = {f"given__{name}": held.given[name] for name in ("subject", "field")}
    later = HeldWords.objects.filter(kind=HeldKind.CALL, pk__gt=held.pk, **of)
    return not HeldWords.objects.filter(pk=held.pk, agreed=False).exists() or later.exists()


def prolonged(call: Call, *, inside: bool) -> list[Prolonged]:
    """How often it was prolonged, with the reasons; for everybody as above."""
    found = list(call.prolonged.all())
    back = frozenset() if inside or not found else kept_back(found, HeldKind.CALL)
    for one in found:
        one.reason = "" if (key_of(one), "reason") in back else one.reason
    return found


def shown(call: Call) -> QuerySet[Opinion]:
    """The opinions of it that everybody may read, newest first; what was sealed has no words any more."""
    found = Opinion.objects.filter(call=call, status=Status.SHOWN).exclude(text="")
    return found.select_related("answer").order_by("-pk")


def shown_by_clause(call: Call) -> dict[str, int]:
    """How many of them there are, by clause."""
    rows = shown(call).order_by().values_list("clause").annotate(number=Count("pk"))
    return dict(rows)


def results_page(call: Call, day: date) -> Item | None:
    """The public page of its results; None where it is not public, or no more."""
    if call.results_id is None or call.results_on is None:
        return None
    return items.public(day).select_related("live__text").filter(pk=call.results_id).first()


def results_out(calls: Iterable[Call], day: date) -> set[int]:
    """Of these calls, those whose results everybody can read now: what was public can be taken down."""
    told = {call.results_id: call.pk for call in calls if call.results_id and call.results_on}
    return {told[item] for item in items.public(day).filter(pk__in=told).values_list("pk", flat=True)}


def reasons_out(answers: Iterable[Answer | None], results: Item | None) -> dict[int, str]:
    """The reasons, by answer, as far as the public page of the results says them.

    What its review or a later correction cut there, or said otherwise, is read nowhere else.
    """
    if results is None or results.live is None:
        return {}
    out = _closed_up(words_of(items.text_of(results.live)["body"]))
    return {one.pk: one.reason for one in answers if one and _closed_up(one.reason) in out}


def _closed_up(words: str) -> str:
    return "".join(words.split())


def of_code(code: str, number: str) -> Opinion | None:
    """The opinion that this code opens, where `number` is its own."""
    found = Opinion.objects.filter(code_digest__in=CODES.digests(code)).select_related("call__agency").first()
    return found if found and _plain(number) == _plain(found.registry_number) else None


def _plain(number: str) -> tuple[str, str]:
    call, _, serial = "".join(sign for sign in number if sign.isdecimal() or sign == "-").partition("-")
    return call.lstrip("0"), serial.lstrip("0")


def granted(pk: int, mark: str) -> Opinion | None:
    """The opinion, where the cookie has the digest of its code."""
    found = Opinion.objects.filter(pk=pk, code_digest=mark).exclude(code_digest=None)
    return found.select_related("call__agency", "call__item", "call__snapshot__text", "answer").first()


def submitted(submission_key: str) -> Opinion | None:
    """The opinion that came with this key of a form."""
    return Opinion.objects.select_related("call__agency").filter(submission_key=submission_key).first()


# – what the office sees


def visible(person: Anyone, day: date) -> QuerySet[Call]:
    """The calls of the agencies in their scope, those with a sealed draft left out."""
    found = Call.objects.filter(agency__in=scope(person, day), item__sealed=False)
    return found.select_related(*_RELATED)


def opinions(person: Anyone, day: date) -> QuerySet[Opinion]:
    """The opinions that the person may see: those of the calls that they see."""
    found = Opinion.objects.filter(call__agency__in=scope(person, day), call__item__sealed=False)
    return found.select_related("call__agency", "call__item", "answer", "looked_by", "registered_by")


def open_at(who: Who) -> QuerySet[Call]:
    """Where there is something to do at the agencies of whoever asks: opinions to look at (`lookers`), or
    one that is over and whose results are not public; of one that was stopped none are owed.
    """
    fresh = Opinion.objects.filter(call=OuterRef("pk"), status=Status.NEW)
    others = handlers(who.day()).filter(agency=OuterRef("agency")).exclude(person=who.person())
    new = Exists(fresh.exclude(registered_by=who.person())) | (Exists(fresh) & ~Exists(others))
    over = Q(until__lt=who.day(), ended_on=None)
    found = Call.objects.filter(agency__in=who.at(What.HANDLE), results_on=None, item__sealed=False)
    return found.filter(new | over)


def waiting(person: Anyone, today: date) -> QuerySet[Call]:
    """The same for the person, what is due first before."""
    if not isinstance(person, Person):
        return Call.objects.none()
    found = visible(person, today).filter(pk__in=open_at(Asking(person, today)).values("pk"))
    return found.order_by("results_due_on", "pk")


@dataclass(frozen=True, slots=True)
class Left:
    """What is still to do: opinions that nobody has looked at, and those without an answer.

    `own`: how many of the new ones the person entered, so that somebody else looks at them.
    """

    new: int = 0
    own: int = 0
    unanswered: int = 0


def left_of(calls: Iterable[Call], person: Anyone, day: date) -> dict[int, Left]:
    """What is left of each of these calls; one query, and one more where the person entered some of it."""
    agencies = {call.pk: call.agency_id for call in calls}
    rows = list(
        Opinion.objects.filter(call__in=agencies)
        .order_by()
        .values_list("call")
        .annotate(
            new=Count("pk", filter=Q(status=Status.NEW)),
            own=Count("pk", filter=Q(status=Status.NEW, registered_by=person.pk or 0)),
            unanswered=Count("pk", filter=Q(status__in=TAKEN, verdict="")),
        )
    )
    elsewhere = {agencies[call] for call, _, own, _ in rows if own}
    waits = waiting_at(elsewhere, person, day) if elsewhere else set()
    return {
        call: Left(new, own if agencies[call] in waits else 0, unanswered)
        for call, new, own, unanswered in rows
    }


@dataclass(frozen=True, slots=True)
class OfClause:
    """What came to a clause and what became of it. `left`: without an answer yet."""

    key: str
    label: str
    received: int = 0
    adopted: int = 0
    partly: int = 0
    refused: int = 0

    @property
    def left(self) -> int:
        """How many have no answer."""
        return self.received - self.adopted - self.partly - self.refused


def by_clause(call: Call) -> list[OfClause]:
    """The numbers of each clause, the whole text first; what is no opinion is left out."""
    found = {key: OfClause(key, label) for key, label in texts.labels_of(call).items()}
    rows = _taken(call).order_by().values_list("clause", "verdict").annotate(number=Count("pk"))
    for clause, verdict, number in rows:
        one = found.get(clause, OfClause(clause, clause))
        parts = {verdict: number} if verdict else {}
        found[clause] = replace(one, received=one.received + number, **parts)
    return list(found.values())


def totals(call: Call) -> OfClause:
    """The numbers of all of it."""
    rows = by_clause(call)
    names = ("received", *Verdict.values)
    return OfClause("", "合计", **{name: sum(getattr(one, name) for one in rows) for name in names})


def _taken(call: Call) -> QuerySet[Opinion]:
    return Opinion.objects.filter(call=call, status__in=TAKEN)


def consulted(call: Call) -> Consulted:
    """What the results say of it: every answer that stands, clause by clause in the order of the draft."""
    labels = texts.labels_of(call)
    order = {key: place for place, key in enumerate(labels)}
    ways: Mapping[str, int] = dict(
        _taken(call).order_by().values_list("channel").annotate(number=Count("pk"))
    )
    rows = (
        _taken(call)
        .exclude(answer=None)
        .order_by()
        .values_list("clause", "answer", "answer__summary", "answer__verdict", "answer__reason")
        .annotate(number=Count("pk"))
    )
    known = sorted(rows, key=lambda row: (order.get(row[0], len(order)), row[1]))
    return Consulted(
        texts.title_of(call),
        call.opens_on,
        call.last_day,
        [(Channel(code).label, ways[code]) for code in Channel.values if code in ways],
        [
            Answered(labels.get(clause, clause), summary, verdict, reason, number)
            for clause, _, summary, verdict, reason, number in known
        ],
    )


def results_digest(told: Consulted) -> str:
    """Of what the results were made: they say the same as the register while this is the same."""
    return standing.digest(
        {
            "span": [told.title, told.begun, told.until],
            "ways": [list(one) for one in told.ways],
            "answers": [
                [one.clause, one.summary, one.verdict, one.reason, one.number] for one in told.answers
            ],
        }
    )


def results_due(call: Call, until: date) -> date | None:
    """By when what became of the opinions is to be public, where they are taken until that day."""
    return publication_due(until, RESULT_TERM, known=calendar_of(call.agency_id)).last
