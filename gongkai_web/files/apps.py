"""How does Django know this app?"""

from django.apps import AppConfig

from gongkai_web.office import menu


class FilesConfig(AppConfig):
    """文件."""

    name = "gongkai_web.files"
    label = "files"
    verbose_name = "文件"

    def ready(self) -> None:
        """Says what stands on its pages."""
        menu.offer_aside("涂黑", "files:redactions", place=30)
