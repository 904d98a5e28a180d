"""Where else do words of an item lie? Each room says so once, as it starts: what is sealed leaves it, too.

A row that tells of the item alone loses its words. One that tells of others beside it (`shared`: a batch)
loses the names of the item and keeps the rest; so does one that names it in free words (`NAMED_IN`: by which
decision a document ended).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db.models import Field, Model, Q, QuerySet

# What stands where a name stood that a page or a list needs.
HIDDEN = "（已封存）"
# A shorter name is looked for as the whole of what was said: within a sentence it is a word like any other.
_FEWEST_SIGNS = 4


@dataclass(frozen=True, slots=True)
class Retelling:
    """Rows of a room that tell words of an item.

    `model`: `proposals.Proposal`; `ways`: how such a row leads to its item; `words`: by column, what stands
    there when the words are gone. `label`: what the secrecy office finds them under. `trails`: what else
    the lines of their acts name beside the row itself, and by which column a row leads to it.
    """

    code: str
    label: str
    model: str
    ways: tuple[str, ...]
    words: Mapping[str, str]
    shared: bool = False
    trails: tuple[tuple[str, str], ...] = ()

    @property
    def rows(self) -> type[Model]:
        """The table."""
        return apps.get_model(self.model)

    def label_of(self, column: str) -> str:
        """What a column is called."""
        field = self.rows._meta.get_field(column)
        return str(field.verbose_name) if isinstance(field, Field) else column


@dataclass(frozen=True, slots=True)
class Retold:
    """A row that tells of an item: its words, and what stands there afterwards."""

    of: Retelling
    key: int
    said: Mapping[str, str]
    after: Mapping[str, str]


# A batch of past stock tells of all its rows.
BATCH = Retelling(
    "batch", "历史存量批次", "items.Batch", ("items",), {"title": "", "reason": ""}, shared=True
)

# Where everybody reads words that were typed about something else, and that may name it.
NAMED_IN = (
    Retelling(
        "change_said", "文件的变动", "publishing.DocumentChange", (), {"basis": "", "reason": ""}, True
    ),
    Retelling("ending_said", "别的信息的终止", "items.Ending", (), {"basis": "", "reason": ""}, True),
    Retelling("note_said", "别的信息的更新说明", "items.Publication", (), {"note": ""}, True),
)

_RETELLINGS: dict[str, Retelling] = {one.code: one for one in (BATCH, *NAMED_IN)}
# By which ways an item leads to others that it names in its own text.
_NAMING: set[str] = set()


def offer(retelling: Retelling) -> None:
    """Called once by the room that keeps such rows."""
    _RETELLINGS[retelling.code] = retelling


def names(way: str) -> None:
    """Called once by a room whose items name others in their text: how such an item leads to them."""
    _NAMING.add(way)


def retellings() -> Mapping[str, Retelling]:
    """All of them, by code."""
    return _RETELLINGS


def naming(item: int) -> Q:
    """The condition for the items whose texts name this one."""
    condition = Q(pk__in=())
    for way in sorted(_NAMING):
        condition |= Q(**{way: item})
    return condition


def retold(item: int, called: Collection[str]) -> Iterator[Retold]:
    """The rows of all rooms that tell words of the item. `called`: by which names it goes."""
    for one in _RETELLINGS.values():
        for row in _leading(one, item):
            if found := _told_by(row, one, called):
                yield found


def named_in(called: Collection[str]) -> Iterator[Retold]:
    """The rows of others that name the item in their own words. `called`: by which names it goes."""
    names = [name for name in called if len(name) >= _FEWEST_SIGNS]
    for one in NAMED_IN:
        condition = Q(pk__in=())
        for column in one.words:
            condition |= Q(**{f"{column}__in": called})
            for name in names:
                condition |= Q(**{f"{column}__contains": name})
        rows: QuerySet[Model] = QuerySet(one.rows).filter(condition)
        for row in rows.order_by("pk"):
            if found := _told_by(row, one, names):
                yield found


@dataclass(frozen=True, slots=True)
class After:
    """What a line of the trail says of a row that lost words: what stands there since, by its digest."""

    key: str
    digests: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Trail:
    """What lines name that speak of a row which tells of an item. `alone`: of nothing else."""

    subject: str
    alone: bool


def trails(item: int) -> set[Trail]:
    """What the lines of all rooms name that tell of the item, also where the row has no words left."""
    found = set()
    for one in _RETELLINGS.values():
        for label, column in ((one.model, "pk"), *one.trails):
            keys = _leading(one, item).values_list(column, flat=True)
            found |= {Trail(f"{label}:{key}", column == "pk" and not one.shared) for key in keys}
    return found


def _leading(one: Retelling, item: int) -> QuerySet[Model]:
    condition = Q(pk__in=())
    for way in one.ways:
        condition |= Q(**{way: item})
    return QuerySet(one.rows).filter(condition).distinct().order_by("pk")


def retold_in(detail: Mapping[str, Any], *wanted: Retelling) -> Iterator[After]:
    """The rows of these tables of which the line that ended an item speaks; lines of before speak of none."""
    codes = {one.code for one in wanted}
    for code, key, digests in (detail.get("sealed") or {}).get("retold", ()):
        if code in codes:
            yield After(str(key), digests)


def _told_by(row: Model, one: Retelling, called: Collection[str]) -> Retold | None:
    kept = {column: str(getattr(row, column)) for column in one.words}
    after = {column: _without(text, called) for column, text in kept.items()} if one.shared else one.words
    # What stood there may have been shorter than what says that it is gone.
    after = {column: _fitting(one, column, text) for column, text in after.items()}
    said = {column: text for column, text in kept.items() if text and text != after[column]}
    return Retold(one, row.pk, said, {column: after[column] for column in said}) if said else None


def _without(text: str, called: Collection[str]) -> str:
    for name in sorted(called, key=len, reverse=True):
        text = text.replace(name, HIDDEN)
    return text


def _fitting(one: Retelling, column: str, text: str) -> str:
    longest = getattr(one.rows._meta.get_field(column), "max_length", None)
    return text[:longest] if longest else text
