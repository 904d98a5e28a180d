"""Casework as a Django app."""

from django.apps import AppConfig

from gongkai_web.figures.pages import shown_at


class CaseworkConfig(AppConfig):
    """The pages in which staff handle a case. No models."""

    name = "gongkai_web.casework"
    label = "casework"
    verbose_name = "办件"

    def ready(self) -> None:
        """Whoever lists requests leads to their page."""
        shown_at("cases.Case", "casework:case")
