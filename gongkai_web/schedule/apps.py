"""How does Django know this app?"""

from django.apps import AppConfig

from gongkai_web.office import menu


class ScheduleConfig(AppConfig):
    """日程."""

    name = "gongkai_web.schedule"
    label = "schedule"
    verbose_name = "日程"

    def ready(self) -> None:
        """Says what stands on its pages."""
        menu.offer("日程", "schedule:schedule", place=30)
