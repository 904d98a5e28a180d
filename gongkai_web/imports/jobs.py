"""What is done behind a page, or every hour? Tables are entered; what somebody left lying goes."""

from __future__ import annotations

from django.utils import timezone

from gongkai_web.imports import held
from gongkai_web.imports.models import State, TableImport
from gongkai_web.imports.tables.actions import run
from gongkai_web.tasks.context import TaskContext
from gongkai_web.tasks.periodic import periodic
from gongkai_web.tasks.task import task


@periodic("40 * * * *")
@task(atomic=False)
def purge() -> None:
    """Takes away whatever has been held for a day."""
    held.clear(timezone.now())


@task(atomic=False, takes_context=True)
def import_table(context: TaskContext, pk: int) -> int:
    """Enters what is left of a table; how many rows were looked at."""
    found = TableImport.objects.select_related("agency", "by", "batch").filter(pk=pk).first()
    if found is None or found.state == State.DONE:
        return 0
    return run(found, step=context.step).done
