"""The office pages as a Django app."""

from django.apps import AppConfig


class DeskConfig(AppConfig):
    """The pages of staff. No models."""

    name = "gongkai_web.desk"
    label = "desk"
    verbose_name = "办公"
