"""How does Django know this app?"""

from django.apps import AppConfig


class ReviewConfig(AppConfig):
    """核对台."""

    name = "gongkai_web.review"
    label = "review"
    verbose_name = "核对台"
