"""How does Django know this app, and when does the database take its guard down and up again?"""

from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate

from gongkai_web.publishing.items import guard


class ItemsConfig(AppConfig):
    """主动公开的信息."""

    name = "gongkai_web.publishing.items"
    label = "items"
    verbose_name = "主动公开的信息"

    def ready(self) -> None:
        """A migration may rebuild the tables that the guard stands on."""
        pre_migrate.connect(guard.lift, sender=self, dispatch_uid="items.guard.lift")
        post_migrate.connect(guard.stand, sender=self, dispatch_uid="items.guard.stand")
