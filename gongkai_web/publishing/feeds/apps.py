"""How does Django know this app, and where do its pages stand?"""

from django.apps import AppConfig

from gongkai_web.office import places


class FeedsConfig(AppConfig):
    """订阅源."""

    name = "gongkai_web.publishing.feeds"
    label = "feeds"
    verbose_name = "订阅源"

    def ready(self) -> None:
        """Says what stands on its pages."""
        places.shown_at("feeds.Feed", "feeds:feed", by="outlet_id")
