"""登记: how does a request get its number, from the office or from the applicant?"""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import IntegrityError, transaction
from django.db.models import F

from gongkai.procedure.facts import ApplicantRole, Channel, Fact
from gongkai_web import identity
from gongkai_web.agencies.models import Agency, Person
from gongkai_web.agencies.permissions import What, require
from gongkai_web.cases import particulars
from gongkai_web.cases.actions.applicants import ApplicantGiven, applicant_key, applicant_row
from gongkai_web.cases.actions.entry import CITIZEN, Citizen, next_fact, write
from gongkai_web.cases.models import Applicant, Case, Counter
from gongkai_web.errors import Refused


@dataclass(frozen=True, slots=True)
class RequestGiven:
    """What the form says (《条例》第二十九条第二款): who asks, what for, and in what shape; no purpose.

    `taken_down`: the office wrote it for an oral applicant, who confirmed it (`read_back`).
    `earlier_number`: its number in the register that the office kept before.
    """

    channel: str
    applicant_kind: str
    applicants: tuple[ApplicantGiven, ...]
    title: str
    description: str = ""
    medium: str = ""
    way: str = ""
    taken_down: bool = False
    read_back: bool = False
    earlier_number: str = ""


@transaction.atomic
def register_request(
    *,
    by: Person,
    agency: Agency,
    day: date,
    given: RequestGiven,
    submitted_on: date | None = None,
    today: date | None = None,
    submission_key: str | None = None,
) -> Case:
    """Registers a request with all its particulars; see `register_case`. A key makes one case only."""
    _check_day(day, submitted_on or day, today)
    require(by, agency, What.HANDLE, today or day)
    return _register(
        agency,
        by,
        day,
        given,
        submitted_on=submitted_on or day,
        submission_key=submission_key,
        act="register_case",
    )


@transaction.atomic
def submit_online(*, agency: Agency, day: date, given: RequestGiven, submission_key: str) -> Case:
    """The applicant submits on the site; it is received once both sides have confirmed (第三十一条).

    `submission_key` comes with the form: a repeated click gives the case that is already there.
    """
    if given.channel != Channel.WEB:
        raise Refused("网上提交的申请，提交方式只能是在线提交。")
    return _register(
        agency, CITIZEN, day, given, submitted_on=day, submission_key=submission_key, act="submit_online"
    )


def _register(
    agency: Agency,
    by: Person | Citizen,
    day: date,
    given: RequestGiven,
    *,
    submitted_on: date,
    submission_key: str | None,
    act: str,
) -> Case:
    if submission_key:
        # The counter's row is taken first: two clicks at once stand in line here, and the second one sees.
        _lock_counter(agency, day.year)
        found = Case.objects.filter(submission_key=submission_key).first()
        if found:
            return found
    if not agency.open_on(day):
        raise Refused(f"{agency.name}在 {day} 尚未设立或已经撤销，不能登记申请。")
    _check_applicants(given)
    data = {
        "applicant_kind": given.applicant_kind,
        "applicant_name": "、".join(
            one.name.strip() for one in given.applicants if one.role != ApplicantRole.AGENT
        ),
        "channel": given.channel,
        "title": given.title.strip(),
        "description": given.description,
        "medium": given.medium or None,
        "way": given.way or None,
        "taken_down": given.taken_down or None,
        "read_back": given.read_back or None,
        "earlier_number": given.earlier_number.strip() or None,
    }
    facts = [next_fact([], "submitted", submitted_on, data)]
    key = applicant_key(given.applicant_kind, given.applicants[0])
    people = [applicant_row(position, one) for position, one in enumerate(given.applicants, start=1)]
    return open_case(
        agency, by, day, facts, act=act, applicants=people, applicant_key=key, submission_key=submission_key
    )


def _check_applicants(given: RequestGiven) -> None:
    if not given.applicants or given.applicants[0].role != ApplicantRole.APPLICANT:
        raise Refused("缺少申请人姓名或者名称（《条例》第二十九条）；请填写。")
    for one in given.applicants:
        if not one.name.strip():
            raise Refused("缺少申请人姓名或者名称（《条例》第二十九条）；请填写。")
        if one.id_number.strip():
            identity.check(one.id_kind, one.id_number)
    if given.channel == Channel.ORAL and not (given.taken_down and given.read_back):
        raise Refused(
            "口头提出的申请由公开工作机构代为填写，并须经申请人确认（《条例》第二十九条）；请勾选。"
        )


@transaction.atomic
def register_case(
    *,
    by: Person,
    agency: Agency,
    day: date,
    channel: str,
    applicant_kind: str,
    applicant_name: str,
    title: str,
    description: str = "",
    submitted_on: date | None = None,
    today: date | None = None,
) -> Case:
    """Registers a request on `day` under the next number of the agency's year. `submitted_on`: default `day`.

    It is not yet received: no term runs, nothing counts (《条例》第三十一条) until `confirm_receipt`.
    """
    oral = channel == Channel.ORAL
    given = RequestGiven(
        channel, applicant_kind, (ApplicantGiven(applicant_name),), title, description, "", "", oral, oral
    )
    return register_request(
        by=by, agency=agency, day=day, given=given, submitted_on=submitted_on, today=today
    )


def _check_day(day: date, submitted: date, today: date | None) -> None:
    if submitted > day or day > (today or day):
        raise Refused(f"提交日期 {submitted}、登记日期 {day} 的先后不对，或还没有到；请核对。")


def open_case(
    agency: Agency,
    by: Person | Citizen,
    day: date,
    facts: list[Fact],
    *,
    act: str,
    parent: Case | None = None,
    applicants: Sequence[Applicant] = (),
    applicant_key: str = "",
    submission_key: str | None = None,
) -> Case:
    """Opens a case under the next number with these first events. For the actions of this folder.

    `applicants`: those who ask, not yet saved.
    """
    case = Case(
        agency=agency,
        year=day.year,
        number=_next_number(agency, day.year),
        parent=parent,
        applicant_key=applicant_key,
        submission_key=submission_key,
    )
    case.save()
    for one in applicants:
        one.case = case
        one.save()
    detail = {
        "number": case.registry_number,
        "parent": parent.pk if parent else None,
        "applicants": particulars.seal(applicants),
    }
    write(case, [], facts, act=act, by=by, detail=detail, on_paper=True)
    return case


def _next_number(agency: Agency, year: int) -> int:
    """The next number; the counter's row is locked until the case is written, so that none is missing."""
    _lock_counter(agency, year)
    Counter.objects.filter(agency=agency, year=year).update(last=F("last") + 1)
    return Counter.objects.values_list("last", flat=True).get(agency=agency, year=year)


def _lock_counter(agency: Agency, year: int) -> None:
    """Takes the lock of the agency's numbers of the year, or makes its row."""
    taken = Counter.objects.filter(agency=agency, year=year).update(last=F("last"))
    if not taken:
        with contextlib.suppress(IntegrityError), transaction.atomic():
            Counter.objects.create(agency=agency, year=year, last=0)
        Counter.objects.filter(agency=agency, year=year).update(last=F("last"))
