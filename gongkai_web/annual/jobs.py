"""Who looks every night whether the published reports of last year are still what the records say?"""

from __future__ import annotations

from django.utils import timezone

from gongkai_web.annual.actions import notice_drift
from gongkai_web.annual.queries import published
from gongkai_web.tasks.context import TaskContext
from gongkai_web.tasks.periodic import periodic
from gongkai_web.tasks.task import task
from gongkai_web.turns import give_way


@periodic("20 4 * * *")
@task(atomic=False, takes_context=True)
def look_again(context: TaskContext) -> str:
    """Looks at each; how many say otherwise than on the night before."""
    day = timezone.localdate()
    last = published(day).filter(year=day.year - 1, summed=False).defer("records")
    moved = 0
    # By their keys: no list is held open while something is written.
    for key in list(last.values_list("pk", flat=True)):
        moved += notice_drift(filing=last.get(pk=key), day=day) is not None
        context.go_on()
        give_way()
    return f"{day}：{moved} 份公布的年报与记录的差别有变。"
