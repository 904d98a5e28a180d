"""What is done every night? What can be found is compared with what is public, and old counts go."""

from __future__ import annotations

from django.utils import timezone

from gongkai_web.search.actions import catch_up, forget_missed, forget_steps
from gongkai_web.search.subjects import subjects
from gongkai_web.tasks.periodic import periodic
from gongkai_web.tasks.task import task


@periodic("40 3 * * *")
@task(atomic=False)
def compare_search() -> int:
    """How many entries were missing or stood there wrongly."""
    forget_missed(timezone.localdate())
    mended = sum(catch_up(code) for code in subjects())
    forget_steps()
    return mended
