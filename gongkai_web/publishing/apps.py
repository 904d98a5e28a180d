"""How does Django know this app?"""

from django.apps import AppConfig


class PublishingConfig(AppConfig):
    """主动公开."""

    name = "gongkai_web.publishing"
    label = "publishing"
    verbose_name = "主动公开"
