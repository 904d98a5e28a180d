"""What does a newcomer see first? A city of invented agencies whose figures are those of real reports.

The city is described in `city/`: agencies, and for each a report with prose of our own. Its records
are made by replay, so that every number of its reports opens cases.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from django.db import transaction

from gongkai.lawfile import Node, load
from gongkai.procedure.facts import Channel, Medium, Way
from gongkai.reading import read
from gongkai.workdays import calendar
from gongkai_web.agencies import actions
from gongkai_web.agencies.models import Agency, Person, Role
from gongkai_web.agencies.queries import staff_of
from gongkai_web.audit.actions import record
from gongkai_web.audit.models import AuditLine
from gongkai_web.cases import actions as cases
from gongkai_web.cases.models import Case
from gongkai_web.cases.queries import is_open
from gongkai_web.replay.living.affairs import enter_affairs
from gongkai_web.replay.living.items import publish_texts, slugs, workdays_before
from gongkai_web.replay.plan import SUBJECTS
from gongkai_web.replay.replay import Replayed, is_replayed, replay
from gongkai_web.replay.sample_catalogue import set_up_catalogue
from gongkai_web.replay.staff import system_operator
from gongkai_web.replay.statements.crew import crew_of, furnish
from gongkai_web.turns import alone

FOLDER = Path(__file__).parent / "city"
FOUNDED = date(2010, 1, 1)
CITY, LAST_YEAR = "city-office", 2024  # the office whose desk is shown, and the year of its report
DISTRICT = "yunxi-office"
# Who works in each agency; below the city's own office the name ends in that of the agency.
PEOPLE = (
    ("liqiang", "李强", Role.OFFICER),
    ("zhaomin", "赵敏", Role.REVIEWER),
    ("heping", "何平", Role.SECRECY),
    ("songyan", "宋妍", Role.SECRECY),
    ("sunli", "孙立", Role.HEAD),
    ("fangyu", "方宇", Role.LEADER),
)
SUPERVISOR = ("zhoujie", "周洁", Role.SUPERVISOR)
# What letters and the guide say of every agency of the city: nobody's real telephone.
CONTACT = {
    "office_name": "政务公开科",
    "postcode": "000000",
    "phone": "0000-0000000",
    "fax": "0000-0000001",
    "hours": "工作日 8:30–12:00、14:30–17:30",
    "payment": "凭收费通知到非税收入缴款窗口或者网上缴款平台缴纳，取得财政票据。",
}
_BEGUN, _DONE = "exchange.city_begun", "exchange.city_built"
OF_AGENCY = ("letter_word", "address", "reconsideration_authority", "court", "reconsideration_url")


@dataclass(frozen=True, slots=True)
class Stage:
    """Where a request of today stands: working days since its receipt, and the last step taken."""

    age: int
    step: str
    kind: str
    applicant: str
    at: str = CITY


STAGES = (
    Stage(0, "unconfirmed", "natural_person", "王芳"),
    Stage(1, "received", "commercial_enterprise", "示范供水有限公司"),
    Stage(6, "correction", "natural_person", "刘洋"),
    Stage(9, "third_party", "legal_service_agency", "示范律师事务所"),
    Stage(12, "extended", "research_institution", "示范大学城市研究所"),
    Stage(18, "received", "natural_person", "陈静"),
    # Below the city, so that there is an office to which the applicant can turn.
    Stage(21, "reminded", "natural_person", "赵磊", DISTRICT),
)


@dataclass(frozen=True, slots=True)
class SampleAgency:
    """An agency of the sample city and the report that its records shall yield."""

    slug: str
    kind: str
    supervisor: str
    report: Path
    figures_of: str
    particulars: Mapping[str, Any]
    level: str
    agency_code: str

    @property
    def notice(self) -> str:
        """What every page of the agency says."""
        return f"示范数据：机关和人员均为虚构，表中数字引自{self.figures_of}。"


def agencies(folder: Path = FOLDER) -> list[SampleAgency]:
    """The agencies of the city, in the order in which they are founded. Raises LawError where malformed."""
    node = load(folder / "city.yaml", folder)
    found = [_agency(entry, folder) for entry in node.children("agencies")]
    node.done()
    return found


def begun() -> bool:
    """Whether building the city began and is not done: then it goes on."""
    acts = set(AuditLine.objects.filter(act__in=(_BEGUN, _DONE)).values_list("act", flat=True))
    return _BEGUN in acts and _DONE not in acts


def build(password: str | None = None) -> Iterator[Replayed]:
    """Founds the agencies, appoints their people and replays their reports, one at a time.

    All staff get `password`; without one they cannot sign in until somebody sets theirs. What a run that was
    cut off has made is not made again.
    """
    for sample in agencies():
        agency = Agency.objects.filter(slug=sample.slug).first() or _found(sample, password)
        officer, head = _officer_and_head(agency, FOUNDED)
        report = read(sample.report)
        if is_replayed(agency, report):
            continue
        with alone():
            made = replay(report, agency, officer=officer, head=head, source=f"引自{sample.figures_of}")
        yield made


@transaction.atomic
def _found(sample: SampleAgency, password: str | None) -> Agency:
    """An agency of the city with its particulars and people."""
    agency = actions.found_agency(
        by=system_operator(),
        name=str(read(sample.report).agency),
        slug=sample.slug,
        kind=sample.kind,
        founded_on=FOUNDED,
        reason="建立示范市（虚构）",
        supervisor=Agency.objects.filter(slug=sample.supervisor).first(),
    )
    actions.mark_made_up(by=system_operator(), agency=agency, words=sample.notice)
    actions.set_particulars(by=system_operator(), agency=agency, day=FOUNDED, **CONTACT, **sample.particulars)
    _appoint(agency, password)
    officer, head = _officer_and_head(agency, FOUNDED)
    set_up_catalogue(agency, sample.level, officer, head, sample.agency_code)
    if not sample.supervisor:
        _note(_BEGUN, agency)
        _person(*SUPERVISOR, agency, password)
    return agency


def carry_on(agency: Agency, year: int, today: date) -> None:
    """What the city's office did since: the carried-over cases answered in January; and the work of today.

    Each case is a transaction of its own; what a run that was cut off has made is not made again.
    """
    officer, _ = _officer_and_head(agency, today)
    for case in is_open(Case.objects.filter(agency=agency, received_on__lte=date(year, 12, 31))):
        with transaction.atomic():
            _answer_carried_over(case, officer, year)
    for index, stage in enumerate(STAGES):
        if Case.objects.filter(submission_key=_key(index)).exists():
            continue
        at = agency if stage.at == agency.slug else Agency.objects.get(slug=stage.at)
        officer, head = _officer_and_head(at, today)
        with transaction.atomic():
            _open_case(at, officer, head, index=index, stage=stage, today=today)
    _live_on(today)
    with transaction.atomic():
        _note(_DONE, agency)


def _live_on(today: date) -> None:
    """What the agencies published lately, and what of the city's office is under way."""
    for slug in sorted(slugs()):
        agency = Agency.objects.filter(slug=slug).first()
        if agency is None:
            continue
        officer, head = _officer_and_head(agency, today)
        crew = crew_of(agency, FOUNDED, officer=officer, head=head)
        furnish(agency, FOUNDED, officer, {})
        publish_texts(agency, crew, today)
        if slug == CITY:
            enter_affairs(agency, crew, today)


