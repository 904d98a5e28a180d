"""Which columns does an agency keep on a day, what is missing of them, overdue, or due this year?

Columns are public from the day of their opening; what stands in them is counted by who keeps it and handed
in as a mapping by the code of the column.
"""

from __future__ import annotations

import functools
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any
from urllib.parse import urlsplit

from django.apps import apps
from django.db.models import BigIntegerField, F, Model, Q, QuerySet
from django.db.models.functions import Cast, Substr

from gongkai.lawbook import Source
from gongkai.publication.columns import columns_for, overdue_since
from gongkai.publication.references import resolved
from gongkai.publication.schedule import Entry, schedule_of
from gongkai.publication.words import Field, fields
from gongkai_web.agencies import queries as agencies
from gongkai_web.agencies.models import Agency, Person
from gongkai_web.prepared import PreparedRecords, slots
from gongkai_web.publishing.catalogue.kinds import HeldKind, Kind
from gongkai_web.publishing.catalogue.models import (
    Catalogue,
    Column,
    Contact,
    ContactUse,
    FieldTag,
    FormerAddress,
    HeldWords,
    ListedSource,
    PublicEnterprise,
    ScheduledDay,
    StandardItem,
)
from gongkai_web.publishing.catalogue.reports import reports_of

FILLED = (Kind.ITEMS, Kind.SINGLE)


@dataclass(frozen=True, slots=True)
class Placed:
    """A column at its place in the tree: `depth` 0 stands at the top."""

    column: Column
    depth: int


@dataclass(frozen=True, slots=True)
class MissingColumn:
    """A statutory column that is not there, or in which nothing stands."""

    code: str
    label: str
    source: Source
    column: Column | None

    @property
    def sentence(self) -> str:
        """What to do."""
        if self.column is None:
            return f"没有设「{self.label}」{self.source.cited}；请按法规设立栏目。"
        return f"「{self.label}」里还没有内容{self.source.cited}；请公开，确实没有的写明情况。"


@dataclass(frozen=True, slots=True)
class OverdueColumn:
    """A column whose update cycle is over. `last`: its last update, or the day of its opening."""

    column: Column
    last: date
    since: date


def catalogue_of(agency: Agency) -> Catalogue | None:
    """How the agency keeps its catalogue; None where it has none yet."""
    return Catalogue.objects.filter(agency=agency).first()


def may_make_rules(agency: Agency) -> bool:
    """规章 are made by who has the power to; an agency without a catalogue has not said."""
    kept = catalogue_of(agency)
    return kept is None or kept.rule_making


def no_rules(agency: Agency) -> str:
    """What is said to one that makes none."""
    return (
        f"{agency.name}的目录没有登记规章制定权，文件类型不能是“规章”；是行政规范性文件的请改选，"
        "有规章制定权的请先在目录的“按法规补齐”里勾选。"
    )


def visible(day: Any) -> QuerySet[Column]:
    """That there is or was a column is public from the day of its opening. `day`: also the slot of one."""
    return Column.objects.filter(opened_on__lte=day)


def open_on(agency: Agency, day: date) -> QuerySet[Column]:
    """The columns that the agency keeps on that day; on the day of its closing a column is closed."""
    return visible(day).filter(agency=agency).filter(Q(closed_on=None) | Q(closed_on__gt=day))


def open_anywhere(day: date) -> QuerySet[Column]:
    """The columns of all agencies that are kept on that day, agency by agency."""
    kept = visible(day).filter(Q(closed_on=None) | Q(closed_on__gt=day))
    return kept.select_related("agency").order_by("agency_id", "position", "pk")


def open_siblings(agency: Agency, parent: Column | None) -> list[Column]:
    """The columns below `parent` that nothing has ended, in their order."""
    return list(Column.objects.filter(agency=agency, parent=parent, closed_on=None))


def tree(agency: Agency, day: date) -> list[Placed]:
    """The columns of that day in the order of the page, each below the one that it belongs to."""
    return placed(open_on(agency, day))


def placed(columns: Collection[Column] | QuerySet[Column]) -> list[Placed]:
    """The same for any columns; what belongs to none of them stands at the top."""
    known = {column.pk for column in columns}
    below: dict[int | None, list[Column]] = defaultdict(list)
    for column in columns:
        below[column.parent_id if column.parent_id in known else None].append(column)
    return list(_walk(below, None, 0))


