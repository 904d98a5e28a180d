"""规范性文件的登记和清理 as a Django app."""

from django.apps import AppConfig

from gongkai_web.office import menu
from gongkai_web.publishing.items import retold

_TITLED = {"title": retold.HIDDEN, "reason": ""}
RESULT = retold.Retelling("clean_up", "规范性文件清理", "documents.CleanUp", ("item",), _TITLED)
CLEANED = retold.Retelling(
    "clean_up_of", "规范性文件清理", "documents.CleanUp", ("rows__document__text",), _TITLED, shared=True
)
ROW = retold.Retelling(
    "clean_up_row",
    "清理的文件",
    "documents.CleanUpRow",
    ("clean_up__item", "document__text"),
    {"reason": ""},
)


class DocumentsConfig(AppConfig):
    """The register of rules and normative documents, for the office."""

    name = "gongkai_web.publishing.documents"
    label = "documents"
    verbose_name = "规范性文件"

    def ready(self) -> None:
        """Says what stands on its pages."""
        for one in (RESULT, CLEANED, ROW):
            retold.offer(one)
        # The result of a clean-up lists its documents by title.
        retold.names("clean_up__rows__document__text")
        menu.offer_aside("规范性文件", "documents:documents", place=25)
