"""更正与作废: what can be put right of an event, and in which form?"""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from gongkai.procedure.facts import EVENT_KINDS
from gongkai_web.agencies.models import Person
from gongkai_web.cases import actions
from gongkai_web.cases.models import Case, Event
from gongkai_web.cases.words import WORDS, choices_of, said
from gongkai_web.office.fields import choice, day, lines, number, text, yes_or_no
from gongkai_web.office.forms import TrulyForm

VOID, REPLACE = "void", "replace"
# Keys and what follows from other entries: not for the hand. People are assigned anew instead.
_FIXED = frozenset(
    {
        "person",
        "person_name",
        "stand_in",
        "stand_in_name",
        "approved_by",
        "approved_by_name",
        "agreed_on_paper",
        "cases",
        "ref",
        "taken_down",
        "read_back",
        "event",
        "replaced",
        "position",
    }
)
_TRUTH = frozenset({"consent", "partly", "reasonable", "open_now", "co_producer", "redo"})
_DAYS = frozenset(
    {
        "received_on",
        "answer_until",
        "next_on",
        "reply_until",
        "accepted_on",
        "decide_until",
        "decision_received_on",
        "effective_on",
        "posted_on",
    }
)
_NUMBERS = frozenset({"days", "count", "amount"})
_LINES = frozenset({"description", "items", "facts", "content", "reason", "result", "corrects"})

# What is longer is shown whole, whatever it is.
_SHORT = 100


class UndoForm(TrulyForm):
    """Void, or replace by what it should have said."""

    what = choice(
        "怎样处理",
        [(REPLACE, "更正：以下面填写的内容代替"), (VOID, "作废：这件事没有发生")],
    )
    reason = lines("理由", "写明哪里错了；原登记划去保留，理由一并显示。", rows=2)
    new_day = day("日期")

    def __init__(self, *args: Any, event: Event, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.event, self.today = event, today
        self.fields["new_day"].initial = event.day
        self.fields["new_day"].widget.attrs["max"] = today.isoformat()
        for name in self.particulars:
            self.fields[f"data_{name}"] = _field(event, name)
        if self.data.get("truly"):
            self.offer_truly()

    @property
    def particulars(self) -> list[str]:
        """What of the event may be written anew."""
        hidden = _FIXED | ({"amount"} if self.event.kind == "fee.decided" else set())
        return [name for name in EVENT_KINDS[self.event.kind].particulars if name not in hidden]

    def clean_new_day(self) -> date:
        """Never later than today."""
        found: date = self.cleaned_data["new_day"]
        if found > self.today:
            raise forms.ValidationError(f"{found} 还没有到（今天是 {self.today}）；请核对日期。")
        return found

    def changed(self) -> dict[str, Any]:
        """The particulars that differ from the event's."""
        found = {}
        for name in self.particulars:
            value = self.cleaned_data[f"data_{name}"]
            if name in _TRUTH:
                value = {"yes": True, "no": False}.get(value)
            if str(value if value is not None else "") != str(_plain(self.event, name)):
                found[name] = value.isoformat() if isinstance(value, date) else value
        return found

    def perform(self, case: Case, by: Person) -> None:
        """Does it. Raises Refused or OnPaperOnly."""
        given = self.cleaned_data
        common: dict[str, Any] = {
            "case": case,
            "by": by,
            "day": self.today,
            "event": self.event,
            "reason": given["reason"],
            "on_paper": bool(given.get("truly")),
        }
        if given["what"] == VOID:
            actions.void_event(**common)
        else:
            actions.replace_event(**common, new_day=given["new_day"], data=self.changed())


def _plain(event: Event, name: str) -> Any:
    value = event.data.get(name)
    return "" if value is None else value


def _field(event: Event, name: str) -> forms.Field:
    label, value = WORDS.get(name, name), _plain(event, name)
    found: forms.Field
    if name in _TRUTH:
        found = yes_or_no(label, "是", "否", required=False)
        value = {True: "yes", False: "no"}.get(value, "")
    elif choices_of(event.kind, name):
        # What stands there can stay, also where it can no longer be chosen.
        now = {str(value): said(event.kind, name, value)} if value != "" else {}
        known = {**now, **choices_of(event.kind, name)}
        found = choice(label, list(known.items()), required=False, empty="未写明")
    elif name in _DAYS or (name == "until" and event.kind != "fee.decided"):
        found = day(label, required=False)
    elif name in _NUMBERS:
        found = number(label)
        found.required = False
    elif name in _LINES or len(str(value)) > _SHORT:
        found = lines(label, required=False, rows=3)
    else:
        found = text(label, required=False)
    found.initial = value
    return found
