"""What is done by itself about messages? Every night what was counted of visitors is forgotten."""

from __future__ import annotations

from django.utils import timezone

from gongkai_web.interaction.actions import forget_counts
from gongkai_web.tasks.periodic import periodic
from gongkai_web.tasks.task import task


@periodic("20 3 * * *")
@task
def forget() -> None:
    """Takes away what was counted more than a day ago, also of networks that only failed."""
    forget_counts(now=timezone.now())
