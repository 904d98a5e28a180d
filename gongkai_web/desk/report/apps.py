"""How does Django know this app?"""

from django.apps import AppConfig


class ReportConfig(AppConfig):
    """编写年报."""

    name = "gongkai_web.desk.report"
    label = "report"
    verbose_name = "编写年报"
