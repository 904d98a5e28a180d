"""What was published, as data: which keys has a row, and how does a file of a million rows go out?

The keys are public interface: one may be added, none changes its meaning. Rows are read and sent some at a
time; nothing waits for the whole.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from typing import Any

from django.http import Http404, HttpRequest, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import patch_cache_control
from django.utils.http import content_disposition_header
from django.views.decorators.http import condition, require_safe

from gongkai.publication.words import genres, themes
from gongkai_web.addresses import address_of
from gongkai_web.office.cells import as_text
from gongkai_web.office.paging import walked
from gongkai_web.public_pages.declared import public_page
from gongkai_web.publishing.items import queries
from gongkai_web.publishing.items.labels import column_labels_of
from gongkai_web.publishing.items.models import Item
from gongkai_web.publishing.items.pages.selection import Selection, selected, version

Row = dict[str, str]
KEYS = (
    "index_number", "title", "document_number", "agency", "column", "column_name", "item_class",
    "theme", "theme_name", "genre", "genre_name", "formed_on", "effective_from", "expires_on",
    "published_on", "changed_on", "validity", "url",
)  # fmt: skip
TYPES = {"csv": "text/csv; charset=utf-8", "json": "application/json"}
_MARK = "\ufeff"  # by which a spreadsheet knows that it is UTF-8


@public_page(kept=False)
@require_safe
@condition(etag_func=version)
def data(request: HttpRequest, slug: str, fmt: str, address: str = "") -> HttpResponseBase:
    """All that is public of an agency or a column, as CSV or JSON."""
    if fmt not in TYPES:
        raise Http404
    asked = selected(slug, address)
    found = _rows(asked, request.build_absolute_uri("/").rstrip("/"))
    written = _comma_separated(found) if fmt == "csv" else _json(asked, found)
    answer = StreamingHttpResponse(written, content_type=TYPES[fmt])
    answer.headers["Content-Disposition"] = str(
        content_disposition_header(fmt == "csv", f"{asked.title}.{fmt}")
    )
    answer.headers["X-Content-Type-Options"] = "nosniff"
    patch_cache_control(answer, no_cache=True)
    return answer


def _rows(asked: Selection, origin: str) -> Iterator[Row]:
    columns = column_labels_of(asked.agency)
    labels = {code: one.label for words in (themes(), genres()) for code, one in words.items()}
    for item in walked(asked.items()):
        yield _row(item, asked, origin, columns, labels)


def _row(item: Item, asked: Selection, origin: str, columns: dict[str, str], labels: dict[str, str]) -> Row:
    found: dict[str, Any] = {
        "agency": item.agency_name,
        "column": item.column_code,
        "column_name": columns.get(item.column_code, ""),
        "theme_name": labels.get(item.theme, ""),
        "genre_name": labels.get(item.genre, ""),
        "validity": queries.validity_of(item, asked.day),
        "url": f"{origin}{address_of('items:public_item', item.pk)}",
    }
    return {key: str(found[key] if key in found else getattr(item, key) or "") for key in KEYS}


class _Line:
    """A file of which each line is handed on as it is written."""

    def write(self, line: str) -> str:
        return line


def _comma_separated(rows: Iterator[Row]) -> Iterator[str]:
    lines = csv.writer(_Line())
    yield _MARK + lines.writerow(KEYS)
    for row in rows:
        yield lines.writerow([as_text(row[key]) for key in KEYS])


def _json(asked: Selection, rows: Iterator[Row]) -> Iterator[str]:
    head = {
        "agency": asked.agency.name,
        "column": asked.column.code if asked.column else "",
        "day": asked.day.isoformat(),
    }
    yield json.dumps(head, ensure_ascii=False)[:-1] + ', "items": ['
    for number, row in enumerate(rows):
        yield (",\n" if number else "\n") + json.dumps(row, ensure_ascii=False)
    yield "\n]}\n"
