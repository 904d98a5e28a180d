"""The app that carries the look."""

from django.apps import AppConfig


class LookConfig(AppConfig):
    """Registers the template tags. No models."""

    name = "gongkai_web.look"
    label = "look"
    verbose_name = "版式"
