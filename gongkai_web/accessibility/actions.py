"""登记检查结果: how does what a run of the checks found become records? All of it, once."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from gongkai_web.accessibility.models import PageCheck
from gongkai_web.accessibility.results import Run
from gongkai_web.audit.actions import record
from gongkai_web.errors import Refused


@transaction.atomic
def note_checks(*, run: Run, today: date) -> list[PageCheck]:
    """Keeps what the run found; whoever runs the system has the file."""
    if run.day > today:
        raise Refused(f"检查日期 {run.day} 晚于今天（{today}）；请核对文件。")
    if PageCheck.objects.filter(run=run.digest).exists():
        raise Refused(f"这次检查（{run.day}，版本 {run.release}）已经登记过。")
    rows = [
        PageCheck(
            run=run.digest,
            day=run.day,
            release=run.release,
            page=page,
            broken=list(broken),
            passed=not broken,
        )
        for page, broken in run.pages.items()
    ]
    made = PageCheck.objects.bulk_create(rows)
    passed = sum(row.passed for row in rows)
    told = {"day": run.day, "release": run.release, "pages": len(rows), "passed": passed}
    record(
        actor=None,
        agency=None,
        act="accessibility.note_checks",
        subject=f"accessibility.Run:{run.digest}",
        detail=told,
    )
    return made
