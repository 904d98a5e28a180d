"""What does somebody say of a table that is to come in?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.db.models import QuerySet

from gongkai.reading.formats.limits import MEGABYTE
from gongkai_web.agencies.models import Agency
from gongkai_web.imports.tables.declared import Table
from gongkai_web.office.fields import choice, offer, upload
from gongkai_web.publishing.items.models import Batch

LARGEST = 100 * MEGABYTE


class TableForm(forms.Form):
    """The file, what it holds, and whose it is."""

    table = choice("导入什么", [])
    agency = forms.ModelChoiceField(
        label="机关",
        queryset=Agency.objects.none(),
        empty_label=None,
        error_messages={"invalid_choice": "请从列表中选一个机关。"},
    )
    batch = forms.ModelChoiceField(
        label="批次",
        queryset=Batch.objects.none(),
        required=False,
        empty_label="不是历史存量",
        help_text="导入历史存量时选：登记到哪一个正在起草的批次。",
        error_messages={"invalid_choice": "请从列表中选一个批次。"},
    )
    file = upload("文件", f"CSV、XLSX、XLS、ODS，不超过 {LARGEST // MEGABYTE} MB；行数很多的请用 CSV。")

    def __init__(
        self,
        *args: Any,
        tables: Mapping[str, Table],
        agencies: QuerySet[Agency],
        batches: QuerySet[Batch],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["table"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [(code, one.label) for code, one in tables.items()]
        offer(self, "agency", agencies)
        offer(self, "batch", batches)

    def clean_file(self) -> Any:
        """Not larger than it may be."""
        given = self.cleaned_data["file"]
        if given.size > LARGEST:
            raise forms.ValidationError(
                f"《{given.name}》超过 {LARGEST // MEGABYTE} MB；请分成几份，编号不变就不会重复。"
            )
        return given
