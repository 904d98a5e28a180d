"""How is a published annual report found? By its title and its text; of each year the latest that is out.

One that was made elsewhere and stands in the archive is found in the same way, until one of that year is
published here.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from gongkai_web.addresses import address_of
from gongkai_web.annual import published, queries
from gongkai_web.annual.models import Filing, FormerReport, Release
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
        yield Written(
            key=filing.pk,
            group=GROUP,
            title=filing.title,
            agency=filing.agency_id,
            agency_name=filing.agency.name_on(filing.release.released_on),
            day=filing.release.released_on,
            body=_body(filing.year, filing.agency.name_on(filing.release.released_on), filing.document),
        )


def _body(year: int, name: str, document: Mapping[str, Any]) -> str:
    """What people call it, for its title never says 年报; whose it is as people call them; its sections."""
    sections = document.get("sections", [])
    called = name.replace("人民政府", "政府").replace("办公室", "办").replace("管理委员会", "管委会")
    return "\n".join((f"{year}年度政府信息公开年报 {called}{year}年年报", *map(_section, sections)))


def _section(one: Mapping[str, Any]) -> str:
    return f"{one.get('heading', '')} {one.get('text') or ''}"


def _shown(keys: Collection[int], day: date) -> dict[int, Shown]:
    found = queries.published(day).filter(pk__in=keys)
    return {one.pk: Shown(ways.to_report(one)) for one in found}


def _brought() -> QuerySet[FormerReport]:
    """Those that stand in the archive."""
    return published.former_listed(date.max)


def _former_keys() -> Iterator[int]:
    return _brought().order_by("pk").values_list("pk", flat=True).iterator()


def _former_written(keys: Collection[int]) -> Iterator[Written]:
    for one in _brought().filter(pk__in=keys):
        name = one.agency.name_on(one.listing.published_on)
        yield Written(
            key=one.pk,
            group=GROUP,
            title=one.document.get("title") or f"{name}{one.year}年政府信息公开工作年度报告",
            agency=one.agency_id,
            agency_name=name,
            day=one.listing.published_on,
            body=_body(one.year, name, one.document),
        )


def _former_shown(keys: Collection[int], day: date) -> dict[int, Shown]:
    found = published.former_listed(day).filter(pk__in=keys).defer("document")
    return {
        one.pk: Shown(address_of("portal:report", one.agency.slug, one.year), facts=("照原来的文件",))
        for one in found
    }


REPORTS = Subject("reports", {GROUP: "年报"}, _written, _keys, _shown)
FORMER = Subject("former_reports", {GROUP: "年报"}, _former_written, _former_keys, _former_shown)
