"""What does the clerk say of a register that is to be imported?"""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet

from gongkai.reading.formats.limits import MEGABYTE
from gongkai_web.agencies.models import Agency
from gongkai_web.office.fields import offer

LARGEST = 10 * MEGABYTE


class RegisterForm(forms.Form):
    """The file, and whose register it is."""

    agency = forms.ModelChoiceField(
        label="登记在哪个机关",
        queryset=Agency.objects.none(),
        empty_label=None,
        error_messages={"invalid_choice": "请从列表中选一个机关。"},
    )
    file = forms.FileField(
        label="登记簿",
        help_text=f"XLSX、XLS、ODS、CSV，有表格的网页或者 Word 文档，不超过 {LARGEST // MEGABYTE} MB。",
        widget=forms.FileInput(attrs={"class": "drop"}),
        error_messages={"required": "请选择登记簿文件。", "empty": "文件是空的；请核对后重新选择。"},
    )

    def __init__(self, *args: Any, agencies: QuerySet[Agency], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
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
