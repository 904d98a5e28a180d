"""The annual report as a Django app."""

from importlib import import_module

from django.apps import AppConfig

from gongkai_web.search.subjects import offer


class AnnualConfig(AppConfig):
    """Counting, prose and filings."""

    name = "gongkai_web.annual"
    label = "annual"
    verbose_name = "年度报告"

    def ready(self) -> None:
        """Says of which years there is a report, and how a report is found by the public."""
        # The models are there only now.
        reported = import_module("gongkai_web.publishing.items.reported")
        reported.tell("gongkai_web.annual.queries.released_years")
        offer("gongkai_web.annual.findable.REPORTS")
