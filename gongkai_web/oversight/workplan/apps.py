"""The year's work as a Django app."""

from django.apps import AppConfig

from gongkai_web.office import places
from gongkai_web.oversight import ways


class WorkplanConfig(AppConfig):
    """Points, tasks and goals."""

    name = "gongkai_web.oversight.workplan"
    label = "workplan"
    verbose_name = "工作要点"

    def ready(self) -> None:
        """Says what stands on its pages."""
        ways.offer("工作要点", "workplan:points", "逐项分解到单位，时限、进展、超期、销号", place=20)
        ways.offer("季度目标", "workplan:goals", "各季度的目标和评价", place=30)
        places.shown_at("workplan.Point", "workplan:point")
        places.shown_at("workplan.Task", "workplan:task")
