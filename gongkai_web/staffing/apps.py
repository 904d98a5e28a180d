"""How does Django know this app?"""

from django.apps import AppConfig


class StaffingConfig(AppConfig):
    """机关设置."""

    name = "gongkai_web.staffing"
    label = "staffing"
    verbose_name = "机关设置"
