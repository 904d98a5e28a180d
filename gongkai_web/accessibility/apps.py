"""无障碍检查 as a Django app."""

from django.apps import AppConfig


class AccessibilityConfig(AppConfig):
    """What the checks of each release found."""

    name = "gongkai_web.accessibility"
    label = "accessibility"
    verbose_name = "无障碍检查"
