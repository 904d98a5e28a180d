"""The shell of the office's pages as a Django app."""

from django.apps import AppConfig
from django.core import checks

from gongkai_web.office.lawful import sound_law


class OfficeConfig(AppConfig):
    """What every signed-in page shares."""

    name = "gongkai_web.office"
    label = "office"
    verbose_name = "办公页面"

    def ready(self) -> None:
        checks.register(sound_law)
