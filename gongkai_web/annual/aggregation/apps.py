"""How does Django know this app?"""

from django.apps import AppConfig

from gongkai_web.office import menu


class AggregationConfig(AppConfig):
    """年报汇总."""

    name = "gongkai_web.annual.aggregation"
    label = "aggregation"
    verbose_name = "年报汇总"

    def ready(self) -> None:
        """Says what stands on its pages."""
        menu.offer("年报汇总", "aggregation:sums", place=61)
