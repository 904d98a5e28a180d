"""How much is made public on each site, where there are several (手册00 行17)?"""

from __future__ import annotations

from collections.abc import Mapping

from django.db.models import QuerySet

from gongkai_web.agencies.queries import scope
from gongkai_web.figures.declared import Column, Dimension, Figure, Listing, Subject
from gongkai_web.publishing.channels import queries as outlets
from gongkai_web.publishing.channels.models import SITE, Outlet
from gongkai_web.publishing.items.figures import AGENCY, CLASS, COLUMN, MONTH, counted_items
from gongkai_web.publishing.items.place_models import ItemSite
from gongkai_web.publishing.items.rows_seen import of_placed, of_placed_by


def _names(found: QuerySet[Outlet]) -> Mapping[str, str]:
    """The sites by key as an address writes it; closed ones, too."""
    return {str(one.pk): one.name for one in found.filter(medium=SITE)}


SITE_NAME = Dimension(
    "site",
    "网站",
    "outlet",
    lambda: _names(Outlet.objects.all()),
    lambda person, day: _names(outlets.visible(day) | Outlet.objects.filter(agency__in=scope(person, day))),
)


SITES = Subject(
    model=ItemSite,
    agency="agency",
    visible=of_placed(ItemSite),
    seen_by=of_placed_by(ItemSite),
    agency_first=True,
    listing=Listing(
        caption="所计信息和网站",
        columns=(
            Column("标题", lambda row: str(row.item)),
            Column("网站", lambda row: row.outlet.name),
            Column("发布", lambda row: row.item.published_on),
        ),
        order=("published_on", "pk"),
        related=("item", "outlet"),
        opens=lambda row: row.item,
    ),
)
BY_SITE = Figure(
    "items.published_by_site",
    "各网站公开的信息",
    "条次",
    "主动公开的信息（《条例》第十九条至第二十三条）：写明了网站的；一条信息在几个网站公开，每个网站各计一次",
    SITES,
    counted_items,
    (AGENCY, SITE_NAME, CLASS, COLUMN, MONTH),
    day=lambda _: "published_on",
)

FIGURES = (BY_SITE,)
