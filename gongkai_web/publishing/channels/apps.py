"""How does Django know this app, and where do its pages stand?"""

from django.apps import AppConfig

from gongkai_web.office import menu, places


class ChannelsConfig(AppConfig):
    """网站和政务新媒体."""

    name = "gongkai_web.publishing.channels"
    label = "channels"
    verbose_name = "网站和政务新媒体"

    def ready(self) -> None:
        """Says what stands on its pages."""
        menu.offer_aside("网站和政务新媒体", "channels:outlets", place=6)
        places.shown_at("channels.Outlet", "channels:outlet")
