"""Which cases does somebody want to see? The one place where a filter becomes a condition.

List, register, statistics and export all narrow through `CaseFilter`: what a number says and what its list
shows can never differ. A filter is the query of an address, so that it can be kept and passed on.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.db.models import Q, QuerySet, TextField
from django.db.models.functions import Cast

from gongkai.outcomes import applicant_kinds, by_group, outcomes
from gongkai.procedure import machine
from gongkai.procedure.facts import AppealKind, Channel, Status
from gongkai_web.agencies.models import Agency, Person
from gongkai_web.agencies.permissions import What, agencies_where
from gongkai_web.cases import queries
from gongkai_web.cases.models import Appeal, Case
from gongkai_web.desk import words
from gongkai_web.desk.choices import APPEALS, FLAGS, LETTERS, SHOWS, SIZES, SORTS, Chosen, day_field
from gongkai_web.desk.work import MOST, SECTIONS, UNDER_WAY, work_conditions
from gongkai_web.figures.counting import Asked
from gongkai_web.figures.period import Period
from gongkai_web.figures.registry import registry
from gongkai_web.figures.span import Span, parts
from gongkai_web.letters.queries import to_decide
from gongkai_web.office.fields import one_line

REGISTRY = re.compile(r"\s*(\d{4})-(\d{1,6})\s*")
EARLIEST, LATEST = 2008, 2100
_WALKED = ("concluded", "received")


class CaseFilter(forms.Form):
    """The fields of the list's filter. Fields that cannot be read say so and narrow nothing."""

    show = Chosen("范围", ())
    agency = Chosen("机关", ())
    handler = Chosen("经办人", ())
    act = Chosen("下一步", ())
    channel = Chosen("提交方式", Channel.choices)
    kind = Chosen("申请人类型", ())
    outcome = Chosen("办理结果", ())
    received_from = day_field("收到日期自")
    received_to = day_field("收到日期至")
    concluded_from = day_field("答复日期自")
    concluded_to = day_field("答复日期至")
    due_to = day_field("在办，期限不晚于")
    flag = Chosen("提示", FLAGS)
    appeal = Chosen("复议、诉讼", APPEALS)
    filed_from = day_field("提起复议、诉讼自")
    filed_to = day_field("提起复议、诉讼至")
    noticed_from = day_field("收费通知自")
    noticed_to = day_field("收费通知至")
    figure = Chosen("统计的数", ())
    year = forms.IntegerField(
        label="统计年度",
        required=False,
        min_value=EARLIEST,
        max_value=LATEST,
        error_messages={"invalid": "请写四位的年度，如 2024。"},
    )
    part = Chosen("统计期间", ())
    q = forms.CharField(
        label="所需信息、申请人、登记号", required=False, max_length=100, validators=[one_line]
    )
    sort = Chosen("排列", SORTS[1:], SORTS[0][1])
    size = Chosen("每页", SIZES[1:], SIZES[0][1])

    def __init__(
        self,
        data: Mapping[str, Any],
        *,
        person: Person,
        today: date,
        agencies: Sequence[Agency],
        staff: Iterable[Person] = (),
    ) -> None:
        """`agencies`: those in the person's scope; `staff`: whom the list offers as handlers."""
        super().__init__(data)
        self.person, self.today = person, today
        self.slugs = {agency.slug: agency for agency in agencies}
        self._offer("show", [*SHOWS, *Status.choices])
        self._offer("agency", [(agency.slug, agency.name) for agency in agencies])
        people = {str(one.pk): one.display_name for one in staff}
        given = str(data.get("handler") or "")
        if given.isdecimal():
            people.setdefault(given, f"人员 {given}")
        self._offer("handler", [("me", "我"), ("none", "还没有分派"), *people.items()])
        self._offer("act", [*((act.key, act.label) for act in machine.acts().values()), *LETTERS])
        self._offer("kind", [(kind.code, kind.label) for kind in applicant_kinds().values()])
        self._offer_outcomes()
        self._offer("part", parts(today, str(data.get("part") or "")))
        self._offer("figure", [(one.id, one.label) for one in registry().over(Case)])

    def _offer(self, name: str, choices: Iterable[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, Chosen)
        field.offer(choices)

    def _offer_outcomes(self) -> None:
        """Under the groups of table 三; in words each stands alone."""
        self._offer("outcome", [(one.code, one.short) for one in outcomes().values()])
        field = self.fields["outcome"]
        assert isinstance(field, Chosen)
        grouped = [
            (group, [(one.code, one.short) for one in rows]) for group, rows in by_group(outcomes().values())
        ]
        field.put([("", field.words[""]), *grouped])

    @property
    def given(self) -> dict[str, Any]:
        """What was chosen and could be read, by field."""
        self.is_valid()
        found = {name: value for name, value in self.cleaned_data.items() if value not in (None, "")}
        if "figure" not in found:
            found.pop("year", None)
        if "year" not in found:
            found.pop("part", None)
        return found

    @property
    def one_agency(self) -> Agency | None:
        """The one agency that is asked about, where there is one."""
        chosen = self.given.get("agency")
        if chosen:
            return self.slugs[chosen]
        return next(iter(self.slugs.values())) if len(self.slugs) == 1 else None

    @property
    def asked(self) -> Asked | None:
        """The number of the statistics whose records are asked for: of a year, or as it stands today."""
        if "figure" not in self.given:
            return None
        year = self.given.get("year")
        part = self.given.get("part", "")
        period = Span(year, part).period if year else Period.of_day(self.today)
        return Asked.on(self.today, registry().named(self.given["figure"]), period)

    @property
    def natural(self) -> str:
        """The order in which a long list is walked: by the day that bounds it, else by registration."""
        bounds = {name for name in self.given if name.endswith(("_from", "_to"))}
        by = (name for name in _WALKED if {f"{name}_from", f"{name}_to"} & bounds or name == self._asked_by)
        return next(by, "new")

    @property
    def latest(self) -> date | None:
        """The day at which that walk begins, where one is given."""
        given: date | None = self.given.get(f"{self.natural}_to")
        asked = self.asked if self.natural == self._asked_by else None
        return given or (asked.period.last if asked else None)

    @property
    def _asked_by(self) -> str:
        """The day by which the cases of the number that is asked for belong to its year."""
        return self.asked.figure.day(self.asked.period).removesuffix("_on") if self.asked else ""

    @property
    def narrows(self) -> dict[str, str]:
        """The filter as the query of an address, without order and size of the page."""
        return {name: str(value) for name, value in self.given.items() if name not in {"sort", "size"}}

    @property
    def query(self) -> str:
        """The whole filter as the query of an address."""
        return urlencode({name: str(value) for name, value in self.given.items()})

    def sentences(self) -> list[str]:
        """The filter in words: label and value of each field that narrows."""
        found = []
        for name in self.narrows:
            field, value = self.fields[name], self.given[name]
            if isinstance(field, Chosen):
                value = field.words[value]
            found.append(f"{field.label}：{value}")
        return found

    def narrow(self, cases: QuerySet[Case], look: words.Look = words.EVERYWHERE) -> QuerySet[Case]:
        """Those of `cases` (the visible ones) that the filter lets pass.

        `look`: how far the index of words is read, where there are words.
        """
        given = self.given
        agency = self.one_agency
        if agency:
            cases = cases.filter(agency=agency)
        cases = _by_words(cases, given.get("q", ""), agency, look)
        cases = cases.filter(self._plain(given))
        if self.asked:
            cases = self.asked.figure.among(cases, self.asked.period)
        for name in ("show", "flag", "appeal"):
            if name in given:
                cases = getattr(self, f"_{name}")(cases, given[name])
        return cases

    def _plain(self, given: Mapping[str, Any]) -> Q:
        wanted = Q()
        if "act" in given:
            wanted &= queries.doing(given["act"], self.today)
        for name, column in (
            ("channel", "channel"),
            ("kind", "applicant_kind"),
            ("outcome", "outcome"),
        ):
            if name in given:
                wanted &= Q(**{column: given[name]})
        for name, column in (
            ("received_from", "received_on__gte"),
            ("received_to", "received_on__lte"),
            ("concluded_from", "concluded_on__gte"),
            ("concluded_to", "concluded_on__lte"),
            ("noticed_from", "fee_noticed_on__gte"),
            ("noticed_to", "fee_noticed_on__lte"),
        ):
            if name in given:
                wanted &= Q(**{column: given[name]})
        if "due_to" in given:
            wanted &= queries.OPEN & Q(due_on__lte=given["due_to"])
        if {"filed_from", "filed_to"} & set(given) and "appeal" not in given:
            wanted &= Q(pk__in=self._appeals(given).values("case"))
        return wanted & self._handled(given.get("handler", ""))

    def _handled(self, handler: str) -> Q:
        if not handler:
            return Q()
        if handler == "me":
            return Q(handler=self.person) | Q(stand_in=self.person)
        if handler == "none":
            # Asked the other way round: of all that have no handler, most were closed long ago.
            return Q(concluded_on=None, status__in=UNDER_WAY) & ~Q(handler__gte=1)
        return Q(handler=int(handler))

    def _show(self, cases: QuerySet[Case], show: str) -> QuerySet[Case]:
        if show in Status.values:
            return cases.filter(status=show)
        if show == "counted":
            return cases.filter(queries.COUNTED)
        if show in SECTIONS:
            handled = agencies_where(self.person, What.HANDLE, self.today)
            decided = to_decide(self.person, self.today, MOST) if show == "waiting" else ()
            return cases.filter(work_conditions(self.person, self.today, handled, decided)[show])
        return cases.filter(queries.overdue(self.today) if show == "overdue" else queries.OPEN)

    def _flag(self, cases: QuerySet[Case], flag: str) -> QuerySet[Case]:
        match flag:
            case "on_time":
                return cases.filter(~queries.late(self.today), concluded_on__isnull=False)
            case "late":
                return cases.filter(queries.late(self.today))
            case "extended":
                return cases.filter(extended_by__gt=0)
            case "correction":
                return cases.filter(pk__in=queries.with_correction().values("case"))
            case "fee":
                return cases.filter(fee_noticed_on__isnull=False)
            case "reminded":
                return cases.filter(reminded_on__isnull=False)
        return _flagged(cases)

    def _appeal(self, cases: QuerySet[Case], appeal: str) -> QuerySet[Case]:
        found = self._appeals(self.given)
        if appeal == "pending":
            found = found.filter(queries.undecided(self.today))
        elif appeal == "concluded":
            found = found.filter(queries.decided(self.today))
        elif appeal != "any":
            found = found.filter(queries.decided(self.today), result=appeal)
        return cases.filter(pk__in=found.values("case"))

    def _appeals(self, given: Mapping[str, Any]) -> QuerySet[Appeal]:
        """The appeals filed in the span that was given."""
        # The kinds stand first in the index of appeals.
        found = Appeal.objects.filter(kind__in=AppealKind.values)
        if "filed_from" in given:
            found = found.filter(filed_on__gte=given["filed_from"])
        if "filed_to" in given:
            found = found.filter(filed_on__lte=given["filed_to"])
        return found


# Of all agencies that somebody supervises; more cases do not bear one number.
_SAME_NUMBER = 1000


def _by_words(cases: QuerySet[Case], said: str, agency: Agency | None, look: words.Look) -> QuerySet[Case]:
    number = REGISTRY.fullmatch(said)
    if number or any(sign.isdigit() for sign in said):
        # A number of the register that was kept before may look like one of ours, or like anything. Each is
        # a look into an index of its own; as one condition they would read every case.
        keys = _keys(cases.filter(earlier_number=said.strip()))
        if number:
            keys += _keys(cases.filter(year=int(number[1]), number=int(number[2])))
        if number or keys:
            return cases.filter(pk__in=keys)
    return words.having(cases, said, agency.pk if agency else None, look) if said else cases


def _keys(cases: QuerySet[Case]) -> list[int]:
    return list(cases.order_by().values_list("pk", flat=True)[:_SAME_NUMBER])


def _flagged(cases: QuerySet[Case]) -> QuerySet[Case]:
    """The cases with any flag."""
    # As text an empty list is `[]`, and any other list sorts before it (" before ]): the index is asked so.
    found = cases.alias(flags_text=Cast("flags", TextField())).exclude(flags_text="[]")
    return found.filter(flags_text__lt="[]") if _sorts_by_bytes(cases) else found


def _sorts_by_bytes(cases: QuerySet[Case]) -> bool:
    return words.on_sqlite(cases)
