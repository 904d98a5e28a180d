"""What is filled in for the collecting? The rules stand in the actions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.db.models import QuerySet

from gongkai.outcomes import agency_kinds
from gongkai_web.agencies.models import Agency
from gongkai_web.annual.campaign.collecting.listing import HEADS
from gongkai_web.annual.campaign.collecting.models import Unit
from gongkai_web.annual.campaign.collecting.words import Kind, Way
from gongkai_web.office.fields import Several, choice, day, lines, number, offer, text, tick, upload

_READ = "DOCX、WPS、DOC、XLSX、PDF、OFD、网页或者文本，一份。"


class CampaignForm(forms.Form):
    """A new campaign."""

    agency = forms.ModelChoiceField(
        label="以哪个机关的名义", queryset=Agency.objects.none(), empty_label=None
    )
    year = number("年度", "报告哪一年的工作；发起时法定期限已过的是补录，不计逾期。", least=2008, most=2999)
    kind = choice("报告种类", Kind.choices, "期限不同：机关年报次年1月31日前，本级政府年报次年3月31日前。")
    internal_day = day("内部期限", "希望单位在哪一天以前（含当日）交来；不晚于法定期限。", required=False)
    locks = tick("逾期锁定", "过了内部期限不再收，要重新开放才能交；不选的，逾期只是逾期。")
    practice = tick("演练", "不作数：不能汇总、不能公布。")
    title = text("名称", "不填则照年度和种类。", required=False, most=100)

    def __init__(self, *args: Any, agencies: QuerySet[Agency], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = offer(self, "agency", agencies)
        if agencies.count() == 1:
            field.initial, field.disabled, field.widget = agencies.get(), True, forms.HiddenInput()


class UnitsForm(forms.Form):
    """More units for the list."""

    rows = forms.CharField(
        label="名单",
        help_text=f"一行一个单位，从表格里复制过来即可；列依次是{'、'.join(HEADS)}，后面的可以不写。"
        "“由谁汇总”写名单里汇总它的单位，直接报送的空着；“只汇总”的单位自己不报。"
        "名称与本平台所监督的机关一致的，从本平台提交；其余的凭链接上传。",
        required=False,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 12}),
    )
    file = upload("或者选一个文件", "XLSX、XLS、ODS 或者 CSV，第一张表，列同上。", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = "、".join(kind.label for kind in agency_kinds().values())
        self.fields["rows"].help_text += f"单位类型写：{kinds}；本平台的单位可以不写。"

    def clean(self) -> dict[str, Any]:
        """One of the two."""
        given: dict[str, Any] = super().clean() or {}
        if not given.get("rows", "").strip() and not given.get("file"):
            raise forms.ValidationError("请粘贴名单，或者选一个文件。")
        return given


class DayForm(forms.Form):
    """An internal day."""

    internal_day = day("内部期限", "含当日；不晚于法定期限。")
    unit = forms.ModelChoiceField(
        label="适用于",
        queryset=Unit.objects.none(),
        required=False,
        empty_label="全部单位",
        help_text="选一个单位的，连同它汇总的各单位。",
    )
    locks = tick("逾期锁定", "过了这一天不再收，要重新开放才能交。")
    reason = text("理由", "改期的必填。", required=False, most=500)

    def __init__(self, *args: Any, units: QuerySet[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "unit", units)


class HandInForm(forms.Form):
    """A unit's file."""

    file = upload("年报文件", _READ + "读取、核对以后给您看，确认以前不算提交。")


class ConfirmForm(forms.Form):
    """What the unit says to what was told, and whether it is a try-out.

    `asked`: what it has to explain; `blank`: the sentence about cells that are blank, where there are some.
    """

    reply = lines("说明", "要说明什么的写在这里。", required=False, rows=3)
    blank_reason = lines("空格的说明", rows=2)
    practice = tick("试交", "只是试一试，不作数；正式提交的不选。")

    def __init__(self, *args: Any, asked: Sequence[str] = (), blank: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if blank:
            field = self.fields["blank_reason"]
            field.help_text = f"{blank}一条说明全部空格也可以。"
            field.error_messages["required"] = blank
        else:
            del self.fields["blank_reason"]
        if asked:
            field = self.fields["reply"]
            field.required, field.help_text = True, "上面要求说明的，逐条写在这里。"
            field.error_messages["required"] = f"请说明：{asked[0]}"


class ReasonForm(forms.Form):
    """Why."""

    reason = lines("理由", rows=3)


class UntilForm(ReasonForm):
    """Why, and until when."""

    until = day("开放至", "到这一天（含当日）可以提交，只对这一个单位。")


class ReturnForm(ReasonForm):
    """Why, and by when it may come again."""

    until = day("开放至", "已经锁定的单位，到这一天（含当日）可以再交。", required=False)


class PublishForm(forms.Form):
    """Where and when a unit published its report."""

    published_on = day("公布日期")
    url = forms.URLField(label="公布的网址", max_length=500, assume_scheme="https")


class NameForm(forms.Form):
    """A new name."""

    name = text("现在的名称", "原来的名称仍然认得。", most=200)


class MergeForm(ReasonForm):
    """Into which unit."""

    into = forms.ModelChoiceField(label="并入", queryset=Unit.objects.none())

    def __init__(self, *args: Any, units: QuerySet[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "into", units)


class SplitForm(ReasonForm):
    """Which units took over, and whether anything is left."""

    successors = Several(
        label="承接的单位",
        queryset=Unit.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        help_text="名单上还没有的，先增列。",
    )
    ends = tick("原单位不再报送", "全部拆走、已经撤销的选上；还自己报送的不选。")

    def __init__(self, *args: Any, units: QuerySet[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "successors", units)


class ExcuseForm(forms.Form):
    """Why it goes on without a report."""

    reason = lines("缺报的说明", "写明的，不再等它；清空的，重新等它。", required=False, rows=3)


class ContactForm(forms.Form):
    """How the unit is reached."""

    email = forms.EmailField(label="联系邮箱", required=False, help_text="催报的邮件发到这里。")
    phone = text("联系电话", "电话催报时用。", required=False, most=60)


class RemindForm(forms.Form):
    """Which units are reminded, and how."""

    units = Several(
        label="催哪些单位",
        queryset=Unit.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "请选要催的单位。"},
    )
    way = choice("方式", Way.choices, "邮件由本系统发；电话、书面的，办过以后登记。")
    said = lines("说明", "写在邮件里，或者登记说了什么、谁接的电话。", required=False, rows=2)

    def __init__(self, *args: Any, units: QuerySet[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "units", units)


class KeyForm(forms.Form):
    """Until when the link holds."""

    until = day("期限", "到这一天（含当日）有效。")


class RemarkForm(forms.Form):
    """Something about a cell or a passage."""

    cell = choice("哪一格", (), required=False, empty="不是格，是正文里的话")
    passage = text("正文里的话", "照抄要批注的一句。", required=False, most=500)
    text = lines("批注", rows=3)
    public = tick("对外", "公布以后，公众在年报旁边也看得到；不选的只给单位和主管部门看。")

    def __init__(self, *args: Any, cells: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["cell"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [("", "不是格，是正文里的话"), *cells]


class AnswerForm(forms.Form):
    """What is said to a remark."""

    text = lines("答复", rows=3)
