"""What does somebody fill in to black something out?"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from django import forms

from gongkai.outcomes import outcomes
from gongkai_web.files.areas import Area
from gongkai_web.files.models import reason_choices
from gongkai_web.office.fields import one_line

SIDES = ("x", "y", "w", "h")
WHY = ("reason", "note", "article")
_SHARE = re.compile(r"(?:100|\d{1,2})(?:\.\d{1,2})?")
_PERCENT = 100  # 1/10000 of the page in one percent
_NUMBER = {"required": "请填一个百分数。", "invalid": "请填数字，最多两位小数。"}


class _Percent(forms.DecimalField):
    """A share of the page, as a person measures it: 0 to 100, two decimal places."""

    def __init__(self, label: str, side: str, least: str = "0") -> None:
        super().__init__(
            label=label,
            help_text=f"占页面{side}的百分数，0–100。",
            min_value=Decimal(least),
            max_value=Decimal(100),
            decimal_places=2,
            error_messages={
                **_NUMBER,
                "min_value": f"不能小于 {least}。",
                "max_value": "不能大于 100。",
                "max_decimal_places": "最多两位小数。",
            },
        )


class BoxForm(forms.Form):
    """Boxes by numbers; the script fills them in while somebody drags over the picture.

    Several dragged one after the other go by one reason: the last stands in the fields, the others in `more`.
    """

    more = forms.CharField(required=False, max_length=10_000, widget=forms.HiddenInput)

    x = _Percent("左边距", "宽")
    y = _Percent("上边距", "高")
    w = _Percent("框宽", "宽", "0.01")
    h = _Percent("框高", "高", "0.01")
    reason = forms.ChoiceField(
        label="不予公开的理由",
        choices=[],
        error_messages={"required": "请选择理由。", "invalid_choice": "请从列表中选一项。"},
    )
    note = forms.CharField(
        label="涂黑的内容",
        required=False,
        max_length=100,
        help_text="写明是哪一类内容，不写内容本身，例如“第三人身份证号”；答复书的清单照此列出。",
        error_messages={"max_length": "有 %(show_value)d 字，最多 %(limit_value)d 字；请缩短。"},
        validators=[one_line],
    )
    article = forms.CharField(
        label="依据",
        required=False,
        max_length=200,
        help_text="不填则用这一理由的条文。",
        error_messages={"max_length": "有 %(show_value)d 字，最多 %(limit_value)d 字；请缩短。"},
        validators=[one_line],
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = outcomes()
        field = self.fields["reason"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [
            ("", "请选择"),
            *((code, f"{label}（{known[code].source}）") for code, label in reason_choices()),
        ]

    def clean_more(self) -> list[tuple[Decimal, ...]]:
        """The boxes drawn before the last one, which go by the same reason."""
        found = [one.split() for one in self.cleaned_data["more"].split(";") if one.strip()]
        if any(len(box) != len(SIDES) or not all(map(_SHARE.fullmatch, box)) for box in found):
            raise forms.ValidationError("先拖出的框没有收到；请重新拖一次。")
        return [tuple(Decimal(side) for side in box) for box in found]

    def areas(self, page: int) -> list[Area]:
        """Place and size of each box in 1/10000 of that page, in the order in which they were drawn."""
        given = self.cleaned_data
        drawn = [*given["more"], tuple(given[name] for name in SIDES)]
        return [Area(page, *(int(side * _PERCENT) for side in box)) for box in drawn]

    def why(self) -> dict[str, str]:
        """The reason, for all of them."""
        return {name: self.cleaned_data[name] for name in WHY}


class _Beside(forms.Form):
    """A form that stands on one page with the form of a box: the same field must not have the same id."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": f"{type(self).__name__.lower()}_%s", **kwargs})


class ConfirmForm(_Beside):
    """How the public version is called."""

    name = forms.CharField(
        label="公开版的名称",
        max_length=100,
        required=False,
        help_text="申请人会看到，答复书的附件照此列出；不写要涂黑的内容。原件的名称不会写进公开版。",
        error_messages={"max_length": "有 %(show_value)d 字，最多 %(limit_value)d 字；请缩短。"},
        validators=[one_line],
    )


class ReturnForm(_Beside):
    """Why the second person sends it back."""

    reason = forms.CharField(
        label="退回理由",
        max_length=500,
        help_text="写明哪一页哪一处要改、怎样改。",
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "请写明退回理由。"},
    )
