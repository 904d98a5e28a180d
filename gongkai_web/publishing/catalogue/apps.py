"""How does Django know this app, and where do its pages stand?"""

from django.apps import AppConfig

from gongkai_web.office import menu, places


class CatalogueConfig(AppConfig):
    """信息公开目录."""

    name = "gongkai_web.publishing.catalogue"
    label = "catalogue"
    verbose_name = "信息公开目录"

    def ready(self) -> None:
        """Says what stands on its pages."""
        menu.offer_aside("信息公开目录", "catalogue:catalogues", place=5)
        menu.offer_aside("公开期限", "catalogue:terms", place=7)
        places.shown_at("catalogue.Column", "catalogue:column")
