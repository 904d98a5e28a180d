"""How does Django know this app, and where do its pages stand?"""

from django.apps import AppConfig

from gongkai_web.office import menu, places


class SweepsConfig(AppConfig):
    """存量排查."""

    name = "gongkai_web.publishing.sweeps"
    label = "sweeps"
    verbose_name = "存量排查"

    def ready(self) -> None:
        """Says what stands on its pages."""
        menu.offer_aside("存量排查", "sweeps:sweeps", place=58)
        places.shown_at("sweeps.Sweep", "sweeps:sweep")
