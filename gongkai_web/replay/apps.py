"""Replay and the sample city as a Django app."""

from django.apps import AppConfig


class ReplayConfig(AppConfig):
    """Replay of reports and the sample city."""

    name = "gongkai_web.replay"
    label = "replay"
    verbose_name = "重演"
