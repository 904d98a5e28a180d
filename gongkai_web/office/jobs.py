"""What is done every night about the pages of the office? Sendings are forgotten after their session."""

from __future__ import annotations

from django.utils import timezone

from gongkai_web.office.actions import purge_sendings
from gongkai_web.office.keeping import KEPT
from gongkai_web.tasks.periodic import periodic
from gongkai_web.tasks.task import task


@periodic("20 3 * * *")
@task
def purge() -> int:
    """Takes away the sendings of forms that nobody can have open any more; how many."""
    return purge_sendings(before=timezone.now() - KEPT)
