"""How does Django know this app, and where do its pages stand?"""

from django.apps import AppConfig

from gongkai_web.office import places
from gongkai_web.oversight import ways


class RectificationConfig(AppConfig):
    """问题整改."""

    name = "gongkai_web.oversight.rectification"
    label = "rectification"
    verbose_name = "问题整改"

    def ready(self) -> None:
        """Says what stands on its pages."""
        ways.offer("问题整改", "rectification:findings", "从发现、通知到复核了结的台账", place=50)
        places.shown_at("rectification.Finding", "rectification:finding")
        places.shown_at("rectification.Notice", "rectification:notice")
