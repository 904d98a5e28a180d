"""How does Django know this app?"""

from django.apps import AppConfig


class LettersConfig(AppConfig):
    """文书."""

    name = "gongkai_web.letters"
    label = "letters"
    verbose_name = "文书"
