"""The annual report as a Django app."""

from importlib import import_module

from django.apps import AppConfig


class AnnualConfig(AppConfig):
    """Counting, prose and filings."""

    name = "gongkai_web.annual"
    label = "annual"
    verbose_name = "年度报告"

    def ready(self) -> None:
        """Tells what is published of which years there is a report, and of which one is made here."""
        # The models are there only now.
        reported = import_module("gongkai_web.publishing.items.reported")
        reported.tell("gongkai_web.annual.queries.released_years")
        scheduled = import_module("gongkai_web.publishing.catalogue.reports")
        scheduled.tell("gongkai_web.annual.work.scheduled_reports")
