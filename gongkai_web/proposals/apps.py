"""转主动公开 as a Django app."""

from django.apps import AppConfig


class ProposalsConfig(AppConfig):
    """Proposals to publish what several applicants asked for (art. 44)."""

    name = "gongkai_web.proposals"
    label = "proposals"
    verbose_name = "转主动公开"
