"""The public site as a Django app."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    """The public pages. No models."""

    name = "gongkai_web.portal"
    label = "portal"
    verbose_name = "公开网站"
