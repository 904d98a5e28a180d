"""What of the published can be found, and how does a result look?

A rule or normative document is found by the row of the register, with the words of its text where that is
public; everything else by its item. So a document stands once among the results.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import date, timedelta

from django.db.models import Q, QuerySet
from django.urls import reverse
from lxml import etree, html

from gongkai.booktitle import in_marks
from gongkai_web.errors import Refused
from gongkai_web.files.models import TextLayer
from gongkai_web.office.places import page_of
from gongkai_web.publishing.items import queries
from gongkai_web.publishing.items.actions.attaching import GROUP, sealed_of
from gongkai_web.publishing.items.content import Content
from gongkai_web.publishing.items.file_texts import text_of as text_of_file
from gongkai_web.publishing.items.models import Item
from gongkai_web.publishing.items.pages.rows import list_row
from gongkai_web.publishing.marks import mark_of
from gongkai_web.publishing.models import DocumentChange, NormativeDocument
from gongkai_web.publishing.queries import COUNTED, nameable
from gongkai_web.search.subjects import Shown, Subject, Written

FILES, INTERPRETATIONS, INFORMATION = "files", "interpretations", "information"
# Of one file so much is kept: nobody looks for the hundredth page by its words.
_OF_A_FILE = 100_000
_PDF = ".pdf"


def _items() -> QuerySet[Item]:
    """What is found by its item: everything public that is no registered document."""
    registered = Q(document__isnull=False, document__voided=False)
    return queries.in_lists(queries.live()).exclude(registered)


def _item_keys() -> Iterator[int]:
    return _items().order_by("pk").values_list("pk", flat=True).iterator()


def _written_items(keys: Collection[int]) -> Iterator[Written]:
    for item in _items().filter(pk__in=keys).select_related("live__text"):
        content = _approved(item)
        if content is None:
            continue
        yield Written(
            key=item.pk,
            group=_group(item),
            title=item.title,
            agency=item.agency_id,
            agency_name=item.agency_name,
            day=item.published_on,
            number=item.document_number,
            column=item.column_code,
            until=item.shown_until,
            has_validity=bool(item.effective_from or item.expires_on or item.ending),
            holds_from=item.effective_from,
            holds_until=_last_day(item),
            body="\n".join(_words_of(item, content)),
        )


def _shown_items(keys: Collection[int], day: date) -> dict[int, Shown]:
    found = list(queries.listed(day).filter(pk__in=keys))
    interpreted = _interpretations(found, day)
    return {item.pk: _shown(item, day, interpreted.get(item.pk, ())) for item in found}


def _shown(item: Item, day: date, beside: tuple[tuple[str, str], ...]) -> Shown:
    row = list_row(item, day)
    mark = (row.mark.state, row.mark.word) if row.mark else None
    return Shown(row.href, mark, beside, names=_names(item))


def _names(item: Item) -> tuple[str, ...]:
    """What stands last of its words (`_words_of`)."""
    return (item.index_number,)


def _document_keys() -> Iterator[int]:
    found = NormativeDocument.objects.filter(COUNTED).order_by("pk")
    return found.values_list("pk", flat=True).iterator()


def _written_documents(keys: Collection[int]) -> Iterator[Written]:
    found = NormativeDocument.objects.filter(COUNTED, pk__in=keys).select_related("agency")
    texts = {
        item.document_id: item
        for item in queries.live().filter(document__in=keys).select_related("live__text")
    }
    for document in found:
        item = texts.get(document.pk)
        content = _approved(item) if item else None
        words = _words_of(item, content) if item and content else ()
        yield Written(
            key=document.pk,
            group=FILES,
            title=document.title,
            agency=document.agency_id,
            agency_name=document.agency.name_on(document.issued_on),
            day=document.issued_on,
            number=document.number,
            column=item.column_code if item else "",
            has_validity=True,
            holds_from=document.effective_from,
            holds_until=document.ended_on - timedelta(days=1) if document.ended_on else None,
            body="\n".join((*words, document.registration_number)),
        )


def _shown_documents(keys: Collection[int], day: date) -> dict[int, Shown]:
    found = NormativeDocument.objects.filter(COUNTED, pk__in=keys)
    texts = {item.document_id: item for item in queries.public(day).filter(document__in=keys)}
    interpreted, changed = _interpretations(list(texts.values()), day), _changes(keys)
    shown = {}
    for document in found:
        mark, item = mark_of(document, day), texts.get(document.pk)
        href = reverse("items:public_item", args=[item.pk]) if item else page_of(document)
        beside = (*changed.get(document.pk, ()), *(interpreted.get(item.pk, ()) if item else ()))
        names = _names(item) if item else ()
        shown[document.pk] = Shown(href, (mark.state, mark.word), beside, _dates(document), names)
    return shown


def _dates(document: NormativeDocument) -> tuple[str, ...]:
    """From when and until when it holds."""
    last = document.last_day
    return (f"{document.effective_from} 起施行", *([f"有效期至 {last}"] if last else []))


def _changes(documents: Collection[int]) -> Mapping[int, tuple[tuple[str, str], ...]]:
    """By document, what amended, extended or ended it: title and address."""
    rows = DocumentChange.objects.filter(document__in=documents, voided=False, by_document__in=nameable())
    found: dict[int, tuple[tuple[str, str], ...]] = {}
    for row in rows.select_related("by_document").order_by("day", "pk"):
        if row.by_document is not None:
            said = f"{row.day} 由{in_marks(row.by_document.title)}{row.get_kind_display()}"
            found[row.document_id] = (*found.get(row.document_id, ()), (said, page_of(row.by_document)))
    return found


def _interpretations(items: Collection[Item], day: date) -> Mapping[int, tuple[tuple[str, str], ...]]:
    """By document, the public interpretations of it: title and address."""
    keys = [item.pk for item in items]
    rows = queries.public(day).filter(interprets__document__in=keys).order_by("-published_on", "-pk")
    found: dict[int, tuple[tuple[str, str], ...]] = {}
    for key, title, document in rows.values_list("pk", "title", "interprets__document"):
        if document is not None:
            here = (f"解读：{title}", reverse("items:public_item", args=[key]))
            found[document] = (*found.get(document, ()), here)
    return found


def _group(item: Item) -> str:
    if item.interpretation_class:
        return INTERPRETATIONS
    return FILES if item.document_number else INFORMATION


def _last_day(item: Item) -> date | None:
    """The last day on which it is in force: its own, or the one before it ended."""
    ended = item.ended_on - timedelta(days=1) if item.ending and item.ended_on else None
    return min((day for day in (ended, item.expires_on) if day), default=None)


def _approved(item: Item) -> Content | None:
    """The approved text; None where it is another than the one that was approved, as its page refuses it."""
    if item.live is None:
        return None
    try:
        return queries.text_of(item.live)
    except Refused:
        return None


def _words_of(item: Item, content: Content) -> Iterator[str]:
    """All that stands in it: its summary, its body, its files; what names it comes last."""
    yield from (content["summary"], _plain(content["body"]))
    rows = content[GROUP]
    sealed = sealed_of(item, [row["sha256"] for row in rows]) if rows else set()
    for row in rows:
        if row["sha256"] in sealed:
            continue
        yield row["name"]
        yield (_words_of_file(row["sha256"], row["name"]) or "")[:_OF_A_FILE]
    yield from (content["keywords"], *content["issuers"], item.index_number)


def _words_of_file(sha256: str, name: str) -> str | None:
    """What the file says; of a PDF that was read before, what was found then."""
    layer = TextLayer.objects.filter(sha256=sha256).first() if name.lower().endswith(_PDF) else None
    return "\n".join(layer.pages) if layer else text_of_file(sha256, name)


def _plain(body: str) -> str:
    """The words of the page, blocks apart."""
    if not body.strip():
        return ""
    try:
        return " ".join(str(words) for words in html.fromstring(f"<div>{body}</div>").itertext())
    except etree.ParserError:
        return ""


ITEMS = Subject(
    "items",
    {INTERPRETATIONS: "解读", INFORMATION: "信息"},
    _written_items,
    _item_keys,
    _shown_items,
)
DOCUMENTS = Subject(
    "documents",
    {FILES: "文件"},
    _written_documents,
    _document_keys,
    _shown_documents,
)
