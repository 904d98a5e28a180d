"""What does the clerk say of a register that is to be imported?"""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet

from gongkai.reading.formats.limits import MEGABYTE
from gongkai_web.agencies.models import Agency
from gongkai_web.imports.words import labels_of
from gongkai_web.office.fields import offer

LARGEST = 10 * MEGABYTE


class RegisterForm(forms.Form):
    """The file, whose register it is, and what holds for rows that do not say it."""

    agency = forms.ModelChoiceField(
        label="登记在哪个机关",
        queryset=Agency.objects.none(),
        empty_label=None,
        error_messages={"invalid_choice": "请从列表中选一个机关。"},
    )
    file = forms.FileField(
        label="登记簿",
        help_text=f"XLSX、XLS、ODS 或者 CSV，不超过 {LARGEST // MEGABYTE} MB。",
        widget=forms.FileInput(attrs={"class": "drop"}),
        error_messages={"required": "请选择登记簿文件。", "empty": "文件是空的；请核对后重新选择。"},
    )
    kind = forms.ChoiceField(
        label="没有写申请人类型的，按", required=False, help_text="不选的，这样的行不登记，逐行指出。"
    )
    channel = forms.ChoiceField(
        label="没有写提交方式的，按", required=False, help_text="不选的，这样的行不登记，逐行指出。"
    )

    year = forms.TypedChoiceField(
        label="没有写年份的日期，按",
        required=False,
        coerce=int,
        empty_value=None,
        help_text="登记簿里写“3月5日”的选年份；不选的，这样的行不登记，逐行指出。",
    )

    def __init__(self, *args: Any, agencies: QuerySet[Agency], today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, column in (("kind", "applicant_kind"), ("channel", "channel")):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = [("", "不登记"), *labels_of(column).items()]
        years = self.fields["year"]
        assert isinstance(years, forms.TypedChoiceField)
        years.choices = [("", "不登记"), *((one, f"{one} 年") for one in (today.year, today.year - 1))]
        chosen = offer(self, "agency", agencies)
        only = list(agencies[:2])
        if len(only) == 1:
            chosen.initial, chosen.disabled, chosen.widget = only[0], True, forms.HiddenInput()

    def clean_file(self) -> Any:
        """Not larger than it may be."""
        given = self.cleaned_data["file"]
        if given.size > LARGEST:
            raise forms.ValidationError(
                f"《{given.name}》超过 {LARGEST // MEGABYTE} MB；请删去登记簿以外的内容，或者分成几份。"
            )
        return given
