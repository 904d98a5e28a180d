"""What does somebody fill in who writes to an agency? What the kind asks for, and no more.

The office fills in the same for what came another way.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet

from gongkai.messages import ASKED, NEVER, RULED, MessageType
from gongkai.publication.words import sectors
from gongkai_web.agencies.models import Agency
from gongkai_web.interaction import queries
from gongkai_web.interaction.actions import MessageGiven
from gongkai_web.interaction.enterprises import Enterprise, enterprises_on
from gongkai_web.interaction.facts import Channel
from gongkai_web.office.fields import choice, day, lines, offer, yes_or_no
from gongkai_web.office.fields import text as line

_OF_ABOUT = {"page": ("page",), "agency": ("about",), "enterprise": ("enterprise", "about_name")}
UNLISTED = "unlisted"
# What becomes of the answer where whoever writes does not decide on it.
_PUBLISHED = {
    RULED: "办理情况经审核、去掉个人信息以后公开，不写您是谁；不属实、重复和转走的只告诉您。",
    NEVER: "答复只告诉您，不公开。",
}
_AUTOCOMPLETE = {"name": "name", "phone": "tel", "email": "email"}


def _agency(label: str, hint: str) -> forms.ModelChoiceField[Agency]:
    return forms.ModelChoiceField(
        label=label,
        help_text=hint,
        queryset=Agency.objects.none(),
        to_field_name="slug",
        empty_label="请选择",
        error_messages={"required": "请选择一个机关。", "invalid_choice": "请从列表中选一个机关。"},
    )


class MessageForm(forms.Form):
    """The message. The fields that its kind does not ask for are left out."""

    use_required_attribute = False

    agency = _agency("写给哪个机关", "不知道由谁负责的，选您认为最接近的；不归它管的会替您转。")
    about = _agency(
        "要投诉举报的机关",
        "由它的主管部门或者上一级机关办理。这里没有的机关，它的上级不在本站："
        "请直接向它的上一级行政机关或者政府信息公开工作主管部门提出。",
    )
    enterprise = choice("公共企事业单位", [])
    about_name = line("公共企事业单位的名称", most=200)
    page = line(
        "有错误的网页", "网页的地址，从浏览器的地址栏复制；不知道的，写在哪个栏目、哪一条。", most=500
    )
    title = line("标题", "一句话写明是什么事。", most=200)
    name = line("怎样称呼您", required=False, most=100)
    phone = line("联系电话", "机关需要核实时与您联系；不公开。", required=False, most=40)
    email = forms.EmailField(
        label="电子邮箱",
        help_text="不公开。",
        required=False,
        error_messages={"invalid": "电子邮箱的写法不对；请核对。"},
    )
    may_publish = yes_or_no(
        "可不可以公开",
        "可以，去掉个人信息以后公开",
        "不公开，只告诉我",
        "公开的是标题、问题和答复，不写您是谁。",
    )

    text = lines("内容", "写清楚时间、地点和要解决的问题。请不要写身份证号码、银行卡号。", rows=6)
    field_order: tuple[str, ...] = ("enterprise", "about_name", "agency", "about", "page", "title", "text")

    def __init__(self, *args: Any, kind: MessageType, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind = kind
        left = {name for names in _OF_ABOUT.values() for name in names} - {*_OF_ABOUT.get(kind.about, ())}
        if kind.handled_by == "above":
            left.add("agency")
        if kind.published != ASKED:
            left.add("may_publish")
        for name in left:
            del self.fields[name]
        if "agency" in self.fields:
            offer(self, "agency", queries.takes_messages(today))
        if "about" in self.fields:
            offer(self, "about", queries.can_be_complained_of(today))
        self.listed: dict[str, Enterprise] = {}
        if "enterprise" in self.fields:
            self._offer_listed(self.may_get(enterprises_on(today)))
        for name, value in _AUTOCOMPLETE.items():
            self.fields[name].widget.attrs["autocomplete"] = value

    def may_get(self, found: list[Enterprise]) -> list[Enterprise]:
        """Of those on the lists, the ones of whose department this form can be for: all."""
        return found

    def _offer_listed(self, found: Iterable[Enterprise]) -> None:
        """Those on the lists, by sector; name and department are asked for where it is on none."""
        self.listed = {str(one.pk): one for one in found}
        if not self.listed:
            del self.fields["enterprise"]
            return
        field = self.fields["enterprise"]
        assert isinstance(field, forms.ChoiceField)
        groups: dict[str, list[tuple[str, str]]] = {}
        for key, one in self.listed.items():
            label = f"{one.name}（{one.agency.name}）"
            groups.setdefault(sectors()[one.sector].label, []).append((key, label))
        field.choices = [("", "请选择"), *groups.items(), (UNLISTED, "名单里没有，在下面填写")]
        field.help_text = "主管部门的名单里有的，由这个主管部门办理。"
        for name in ("about_name", "agency"):
            self.fields[name].required = False
            self.fields[name].help_text = "名单里没有的才填。"

    def clean(self) -> dict[str, Any]:
        """Whoever is on no list is named, with the department; on a list there is nothing more to say."""
        given: dict[str, Any] = self.cleaned_data
        if "enterprise" not in self.fields or not given.get("enterprise"):
            return given
        chosen = self.listed.get(given["enterprise"])
        typed = given.get("about_name", "")
        if chosen is None:
            for name, said in (("about_name", "请填写单位的名称。"), ("agency", "请选择它的主管部门。")):
                if not given.get(name) and name not in self.errors:
                    self.add_error(name, said)
        elif typed and typed != chosen.name:
            self.add_error("about_name", f"上面选的是「{chosen.name}」；名单里没有的，上面请选“名单里没有”。")
        else:
            given |= {"about_name": chosen.name, "agency": chosen.agency}
        return given

    @property
    def published(self) -> str:
        """What is said of the answer where nothing is asked; empty where whoever writes decides."""
        return _PUBLISHED.get(self.kind.published, "")

    @property
    def to(self) -> Agency:
        """Who gets it. Only once valid."""
        given = self.cleaned_data
        found = given["agency"] if "agency" in given else queries.above(given["about"])
        assert isinstance(found, Agency)
        return found

    def given(self) -> MessageGiven:
        """The message as the action takes it. Only once valid."""
        aside = {"agency", "enterprise", "may_publish", "day", "channel", "submission_key"}
        words = {name: one for name, one in self.cleaned_data.items() if name not in aside}
        return MessageGiven(
            kind=self.kind.code,
            may_publish=self.cleaned_data.get("may_publish") == "yes",
            channel=self.cleaned_data.get("channel", Channel.SITE),
            **words,
        )


class OutsideForm(MessageForm):
    """The same in words for the office: how it came, on which day, and its number there."""

    agency = _agency("收件的机关", "不归它管的，登记以后转。")
    page = line("有错误的网页", "留言人所说的网页的地址。", most=500)
    text = lines("内容", "照留言人所写、所说；不登记身份证号码、银行卡号。", rows=6)
    name = line("留言人", required=False, most=100)
    phone = line("联系电话", "不公开。", required=False, most=40)
    may_publish = yes_or_no(
        "留言人同意不同意公开",
        "同意，去掉个人信息以后公开",
        "不同意，或者没有问到",
        "公开的是标题、问题和答复，不写留言人是谁。",
    )
    day = day("收到日期", "不能晚于今天。")
    channel = choice("来源", [one for one in Channel.choices if one[0] != Channel.SITE])
    outside_number = line("来源编号", "国家平台转办的，写它的留言编号。", required=False, most=60)
    field_order = (
        "enterprise",
        "about_name",
        "agency",
        "about",
        "day",
        "channel",
        "outside_number",
        "page",
        "title",
        "text",
    )

    def __init__(self, *args: Any, agencies: QuerySet[Agency], today: date, **kwargs: Any) -> None:
        self.agencies = agencies
        super().__init__(*args, today=today, **kwargs)
        self.fields["day"].initial = today
        if "agency" in self.fields:
            offer(self, "agency", agencies)

    def may_get(self, found: list[Enterprise]) -> list[Enterprise]:
        """Those of the agencies for which whoever enters it does so."""
        kept = set(self.agencies.values_list("pk", flat=True))
        return [one for one in found if one.agency.pk in kept]
