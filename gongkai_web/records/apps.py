"""The registers beside the cases as a Django app."""

from django.apps import AppConfig


class RecordsConfig(AppConfig):
    """更正本人记录 (art. 41), 转主动公开 (art. 44), the evidence of an appeal."""

    name = "gongkai_web.records"
    label = "records"
    verbose_name = "台账"
