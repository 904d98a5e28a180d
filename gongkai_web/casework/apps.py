"""Casework as a Django app."""

from django.apps import AppConfig

from gongkai_web.office import coming, places


class CaseworkConfig(AppConfig):
    """The pages in which staff handle a case. No models."""

    name = "gongkai_web.casework"
    label = "casework"
    verbose_name = "办件"

    def ready(self) -> None:
        """Says what stands on its pages."""
        places.shown_at("cases.Case", "casework:case")
        places.entered_at("cases.Case", "casework:intake")
        coming.said_by("cases.Case", "gongkai_web.casework.offered.coming_for")
