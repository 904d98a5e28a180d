"""How does Django know this app?"""

from django.apps import AppConfig


class TasksConfig(AppConfig):
    """任务: what is done behind a request, or at its hour. Knows no domain; each brings its `jobs.py`."""

    name = "gongkai_web.tasks"
    label = "tasks"
    verbose_name = "任务"
