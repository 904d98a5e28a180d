"""How does Django know this app?"""

from django.apps import AppConfig


class ScheduleConfig(AppConfig):
    """日程."""

    name = "gongkai_web.schedule"
    label = "schedule"
    verbose_name = "日程"
