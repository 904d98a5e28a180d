"""How does Django know this app?"""

from django.apps import AppConfig


class CasesConfig(AppConfig):
    """依申请公开."""

    name = "gongkai_web.cases"
    label = "cases"
    verbose_name = "依申请公开"
