"""How does Django know this app?"""

from importlib import import_module

from django.apps import AppConfig

from gongkai_web.office import menu


class AggregationConfig(AppConfig):
    """年报汇总."""

    name = "gongkai_web.annual.aggregation"
    label = "aggregation"
    verbose_name = "年报汇总"

    def ready(self) -> None:
        """Says what stands on its pages, and where the rooms below ask for the sums that rest on it."""
        # The models are there only now.
        resting = import_module("gongkai_web.annual.campaign.collecting.resting")
        resting.tell("gongkai_web.annual.aggregation.resting")
        scheduled = import_module("gongkai_web.publishing.catalogue.reports")
        scheduled.tell("gongkai_web.annual.aggregation.work.scheduled_reports")
        menu.offer("年报汇总", "aggregation:sums", place=61)
