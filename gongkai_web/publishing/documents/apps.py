"""规范性文件的登记和清理 as a Django app."""

from django.apps import AppConfig

from gongkai_web.office import menu


class DocumentsConfig(AppConfig):
    """The register of rules and normative documents, for the office."""

    name = "gongkai_web.publishing.documents"
    label = "documents"
    verbose_name = "规范性文件"

    def ready(self) -> None:
        """Says what stands on its pages."""
        menu.offer_aside("规范性文件", "documents:documents", place=25)
