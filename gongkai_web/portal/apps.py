"""The public site as a Django app."""

from django.apps import AppConfig

from gongkai_web.office import menu, places
from gongkai_web.portal.visited import COUNTED
from gongkai_web.search.subjects import offer
from gongkai_web.visits.kinds import count_views


class PortalConfig(AppConfig):
    """The public pages. No models."""

    name = "gongkai_web.portal"
    label = "portal"
    verbose_name = "公开网站"

    def ready(self) -> None:
        """Says what stands on its pages, how a report is found, and what counts as read."""
        menu.offer_aside("检索管理", "portal:recommended", place=32)
        offer("gongkai_web.portal.findable.REPORTS")
        offer("gongkai_web.portal.findable.FORMER")
        count_views(COUNTED)
        places.shown_at("agencies.Agency", "portal:agency", by="slug")
        places.shown_at("annual.Filing", "portal:report", by="agency.slug year")
        places.shown_at("annual.FormerReport", "portal:report", by="agency.slug year")
        places.shown_at("publishing.NormativeDocument", "portal:document")
        places.shown_at("api.DataSet", "portal:data")
        places.shown_at("api.Cells", "portal:indicators")