def with_descendants(column: Column) -> list[Column]:
    """The column and all that stand below it, open or not."""
    found, waiting = [column], [column]
    while waiting:
        children = list(Column.objects.filter(parent__in=waiting))
        found += children
        waiting = children
    return found


def codes_of(column: Column) -> list[str]:
    """The codes under which its content is kept: its own, and those of the columns merged into it."""
    return [column.code, *column.merged.order_by("pk").values_list("code", flat=True)]


def codes_within(agency: Agency) -> dict[int, list[str]]:
    """`codes_of` for every column of the agency, by its key, in one query."""
    found: dict[int, list[str]] = defaultdict(list)
    for pk, code, merged in Column.objects.filter(agency=agency).values_list("pk", "code", "merged_into"):
        found[merged or pk].append(code)
    return found


def by_address(agency: Agency, address: str, day: date) -> Column | None:
    """The column that is found there now: itself, the one an old address leads to, the one it went into."""
    own = visible(day).filter(agency=agency, address=address).select_related("merged_into").first()
    if own is not None:
        return own.merged_into or own
    former = FormerAddress.objects.filter(agency=agency, address=address)
    lead = former.select_related("column__merged_into").first()
    return (lead.column.merged_into or lead.column) if lead else None


def by_code(agency: Agency, code: str) -> Column | None:
    """The column of that code; for what refers to it by its code alone."""
    return Column.objects.filter(agency=agency, code=code).select_related("merged_into").first()


def missing_columns(agency: Agency, day: date, counts: Mapping[str, int]) -> list[MissingColumn]:
    """What the law wants and the agency does not keep, or keeps empty. `counts`: items by column code."""
    kept = catalogue_of(agency)
    if kept is None:
        return []
    held = {column.code: column for column in open_on(agency, day)}
    codes, found = codes_within(agency), []
    for rule in columns_for(agency.kind, kept.level, day, rule_making=kept.rule_making):
        column = held.get(rule.code)
        empty = rule.statutory and column is not None and not total(codes[column.pk], counts)
        if column is None or empty:
            found.append(MissingColumn(rule.code, rule.label, rule.source, column))
    return found


def overdue_columns(agency: Agency, day: date, last: Mapping[str, date]) -> list[OverdueColumn]:
    """The columns that were not updated in their cycle. `last`: the day of the last update by column code."""
    codes, found = codes_within(agency), []
    for one in tree(agency, day):
        column = one.column
        if column.kind not in FILLED:
            continue
        updated = max([column.opened_on, *(last[code] for code in codes[column.pk] if code in last)])
        since = overdue_since(column.cycle, updated, day)
        if since is not None:
            found.append(OverdueColumn(column, updated, since))
    return found


def schedule(agency: Agency, year: int, today: date) -> list[Entry]:
    """公开日程: what the agency publishes this year, by which article and day, early, on time or late."""
    entries = _schedule(agency, year, today)
    noted = entries()
    terms = {one.deadline for one in noted if one.deadline and one.published_on is None}
    reports = reports_of(agency, year - 1, today, terms)
    return entries(reports=reports) if reports else noted


def noted_schedule(agency: Agency, year: int, today: date) -> list[Entry]:
    """The same by what was noted alone: nobody is asked about the reports that are made here."""
    return _schedule(agency, year, today)()


def _schedule(agency: Agency, year: int, today: date) -> Callable[..., list[Entry]]:
    noted = {one.key: one for one in _noted().told((agency.pk, year))}
    started = {key: one.started_on for key, one in noted.items() if one.started_on}
    published = {key: one.published_on for key, one in noted.items() if one.published_on}
    return partial(schedule_of, agency.kind, year, today, started=started, published=published)


@functools.cache
def _noted() -> PreparedRecords[ScheduledDay]:
    """What was noted of an agency and a year."""
    agency, year = slots(2)
    return PreparedRecords.of(ScheduledDay.objects.filter(agency=agency, year=year).order_by())


