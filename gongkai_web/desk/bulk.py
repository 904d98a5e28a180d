"""What happens when one act is chosen for several cases: which can take it, which not, and why?

The preview asks the state machine for each case, and whether the page of a letter has the act; doing it calls
the act of each case by itself, so that one that is refused in the meantime takes no other with it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django import forms
from django.http import QueryDict

from gongkai.procedure import machine
from gongkai.procedure.duties import ENDS
from gongkai.procedure.facts import Status, Way
from gongkai.procedure.state import State
from gongkai_web.agencies.models import Person
from gongkai_web.agencies.permissions import TABLE, What
from gongkai_web.agencies.queries import roles_of
from gongkai_web.cases import actions
from gongkai_web.cases.actions.intake import receipt_is_late
from gongkai_web.cases.models import Case
from gongkai_web.cases.queries import facts_by_case, states_of
from gongkai_web.casework.closing import still_open
from gongkai_web.errors import Refused
from gongkai_web.letters.held import HELD_ACTS, Held, held_in
from gongkai_web.office.fields import one_line

MOST = 200
ACTS = tuple(
    (key, machine.acts()[key].label)
    for key in ("assign", "confirm_receipt", "dispatch", "serve", "close", "archive")
)


@dataclass(frozen=True, slots=True)
class Line:
    """One case of the preview or of the result. `refusal` is empty where it can be done, or was done.

    `elsewhere`: the page of the letter that has the act instead. `open`: what is still open where it ends.
    """

    case: Case
    refusal: str = ""
    elsewhere: str = ""
    open: str = ""


class BulkForm(forms.Form):
    """What all chosen cases get alike; which fields, the act decides."""

    day = forms.DateField(
        label="日期",
        help_text="实际办理的日期；不能晚于今天。",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": "请填写日期。", "invalid": "请写成 2024-09-20 的样子。"},
    )
    person = forms.ChoiceField(
        label="经办人",
        error_messages={"required": "请选择经办人。", "invalid_choice": "此人不是这些机关的经办人员。"},
    )
    stand_in = forms.ChoiceField(label="代班人", required=False, help_text="经办人不在岗时由其办理。")
    reason = forms.CharField(label="分派说明", required=False, max_length=200, validators=[one_line])
    how = forms.CharField(
        label="确认方式",
        required=False,
        max_length=100,
        help_text="例如：电话、当面、签收回执。",
        validators=[one_line],
    )
    late_reason = forms.CharField(
        label="迟收的原因",
        required=False,
        max_length=200,
        help_text="到达几个工作日以后才确认的必填，主管部门可以看到；各件不同的，在上面各写各的。",
        validators=[one_line],
    )
    way = forms.ChoiceField(
        label="送达方式",
        choices=[("", "请选择"), *Way.choices],
        error_messages={"required": "请选择送达方式。", "invalid_choice": "请从列表中选一项。"},
    )
    content = forms.CharField(label="结案说明", required=False, max_length=500, validators=[one_line])
    volume = forms.CharField(label="卷号", required=False, max_length=100, validators=[one_line])
    place = forms.CharField(label="存放位置", required=False, max_length=100, validators=[one_line])

    def __init__(self, data: QueryDict | None, *, act: str, today: date, staff: Iterable[Person]) -> None:
        super().__init__(data, initial={"day": today})
        self.act, self.today = act, today
        self.people = {str(person.pk): person for person in staff}
        for name in [name for name in self.fields if name not in _FIELDS[act]]:
            del self.fields[name]
        for name in {"person", "stand_in"} & set(self.fields):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            known = [(pk, person.display_name) for pk, person in self.people.items()]
            field.choices = [("", "请选择" if field.required else "无"), *known]

    def clean_day(self) -> date:
        """A day that has come."""
        day: date = self.cleaned_data["day"]
        if day > self.today:
            raise forms.ValidationError(f"{day} 还没有到；请填今天或更早的日期。")
        return day

    def clean(self) -> dict[str, Any]:
        """A stand-in is somebody else."""
        given = self.cleaned_data
        if given.get("stand_in") and given.get("stand_in") == given.get("person"):
            self.add_error("stand_in", "代班人不能是经办人本人。")
        return given

    def values(self) -> dict[str, Any]:
        """What the act takes, by its names."""
        given = dict(self.cleaned_data)
        for name in {"person", "stand_in"} & set(given):
            given[name] = self.people.get(given[name])
        if "late_reason" in given:
            given["reason"] = given.pop("late_reason")
        return given

    def ask_late(self, lines: Iterable[Line], own: Mapping[int, str]) -> None:
        """Whose receipt is late by the day given and has no reason, neither of its own nor of all."""
        day = self.cleaned_data.get("day")
        if self.act != "confirm_receipt" or day is None or self.cleaned_data.get("late_reason"):
            return
        cases = (line.case for line in lines if not line.refusal and not own.get(line.case.pk))
        late = [case.registry_number for case in cases if receipt_is_late(case, day)]
        if late:
            self.add_error("late_reason", f"{'、'.join(late)} 到达以后没有及时登记收到；请写明原因。")


_FIELDS: Mapping[str, tuple[str, ...]] = {
    "assign": ("day", "person", "stand_in", "reason"),
    "confirm_receipt": ("day", "how", "late_reason"),
    "dispatch": ("day", "way"),
    "serve": ("day", "way"),
    "close": ("day", "content"),
    "archive": ("day", "volume", "place"),
}
_CALLS: Mapping[str, Callable[..., object]] = {
    "assign": actions.assign,
    "confirm_receipt": actions.confirm_receipt,
    "dispatch": actions.dispatch,
    "serve": actions.serve,
    "close": actions.close,
    "archive": actions.archive,
}


@dataclass(frozen=True, slots=True)
class Own:
    """What each case may have of its own: its name for the act, what it is called, how long it may be."""

    name: str
    label: str
    most: int


OWN: Mapping[str, Own] = {
    "dispatch": Own("number", "邮件号", 60),
    "confirm_receipt": Own("reason", "迟收的原因", 200),
}


def preview(cases: Sequence[Case], act: str, person: Person, today: date) -> list[Line]:
    """Each case with the reason why the act cannot be done, or none."""
    facts, held = facts_by_case(cases), held_in(cases) if act in HELD_ACTS else {}
    states = states_of(cases, facts)
    lines = [
        _line(case, _refusal(case, states, act, person, today), held.get(case.pk, {}).get(act))
        for case in cases
    ]
    if act not in ENDS:
        return lines
    return [
        line if line.refusal else replace(line, open=still_open(facts[pk], states[pk], today))
        for line, pk in ((line, line.case.pk) for line in lines)
    ]


def _line(case: Case, refusal: str, held: Held | None) -> Line:
    """What the letter of a case has to do, its own page does (`letters.held`)."""
    if held and not refusal:
        return Line(case, held.refusal, held.href)
    return Line(case, refusal)


def _refusal(case: Case, states: Mapping[int, State], act: str, person: Person, today: date) -> str:
    wanted, roles = machine.acts()[act], roles_of(person, case.agency, today)
    if not roles & wanted.roles:
        return f"您不是{case.agency.name}的{TABLE[What.HANDLE].who}，不能办理。"
    state = states.get(case.pk)
    if state is None:
        return "没有办理记录，不能办理。"
    offer = next((one for one in machine.offers(state, roles, today) if one.act.key == act), None)
    if offer is None:
        return f"现在是“{Status(state.status).label}”，不能{wanted.label}。"
    return offer.refusal


def do(
    lines: Iterable[Line],
    act: str,
    *,
    person: Person,
    today: date,
    values: Mapping[str, Any],
    own: Mapping[int, str],
) -> list[Line]:
    """Does the act for each case that the preview let pass; a transaction each. Says what became of it."""
    common = {"by": person, "today": today, **values}
    return [_done(line, act, {**common, **_own(line, act, own)}) for line in lines]


def _own(line: Line, act: str, own: Mapping[int, str]) -> dict[str, str]:
    said = own.get(line.case.pk, "")
    return {OWN[act].name: said} if act in OWN and said else {}


def _done(line: Line, act: str, given: Mapping[str, Any]) -> Line:
    if line.refusal:
        return line
    try:
        _CALLS[act](case=line.case, **given)
    except Refused as refused:
        return Line(line.case, str(refused))
    return Line(line.case)
