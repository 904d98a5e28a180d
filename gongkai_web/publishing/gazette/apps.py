"""政府公报 as a Django app."""

from django.apps import AppConfig

from gongkai_web.office import menu, places
from gongkai_web.publishing.items import retold
from gongkai_web.search.subjects import offer

ENTRY = retold.Retelling(
    "gazette_entry",
    "公报目录",
    "gazette.Entry",
    ("item",),
    {"section": ""},
    trails=(("gazette.Issue", "issue"),),
)


class GazetteConfig(AppConfig):
    """Issues of the gazette and their contents."""

    name = "gongkai_web.publishing.gazette"
    label = "gazette"
    verbose_name = "政府公报"

    def ready(self) -> None:
        """Says what stands on its pages, and how an issue is found."""
        offer("gongkai_web.publishing.gazette.findable.ISSUES")
        menu.offer_aside("政府公报", "gazette:kept", place=31)
        retold.offer(ENTRY)
        places.shown_at("gazette.Issue", "gazette:kept_one")
