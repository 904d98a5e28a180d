"""How does Django know this app, where do its pages stand, and when is the guard of the database up?"""

from importlib import import_module

from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate

from gongkai_web.office import menu, places
from gongkai_web.publishing.items import guard, retold
from gongkai_web.search.subjects import offer

DEAD_LINK = retold.Retelling("dead_link", "打不开的链接", "items.DeadLink", ("item",), {"address": ""})


class ItemsConfig(AppConfig):
    """主动公开的信息."""

    name = "gongkai_web.publishing.items"
    label = "items"
    verbose_name = "主动公开的信息"

    def ready(self) -> None:
        """A migration may rebuild the tables that the guard stands on; and what stands on its pages."""
        pre_migrate.connect(guard.lift, sender=self, dispatch_uid="items.guard.lift")
        post_migrate.connect(guard.stand, sender=self, dispatch_uid="items.guard.stand")
        # The models are there only now.
        columns = import_module("gongkai_web.publishing.catalogue.content")
        columns.offer("gongkai_web.publishing.items.in_columns.InColumns")
        retold.offer(DEAD_LINK)
        queries = import_module("gongkai_web.publishing.items.queries")
        import_module("gongkai_web.files.owners").seen_with("items.Item", queries.with_texts)
        menu.offer("主动公开", "items:items", place=20)
        menu.offer_aside("历史存量", "items:batches", place=57)
        menu.offer_aside("公开审查的环节", "items:steps", place=58)
        menu.offer_aside("封存的信息", "items:sealed", place=60, needs="open_sealed")
        offer("gongkai_web.publishing.items.pages.findable.DOCUMENTS")
        offer("gongkai_web.publishing.items.pages.findable.ITEMS")
        places.shown_at("items.Item", "items:item")
        places.shown_at("items.Batch", "items:batch")