def _key(index: int) -> str:
    return f"sample-{index}"


def _note(act: str, city: Agency) -> None:
    """A line of the trail: how far the city is built."""
    subject = f"agencies.Agency:{city.pk}"
    record(actor=None, agency=city, act=act, subject=subject, detail={}, reason="建立示范市（虚构）")


def _officer_and_head(agency: Agency, today: date) -> tuple[Person, Person]:
    terms = staff_of(agency, today).filter(role__in=[Role.OFFICER, Role.HEAD])
    people = {term.role: term.person for term in terms}
    return people[Role.OFFICER], people[Role.HEAD]


def _answer_carried_over(case: Case, officer: Person, year: int) -> None:
    if case.waiting_for:
        corrected = calendar().next_workday(date(year + 1, 1, 6))
        cases.receive_correction(case=case, by=officer, day=corrected)
    day = min(case.due_on or date(year + 1, 1, 22), date(year + 1, 1, 22))
    cases.reply(
        case=case,
        by=officer,
        day=day,
        outcome="unavailable_not_held",
        reason="经检索，本机关没有制作或者获取该信息。",
        article="《条例》第三十六条第（四）项",
    )
    cases.dispatch(case=case, by=officer, day=day, way=Way.POST)
    cases.serve(case=case, by=officer, day=calendar().add(day, 2), way=Way.POST)


