"""How is one thing asked for in a form: a line, a day, a number, one of a list?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, TypeVar

from django import forms
from django.db.models import Model, QuerySet

Choices = Sequence[tuple[str, Any]]
Row = TypeVar("Row", bound=Model)
if TYPE_CHECKING:  # at run time the field takes no parameter
    _Chosen = forms.ModelMultipleChoiceField[Any]
else:
    _Chosen = forms.ModelMultipleChoiceField
_MISSING = "请填写。"


def one_line(value: str) -> None:
    """Raises ValidationError for what has line breaks: no browser sends them from a field of one line.

    In a letter, a mail or a calendar they would begin a line of their own.
    """
    if len(value.splitlines()) > 1:
        raise forms.ValidationError("这一栏只写一行；请去掉中间的换行。")


def text(label: str, hint: str = "", *, required: bool = True, most: int = 300) -> forms.CharField:
    """A line."""
    return forms.CharField(
        label=label,
        help_text=hint,
        required=required,
        max_length=most,
        validators=[one_line],
        error_messages={
            "required": _MISSING,
            "max_length": "有 %(show_value)d 字，最多 %(limit_value)d 字。",
        },
    )


def lines(label: str, hint: str = "", *, required: bool = True, rows: int = 4) -> forms.CharField:
    """Several lines."""
    return forms.CharField(
        label=label,
        help_text=hint,
        required=required,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": rows}),
        error_messages={
            "required": _MISSING,
            "max_length": "有 %(show_value)d 字，最多 %(limit_value)d 字。",
        },
    )


def as_seen() -> forms.CharField:
    """The mark of what stood there when the page was opened; it goes along unseen (`forms.SeenForm`)."""
    return forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)


def upload(label: str, hint: str = "", *, required: bool = True) -> forms.FileField:
    """A file."""
    return forms.FileField(
        label=label,
        help_text=hint,
        required=required,
        error_messages={"required": "还没有选择文件。", "empty": "文件是空的；请重新选择。"},
    )


def day(label: str, hint: str = "", *, required: bool = True) -> forms.DateField:
    """A day."""
    return forms.DateField(
        label=label,
        help_text=hint,
        required=required,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": "请填日期。", "invalid": "日期应写成 2024-01-31 的样子。"},
    )


def number(
    label: str, hint: str = "", *, least: int = 1, most: int | None = None, initial: int | None = None
) -> forms.IntegerField:
    """A whole number."""
    return forms.IntegerField(
        label=label,
        help_text=hint,
        min_value=least,
        max_value=most,
        initial=initial,
        error_messages={
            "required": "请填数字。",
            "invalid": "请填整数。",
            "min_value": "不能小于 %(limit_value)s。",
            "max_value": "不能大于 %(limit_value)s。",
        },
    )


def amount(label: str, hint: str = "", *, required: bool = True) -> forms.DecimalField:
    """A number with up to two decimals, not below nought."""
    return forms.DecimalField(
        label=label,
        help_text=hint,
        required=required,
        min_value=0,
        max_digits=6,
        decimal_places=2,
        error_messages={
            "required": "请填数字。",
            "invalid": "请填数字，例如 92.5。",
            "min_value": "不能小于 %(limit_value)s。",
            "max_digits": "最多 %(max)s 位数字。",
            "max_decimal_places": "最多 %(max)s 位小数。",
            "max_whole_digits": "整数部分最多 %(max)s 位。",
        },
    )


def choice(
    label: str, choices: Choices, hint: str = "", *, required: bool = True, empty: str = "请选择"
) -> forms.ChoiceField:
    """One of a list."""
    return forms.ChoiceField(
        label=label,
        help_text=hint,
        required=required,
        choices=[("", empty), *choices],
        error_messages={"required": "请选择一项。", "invalid_choice": "请从列表中选一项。"},
    )


def tick(label: str, hint: str = "") -> forms.BooleanField:
    """Yes where ticked."""
    return forms.BooleanField(label=label, help_text=hint, required=False)


def yes_or_no(label: str, yes: str, no: str, hint: str = "", *, required: bool = True) -> forms.ChoiceField:
    """A question without a preset answer."""
    return choice(label, [("yes", yes), ("no", no)], hint, required=required)


class Several(_Chosen):
    """Several rows to be ticked. A key with more digits than any database counts is that of no row."""

    def clean(self, value: Any) -> QuerySet[Any]:
        """The rows of these keys."""
        try:
            return super().clean(value)
        except OverflowError:
            longest = max(map(str, value), key=len)
            said = self.error_messages["invalid_choice"]
            raise forms.ValidationError(
                said, code="invalid_choice", params={"value": f"{longest[:20]}…"}
            ) from None


def offer(form: forms.BaseForm, name: str, rows: QuerySet[Row]) -> forms.ModelChoiceField[Row]:
    """Sets the rows that a field of a form offers: they hang on who asks and on the day."""
    field = form.fields[name]
    if not isinstance(field, forms.ModelChoiceField):
        raise TypeError(f"{name} chooses no row")
    field.queryset = rows
    return field


def truth(value: str) -> bool | None:
    """The answer to `yes_or_no`; None where none was given."""
    return {"yes": True, "no": False}.get(value)
