"""How does somebody name other documents in a form: a line for each, by number, index number or title?

What is typed is found or refused with a sentence; what stands in the text is shown in the same words.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.db.models import Q, QuerySet

from gongkai_web.agencies.models import Agency
from gongkai_web.publishing.items import queries
from gongkai_web.publishing.items.models import Item
from gongkai_web.publishing.models import NormativeDocument
from gongkai_web.publishing.queries import counted

Named = NormativeDocument | Item


class _Lines(forms.CharField):
    """Lines that each name one record; `words`: under which columns, the first that is filled is shown."""

    words: tuple[str, ...] = ()
    what = ""

    def __init__(self, *, label: str, help_text: str, among: QuerySet[Any]) -> None:
        widget = forms.Textarea(attrs={"rows": 3})
        super().__init__(label=label, help_text=help_text, required=False, widget=widget)
        self.among = among

    def prepare_value(self, value: Any) -> Any:
        """Keys as the lines that name them; what was typed as it was typed."""
        if not isinstance(value, list):
            return value
        found = self.among.in_bulk(value)
        return "\n".join(self._line(found[key]) if key in found else f"#{key}" for key in value)

    def clean(self, value: Any) -> Any:
        """The keys. Raises ValidationError for a line that names nothing, or several."""
        lines = [line.strip() for line in super().clean(value).splitlines() if line.strip()]
        return sorted({self._found(line).pk for line in lines})

    def _line(self, one: Named) -> str:
        said = next(getattr(one, name) for name in self.words if getattr(one, name))
        return said if self._matching(said).count() == 1 else f"#{one.pk}"

    def _found(self, line: str) -> Named:
        found = list(self._matching(line)[:2])
        if len(found) == 1:
            one: Named = found[0]
            return one
        if not found:
            raise forms.ValidationError(f"没有找到{self.what}「{line}」；请核对，一行写一份。")
        raise forms.ValidationError(
            f"「{line}」不止一份{self.what}；请写 # 加登记编号，例如 #{found[0].pk}。"
        )

    def _matching(self, line: str) -> QuerySet[Any]:
        if line.startswith("#") and line[1:].isdecimal():
            return self.among.filter(pk=int(line[1:]))
        return self.among.filter(_any(self.words, line))


class DocumentLines(_Lines):
    """Documents of the register of one agency."""

    words = ("number", "title")
    what = "登记的文件"

    def __init__(self, *, label: str, help_text: str, agency: Agency) -> None:
        super().__init__(label=label, help_text=help_text, among=counted(agency))


class ItemLines(_Lines):
    """Items that are public, or of the agency itself."""

    words = ("index_number", "document_number", "title")
    what = "信息"

    def __init__(self, *, label: str, help_text: str, agency: Agency) -> None:
        known = Q(pk__in=queries.live().values("pk")) | Q(agency=agency)
        super().__init__(label=label, help_text=help_text, among=Item.objects.filter(known, sealed=False))


def _any(names: Iterable[str], said: str) -> Q:
    found = Q()
    for name in names:
        found |= Q(**{name: said})
    return found
