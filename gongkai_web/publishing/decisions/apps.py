"""重大行政决策 as a Django app."""

from django.apps import AppConfig

from gongkai_web.office import menu, places
from gongkai_web.search.subjects import offer


class DecisionsConfig(AppConfig):
    """Major decisions and what happened to them."""

    name = "gongkai_web.publishing.decisions"
    label = "decisions"
    verbose_name = "重大行政决策"

    def ready(self) -> None:
        """Says what stands on its pages, and how a decision is found."""
        offer("gongkai_web.publishing.decisions.findable.DECISIONS")
        menu.offer_aside("重大行政决策", "decisions:kept", place=30)
        places.shown_at("decisions.MajorDecision", "decisions:kept_one")
