"""What does the office fill in for an item? A form for each group of fields; the rules stand in the acts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

from django import forms
from django.db.models import Q
from django.utils import timezone

from gongkai.outcomes import Kind
from gongkai.publication.counted import interpretation_authors, interpretation_forms
from gongkai.publication.ends import ends
from gongkai.publication.legality import legality_conclusions
from gongkai.publication.words import channels, genres, themes
from gongkai_web.agencies.models import Agency, Person
from gongkai_web.agencies.queries import staff_of
from gongkai_web.office.fields import choice, day, lines, offer, text, upload
from gongkai_web.office.forms import AgencyForm
from gongkai_web.publishing.catalogue import queries as catalogue
from gongkai_web.publishing.channels.queries import sites_of
from gongkai_web.publishing.items import queries
from gongkai_web.publishing.items.actions import VERDICTS
from gongkai_web.publishing.items.content import FIELDS, GROUPS, Content, Part, of_group
from gongkai_web.publishing.items.kinds import Attribute, InterpretationPlan, ItemClass, Origin, Readers
from gongkai_web.publishing.items.models import Item
from gongkai_web.publishing.items.pages.naming import DocumentLines, ItemLines
from gongkai_web.publishing.models import DocumentKind

FILES_READ = (
    "DOCX、DOC、WPS、RTF、ODT 或者存下来的网页；表格、编号、对齐、脚注、图片都带入，"
    "批注、页眉、隐藏的文字不带，带不过来的逐项说明。PDF、扫描件请作为附件上传。"
)
MakeField = Callable[[Agency, date], forms.Field]
_EACH_DOCUMENT = "每行一份登记了的文件：发文字号或者标题。"
_HINTS = {
    "summary": "一两句话，公众在目录里看到。",
    "change_note": "公众在更新记录里看到；小改动不写。",
    "varied_on": "公开以后另起一稿的填写：信息本身变更的日子，从那一天起算更新的期限（《条例》第二十六条）。",
    "expires_on": "有效期的最后一天，次日起失效。",
    "look_again_on": "到这一天列出来，再看是否要修改、终止。",
    "shown_until": "名单公示的最后一天；第二天自动撤下。",
    "published_on": "只有历史存量才填写。",
    "source_url": "转载的写原文网址。",
    "sites": "本机关和上级在“网站和政务新媒体”里登记的网站；按网站统计用，只有一个网站的可以不选。",
    "attribute_reason": "依申请公开、不予公开的必填。",
    "body": "可以从 Word、WPS、网页粘贴；整理成统一的形式，带不过来的逐项说明。没有格式的文字每行一段。",
    "issuers": "每行一个；联合发文的列全部。",
    "document_kind": "规章、行政规范性文件必选：公开时登记，计入年报表二。",
    "registration_number": "实行统一登记、统一编号的填写。",
    "interpretation_reason": "不需要解读的必填。",
    "amends": f"{_EACH_DOCUMENT}本件施行之日起标为已修改。",
    "repeals": f"{_EACH_DOCUMENT}本件施行之日起废止。",
    "invalidates": f"{_EACH_DOCUMENT}本件施行之日起失效。",
    "interprets": "每行一份：索引号、发文字号或者标题。两边的页面互相指向。",
}


def _line(name: str, most: int = 300) -> MakeField:
    return lambda _agency, _day: text(FIELDS[name].label, _HINTS.get(name, ""), required=False, most=most)


def _lines(name: str, rows: int) -> MakeField:
    return lambda _agency, _day: _long(name, rows)


def _long(name: str, rows: int) -> forms.CharField:
    field = lines(FIELDS[name].label, _HINTS.get(name, ""), required=False, rows=rows)
    field.max_length = None
    field.validators = []
    field.widget.attrs.pop("maxlength", None)
    return field


def _day(name: str) -> MakeField:
    return lambda _agency, _day: day(FIELDS[name].label, _HINTS.get(name, ""), required=False)


def _one(name: str, offered: Callable[[Agency, date], list[tuple[str, str]]]) -> MakeField:
    return lambda agency, on: choice(
        FIELDS[name].label, offered(agency, on), _HINTS.get(name, ""), required=False
    )


def _several(name: str, offered: Callable[[Agency, date], list[tuple[str, str]]]) -> MakeField:
    def made(agency: Agency, on: date) -> forms.Field:
        return forms.MultipleChoiceField(
            label=FIELDS[name].label,
            required=False,
            choices=offered(agency, on),
            widget=forms.CheckboxSelectMultiple,
        )

    return made


def _sites(agency: Agency, on: date) -> forms.Field:
    """Those that are there; a key is a number."""
    return forms.TypedMultipleChoiceField(
        label=FIELDS["sites"].label,
        help_text=_HINTS["sites"],
        required=False,
        coerce=int,
        choices=[(one.pk, one.name) for one in sites_of(agency, on)],
        widget=forms.CheckboxSelectMultiple,
    )


def _columns(agency: Agency, on: date) -> list[tuple[str, str]]:
    tree = catalogue.tree(agency, on)
    return [(one.column.code, f"{'　' * one.depth}{one.column.name}") for one in tree]


def _labels(known: Mapping[str, Kind]) -> list[tuple[str, str]]:
    return [(code, one.label) for code, one in known.items()]


def _named(name: str, kind: type[DocumentLines | ItemLines]) -> MakeField:
    return lambda agency, _day: kind(label=FIELDS[name].label, help_text=_HINTS.get(name, ""), agency=agency)


_FIELDS: dict[str, MakeField] = {
    "title": _line("title"),
    "summary": _lines("summary", 3),
    "document_number": _line("document_number", 100),
    "theme": _one("theme", lambda _, on: [(code, one.label) for code, one in themes().on(on).items()]),
    "genre": _one("genre", lambda _, on: [(code, one.label) for code, one in genres().on(on).items()]),
    "keywords": _line("keywords"),
    "change_note": _line("change_note"),
    "formed_on": _day("formed_on"),
    "varied_on": _day("varied_on"),
    "effective_from": _day("effective_from"),
    "expires_on": _day("expires_on"),
    "look_again_on": _day("look_again_on"),
    "shown_from": _day("shown_from"),
    "shown_until": _day("shown_until"),
    "published_on": _day("published_on"),
    "origin": _one("origin", lambda *_: list(Origin.choices)),
    "source_name": _line("source_name"),
    "source_url": _line("source_url", 500),
    "issuers": _lines("issuers", 3),
    "lead": _line("lead"),
    "item_class": _one("item_class", lambda *_: list(ItemClass.choices)),
    "column": _one("column", _columns),
    "fields": _several(
        "fields", lambda agency, on: [(c, one.label) for c, one in catalogue.fields_on(agency, on).items()]
    ),
    "channels": _several(
        "channels", lambda _, on: [(code, one.label) for code, one in channels().on(on).items()]
    ),
    "sites": _sites,
    "attribute": _one("attribute", lambda *_: list(Attribute.choices)),
    "attribute_reason": _lines("attribute_reason", 3),
    "reassess_on": _day("reassess_on"),
    "document_kind": _one("document_kind", lambda *_: list(DocumentKind.choices)),
    "registration_number": _line("registration_number", 100),
    "opinions_heard": _lines("opinions_heard", 2),
    "legality_sent_on": _day("legality_sent_on"),
    "legality_reviewed_on": _day("legality_reviewed_on"),
    "legality_conclusion": _one("legality_conclusion", lambda _, on: _labels(legality_conclusions().on(on))),
    "deliberated_on": _day("deliberated_on"),
    "interpretation_plan": _one("interpretation_plan", lambda *_: list(InterpretationPlan.choices)),
    "interpretation_reason": _lines("interpretation_reason", 2),
    "amends": _named("amends", DocumentLines),
    "repeals": _named("repeals", DocumentLines),
    "invalidates": _named("invalidates", DocumentLines),
    "effects_reason": _lines("effects_reason", 2),
    "interprets": _named("interprets", ItemLines),
    "interpretation_author": _one(
        "interpretation_author", lambda _, on: _labels(interpretation_authors().on(on))
    ),
    "interpretation_form": _one("interpretation_form", lambda _, on: _labels(interpretation_forms().on(on))),
    "body": _lines("body", 24),
}
WRITABLE = tuple(name for name, group in GROUPS.items() if set(group.fields) <= set(_FIELDS))


class GroupForm(forms.Form):
    """The fields of one group, and the version that was on the screen."""

    seen = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, group: str, agency: Agency, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.group = group
        for name in GROUPS[group].fields:
            self.fields[name] = _FIELDS[name](agency, today)

    @property
    def values(self) -> dict[str, Any]:
        """What was typed, as the text holds it."""
        return {name: _kept(name, self.cleaned_data[name]) for name in GROUPS[self.group].fields}


def initial_of(content: Content, group: str, version: int) -> dict[str, Any]:
    """What stands in the group, as the form shows it."""
    found = of_group(content, group)
    if "issuers" in found:
        found["issuers"] = "\n".join(found["issuers"])
    return {**found, "seen": version}


def _kept(name: str, value: Any) -> Any:
    if name == "issuers":
        return value.splitlines()
    if isinstance(value, date):
        return value.isoformat()
    return value if value is not None else ""


class AttachForm(forms.Form):
    """A file, and the version of the attachments that was on the screen."""

    seen = forms.IntegerField(widget=forms.HiddenInput)
    file = upload("附件", "收下以前检查病毒、类型和看不见的内容。")


class PersonsForm(forms.Form):
    """A list with persons: a sheet, or rows that are typed; and what of it stands stricter than the rule."""

    seen = forms.IntegerField(widget=forms.HiddenInput)
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


class ImportForm(forms.Form):
    """A file for the text that is being written, and the version of it that was on the screen."""

    seen = forms.IntegerField(widget=forms.HiddenInput)
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
    """Why an old text comes back."""

    looked = lines("对提示的说明", "有要确认的提示时必填。", required=False, rows=2)


class ReadersForm(forms.Form):
    """Who may see what is not public."""

    readers = choice("谁可以看草稿", Readers.choices)
    named = forms.ModelMultipleChoiceField(
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

    def clean_successor(self) -> Item | None:
        """The public item of that number."""
        typed = self.cleaned_data["successor"].strip()
        if not typed:
            return None
        found = queries.public(self.today).filter(queries.of_index_number(typed)).first()
        if found is None:
            raise forms.ValidationError(f"没有索引号为 {typed} 的公开信息；请核对。")
        return found
