"""What does staff fill in to keep a catalogue? The rules stand in the actions."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django import forms

from gongkai.publication.words import cycles, levels, sectors
from gongkai.reading.formats.limits import MEGABYTE
from gongkai_web.agencies.models import Agency
from gongkai_web.office.fields import choice, day, lines, offer, text, tick, upload
from gongkai_web.office.forms import DayForm
from gongkai_web.publishing.catalogue import queries
from gongkai_web.publishing.catalogue.kinds import ContactKind, Kind, Purpose
from gongkai_web.publishing.catalogue.models import Column

_OWN_PURPOSES = [one for one in Purpose.choices if one[0] != Purpose.LAW]
_ADDRESS_HINT = "网页地址里的那一段，只用小写字母、数字和连字符，例如 water-quality。"
_SHORT = 60
_LARGEST = 10 * MEGABYTE


if TYPE_CHECKING:  # at run time the field takes no parameter
    _ColumnField = forms.ModelChoiceField[Column]
else:
    _ColumnField = forms.ModelChoiceField


class _Columns(_ColumnField):
    """A column by its path from the top, so that two of one name are told apart."""

    def label_from_instance(self, column: Column) -> str:
        """政策 › 规章."""
        path = [column.name[:_SHORT]]
        above = column.parent
        while above is not None:
            path.insert(0, above.name[:_SHORT])
            above = above.parent
        return " › ".join(path)


def _column(label: str, hint: str = "", *, required: bool = True, empty: str = "请选择") -> _Columns:
    return _Columns(
        label=label,
        help_text=hint,
        queryset=Column.objects.none(),
        required=required,
        empty_label=empty,
        error_messages={"required": "请选择栏目。", "invalid_choice": "请从列表中选一个栏目。"},
    )


class SeedForm(DayForm):
    """Which columns the law wants here."""

    level = choice("层级", [], "决定设哪些法定栏目（《条例》第二十一条）。")
    rule_making = tick("有规章制定权", "勾选的设“规章”栏目。")
    agency_code = text("机构代码", "统一社会信用代码或者机构代码，索引号用它开头。", required=False, most=40)

    def __init__(self, *args: Any, today: date, agency: Agency, **kwargs: Any) -> None:
        super().__init__(*args, today=today, **kwargs)
        _offers(self, "level", [(one.code, one.label) for one in levels().on(today).values()], empty="请选择")
        kept = queries.catalogue_of(agency)
        if kept is not None:
            held = {name: getattr(kept, name) for name in ("level", "rule_making", "agency_code")}
            self.initial = {**self.initial, **held}


class _AboutColumns(DayForm):
    """A form that chooses among the columns that the agency keeps, and cycles or fields of the day."""

    def __init__(self, *args: Any, today: date, agency: Agency, **kwargs: Any) -> None:
        super().__init__(*args, today=today, **kwargs)
        kept = queries.open_on(agency, today).select_related("parent__parent__parent")
        in_order = [one.column for one in queries.placed(kept)]
        for name in {"parent", "before", "into", "column"} & set(self.fields):
            field = offer(self, name, kept)
            labels = [(one.pk, field.label_from_instance(one)) for one in in_order]
            field.choices = [("", field.empty_label), *labels]
        if "cycle" in self.fields:
            found = [(one.code, one.label) for one in cycles().on(today).values()]
            _offers(self, "cycle", found, empty="不定")
        if "tag" in self.fields:
            known = queries.fields_on(agency, today)
            _offers(self, "tag", [(code, one.label) for code, one in known.items()], empty="不定")


class OpenForm(_AboutColumns):
    """A column of the agency's own."""

    name = text("栏目名称", most=100)
    purpose = choice("性质", _OWN_PURPOSES)
    kind = choice("内容", Kind.choices)
    parent = _column("放在哪个栏目之下", required=False, empty="放在最上一级")
    address = text("网址名", f"{_ADDRESS_HINT}不填的由系统编。", required=False, most=80)
    cycle = choice("更新周期", [], required=False, empty="不定")
    tag = choice("领域", [], "这一栏的信息默认属于哪个领域。", required=False, empty="不定")
    introduction = lines("栏目说明", "联系方式写成 {{名称}}，以后改一处就行。", required=False)
    reason = text("理由", required=False)


class RenameForm(DayForm):
    """Another name or another address."""

    name = text("新名称", most=100)
    address = text("网址名", f"{_ADDRESS_HINT}旧网址会指到新的。", required=False, most=80)
    reason = text("理由", required=False)


