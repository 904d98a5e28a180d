"""What is common to the forms of all acts? The day, the tick 如实补登, and the way to the action.

A form only asks and hands on; whether the act may be done is for the action to say.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from django import forms
from django.http import QueryDict

from gongkai.deadlines import terms
from gongkai.procedure.facts import Role
from gongkai.procedure.state import State
from gongkai_web.agencies.models import Person
from gongkai_web.agencies.queries import staff_of
from gongkai_web.agencies.roles import HANDLERS
from gongkai_web.cases import actions
from gongkai_web.cases.models import Case
from gongkai_web.holidays.queries import reckoned
from gongkai_web.look.parts import Link
from gongkai_web.office.fields import Choices, choice, day, text
from gongkai_web.office.forms import TrulyForm


@dataclass(frozen=True, slots=True)
class Subject:
    """About what the form is: the case as it stands, who acts, and the day."""

    case: Case
    state: State
    person: Person
    today: date


class ActForm(TrulyForm):
    """The form of one act: fields, hints, and how they become arguments of the action of that name."""

    act: ClassVar[str]
    day_label: ClassVar[str] = "日期"
    day_hint: ClassVar[str] = "默认今天；补登的填实际发生的日期，不能晚于今天。"
    submit: ClassVar[str] = "登记"
    # Whether the action can record the unlawful that happened on paper.
    on_paper: ClassVar[bool] = False
    # A second button that only fills in what follows from a choice: its words, and below which field.
    prefill: ClassVar[str] = ""
    prefill_after: ClassVar[str] = ""
    still = "不能再这样办理。如果"
    lead: str = ""
    # Whether the page names the articles of the act; not where the lead has said them.
    cites: bool = True
    # Pages that are of use for the act, shown above the form.
    ways: Sequence[Link] = ()

    day = day("日期")

    def __init__(self, *args: Any, subject: Subject, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.subject = subject
        shown = self.fields["day"]
        shown.label, shown.help_text, shown.initial = self.day_label, self.day_hint, subject.today
        shown.widget.attrs["max"] = subject.today.isoformat()
        if self.on_paper and self.data.get("truly"):
            self.offer_truly()
        with reckoned(subject.case.agency_id):
            self.prepare()

    def prepare(self) -> None:
        """Choices and first values that depend on the case."""

    @property
    def day_meant(self) -> date:
        """The day that stands in the form, else today: the law of that day says what is offered."""
        typed = self.data.get("day") or self.initial.get("day") or ""
        try:
            return date.fromisoformat(str(typed))
        except ValueError:
            return self.subject.today

    def clean_day(self) -> date:
        """Never later than today."""
        found: date = self.cleaned_data["day"]
        if found > self.subject.today:
            raise forms.ValidationError(f"{found} 还没有到（今天是 {self.subject.today}）；请核对日期。")
        return found

    def arguments(self) -> dict[str, Any]:
        """The particulars for the action, by its names."""
        aside = {"day", "truly"}
        return {name: value for name, value in self.cleaned_data.items() if name not in aside}

    def perform(self) -> Any:
        """Does the act. Raises Refused or OnPaperOnly; nothing was written then."""
        given = self.arguments()
        if self.on_paper:
            given["on_paper"] = bool(self.cleaned_data.get("truly"))
        return getattr(actions, self.act)(
            case=self.subject.case,
            by=self.subject.person,
            day=self.cleaned_data["day"],
            today=self.subject.today,
            **given,
        )

    def live(self) -> str:
        """A sentence computed from what is filled in so far; empty for none."""
        return ""

    def filled_in(self, data: QueryDict) -> QueryDict:
        """The typed data with what follows from a choice; for the button `prefill`."""
        return data

    def set_choices(self, name: str, choices: Choices, *, empty: str = "请选择") -> None:
        """The list of a choice that depends on the case; the only entry is chosen from the start."""
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", empty), *choices]
        if len(choices) == 1 and field.required:
            field.initial = choices[0][0]

    def set_hint(self, name: str, hint: str) -> None:
        """A hint that depends on the case."""
        self.fields[name].help_text = hint


class LateNews(ActForm):
    """Of what arrived: entered late, it can show that what was done in the meantime broke a rule."""

    on_paper = True
    still = "此后已经办理的因此要标明。如果"


def people(subject: Subject, roles: frozenset[str] = frozenset(HANDLERS)) -> dict[str, Person]:
    """Who holds one of the roles at the agency today, by key."""
    terms = staff_of(subject.case.agency, subject.today).filter(role__in=roles).order_by("person_id")
    return {str(term.person_id): term.person for term in terms}


def named(found: dict[str, Person]) -> list[tuple[str, str]]:
    """People as choices."""
    return [(key, person.display_name) for key, person in found.items()]


class TermForm(ActForm):
    """An act that sets somebody a term: beyond the usual, why, and which head of the office agrees."""

    on_paper = True
    bounds: ClassVar[str]

    term_reason = text("所定期限的理由", required=False, most=300)
    approved_by = choice("同意所定期限的公开机构负责人", [], required=False, empty="不需要")

    def prepare(self) -> None:
        """The least and the most that need no explanation."""
        super().prepare()
        self.heads = people(self.subject, frozenset({Role.HEAD}))
        self.set_choices("approved_by", named(self.heads), empty="不需要")
        term = terms()[self.bounds].dated.on(self.subject.today).value
        parts = [f"短于 {term.least} 个工作日"] if term.least else []
        parts += [f"长于 {term.most} 个工作日"] if term.most else []
        self.set_hint("term_reason", f"所定的期限{'、'.join(parts)}的，须写明理由并经公开机构负责人同意。")

    def arguments(self) -> dict[str, Any]:
        """The person for the key."""
        given = super().arguments()
        return {**given, "approved_by": self.heads.get(given["approved_by"])}
