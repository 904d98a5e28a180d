"""How does Django know this app?"""

from django.apps import AppConfig


class FoundingConfig(AppConfig):
    """建库: sets up an empty database at once, by a `migrate` of its own. No models, knows no domain."""

    name = "gongkai_web.founding"
    label = "founding"
    verbose_name = "建库"
