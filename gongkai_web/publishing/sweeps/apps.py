"""How does Django know this app, and where do its pages stand?"""

from django.apps import AppConfig

from gongkai_web.office import menu, places
from gongkai_web.publishing.items import retold

HIT = retold.Retelling(
    "sweep_hit", "排查命中", "sweeps.Hit", ("item",), {"reason": ""}, trails=(("sweeps.Sweep", "sweep"),)
)


class SweepsConfig(AppConfig):
    """存量排查."""

    name = "gongkai_web.publishing.sweeps"
    label = "sweeps"
    verbose_name = "存量排查"

    def ready(self) -> None:
        """Says what stands on its pages."""
        menu.offer_aside("存量排查", "sweeps:sweeps", place=58)
        retold.offer(HIT)
        places.shown_at("sweeps.Sweep", "sweeps:sweep")
