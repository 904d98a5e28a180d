"""What do pages say of a rule or normative document: its elements, what changed it, what it changed?

Both ways are linked. The address of a document is that of its text where the text is public, else its page
of the register.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from gongkai.booktitle import in_marks
from gongkai_web.look.marks import Mark
from gongkai_web.look.parts import Element, Link, ListRow
from gongkai_web.office.places import page_of
from gongkai_web.publishing.items import queries
from gongkai_web.publishing.items.labels import said
from gongkai_web.publishing.items.models import Item
from gongkai_web.publishing.items.pages.rows import list_row
from gongkai_web.publishing.marks import mark_of
from gongkai_web.publishing.models import ChangeKind, DocumentChange, NormativeDocument
from gongkai_web.publishing.queries import nameable

_MADE = Mark("note", "相关文件")
# What is not said of the other document by one verb before its name: the words before and after it.
_DOES: Mapping[str, tuple[str, str]] = {
    ChangeKind.DECLARED_INVALID: ("宣布", "失效"),
    ChangeKind.EXTENDED: ("延长", "的有效期"),
}


@dataclass(frozen=True, slots=True)
class ToldChange:
    """A sentence about a change, with the document of which it speaks in its middle."""

    mark: Mark
    before: str
    document: Link
    after: str


def elements(document: NormativeDocument, day: date) -> list[Element]:
    """What the register has of a document."""
    found = [
        Element("类型", document.get_kind_display()),
        Element("发文字号", document.number),
        Element("统一登记号", document.registration_number),
        Element("成文日期", str(document.issued_on)),
        Element("施行日期", str(document.effective_from)),
        Element("有效期至", str(document.last_day or "")),
        Element("效力", "", mark=mark_of(document, day)),
    ]
    return [one for one in found if one.value or one.mark]


def told(document: NormativeDocument, day: date) -> list[ToldChange]:
    """What changed the document, then what it changed; the newest first.

    That something changed it is said, too, while that is taken back; its name is not.
    """
    suffered = list(document.changes.filter(voided=False).select_related("by_document"))
    by = {one.by_document_id for one in suffered if one.by_document_id is not None}
    named = set(nameable().filter(pk__in=by).values_list("pk", flat=True)) if by else by
    made = document.effects.filter(voided=False, document__in=nameable()).select_related("document")
    return [
        *(_suffered(one, day, named=one.by_document_id in named) for one in _newest(suffered)),
        *(_made(one, day) for one in _newest(made)),
    ]


def text_of(document: NormativeDocument, day: date) -> Item | None:
    """The item that is the text of the document, where everybody may read it."""
    return queries.public(day).filter(document=document).first()


def interpretations_of(item: Item, day: date) -> list[ListRow]:
    """What interprets the document, as far as everybody may read it."""
    found = queries.public(day).filter(interprets__document=item).order_by("-published_on", "-pk")
    return [_interpretation(one) for one in found]


def interpreted_by(item: Item, day: date) -> list[ListRow]:
    """The documents that it interprets, as far as everybody may read them."""
    found = queries.public(day).filter(interpretations__item=item).select_related("document")
    return [list_row(one) for one in found.order_by("-published_on", "-pk")]


def _interpretation(one: Item) -> ListRow:
    kind = "，".join(
        filter(
            None,
            (
                said("interpretation_author", one.interpretation_author),
                said("interpretation_form", one.interpretation_form),
            ),
        )
    )
    href = reverse("items:public_item", args=[one.pk])
    return ListRow(one.title, href, one.published_on, kind, one.agency_name)


def link_to(document: NormativeDocument, day: date) -> Link:
    """The document by its name and number."""
    text = text_of(document, day)
    href = reverse("items:public_item", args=[text.pk]) if text else page_of(document)
    number = f"（{document.number}）" if document.number else ""
    return Link(f"{in_marks(document.title)}{number}", href)


def _newest(found: Iterable[DocumentChange]) -> list[DocumentChange]:
    return sorted(found, key=lambda one: (one.day, one.pk), reverse=True)


def _suffered(one: DocumentChange, day: date, *, named: bool) -> ToldChange:
    """本件自何日起被哪一件修改、废止."""
    by = one.by_document if named else None
    when = f"本件{_when(one, day)}"
    if one.kind == ChangeKind.EXTENDED:
        when = f"{when}延长有效期，到 {one.until}"
    if by is None:
        basis = f"（依据：{one.basis}）" if one.basis else ""
        done = "" if one.kind == ChangeKind.EXTENDED else one.get_kind_display()
        return ToldChange(_mark(one.kind), f"{when}{done}{basis}", Link(""), "")
    through = "依据" if one.kind == ChangeKind.EXTENDED else "被"
    after = "" if one.kind == ChangeKind.EXTENDED else one.get_kind_display()
    return ToldChange(_mark(one.kind), f"{when}{through}", link_to(by, day), after)


def _made(one: DocumentChange, day: date) -> ToldChange:
    """本件自何日起修改、废止了哪一件: said so that it is not read as the end of this one."""
    done, after = _DOES.get(ChangeKind(one.kind), (one.get_kind_display(), ""))
    until = f"，到 {one.until}" if one.until else ""
    return ToldChange(_MADE, f"本件{_when(one, day)}{done}", link_to(one.document, day), f"{after}{until}")


def _when(one: DocumentChange, day: date) -> str:
    return f"将自 {one.day} 起" if one.day > day else f"自 {one.day} 起"


def _mark(kind: str) -> Mark:
    if kind in {ChangeKind.AMENDED, ChangeKind.EXTENDED}:
        return Mark("warning", ChangeKind(kind).label)
    return Mark("repealed", "已失效" if kind != ChangeKind.REPEALED else "已废止")
