"""What stands in the columns of a catalogue? The items that are public, by the codes of their columns."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from django.db.models import Count, Max, QuerySet

from gongkai_web.agencies.models import Agency
from gongkai_web.look.parts import ListRow, OtherForm
from gongkai_web.publishing.items import queries
from gongkai_web.publishing.items.models import Item
from gongkai_web.publishing.items.pages.rows import list_row, other_forms


class InColumns:
    """As `catalogue.content` asks."""

    def counts(self, agency: Agency, day: date) -> Mapping[str, int]:
        """How many items stand in each column: all that is live, less the few of it that stand in no list.

        Half a million rows are counted in a third of the time where nothing is asked of each. What is sealed
        is never live (`item_sealed_shows_nothing`).
        """
        live = Item.objects.filter(agency=agency, live__isnull=False).order_by()
        found = Counter(
            dict(live.values("column_code").annotate(n=Count("*")).values_list("column_code", "n"))
        )
        for some in queries.unlisted_on(live, day):
            found.subtract(some.values_list("column_code", flat=True))
        del found[""]
        return +found

    def last_updates(self, agency: Agency, day: date) -> Mapping[str, date]:
        """The day of the last publication or change in each column."""
        found = self._of(agency, day).values("column_code").annotate(last=Max("changed_on"))
        return dict(found.values_list("column_code", "last"))

    def listed(self, agency: Agency, codes: Collection[str], day: date) -> QuerySet[Item]:
        """The items of these columns, newest first."""
        return queries.listed_on(day).filter(agency=agency, column_code__in=codes)

    def row(self, item: Any) -> ListRow:
        """One of them as a line of a list."""
        return list_row(item)

    def others(self, agency: Agency, address: str) -> tuple[OtherForm, ...]:
        """The column as a feed and as open data."""
        return other_forms(agency.slug, address)

    def _of(self, agency: Agency, day: date) -> QuerySet[Item]:
        found = queries.listed_on(day).filter(agency=agency, column_code__gt="")
        return found.order_by()
