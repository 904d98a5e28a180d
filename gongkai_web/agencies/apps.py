"""How does Django know this app?"""

from django.apps import AppConfig


class AgenciesConfig(AppConfig):
    """公开主体."""

    name = "gongkai_web.agencies"
    label = "agencies"
    verbose_name = "公开主体"
