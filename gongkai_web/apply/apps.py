"""How does Django know this app?"""

from django.apps import AppConfig

from gongkai_web.office import places


class ApplyConfig(AppConfig):
    """网上申请."""

    name = "gongkai_web.apply"
    label = "apply"
    verbose_name = "网上申请"

    def ready(self) -> None:
        """Says where a request is followed with its code: one page for all codes."""
        places.shown_at("apply.Access", "apply:query", by="")
