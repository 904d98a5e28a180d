"""What does the office above do with a report: accept it, return it, take that back, open the unit again?

Each is done by the office that adds the unit up (`queries.office_of`). What was accepted is corrected only
after the approval was taken back, and that voids what stands above it.
"""

from __future__ import annotations

from collections.abc import Set
from datetime import date

from django.db import transaction

from gongkai.checking import ERROR
from gongkai_web.agencies.models import Person
from gongkai_web.agencies.permissions import What, require
from gongkai_web.annual.campaign.collecting import queries
from gongkai_web.annual.campaign.collecting.actions.levels import void_above
from gongkai_web.annual.campaign.collecting.actions.lines import acted, gone, locked
from gongkai_web.annual.campaign.collecting.findings import open_errors
from gongkai_web.annual.campaign.collecting.models import Act, Submission, Unit
from gongkai_web.annual.campaign.collecting.words import COUNTS, Done, State
from gongkai_web.errors import Refused

_LONGEST = 500
BROUGHT_IN = "缺报的年报后来报来，已经通过"


@transaction.atomic
def accept(*, by: Person, submission: Submission, day: date) -> Act:
    """Accepts the last submission of a unit; not while an error or a lost cell stands that nobody dismissed.

    What was approved and added up without it, because it was excused, does not hold any more.
    """
    unit = _decided(by, submission.unit, day, "审核年报")
    _last(unit, submission, {State.SUBMITTED})
    if submission.practice and not unit.campaign.practice:
        raise Refused("这是演练时交的，不能作数；请单位正式提交。")
    if why := gone(unit):
        raise Refused(f"{why}，它自己的不再通过。")
    standing = open_errors(submission)
    if standing:
        more = f"（另有 {len(standing) - 1} 处）" if len(standing) > 1 else ""
        what = "错误" if standing[0].severity == ERROR else "读不出的格"
        raise Refused(f"还有{what}，不能通过：{standing[0].message}{more}请退回，或者写明理由判为不是问题。")
    act = acted(by, Act(unit=unit, what=Done.ACCEPT, day=day), submission)
    if unit.excused:
        void_above(by, unit, reason=BROUGHT_IN, day=day)
    return act


@transaction.atomic
def return_report(
    *, by: Person, submission: Submission, reason: str, day: date, until: date | None = None
) -> Act:
    """Returns the last submission with the reason. `until`: by when the unit may hand in, though locked."""
    unit = _decided(by, submission.unit, day, "退回年报")
    _last(unit, submission, {State.SUBMITTED})
    act = Act(
        unit=unit, what=Done.RETURN, reason=_reasoned(reason, "退回"), until=_not_past(until, day), day=day
    )
    return acted(by, act, submission)


@transaction.atomic
def take_back(*, by: Person, submission: Submission, reason: str, day: date) -> Act:
    """Takes the approval of a report back; what was approved above it is void from now on."""
    unit = _decided(by, submission.unit, day, "撤回通过")
    _last(unit, submission, COUNTS)
    act = Act(unit=unit, what=Done.TAKE_BACK, reason=_reasoned(reason, "撤回"), day=day)
    acted(by, act, submission)
    void_above(by, unit, reason=act.reason, day=day, because=act)
    return act


@transaction.atomic
def reopen(*, by: Person, unit: Unit, reason: str, until: date, day: date) -> Act:
    """Opens one unit again, until a day: it alone may hand in although the internal day is over."""
    unit = _decided(by, unit, day, "重新开放")
    act = Act(
        unit=unit,
        what=Done.REOPEN,
        reason=_reasoned(reason, "重新开放"),
        until=_not_past(until, day),
        day=day,
    )
    return acted(by, act)


@transaction.atomic
def publish(*, by: Person, submission: Submission, published_on: date, url: str, day: date) -> Act:
    """Enters that the unit has published the accepted report: on which day, at which address.

    A report of this platform is published here; nobody enters it.
    """
    unit = _decided(by, submission.unit, day, "登记年报的公布")
    _last(unit, submission, {State.ACCEPTED})
    if submission.filing_id is not None:
        raise Refused(f"「{unit.name}」的年报在本平台公布，公布以后自己显示，不必登记。")
    if published_on > day:
        raise Refused(f"公布日期 {published_on} 晚于今天（{day}）；请核对。")
    if published_on.year <= unit.campaign.year:
        year = unit.campaign.year
        raise Refused(f"公布日期 {published_on} 在 {year} 年度结束以前，那时还没有这一年的年报；请核对。")
    if not url.strip():
        raise Refused("请写明公布的网址。")
    act = Act(unit=unit, what=Done.PUBLISH, published_on=published_on, url=url.strip(), day=day)
    return acted(by, act, submission)


def _decided(by: Person, unit: Unit, day: date, doing: str) -> Unit:
    unit = locked(unit)
    require(by, queries.office_of(unit), What.CHECK_REPORTS, day, doing)
    return unit


def _last(unit: Unit, submission: Submission, states: Set[State]) -> None:
    """Refused where another one was handed in since, or it does not stand there any more."""
    last = queries.last_submission(unit, practice=submission.practice)
    if last is None or last.pk != submission.pk:
        raise Refused(f"「{unit.name}」后来又交了一份；请看过最近的一份再办。")
    state = queries.state_of_submission(submission)
    if state not in states:
        raise Refused(f"「{unit.name}」的年报现在是“{state.label}”，不能这样办；请刷新页面。")


def _reasoned(reason: str, doing: str) -> str:
    if not reason.strip():
        raise Refused(f"{doing}请写明理由。")
    if len(reason.strip()) > _LONGEST:
        raise Refused(f"理由有 {len(reason.strip())} 字，最多 {_LONGEST} 字；请缩短。")
    return reason.strip()


def _not_past(until: date | None, day: date) -> date | None:
    if until is not None and until < day:
        raise Refused(f"开放至 {until}，已经过去；请核对。")
    return until