def fields_on(agency: Agency, day: date) -> dict[str, Field | FieldTag]:
    """The fields that may be chosen at the agency on that day: those of the law folder, then its own."""
    own = FieldTag.objects.filter(agency=agency, opened_on__lte=day)
    standing = own.filter(Q(closed_on=None) | Q(closed_on__gt=day)).order_by("pk")
    return {**fields().on(day), **{tag.code: tag for tag in standing}}


def rolled_up(tags: Collection[str]) -> frozenset[str]:
    """The fields in which something with these tags counts, each once: the tags and all above them.

    Of fields of the law folder and our own alike, also of those that may be chosen no more.
    """
    own = {tag.code: tag.within for tag in FieldTag.objects.filter(code__in=tags)}
    of_law = fields()
    found: set[str] = set()
    waiting = list(tags)
    while waiting:
        code = waiting.pop()
        if code not in found:
            found.add(code)
            above = of_law.get(code)
            waiting += above.within if above else own.get(code, [])
    return frozenset(found)


def field_labels() -> dict[str, str]:
    """Every field by its code, for figures and filters."""
    return _with_fields_of_law(FieldTag.objects.all())


def field_labels_seen(person: Person, day: date) -> dict[str, str]:
    """The same as anybody may know them: from the day of their opening."""
    return _with_fields_of_law(
        FieldTag.objects.filter(Q(opened_on__lte=day) | Q(agency__in=agencies.scope(person, day)))
    )


def _with_fields_of_law(own: QuerySet[FieldTag]) -> dict[str, str]:
    of_law = {code: field.label for code, field in fields().items()}
    return {**of_law, **dict(own.order_by("pk").values_list("code", "label"))}


def contacts_of(agency: Agency) -> dict[str, str]:
    """The contacts of the agency by name."""
    return dict(Contact.objects.filter(agency=agency).values_list("name", "value"))


def sources_on(agency: Agency, day: date) -> dict[str, frozenset[str]]:
    """From where the agency may repost on that day: the hosts of each source, by its name."""
    found: dict[str, set[str]] = defaultdict(set)
    listed = ListedSource.objects.filter(agency=agency, since__lte=day)
    for name, host in listed.filter(Q(until=None) | Q(until__gt=day)).values_list("name", "host"):
        found[name].add(host)
    return {name: frozenset(hosts) for name, hosts in found.items()}


def host_of(address: str) -> str:
    """The host of an address, or of what is a host alone; empty where there is none."""
    given = address.strip()
    try:
        return urlsplit(given if "//" in given else f"//{given}").hostname or ""
    except ValueError:  # a bracket that nothing closes
        return ""


def saying_what_changed(model: str) -> QuerySet[ContactUse, Any]:
    """The keys of the records of a model that say what a contact no longer is (`items.Item`)."""
    begins = f"{model}:"
    found = ContactUse.objects.filter(subject__startswith=begins).exclude(said="")
    outdated = found.exclude(said=F("contact__value"))
    key = Cast(Substr("subject", len(begins) + 1), BigIntegerField())
    return outdated.annotate(key=key).values("key")


def changed_contacts(subjects: Collection[str]) -> list[ContactUse]:
    """The contacts that pages say otherwise than they are now."""
    found = ContactUse.objects.filter(subject__in=subjects).exclude(said="").exclude(said=F("contact__value"))
    return list(found.select_related("contact").order_by("contact__name"))


def held_words(agency: Agency, kind: str = "") -> QuerySet[HeldWords]:
    """What waits at the agency for a second person, the oldest first; of one kind, or all."""
    found = HeldWords.objects.filter(agency=agency, agreed=None).select_related("agency", "person", "column")
    return found.filter(kind=kind) if kind else found


def words_sent_back(agency: Agency) -> QuerySet[HeldWords]:
    """What came back to whoever wrote it: read by those who keep the catalogue, and by nobody else."""
    return HeldWords.objects.filter(agency=agency, agreed=False).select_related("agency", "person", "column")


def key_of(row: Model) -> str:
    """How words that are kept back name the row in which they stand."""
    return f"{row._meta.label}:{row.pk}"


