"""查询: who may open a case with a code, and what does the applicant hand in then?

Withdrawing and reminding are acts of the case itself (`cases.actions`); pages call them there.
"""

from __future__ import annotations

from datetime import date, datetime

from gongkai_web.apply import queries
from gongkai_web.apply.models import Access
from gongkai_web.cases import actions as cases
from gongkai_web.cases.models import Case, Event
from gongkai_web.errors import Refused
from gongkai_web.files import actions as files
from gongkai_web.files.checks import Checked
from gongkai_web.files.models import Purpose
from gongkai_web.visitors import actions as visitors

UNKNOWN = "查询码和所填的信息对不上；请核对两项后再试。"
_ASK = "请核对回执；查询码找不到了，请与受理机关联系。"


def open_query(*, code: str, fact: str, address: str, now: datetime) -> Access:
    """The access of this code and fact. Raises Refused, with one sentence for whatever was wrong.

    A right answer always enters: others, be they in the same house or with a code that was found, may fail as
    often as they like and shut nobody out. It also forgets what failed with the code.
    """
    access = queries.access_of(code, fact)
    if access is None:
        visitors.fail(queries.COUNTS, code=code, address=address, now=now, wrong=UNKNOWN, ask=_ASK)
    visitors.forgive(queries.COUNTS, code=code)
    return access


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


def answer_correction(*, case: Case, day: date, description: str, title: str = "") -> Event:
    """The applicant answers the correction notice; see the act of the case. Raises Refused."""
    _require_waiting(case)
    return cases.answer_correction(case=case, day=day, description=description, title=title)


def _require_waiting(case: Case) -> None:
    if case.waiting_for != "correction":
        raise Refused("本件现在没有在等待补正；如果有补充说明，请直接与机关联系。")
