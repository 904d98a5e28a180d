"""What does staff fill in for a site or an account? The rules stand in the actions."""

from __future__ import annotations

from typing import Any

from django import forms

from gongkai_web.agencies.models import Agency
from gongkai_web.agencies.queries import visible as visible_agencies
from gongkai_web.office.fields import choice, offer, text
from gongkai_web.office.forms import AgencyForm, DayForm
from gongkai_web.publishing.channels.models import channel_choices


def _address() -> forms.URLField:
    return forms.URLField(
        label="网址",
        required=False,
        assume_scheme="https",
        error_messages={"invalid": "网址应写成 https://… 的样子。"},
    )


class OpenForm(AgencyForm):
    """A site or an account."""

    channel = choice("平台", ())
    name = text("名称", "简洁规范，与职责关联；不同平台的名称原则上一致。", most=100)
    account = text("账号", required=False, most=100)
    address = _address()
    id_code = text("网站标识码", "网站填写。", required=False, most=20)
    supervisor_name = text("主管单位", required=False, most=200)
    operator_name = text("承办单位", required=False, most=200)
    number = text("备案号", required=False, most=100)
    reason = text("理由", "同一平台已有账号的，写明为什么另开。", required=False)
    field_order = ("agency", "day")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offers(self, "channel", channel_choices())


class ChangeForm(DayForm):
    """What changed."""

    name = text("名称", most=100)
    account = text("账号", required=False, most=100)
    address = _address()
    id_code = text("网站标识码", required=False, most=20)
    supervisor_name = text("主管单位", required=False, most=200)
    operator_name = text("承办单位", required=False, most=200)
    number = text("备案号", required=False, most=100)
    reason = text("理由", required=False)


class TransferForm(DayForm):
    """Who hosts it from now on."""

    to = forms.ModelChoiceField(
        label="新的主办单位",
        queryset=Agency.objects.none(),
        error_messages={"required": "请选择机关。", "invalid_choice": "请从列表中选一个机关。"},
    )
    reason = text("理由")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "to", visible_agencies(self.today).order_by("name"))


def _offers(form: forms.BaseForm, name: str, choices: list[tuple[str, str]]) -> None:
    """Sets what a field offers on the day."""
    field = form.fields[name]
    if not isinstance(field, forms.ChoiceField):
        raise TypeError(f"{name} chooses nothing")
    field.choices = [("", "请选择"), *choices]