def kept_back(rows: Iterable[Model], kind: HeldKind) -> frozenset[tuple[str, str]]:
    """Which fields of these rows nobody else has agreed to: by `key_of` and the name of the field."""
    keys = [key_of(row) for row in rows]
    found = HeldWords.objects.filter(kind=kind, given__subject__in=keys) if keys else HeldWords.objects.none()
    told = found.order_by("pk").values_list("given__subject", "given__field", "agreed")
    # What was written in the place of words that were sent back is asked of those alone that came last.
    last = {(str(subject), str(field)): agreed for subject, field, agreed in told}
    return frozenset(one for one, agreed in last.items() if agreed is not True)


def words_kept_back(held: HeldWords) -> str:
    """What is said there now."""
    label, _, key = held.given["subject"].partition(":")
    row = apps.get_model(label).objects.filter(pk=key).first()
    field = held.given["field"]
    data = getattr(row, "data", {}) if row is not None else {}
    return str(getattr(row, field, "") or data.get(field, ""))


def introduction_of(column: Column) -> str:
    """What stands at the head of the column's page, with its contacts as they are now."""
    return resolved(column.introduction, contacts_of(column.agency)) if column.introduction else ""


def address_of_code(code: str) -> str:
    """How the page of a column of the law is called."""
    return code.replace("_", "-")


def total(codes: Collection[str], counts: Mapping[str, int]) -> int:
    """How much stands in a column, under all its codes."""
    return sum(counts.get(code, 0) for code in codes)


def shown_total(column: Column, codes: Collection[str], counts: Mapping[str, int]) -> int | None:
    """The same for a page; None for a column in which nothing can stand."""
    return total(codes, counts) if column.kind in FILLED else None


def _walk(below: Mapping[int | None, list[Column]], parent: int | None, depth: int) -> Iterator[Placed]:
    for column in below.get(parent, []):
        yield Placed(column, depth)
        yield from _walk(below, column.pk, depth + 1)


@dataclass(frozen=True, slots=True)
class Fulfilment:
    """A rate: how many of the items of a standard catalogue, or of the enterprises of a list, are public."""

    field_name: str
    total: int
    done: int

    @property
    def percent(self) -> str:
        """As it is read; a dash where there is none."""
        return f"{self.done * 100 / self.total:.1f}%" if self.total else "—"


def standard_on(agency: Agency, day: date) -> QuerySet[StandardItem]:
    """The items of the agency's standard catalogue on that day."""
    found = StandardItem.objects.filter(agency=agency, entered_on__lte=day)
    return found.filter(Q(ended_on=None) | Q(ended_on__gt=day)).select_related("column", "agency")


def fulfilment(agency: Agency, day: date) -> list[Fulfilment]:
    """落实率 of each field, in the order of the catalogue; the whole comes last, under no name."""
    return _rates(standard_on(agency, day).values_list("field_name", "fulfilled_on", "emptied_on"), day)


def enterprises_on(agency: Agency, day: date) -> QuerySet[PublicEnterprise]:
    """The public enterprises on the list that the agency keeps on that day."""
    return _listed(day).filter(agency=agency).select_related("column", "agency")


def all_enterprises(day: date) -> QuerySet[PublicEnterprise]:
    """Those on any list that day of an agency that is open, by sector and name."""
    kept = _listed(day).filter(agency__in=agencies.visible(day))
    return kept.select_related("agency").order_by("sector", "name", "pk")


def _listed(day: date) -> QuerySet[PublicEnterprise]:
    found = PublicEnterprise.objects.filter(listed_on__lte=day)
    return found.filter(Q(ended_on=None) | Q(ended_on__gt=day))


def coverage(agency: Agency, day: date) -> list[Fulfilment]:
    """The rate of each sector, by its code; the whole comes last, under no name."""
    return _rates(enterprises_on(agency, day).values_list("sector", "covered_on", "emptied_on"), day)


def _rates(rows: Iterable[tuple[str, date | None, date | None]], day: date) -> list[Fulfilment]:
    totals: dict[str, list[int]] = {}
    for name, done_on, emptied_on in rows:
        counts = totals.setdefault(name, [0, 0])
        counts[0] += 1
        counts[1] += bool(done_on and done_on <= day and not (emptied_on and emptied_on <= day))
    found = [Fulfilment(name, total, done) for name, (total, done) in totals.items()]
    return [*found, Fulfilment("", sum(one.total for one in found), sum(one.done for one in found))]
