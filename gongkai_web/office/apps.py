"""The shell of the office's pages as a Django app."""

from django.apps import AppConfig


class OfficeConfig(AppConfig):
    """What every signed-in page shares."""

    name = "gongkai_web.office"
    label = "office"
    verbose_name = "办公页面"
