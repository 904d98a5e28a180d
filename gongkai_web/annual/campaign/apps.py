"""How does Django know this app?"""

from django.apps import AppConfig

from gongkai_web.office import menu


class CampaignConfig(AppConfig):
    """核对台."""

    name = "gongkai_web.annual.campaign"
    label = "campaign"
    verbose_name = "核对台"

    def ready(self) -> None:
        """Says what stands on its pages."""
        menu.offer("年报报送", "collecting:campaigns", place=55)
        menu.offer("核对台", "campaign:batches", place=60)
