"""The first page of oversight as a Django app."""

from django.apps import AppConfig

from gongkai_web.office import menu


class DashboardConfig(AppConfig):
    """What is late, by unit; the rooms; the registers. No models."""

    name = "gongkai_web.oversight.dashboard"
    label = "oversight_dashboard"
    verbose_name = "监督保障的看板"

    def ready(self) -> None:
        """Stands in the menu."""
        menu.offer_aside("监督保障", "oversight:home", place=38)
