"""Casework as a Django app."""

from django.apps import AppConfig


class CaseworkConfig(AppConfig):
    """The pages in which staff handle a case. No models."""

    name = "gongkai_web.casework"
    label = "casework"
    verbose_name = "办件"
