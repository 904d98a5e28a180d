"""How does the declaration of a register become a form? The rules stand there and in the actions."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet

from gongkai_web.agencies.models import Agency
from gongkai_web.office.fields import amount, choice, day, lines, number, offer, text
from gongkai_web.office.forms import AgencyForm
from gongkai_web.registers.declared import Blank, Register, Takes


class EntryForm(AgencyForm):
    """The blanks of a register that are filled in at once."""

    def __init__(
        self, *args: Any, register: Register, agencies: QuerySet[Agency], today: date, **kwargs: Any
    ) -> None:
        super().__init__(*args, agencies=agencies, today=today, **kwargs)
        self.register = register
        self.fields["day"].label = register.day
        for one in register.at_once:
            self.fields[one.name] = _field(one, agencies, today)

    def given(self) -> dict[str, Any]:
        """What was filled in, by the names of the blanks."""
        return {one.name: self.cleaned_data.get(one.name) for one in self.register.at_once}


class LaterForm(forms.Form):
    """The blanks that are filled in afterwards and are still empty."""

    def __init__(
        self, *args: Any, blanks: tuple[Blank, ...], agency: Agency, today: date, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        for one in blanks:
            field = _field(one, Agency.objects.filter(pk=agency.pk), today)
            field.required = False
            self.fields[one.name] = field


class VoidForm(forms.Form):
    """Why an entry is void."""

    reason = text("作废的理由")


class NoneForm(forms.Form):
    """Whose register had nothing, and in which year."""

    agency = forms.ModelChoiceField(
        label="机关",
        queryset=Agency.objects.none(),
        empty_label=None,
        error_messages={"invalid_choice": "请从列表中选一个机关。"},
    )
    year = number("年度", "到今天为止没有；过完的年度，全年没有。", least=2008)

    def __init__(self, *args: Any, agencies: QuerySet[Agency], today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "agency", agencies)
        self.fields["year"].initial = today.year


class WithdrawForm(NoneForm):
    """The same, and why it is taken back."""

    reason = text("收回的理由")


def _field(blank: Blank, agencies: QuerySet[Agency], today: date) -> forms.Field:
    required = blank.required and not blank.later
    match blank.takes:
        case Takes.LINES:
            return lines(blank.label, blank.hint, required=required)
        case Takes.DAY:
            return day(blank.label, blank.hint, required=required)
        case Takes.NUMBER:
            field = number(blank.label, blank.hint, least=0)
            field.required = required
            return field
        case Takes.AMOUNT:
            return amount(blank.label, blank.hint, required=required)
        case Takes.WORD:
            words = blank.words(today) if blank.words else {}
            return choice(blank.label, list(words.items()), blank.hint, required=required)
        case Takes.ROW:
            rows = {str(row): str(row) for agency in agencies for row in _rows(blank, agency, today)}
            return choice(blank.label, list(rows.items()), blank.hint, required=required)
        case _:
            return text(blank.label, blank.hint, required=required, most=blank.most)


def _rows(blank: Blank, agency: Agency, today: date) -> list[object]:
    return list(blank.rows(agency, today)) if blank.rows else []
