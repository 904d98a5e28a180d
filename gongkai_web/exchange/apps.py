"""Replay and sample city as a Django app."""

from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    """Replay of reports and the sample city."""

    name = "gongkai_web.exchange"
    label = "exchange"
    verbose_name = "导入导出"
