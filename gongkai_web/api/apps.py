"""How does Django know this app, and where do its pages stand?"""

from importlib import import_module

from django.apps import AppConfig

from gongkai_web.office import menu

KEYS = "api"


class ApiConfig(AppConfig):
    """接口: drafts from other systems of an agency."""

    name = "gongkai_web.api"
    label = "api"
    verbose_name = "接口"

    def ready(self) -> None:
        """Says what stands on its pages, and how its keys begin."""
        # The models are there only now.
        origins = import_module("gongkai_web.publishing.items.origins")
        origins.keep(KEYS)
        menu.offer_aside("接口令牌", "api:tokens", place=62, needs="set_particulars")
