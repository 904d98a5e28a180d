"""The yearly tables as a Django app."""

from django.apps import AppConfig

from gongkai_web.oversight import ways


class TablesConfig(AppConfig):
    """The tables of the work and of the supervision of sites. No models."""

    name = "gongkai_web.oversight.tables"
    label = "oversight_tables"
    verbose_name = "政府网站年度报表"

    def ready(self) -> None:
        """Stands on the first page of oversight."""
        ways.offer("政府网站年度报表", "tables:tables", "工作报表和监管报表，从登记里数出来", place=80)
