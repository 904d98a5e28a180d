"""How are the records behind a number shown, page by page, and where does each lead?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Model

from gongkai_web.figures.declared import Listing, Records
from gongkai_web.office.places import page_of

PAGE = 50


@dataclass(frozen=True, slots=True)
class Row:
    """A record: what the columns say, and the address of its page ("" where it has none)."""

    cells: tuple[object, ...]
    href: str


@dataclass(frozen=True, slots=True)
class Listed:
    """A page of the records behind a number."""

    listing: Listing
    page: Page[Any]
    rows: tuple[Row, ...]


def listed(records: Records, listing: Listing, number: int, page: str | None, day: date) -> Listed:
    """One page of `records`, in the order in which a person reads them; `number`: how many there are.

    `day`: for which the number stands; a record that has moved on since is told as it stood.
    """
    ordered = records.select_related(*listing.related).order_by(*listing.order)
    pages = Paginator(ordered, PAGE)
    vars(pages)["count"] = number  # it was counted already
    shown = pages.get_page(page)
    return Listed(listing, shown, tuple(_row(record, listing, day) for record in shown))


def _row(record: Model, listing: Listing, day: date) -> Row:
    return Row(tuple(column.says(record, day) for column in listing.columns), page_of(listing.opens(record)))
