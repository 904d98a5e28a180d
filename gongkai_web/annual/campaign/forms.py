"""What does somebody fill in at the checking desk?"""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db.models import QuerySet

from gongkai.reading.formats.limits import MEGABYTE
from gongkai_web.agencies.models import Agency
from gongkai_web.annual.campaign import limits
from gongkai_web.office.fields import offer, one_line


def files_hint(at_once: int | None = None) -> str:
    """What may be handed in, and how much of it. `at_once`: the most that is taken, where it is no batch."""
    most = at_once or min(limits.MOST_FILES, settings.DATA_UPLOAD_MAX_NUMBER_FILES)
    batch = f"，一批最多 {limits.MOST_FILES} 份、合计 {limits.LARGEST_BATCH // MEGABYTE} MB"
    return (
        "DOCX、WPS、DOC、XLSX、PDF、OFD、网页、文本或 ZIP，可以一次选多份，也可以拖到框里；"
        f"每份不超过 {limits.LARGEST_FILE // MEGABYTE} MB，一次最多 {most} 份"
        f"{'' if at_once else batch}。份数多的请打成 ZIP。"
    )


class _ManyFiles(forms.FileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Any number of files, at least one; empty ones are told apart by the action, with a sentence each."""

    widget = _ManyFiles(attrs={"class": "drop"})

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile[bytes]]:
        """The files as a list."""
        files = data if isinstance(data, list | tuple) else [data]
        given = [file for file in files if file]
        if not given and not any(file is not None for file in files):
            super().clean(None, initial)
        return [file for file in files if file is not None]


class FilesForm(forms.Form):
    """More files for a batch."""

    def __init__(self, *args: Any, at_once: int | None = None, **kwargs: Any) -> None:
        """The field is added here: as an attribute it would hide what was sent (`Form.files`)."""
        super().__init__(*args, **kwargs)
        self.fields["files"] = FilesField(
            label="文件",
            help_text=files_hint(at_once),
            error_messages={"required": "还没有选择文件；请选择至少一份年报。"},
        )


class BatchForm(FilesForm):
    """A new batch with its first files."""

    title = forms.CharField(
        label="批次名称",
        required=False,
        max_length=100,
        help_text="例如“2024 年度区直部门年报”；不填则以日期为名。",
        error_messages={"max_length": "批次名称有 %(show_value)d 字，最多 %(limit_value)d 字；请缩短。"},
        validators=[one_line],
    )
    agency = forms.ModelChoiceField(
        label="以哪个机关的名义核对", queryset=Agency.objects.none(), empty_label=None
    )

    def __init__(self, *args: Any, agencies: QuerySet[Agency], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = offer(self, "agency", agencies)
        if agencies.count() == 1:
            field.initial = agencies.get()
            field.disabled, field.widget = True, forms.HiddenInput()


class VerdictForm(forms.Form):
    """What somebody holds of a finding. The rules stand in the action, so that they stand once."""

    reason = forms.CharField(
        label="理由",
        required=False,
        help_text="判为“不是问题”的必填。",
        widget=forms.Textarea(attrs={"rows": 2, "maxlength": 500}),
    )
