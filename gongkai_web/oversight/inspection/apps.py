"""The inspection of sites as a Django app."""

from django.apps import AppConfig

from gongkai_web.office import menu, places


class InspectionConfig(AppConfig):
    """检查网站."""

    name = "gongkai_web.oversight.inspection"
    label = "inspection"
    verbose_name = "检查网站"

    def ready(self) -> None:
        """Says what stands on its pages."""
        menu.offer_aside("检查网站", "inspection:runs", place=7)
        places.shown_at("inspection.Run", "inspection:run")
