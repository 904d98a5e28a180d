"""What can be set of an agency: that it is there, its particulars, the steps of its letters, its people."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django import forms
from django.db.models import Q, QuerySet

from gongkai_web.agencies import authorities
from gongkai_web.agencies.actions import SLUG
from gongkai_web.agencies.models import Agency, Office, OnlineService, Particulars, Role, kind_choices
from gongkai_web.agencies.roles import STEPS
from gongkai_web.errors import Refused
from gongkai_web.office.fields import offer, one_line

if TYPE_CHECKING:
    _OfParticulars = forms.ModelForm[Particulars]
    _OneOffice = forms.ModelChoiceField[Office]
else:  # while they run, Django's classes take no type
    _OfParticulars, _OneOffice = forms.ModelForm, forms.ModelChoiceField

_HINTS = {
    "letter_word": "文书编号用的字，例如 云公开，印成 云公开〔2026〕12号。",
    "reconsideration_authority": "救济告知里写的行政复议机关，例如 示范市人民政府。",
    "court": "救济告知里写的管辖法院：以政府名义答复的写中级人民法院，部门、办公室、乡镇以自己名义答复的"
    "写基层人民法院（《行政诉讼法》第十四、十五条）；跨区划集中管辖的按当地公告。",
    "payment": "收费通知和查询页面上写的缴费方式。",
    "office_name": "承担政府信息公开工作的机构（《条例》第四条）。",
}


class FoundForm(forms.Form):
    """A new agency, below one of those that the person runs the system for."""

    name = forms.CharField(
        label="机关名称", max_length=200, help_text="全称，印在文书上。", validators=[one_line]
    )
    slug = forms.RegexField(
        SLUG,
        label="网址名",
        strip=True,
        max_length=80,
        help_text="小写字母、数字和连字符，例如 yunxi-ziran；设立以后不改。",
        error_messages={"invalid": "只能用小写字母、数字和连字符。"},
    )
    kind = forms.ChoiceField(label="类型", choices=kind_choices)
    founded_on = forms.DateField(
        label="设立日期",
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text="登记的申请不能早于这一天；早已设立的写实际日期。",
    )
    parent = forms.ModelChoiceField(
        label="上级", queryset=Agency.objects.none(), required=False, empty_label="没有上级"
    )
    supervisor = forms.ModelChoiceField(
        label="主管部门",
        queryset=Agency.objects.none(),
        required=False,
        empty_label="同上级",
        help_text="监督它的公开工作、处理逾期反映的机关（《条例》第三条）。",
    )
    reason = forms.CharField(
        label="理由或者依据",
        max_length=300,
        help_text="设立它的文件，或者为什么登记到这里；写进操作记录。",
        validators=[one_line],
    )

    def __init__(self, *args: Any, within: QuerySet[Agency], top: bool, today: date, **kwargs: Any) -> None:
        """`within`: the agencies below which one can be founded; `top`: whether also below none.

        Both lists offer what is open today.
        """
        super().__init__(*args, **kwargs)
        still_open = Q(closed_on=None) | Q(closed_on__gte=today)
        parents = within.filter(still_open)
        offer(self, "parent", parents).required = not top
        offer(self, "supervisor", Agency.objects.filter(still_open).order_by("name"))
        self.initial.setdefault("parent", parents.first())


class ParticularsForm(_OfParticulars):
    """The particulars as one form. Saving goes through the action, never through the form."""

    steps = forms.MultipleChoiceField(
        label="签发前的环节",
        required=False,
        choices=[(role.value, role.label) for role in STEPS],
        widget=forms.CheckboxSelectMultiple,
        help_text="文书签发以前依次由谁决定；一个人办全部的机关可以都不选。",
    )

    former_authorities = forms.CharField(
        label="以前的行政复议机关",
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="以前的文书写当时的机关。每行一段：最后一日，冒号，机关，例如 "
        "2023-12-31：示范市人民政府、示范省自然资源厅。2024 年以前可以选择本级政府或者上一级主管部门的，"
        "两个都写；机关合并、改变隶属的也写在这里。",
    )
    reconsideration_url = forms.URLField(
        label="行政复议网上渠道",
        required=False,
        assume_scheme="https",
        help_text="网上送达的不予公开决定必须告知（《行政复议法》第二十二条第二款）。",
    )

    online_service = forms.ChoiceField(
        label="网上送达的送达之日",
        required=False,
        choices=OnlineService.choices,
        help_text="申请人的救济期限从这一天起算；第一次打开的时间另行记录。",
    )
    unopened_days = forms.IntegerField(
        label="网上送达几日未打开改用邮寄",
        required=False,
        min_value=1,
        max_value=60,
        help_text="过了这些天申请人还没有打开的，经办人的“今天”页提示改用邮寄。",
    )

    class Meta:
        model = Particulars
        exclude = ("agency",)
        help_texts = _HINTS

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["former_authorities"] = authorities.written(self.instance.former_authorities)

    def clean_former_authorities(self) -> list[dict[str, Any]]:
        """The lines as the action takes them; a line that says nothing is told."""
        try:
            return authorities.read(self.cleaned_data["former_authorities"])
        except Refused as problem:
            raise forms.ValidationError(str(problem)) from problem

    def given(self) -> dict[str, Any]:
        """What was typed, as the action takes it; the steps in the order of the procedure."""
        chosen = set(self.cleaned_data["steps"])
        left_out = {name for name in ("online_service", "unopened_days") if not self.cleaned_data[name]}
        given = {name: value for name, value in self.cleaned_data.items() if name not in left_out}
        return {**given, "steps": [str(step) for step in STEPS if step in chosen]}


class PersonForm(forms.Form):
    """Somebody new, or somebody known by the name of sign-in, and the first term of office."""

    username = forms.CharField(
        label="登录名",
        max_length=150,
        help_text="已有的人填他的登录名，只任职；新的人会建立账号。",
        validators=[one_line],
    )
    display_name = forms.CharField(
        label="姓名", max_length=100, required=False, help_text="新建账号时填写。", validators=[one_line]
    )
    password = forms.CharField(
        label="初始口令",
        required=False,
        widget=forms.PasswordInput,
        help_text="新建账号时填写，至少十位；请当面告诉本人。",
    )
    role = forms.ChoiceField(label="岗位", choices=Role.choices)
    since = forms.DateField(label="自", widget=forms.DateInput(attrs={"type": "date"}))
    until = forms.DateField(
        label="至（含当日）",
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text="挂职、借调等知道哪一天结束的填写；不知道的空着，到时候再登记。",
    )

    def clean(self) -> dict[str, Any]:
        """A password without a name, or the reverse, is half an account."""
        given = super().clean() or {}
        if bool(given.get("display_name")) != bool(given.get("password")):
            self.add_error("display_name", "新建账号要同时填写姓名和初始口令；已有的人两项都不填。")
        return given


class _OfficeField(_OneOffice):
    def label_from_instance(self, obj: Office) -> str:
        return f"{obj.person.display_name} {obj.get_role_display()}（自 {obj.since}）"


class EndForm(forms.Form):
    """The end of a term of office."""

    office = _OfficeField(label="任职", queryset=Office.objects.none())
    until = forms.DateField(label="至（含当日）", widget=forms.DateInput(attrs={"type": "date"}))
    reason = forms.CharField(label="原因", max_length=200, validators=[one_line])

    def __init__(self, *args: Any, agency: Agency, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        running = Office.objects.filter(Q(until=None) | Q(until__gt=today), agency=agency)
        offer(self, "office", running.select_related("person", "agency"))
