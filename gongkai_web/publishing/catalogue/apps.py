"""How does Django know this app?"""

from django.apps import AppConfig


class CatalogueConfig(AppConfig):
    """信息公开目录."""

    name = "gongkai_web.publishing.catalogue"
    label = "catalogue"
    verbose_name = "信息公开目录"
