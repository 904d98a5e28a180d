"""The import of registers as a Django app."""

from django.apps import AppConfig


class ImportsConfig(AppConfig):
    """Registers that come in from Excel, row by row."""

    name = "gongkai_web.imports"
    label = "imports"
    verbose_name = "导入登记簿"
