"""How does Django know this app?"""

from django.apps import AppConfig

from gongkai_web.office import menu


class StaffingConfig(AppConfig):
    """机关设置."""

    name = "gongkai_web.staffing"
    label = "staffing"
    verbose_name = "机关设置"

    def ready(self) -> None:
        """Says what stands on its pages."""
        menu.offer_aside("机关设置", "staffing:agencies", place=50)
