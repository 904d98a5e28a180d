"""How does Django know this app?"""

from django.apps import AppConfig


class CampaignConfig(AppConfig):
    """核对台."""

    name = "gongkai_web.annual.campaign"
    label = "campaign"
    verbose_name = "核对台"
