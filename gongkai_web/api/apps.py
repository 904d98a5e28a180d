"""How does Django know this app, and where do its pages stand?"""

from django.apps import AppConfig

from gongkai_web.office import menu


class ApiConfig(AppConfig):
    """接口: drafts from other systems of an agency."""

    name = "gongkai_web.api"
    label = "api"
    verbose_name = "接口"

    def ready(self) -> None:
        """Says what stands on its pages."""
        menu.offer_aside("接口令牌", "api:tokens", place=62, needs="set_particulars")