class MoveForm(_AboutColumns):
    """Another place."""

    parent = _column("放在哪个栏目之下", required=False, empty="放在最上一级")
    before = _column("排在哪个栏目之前", "同一级的栏目。", required=False, empty="排在最后")


class CycleForm(_AboutColumns):
    """Another rhythm."""

    cycle = choice("更新周期", [], required=False, empty="不定")


class IntroduceForm(DayForm):
    """What stands at the head of its page."""

    introduction = lines("栏目说明", "联系方式写成 {{名称}}，以后改一处就行。", required=False, rows=8)


class MergeForm(_AboutColumns):
    """Where its content goes."""

    into = _column("并入哪个栏目", "原来的网址、下级栏目和信息都到那里。")
    reason = text("理由")


class CloseForm(DayForm):
    """Why it ends."""

    reason = text("理由")


class SendBackForm(forms.Form):
    """Why words do not go out."""

    reason = text("理由", "写的人看得到。")


class ScheduleForm(DayForm):
    """What is known of an entry of the schedule."""

    started_on = day("起算日", "期限从这一天起算，例如批准之日。没有起算日的不填。", required=False)
    published_on = day("公开日期", "已经公开的填写。", required=False)
    where = forms.URLField(
        label="网址",
        required=False,
        assume_scheme="https",
        error_messages={"invalid": "网址应写成 https://… 的样子。"},
    )


class ContactForm(DayForm):
    """A contact."""

    name = text("名称", "文中写 {{名称}} 引用它，例如 办公室电话。已有的同名联系方式改成新的内容。", most=60)
    kind = choice("种类", ContactKind.choices, "地址、时间、其他是随便写的文字，由另一个人看过以后公开。")
    value = text("内容")


class SourceForm(DayForm):
    """A source from which the agency reposts."""

    name = text("来源名称", "例如 中国政府网；起草时“转载自”照这里写的填。", most=100)
    host = text("网址", "例如 www.gov.cn；有几个网址的一个一个登记。", most=100)
    why = text("列入的理由", most=200)


class FieldForm(DayForm):
    """A field of the agency's own."""

    label = text("领域名称", most=60)
    within = forms.MultipleChoiceField(
        label="并入哪些领域",
        help_text="数上级领域时，这个领域的也算。",
        required=False,
        error_messages={"invalid_choice": "请从列表中选。"},
    )

    def __init__(self, *args: Any, today: date, agency: Agency, **kwargs: Any) -> None:
        super().__init__(*args, today=today, **kwargs)
        known = queries.fields_on(agency, today)
        _offers(self, "within", [(code, one.label) for code, one in known.items()])


class StandardFileForm(DayForm):
    """A sheet of the standard catalogue."""

    file = upload(
        "事项标准目录", f"XLSX、XLS、ODS 或者 CSV，不超过 {_LARGEST // MEGABYTE} MB；表头一行、两行都认得。"
    )

    def clean_file(self) -> Any:
        """Not larger than it may be."""
        given = self.cleaned_data["file"]
        if given.size > _LARGEST:
            raise forms.ValidationError(f"《{given.name}》超过 {_LARGEST // MEGABYTE} MB；请分成几份。")
        return given


class EnterpriseForm(DayForm):
    """A public enterprise."""

    sector = choice("领域", ())
    name = text("名称", most=200)
    contact = text(
        "咨询、申诉方式", "公众不满意公开情况的，向主管部门申诉（《条例》第五十五条）。", required=False
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, today=today, **kwargs)
        found = [(one.code, one.label) for one in sectors().on(today).values()]
        _offers(self, "sector", found, empty="请选择")


class FulfilForm(_AboutColumns):
    """Where an item is public."""

    column = _column("公开在哪个栏目", required=False, empty="不在本机关的栏目")
    where = forms.URLField(
        label="或者公开的网址",
        required=False,
        assume_scheme="https",
        error_messages={"invalid": "网址应写成 https://… 的样子。"},
    )


class CoverForm(FulfilForm):
    """Where a public enterprise publishes, and how one asks and appeals about it."""

    contact = text(
        "咨询、申诉方式", "改了的，有另一个人管目录的，由其看过以后公开。", required=False, most=300
    )


def _offers(form: forms.BaseForm, name: str, choices: list[tuple[str, str]], *, empty: str = "") -> None:
    """Sets what a field offers on the day; `empty` is what it says where nothing is chosen."""
    field = form.fields[name]
    if not isinstance(field, forms.ChoiceField):
        raise TypeError(f"{name} chooses nothing")
    field.choices = [("", empty), *choices] if empty else choices
