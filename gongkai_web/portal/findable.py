"""How is a published annual report found? By its title and its text; of each year the latest that is out."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from gongkai_web.annual import queries
from gongkai_web.annual.models import Filing, Release
from gongkai_web.portal import ways
from gongkai_web.search.subjects import Shown, Subject, Written

GROUP = "reports"


def _latest() -> QuerySet[Filing]:
    """What was released and not released anew since."""
    later = Release.objects.filter(
        filing__agency=OuterRef("agency"),
        filing__year=OuterRef("year"),
        filing__version__gt=OuterRef("version"),
    )
    return Filing.objects.filter(~Exists(later), release__isnull=False)


def _keys() -> Iterator[int]:
    return _latest().order_by("pk").values_list("pk", flat=True).iterator()


def _written(keys: Collection[int]) -> Iterator[Written]:
    for filing in _latest().filter(pk__in=keys).select_related("agency", "release"):
        sections = filing.document.get("sections", [])
        yield Written(
            key=filing.pk,
            group=GROUP,
            title=filing.title,
            agency=filing.agency_id,
            agency_name=filing.agency.name_on(filing.release.released_on),
            day=filing.release.released_on,
            body="\n".join((_called(filing), *map(_section, sections))),
        )


def _called(filing: Filing) -> str:
    """What people call it: its title never says 年报."""
    return f"{filing.year}年度政府信息公开年报"


def _section(one: Mapping[str, Any]) -> str:
    return f"{one.get('heading', '')} {one.get('text') or ''}"


def _shown(keys: Collection[int], day: date) -> dict[int, Shown]:
    found = queries.published(day).filter(pk__in=keys)
    return {one.pk: Shown(ways.to_report(one)) for one in found}


REPORTS = Subject("reports", {GROUP: "年报"}, _written, _keys, _shown)
