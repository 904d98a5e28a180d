"""How does Django know this app?"""

from django.apps import AppConfig

from gongkai_web.office import menu


class LettersConfig(AppConfig):
    """文书."""

    name = "gongkai_web.letters"
    label = "letters"
    verbose_name = "文书"

    def ready(self) -> None:
        """Says what stands on its pages."""
        menu.offer("文书", "letters:letters", place=20)
