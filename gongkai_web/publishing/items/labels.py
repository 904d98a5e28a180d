"""How is what stands in a field said: a code of a list in its words, several with 、 between them?"""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from django.db.models import QuerySet

from gongkai.publication.columns import statutory_columns
from gongkai.publication.counted import interpretation_authors, interpretation_forms
from gongkai.publication.legality import legality_conclusions
from gongkai.publication.words import channels, genres, themes
from gongkai_web.agencies.models import Agency, Person
from gongkai_web.agencies.queries import scope
from gongkai_web.asked_once import once
from gongkai_web.prepared import Prepared
from gongkai_web.publishing.catalogue import queries as catalogue
from gongkai_web.publishing.catalogue.models import Column
from gongkai_web.publishing.catalogue.queries import field_labels
from gongkai_web.publishing.channels.models import Outlet
from gongkai_web.publishing.items.content import FIELDS
from gongkai_web.publishing.items.kinds import Attribute, InterpretationPlan, ItemClass, Origin
from gongkai_web.publishing.items.models import Item
from gongkai_web.publishing.models import DocumentKind, NormativeDocument

Words = Callable[[], Mapping[str, str]]


def column_labels() -> dict[str, str]:
    """The columns by their codes: those of the law, then as the agencies call theirs."""
    of_law = {code: column.label for code, column in statutory_columns().items()}
    return {**of_law, **dict(_columns().rows())}


@functools.cache
def _columns() -> Prepared:
    """The question how each column is called."""
    return Prepared.of(Column.objects.order_by("pk").values("code", "name"))


def column_labels_seen(person: Person, day: date) -> dict[str, str]:
    """The same as anybody may know them: that a column is there is public from its opening."""
    return _with_those_of_law(catalogue.visible(day) | Column.objects.filter(agency__in=scope(person, day)))


def _with_those_of_law(columns: QuerySet[Column]) -> dict[str, str]:
    of_law = {code: column.label for code, column in statutory_columns().items()}
    return {**of_law, **dict(columns.order_by("pk").values_list("code", "name"))}


def column_labels_of(agency: Agency) -> dict[str, str]:
    """The columns as one agency calls them; those of the law that it does not keep, as the law does."""
    of_law = {code: column.label for code, column in statutory_columns().items()}
    return {**of_law, **dict(Column.objects.filter(agency=agency).values_list("code", "name"))}


def column_label(agency: Agency, code: str) -> str:
    """What the column is called there; read once for a page."""
    return once((Column, agency.pk), lambda: column_labels_of(agency)).get(code, code)


def choices_of(name: str, agency: Agency | None, day: date | None) -> dict[str, str]:
    """The words that a field may take, by code; of an agency on a day, those that it has then."""
    if agency is None or day is None:
        return dict(_WORDS[name]())
    match name:
        case "column":
            return dict(catalogue.open_on(agency, day).values_list("code", "name"))
        case "fields":
            return {code: one.label for code, one in catalogue.fields_on(agency, day).items()}
    return dict(_WORDS[name]())


_WORDS: Mapping[str, Words] = {
    "origin": lambda: dict(Origin.choices),
    "item_class": lambda: dict(ItemClass.choices),
    "attribute": lambda: dict(Attribute.choices),
    "document_kind": lambda: dict(DocumentKind.choices),
    "interpretation_plan": lambda: dict(InterpretationPlan.choices),
    "legality_conclusion": lambda: {code: one.label for code, one in legality_conclusions().items()},
    "interpretation_author": lambda: {code: one.label for code, one in interpretation_authors().items()},
    "interpretation_form": lambda: {code: one.label for code, one in interpretation_forms().items()},
    "theme": lambda: {code: one.label for code, one in themes().items()},
    "genre": lambda: {code: one.label for code, one in genres().items()},
    "channels": lambda: {code: one.label for code, one in channels().items()},
    "fields": field_labels,
    "column": column_labels,
}


def _documents(keys: Sequence[int]) -> dict[int, str]:
    return {one.pk: str(one) for one in NormativeDocument.objects.filter(pk__in=keys)}


def _items(keys: Sequence[int]) -> dict[int, str]:
    return {one.pk: str(one) for one in Item.objects.filter(pk__in=keys)}


def _sites(keys: Sequence[int]) -> dict[int, str]:
    return {one.pk: one.name for one in Outlet.objects.filter(pk__in=keys)}


# Fields that name other records by their keys.
_NAMED: Mapping[str, Callable[[Sequence[int]], dict[int, str]]] = {
    "amends": _documents,
    "repeals": _documents,
    "invalidates": _documents,
    "interprets": _items,
    "sites": _sites,
}


def lines_of(name: str, value: Any) -> list[str]:
    """What stands in the field, a line for each of several; nothing where it is empty."""
    if name in _NAMED:
        named = _NAMED[name](value) if value else {}
        return [named.get(key, f"（没有 {key} 号）") for key in value]
    known = _WORDS[name]() if name in _WORDS and value else {}
    if isinstance(value, list):
        return [
            str(one.get("name", "")) if isinstance(one, dict) else known.get(one, str(one)) for one in value
        ]
    return [known.get(line, line) for line in str(value).splitlines()]


def elements_of(content: Mapping[str, Any]) -> list[tuple[str, list[str]]]:
    """Each field that is filled in beside title and text, by its label."""
    names = (name for name in FIELDS if name not in ("title", "body") and content.get(name))
    return [(FIELDS[name].label, lines_of(name, content[name])) for name in names]


def said(name: str, value: Any) -> str:
    """The same in one line."""
    return "、".join(lines_of(name, value))
