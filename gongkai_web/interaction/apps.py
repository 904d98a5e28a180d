"""留言 as a Django app."""

from django.apps import AppConfig

from gongkai_web.office import menu, places
from gongkai_web.search.subjects import offer


class InteractionConfig(AppConfig):
    """What people write to an agency, and the answers."""

    name = "gongkai_web.interaction"
    label = "interaction"
    verbose_name = "互动"

    def ready(self) -> None:
        """Says what stands on its pages, and how an answer is found."""
        menu.offer_aside("留言", "interaction:messages", place=15)
        places.shown_at("interaction.Message", "interaction:message")
        offer("gongkai_web.interaction.pages.findable.ANSWERS")
