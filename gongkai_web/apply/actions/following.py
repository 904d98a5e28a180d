"""查询: who may open a case with a code, and what does the applicant hand in then?

Withdrawing and reminding are acts of the case itself (`cases.actions`); pages call them there.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from gongkai_web.apply import codes, queries
from gongkai_web.apply.models import Access, Attempt
from gongkai_web.cases import actions as cases
from gongkai_web.cases.models import Case, Event
from gongkai_web.errors import Refused
from gongkai_web.files import actions as files
from gongkai_web.files.checks import Checked
from gongkai_web.files.models import Purpose

UNKNOWN = "查询码和所填的信息对不上；请核对两项后再试。"


def open_query(*, code: str, fact: str, address: str, now: datetime) -> Access:
    """The access of this code and fact. Raises Refused, with one sentence for whatever was wrong.

    A failure is counted for the code and for the address before the answer is known, so that many questions
    at once do not slip through; a success takes its own line back.
    """
    until = queries.paused_until(code, address, now)
    if until:
        clock = timezone.localtime(until).strftime("%H:%M")
        raise Refused(f"连续 {queries.FAILURES} 次没有对上，暂停查询；请在 {clock} 以后再试。")
    counted = _count(code, address, now)
    access = queries.access_of(code, fact)
    if access is None:
        raise Refused(UNKNOWN)
    _forget(code, counted)
    return access


@transaction.atomic
def _count(code: str, address: str, now: datetime) -> list[int]:
    found = []
    for key in (codes.digest(code), codes.address_digest(address)):
        attempt = Attempt(kind="query", key=key, at=now)
        attempt.save()
        found.append(attempt.pk)
    return found


@transaction.atomic
def _forget(code: str, counted: Iterable[int]) -> None:
    """The lines of this success, and what failed with the code; other failures of the address stay."""
    Attempt.objects.filter(pk__in=list(counted)).delete()
    Attempt.objects.filter(kind="query", key=codes.digest(code)).delete()


def keep_material(*, case: Case, day: date, checked: Checked) -> None:
    """Keeps what the applicant sends with the corrected request, while a correction is waited for."""
    _require_waiting(case)
    files.keep(
        agency=case.agency,
        owner=f"cases.Case:{case.pk}",
        purpose=Purpose.CORRECTION,
        checked=checked,
        by=None,
        day=day,
    )


def answer_correction(*, case: Case, day: date, description: str) -> Event:
    """The applicant answers the correction notice; see the act of the case. Raises Refused."""
    _require_waiting(case)
    return cases.answer_correction(case=case, day=day, description=description)


def _require_waiting(case: Case) -> None:
    if case.waiting_for != "correction":
        raise Refused("本件现在没有在等待补正；如果有补充说明，请直接与机关联系。")
