"""访问量 as a Django app."""

from django.apps import AppConfig

from gongkai_web.office import menu


class VisitsConfig(AppConfig):
    """How often the public pages are read."""

    name = "gongkai_web.visits"
    label = "visits"
    verbose_name = "访问量"

    def ready(self) -> None:
        """Says where the numbers stand."""
        menu.offer_aside("访问量", "visits:visits", place=33)
