"""How does Django know this app?"""

from django.apps import AppConfig


class ApplyConfig(AppConfig):
    """网上申请."""

    name = "gongkai_web.apply"
    label = "apply"
    verbose_name = "网上申请"
