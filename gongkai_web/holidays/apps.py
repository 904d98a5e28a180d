"""The app `holidays`."""

from django.apps import AppConfig


class HolidaysConfig(AppConfig):
    """The notices of working days that this installation entered itself."""

    name = "gongkai_web.holidays"
    label = "holidays"
    verbose_name = "放假通知"