def _open_case(
    agency: Agency, officer: Person, head: Person, *, index: int, stage: Stage, today: date
) -> None:
    """A request that is being handled today, received `stage.age` working days ago."""
    received = workdays_before(today, stage.age)
    case = cases.submit_online(
        agency=agency, day=received, given=_request(stage, index), submission_key=_key(index)
    )
    if stage.step == "unconfirmed":
        return
    cases.confirm_receipt(
        case=case, by=officer, day=received, how="电话", with_whom=stage.applicant, today=today
    )
    cases.assign(case=case, by=officer, day=received, person=officer, today=today)
    if stage.step == "reminded":
        cases.remind(case=case, day=today, content="已过答复期限，尚未收到答复。")
    then = calendar().add(received, 3)
    if stage.step == "correction":
        cases.ask_correction(case=case, by=officer, day=then, items="请明确所需文件的年份", today=today)
        cases.serve_correction(case=case, by=officer, day=then, today=today)
    if stage.step == "third_party":
        cases.ask_third_party(case=case, by=officer, day=then, ref="1", name="某建设公司", today=today)
        cases.third_party_served(case=case, by=officer, day=then, ref="1", today=today)
    if stage.step == "extended":
        cases.extend(
            case=case,
            by=officer,
            day=then,
            days=10,
            approved_by=head,
            reason="需要检索的档案较多",
            today=today,
        )


def _request(stage: Stage, index: int) -> cases.RequestGiven:
    """What the applicant typed. Whoever is a person gives no number: the invented must match nobody."""
    applicant = cases.ApplicantGiven(
        stage.applicant, phone="0000-0000000", address="示范市云溪路1号", postcode="000000"
    )
    return cases.RequestGiven(
        channel=Channel.WEB,
        applicant_kind=stage.kind,
        applicants=(applicant,),
        title=SUBJECTS[index % len(SUBJECTS)],
        description="按公开指南所列的名称检索即可。",
        medium=Medium.ELECTRONIC,
        way=Way.ONLINE,
    )


def new_password() -> str:
    """A password for the staff of a fresh sample city."""
    return secrets.token_urlsafe(9)


def _agency(entry: Node, folder: Path) -> SampleAgency:
    sample = SampleAgency(
        entry.text("slug"),
        entry.text("kind"),
        entry.text("supervisor", default=""),
        folder / entry.text("report"),
        entry.text("figures_of"),
        {**{name: entry.text(name) for name in OF_AGENCY}, "steps": list(entry.texts("steps"))},
        entry.text("level"),
        entry.text("agency_code"),
    )
    entry.done()
    return sample


def _appoint(agency: Agency, password: str | None) -> None:
    """All of them, with one password; those of the city's own office have short names to sign in with."""
    tail = "" if agency.supervisor_id is None else f"-{agency.slug}"
    for username, name, role in PEOPLE:
        _person(f"{username}{tail}", name, role, agency, password)


def _person(username: str, name: str, role: Role, agency: Agency, password: str | None) -> None:
    operator = system_operator()
    first = Person.objects.filter(username=PEOPLE[0][0]).first()
    person = actions.add_person(
        by=operator, username=username, display_name=name, password=password, password_of=first
    )
    actions.appoint(
        by=operator, person=person, agency=agency, role=role, since=FOUNDED, reason="示范市建立以前已任职"
    )
