"""The annual report as a Django app."""

from django.apps import AppConfig


class AnnualConfig(AppConfig):
    """Counting, prose and filings."""

    name = "gongkai_web.annual"
    label = "annual"
    verbose_name = "年度报告"
