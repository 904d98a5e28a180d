"""更正本人记录 as a Django app."""

from django.apps import AppConfig

from gongkai_web.office import menu


class CorrectionsConfig(AppConfig):
    """Requests to correct what an agency keeps about the one who asks (art. 41)."""

    name = "gongkai_web.corrections"
    label = "corrections"
    verbose_name = "更正本人记录"

    def ready(self) -> None:
        """Says what stands on its pages."""
        menu.offer_aside("更正本人记录", "corrections:corrections", place=10)
