"""What does staff fill in for an issue of the gazette? The rules stand in the actions."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from gongkai_web.office import fields
from gongkai_web.office.fields import Several, offer, text
from gongkai_web.office.forms import AgencyForm
from gongkai_web.publishing.gazette.models import Issue
from gongkai_web.publishing.gazette.queries import could_go_in, may_stand
from gongkai_web.publishing.items.models import Item
from gongkai_web.publishing.items.queries import of_index_number


class OpenForm(AgencyForm):
    """The numbers of an issue."""

    year = fields.number("年", least=1949, most=2999)
    number = fields.number("期号", "当年的第几期。")
    total = fields.number("总期号", "创刊以来的第几期。")
    issued_on = fields.day("发行日期")
    field_order = ("agency", "year", "number", "total", "issued_on")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["day"]


def _section() -> forms.CharField:
    return text("公报的栏目", "例如 规范性文件、部门文件、人事任免；可以空着。", required=False, most=60)


class _Items(Several):
    def label_from_instance(self, obj: Item) -> str:
        number = f"（{obj.document_number}）" if obj.document_number else ""
        return f"{obj.title}{number}，{obj.agency.name} {obj.published_on} 公开"


class PlaceForm(forms.Form):
    """Which item stands in the issue, below which heading."""

    item = text("索引号", "已经公开的一条信息的索引号。", most=60)
    section = _section()

    def __init__(self, *args: Any, issue: Issue, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.issue, self.today = issue, today

    def clean_item(self) -> Item:
        """The public item of that number."""
        typed = self.cleaned_data["item"].strip()
        found = may_stand(self.issue, self.today).filter(of_index_number(typed)).first()
        if found is None:
            raise forms.ValidationError(f"本级政府和所属部门没有索引号为 {typed}、已经公开的信息；请核对。")
        return found


class PlaceSeveralForm(forms.Form):
    """Which of the documents that are in no issue stand in this one, below which heading."""

    items = _Items(
        label="可以登入的文件",
        help_text="上一期发行以来公开的规章、规范性文件和有文号的文件，还没有刊登的。",
        queryset=Item.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": "请选要登入目录的文件。",
            "invalid_choice": "选的文件里有已经登入目录或者不能刊登的；下面是现在可以登入的，请重新选。",
        },
    )
    section = _section()

    def __init__(self, *args: Any, issue: Issue, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.listed = could_go_in(issue, today)
        found = Item.objects.filter(pk__in=[one.pk for one in self.listed]).select_related("agency")
        offer(self, "items", found.order_by("published_on", "pk"))


class TakeBackForm(forms.Form):
    """Why an issue is taken back."""

    reason = text("撤回的理由")
