"""The room `search` as Django knows it."""

from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "gongkai_web.search"
    label = "search"
    verbose_name = "检索"
    default_auto_field = "django.db.models.BigAutoField"
