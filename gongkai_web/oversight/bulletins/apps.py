"""Bulletins as a Django app."""

from django.apps import AppConfig

from gongkai_web.office import places
from gongkai_web.oversight import ways


class BulletinsConfig(AppConfig):
    """通报."""

    name = "gongkai_web.oversight.bulletins"
    label = "bulletins"
    verbose_name = "通报"

    def ready(self) -> None:
        """Says what stands on its pages."""
        ways.offer("通报", "bulletins:bulletins", "季度通报和专项通报：起草、审核、印发、签收", place=60)
        places.shown_at("bulletins.Bulletin", "bulletins:bulletin")
