"""What stands in the columns? The room that keeps the items says so; the catalogue never asks whom.

That room registers in its `AppConfig.ready`; until one has, every column is empty.
"""

from __future__ import annotations

import functools
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any, Protocol

from django.db.models import QuerySet
from django.utils.module_loading import import_string

from gongkai_web.agencies.models import Agency
from gongkai_web.look.parts import ListRow, OtherForm


class Content(Protocol):
    """What is asked of the room that keeps the items: of what is public on the day, by column code."""

    def counts(self, agency: Agency, day: date) -> Mapping[str, int]:
        """How many items stand in each column."""
        ...

    def last_updates(self, agency: Agency, day: date) -> Mapping[str, date]:
        """The day of the last publication or change in each column."""
        ...

    def listed(self, agency: Agency, codes: Collection[str], day: date) -> QuerySet[Any] | Sequence[Any]:
        """The items of these columns, newest first by `published_on` and key."""
        ...

    def row(self, item: Any) -> ListRow:
        """One of them as a line of a list."""
        ...

    def others(self, agency: Agency, address: str) -> tuple[OtherForm, ...]:
        """The column at that address in other forms."""
        ...


class Nothing:
    """No room keeps items."""

    def counts(self, agency: Agency, day: date) -> Mapping[str, int]:  # noqa: ARG002
        """None."""
        return {}

    def last_updates(self, agency: Agency, day: date) -> Mapping[str, date]:  # noqa: ARG002
        """Never."""
        return {}

    def listed(self, agency: Agency, codes: Collection[str], day: date) -> Sequence[Any]:  # noqa: ARG002
        """None."""
        return []

    def row(self, item: Any) -> ListRow:
        """Never asked."""
        return ListRow(str(item), "")

    def others(self, agency: Agency, address: str) -> tuple[OtherForm, ...]:  # noqa: ARG002
        """None."""
        return ()


# Where it stands: it is loaded when a column is asked for, not when the site starts.
_offered: list[str] = [f"{__name__}.{Nothing.__name__}"]


def offer(content: str) -> None:
    """Called once by the room that keeps the items. `content`: the name of a class that makes a `Content`."""
    _offered[0] = content


def content() -> Content:
    """What stands in the columns."""
    return _made(_offered[0])


@functools.cache
def _made(named: str) -> Content:
    made: Content = import_string(named)()
    return made
