"""转主动公开 as a Django app."""

from django.apps import AppConfig

from gongkai_web.office import menu


class ProposalsConfig(AppConfig):
    """Proposals to publish what several applicants asked for (art. 44)."""

    name = "gongkai_web.proposals"
    label = "proposals"
    verbose_name = "转主动公开"

    def ready(self) -> None:
        """Says what stands on its pages."""
        menu.offer_aside("转主动公开", "proposals:proposals", place=20)
