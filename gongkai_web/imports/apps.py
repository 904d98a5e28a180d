"""The import of registers as a Django app."""

from django.apps import AppConfig

from gongkai_web.office import menu, places
from gongkai_web.publishing.items import retold

FILE = retold.Retelling(
    "import", "导入的文件名", "imports.TableImport", ("batch__items",), {"name": ""}, shared=True
)


class ImportsConfig(AppConfig):
    """Registers that come in from Excel, row by row."""

    name = "gongkai_web.imports"
    label = "imports"
    verbose_name = "导入登记簿"

    def ready(self) -> None:
        """Says what stands on its pages."""
        menu.offer_aside("导入登记簿", "imports:import", place=40, needs="handle")
        retold.offer(FILE)
        places.entered_at("items.Batch", "imports:tables")
        places.entered_at("registers.Entry", "imports:tables")
        menu.offer_aside("批量导入", "imports:tables", place=41, needs="write_item")
