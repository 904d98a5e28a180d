"""How does Django know this app, and where do its pages stand?"""

from django.apps import AppConfig

from gongkai_web.agencies import showing
from gongkai_web.office import menu


class WordingConfig(AppConfig):
    """本机关的用字."""

    name = "gongkai_web.publishing.wording"
    label = "wording"
    verbose_name = "本机关的用字"

    def ready(self) -> None:
        """Says what stands on its pages."""
        showing.checked_by("gongkai_web.publishing.wording.showing.require_of_agency")
        menu.offer_aside("本机关的词表", "wording:words", place=7)
