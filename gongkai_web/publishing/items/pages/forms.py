"""What does the office fill in for an act on an item? The rules stand in the acts."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django import forms
from django.db.models import Q
from django.utils import timezone

from gongkai.publication.ends import ELSEWHERE, ends
from gongkai_web.agencies.models import Person
from gongkai_web.agencies.queries import staff_of
from gongkai_web.office.fields import Several, choice, day, lines, offer, text, upload
from gongkai_web.office.forms import AgencyForm
from gongkai_web.publishing.items import queries
from gongkai_web.publishing.items.actions import VERDICTS
from gongkai_web.publishing.items.content import Part
from gongkai_web.publishing.items.kinds import Attribute, ItemClass, Readers
from gongkai_web.publishing.items.models import Item

FILES_READ = (
    "DOCX、DOC、WPS、RTF、ODT 或者存下来的网页；表格、编号、对齐、脚注、图片都带入，"
    "批注、页眉、隐藏的文字不带，带不过来的逐项说明。PDF、扫描件请作为附件上传。"
)


class DraftForm(forms.Form):
    """What is written into a draft: into which, and the version of its group that was on the screen."""

    edition = forms.IntegerField(widget=forms.HiddenInput, required=False)
    seen = forms.IntegerField(widget=forms.HiddenInput)


class AttachForm(DraftForm):
    """A file, and the version of the attachments that was on the screen."""

    file = upload("附件", "收下以前检查病毒、类型和看不见的内容。")


class PersonsForm(DraftForm):
    """A list with persons: a sheet, or rows that are typed; and what of it stands stricter than the rule."""

    file = upload("名单", "XLSX、XLS、ODS 或者 CSV；读出以后不保存。", required=False)
    typed = lines(
        "或者在这里填写", "从表格复制过来的，或者每行一人、各栏用逗号隔开。", required=False, rows=8
    )
    names = choice(
        "姓名", [("keep", "照样"), ("surname", "只留姓")], "名单里有未成年人等的，只留姓。", required=False
    )
    left_out = text("另外不公开的栏", "写栏名，几栏用顿号隔开。", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        typed = self.fields["typed"]
        if isinstance(typed, forms.CharField):
            typed.max_length, typed.validators = None, []

    def clean(self) -> dict[str, Any]:
        """One of both is given."""
        given = super().clean() or {}
        if bool(given.get("file")) == bool(given.get("typed")) and not self.errors:
            raise forms.ValidationError("请选择一份名单，或者在下面填写；两样只用一样。")
        return given


class ReplaceForm(AttachForm):
    """Another file for an attachment."""

    file = upload("新的文件", "网址不变；公开以后，旧的一份转到新的一份。收下以前同样检查。")


class AcceptForm(forms.Form):
    """Why a file may go out with what was found in it; `seen`: the digest of what was on the screen."""

    seen = forms.CharField(widget=forms.HiddenInput, max_length=64)
    reason = lines("理由", "写明为什么应当照这样公开，例如“表里的号码是本机关的值班电话”。", rows=2)


class NewForm(AgencyForm):
    """With what an item begins; the rest is written on its page."""

    title = text("标题")
    attribute = choice("公开属性", Attribute.choices, "起草时就定；以后可以改，改了重新审查。")
    item_class = choice("分类", ItemClass.choices, required=False)
    formed_on = day("生成日期", "成文、制作或者获取的日期；公开的期限从它起算。", required=False)
    readers = choice("谁可以看草稿", Readers.choices, required=False, empty=Readers.AGENCY.label)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["day"]

    def clean_day(self) -> date:
        """It begins today."""
        return self.today


class FromFileForm(NewForm):
    """What an item begins with that is drafted from a file; what is empty is taken from the file."""

    file = upload("文件", FILES_READ)
    field_order = ("agency", "file", "title", "attribute", "item_class", "formed_on", "readers")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, hint in (
            ("title", "不填的，用文件里的题目。"),
            ("formed_on", "不填的，用文件末尾的日期。"),
        ):
            self.fields[name].required, self.fields[name].help_text = False, hint


class ImportForm(DraftForm):
    """A file for the text that is being written, and the version of it that was on the screen."""

    file = upload("文件", FILES_READ)


class BatchForm(AgencyForm):
    """A batch of past stock."""

    title = text("批次名称", "例如“旧网站 2018 年以前的政策文件”。", most=200)
    reason = lines(
        "说明",
        "原来在哪里公开、凭什么证明（旧网址、网站备份、公报期号），怎样进到这里；审查的人看得到。",
        rows=3,
    )
    field_order = ("agency", "day", "title", "reason")


class SubmitForm(forms.Form):
    """Why what the checks ask about may go on."""

    looked = lines("对提示的说明", "有要确认的提示时必填，审查的人看得到。", required=False, rows=2)


class ReviewForm(forms.Form):
    """What is decided at a step; in the secrecy review part by part."""

    seen = forms.CharField(widget=forms.HiddenInput, max_length=64)
    approve = choice("意见", [("yes", "同意"), ("no", "退回")])
    note = lines("意见内容", "退回的必填；保密审查的必填。", required=False, rows=3)

    def __init__(self, *args: Any, parts: list[Part], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.parts = parts
        if parts:
            self.fields["basis"] = text(
                "保密审查的依据", "同意的必填，例如《保守国家秘密法》第三十五条。", required=False
            )
        for number, part in enumerate(parts):
            self.fields[f"part_{number}"] = choice(
                f"逐项：{part.label}", list(VERDICTS.items()), "同意的必填。", required=False
            )

    @property
    def points(self) -> dict[str, str]:
        """The verdicts by part."""
        given = self.cleaned_data
        return {part.key: given[f"part_{number}"] for number, part in enumerate(self.parts)}


class ScheduleForm(forms.Form):
    """When it goes out by itself."""

    at = forms.DateTimeField(
        label="发布时间",
        help_text="到时间自动发布；每五分钟看一次。",
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        error_messages={
            "required": "请填写发布时间。",
            "invalid": "请填写日期和时间，例如 2026-03-03 08:00。",
        },
    )

    def clean_at(self) -> datetime:
        """With its zone."""
        found: datetime = self.cleaned_data["at"]
        return found if timezone.is_aware(found) else timezone.make_aware(found)


class ReasonForm(forms.Form):
    """Why."""

    reason = lines("理由", "记入操作记录；不要写涉密的内容。", rows=2)


class AgainForm(ReasonForm):
    """That it stays as it is, and when it is looked at next."""

    next_on = day("下一次再看的日子", "到这一天再列出来。")


class ConclusionForm(forms.Form):
    """What came of an incident."""

    conclusion = lines("处理结果", "记入操作记录；不要写涉密的内容。", rows=3)


class TakeUpForm(ReasonForm):
    """Why an old text comes back, and what everybody is told of it."""

    change_note = text("更新说明", "公众在更新记录里看到；原来那一次的说明不再用。", required=False)
    looked = lines("对提示的说明", "有要确认的提示时必填。", required=False, rows=2)


class ReadersForm(forms.Form):
    """Who may see what is not public."""

    readers = choice("谁可以看草稿", Readers.choices)
    named = Several(
        label="指定的人",
        queryset=Person.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="设定的人、起草的人总在其中，不会把自己锁在外面；联合发文的机关不因此看到草稿。",
    )

    def __init__(self, *args: Any, item: Item, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        here = staff_of(item.agency, today).filter(person__is_active=True).values("person")
        known = Person.objects.filter(Q(pk__in=here) | Q(pk__in=item.named.values("pk")))
        offer(self, "named", known.order_by("display_name", "pk"))
        self.fields["readers"].initial = item.readers
        self.fields["named"].initial = list(item.named.all())


class EndForm(ReasonForm):
    """How an item ends. `successor`: the index number of another one."""

    kind = choice("终止方式", [])
    basis = text("依据", "废止、失效的必填，公众看得到：发文字号或者决定。", required=False)
    successor = text("转到", "更正替换、并入的必填：另一条信息的索引号。", required=False, most=60)
    field_order = ("kind", "reason", "basis", "successor")

    def __init__(self, *args: Any, today: date, urgent_only: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        field = self.fields["kind"]
        ways = [one for one in ends().on(today).values() if one.urgent or not urgent_only]
        if isinstance(field, forms.ChoiceField):
            field.choices = [("", "请选择"), *((one.code, one.label) for one in ways)]
            field.help_text = "其他终止方式由公开机构负责人或者分管领导办理。" if urgent_only else ""
        # What none of the offered ways asks for is not asked.
        if not any(one.basis for one in ways):
            del self.fields["basis"]
        if not any(one.answer == ELSEWHERE for one in ways):
            del self.fields["successor"]

    def clean_successor(self) -> Item | None:
        """The public item of that number."""
        typed = self.cleaned_data["successor"].strip()
        if not typed:
            return None
        found = queries.public(self.today).filter(queries.of_index_number(typed)).first()
        if found is None:
            raise forms.ValidationError(f"没有索引号为 {typed} 的公开信息；请核对。")
        return found
