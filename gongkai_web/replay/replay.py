"""Does a year of records really yield this report?

Replay makes the planned records through the same actions that staff use – nothing is written past them –
and compares the report counted from the records with the file, cell by cell. Nothing is filed or published
before every cell is equal. What is made comes in batches (`replay.run`), so that others write meanwhile.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from itertools import count

from django.db import transaction

from gongkai.outcomes import Outcome, applicant_kinds, outcomes
from gongkai.procedure.facts import Way
from gongkai.report import CellValue, Report
from gongkai.workdays import calendar
from gongkai_web.agencies.models import Agency, Person
from gongkai_web.annual import actions as annual
from gongkai_web.annual.compose import compose, open_points
from gongkai_web.cases import actions as cases
from gongkai_web.cases.figures import CARRIED_OVER_IN, NEW_RECEIVED
from gongkai_web.cases.models import Case
from gongkai_web.errors import Refused
from gongkai_web.figures.period import Period, Scope
from gongkai_web.publishing import actions as publishing
from gongkai_web.publishing.items.models import Item
from gongkai_web.publishing.models import NormativeDocument
from gongkai_web.replay import plan as planning
from gongkai_web.replay import run as runs
from gongkai_web.replay.plan import Plan, PlannedAppeal, PlannedCase, PlannedDocument, plan
from gongkai_web.replay.run import Part, Run
from gongkai_web.replay.statements.counted import Counted, counted_for
from gongkai_web.replay.statements.making import Site, parts_of
from gongkai_web.replay.statements.statement import statements_of

KEPT = "已登记的记录留着，没有定稿，没有公布；查明以后用同一份报告再运行一次，只再比较。"
# The words of numbers: invented, like the city, so that nobody takes one for that of a real document.
LETTER_WORD, DOCUMENT_WORD = "示公开复", "示规"
REASON = "重演：按年报所载结果登记，理由以原答复书为准。"


@dataclass(frozen=True, slots=True)
class Difference:
    """A cell in which records and file differ."""

    cell: str
    label: str
    stated: CellValue
    counted: CellValue


@dataclass(frozen=True, slots=True)
class Replayed:
    """What came of a replay. `differences` is empty where every stated cell is equal.

    `statements`: what the prose states, each with what the records give.
    """

    agency: Agency
    year: int
    cases: int
    compared: int
    differences: tuple[Difference, ...]
    statements: tuple[Counted, ...] = ()

    @property
    def equal(self) -> bool:
        """Whether the records yield the file."""
        return not self.differences and all(one.holds for one in self.statements)

    @property
    def sentences(self) -> tuple[str, ...]:
        """What differs, each in a sentence."""
        cells = (f"{one.label}：文件为 {one.stated}，由记录数出 {one.counted}" for one in self.differences)
        said = (one.sentence for one in self.statements if not one.holds)
        return (*cells, *said)


class Differs(Refused):
    """The records do not yield the file; nothing was filed or published."""

    def __init__(self, replayed: Replayed) -> None:
        super().__init__(f"{'；'.join(replayed.sentences)}。{KEPT}")
        self.replayed = replayed


def _refuse_other_records(agency: Agency, year: int) -> None:
    scope, period = Scope.of(agency), Period.of_year(year)
    has_cases = any(figure.records(scope, period).exists() for figure in (NEW_RECEIVED, CARRIED_OVER_IN))
    has_items = Item.objects.filter(agency=agency, published_on__year=year).exists()
    if has_cases or has_items or NormativeDocument.objects.filter(agency=agency).exists():
        raise Refused(
            f"{agency.name}在 {year} 年度已有记录，不能再重演；请换一个机关（--agency）。"
            "没有完的重演，用原来那一份报告接着运行。"
        )


def replay(report: Report, agency: Agency, *, officer: Person, head: Person, source: str) -> Replayed:
    """Makes the year, compares, files and publishes it. Raises Refused, or Differs with the cells.

    What was cut off goes on where it stopped when the same report is replayed again.
    """
    planned = plan(report)
    run = runs.run_of(planned, report, agency, source)
    runs.begin(run, refuse=partial(_refuse_other_records, agency, planned.year))
    site = Site(agency, planned.year, officer, head)
    parts = (*_parts(planned, report, agency, (officer, head), source), *parts_of(planned.records, site))
    runs.enter(run, parts)
    return _finish(run, report, officer, head, len(planned.cases))


def is_replayed(agency: Agency, report: Report) -> bool:
    """Whether a replay of that report for that agency is done."""
    return runs.is_done(runs.run_of(plan(report), report, agency, source=""))


@transaction.atomic(durable=True)
def _finish(run: Run, report: Report, officer: Person, head: Person, cases_made: int) -> Replayed:
    replayed = compare(report, run.agency, cases_made)
    if not replayed.equal:
        raise Differs(replayed)
    day = date(run.year + 1, 1, 20)
    annual.check_report(by=officer, agency=run.agency, year=run.year, day=day, answers=_answers(run))
    filing = annual.file_report(by=head, agency=run.agency, year=run.year, day=day)
    annual.release_report(by=head, filing=filing, day=day)
    runs.end(run, cases=cases_made, officer=officer, head=head)
    return replayed


def _answers(run: Run) -> dict[str, str]:
    """What is open in the file is open in its replay."""
    return {one.message: "照所重演的年报" for one in open_points(run.agency, run.year)}


def compare(report: Report, agency: Agency, made: int = 0) -> Replayed:
    """The report of the records against the file: only the cells that the file states."""
    year = planning.year_of(report)
    counted = compose(agency, year).cells
    stated = {cell: value for cell, value in report.cells.items() if value is not None}
    differing = tuple(
        Difference(cell, report.layout.name(cell), value, counted.get(cell))
        for cell, value in stated.items()
        if counted.get(cell) != value
    )
    said = tuple(counted_for(one, agency, year) for one in statements_of(report))
    return Replayed(agency, year, made, len(stated), differing, said)


# – cases


def _parts(
    planned: Plan, report: Report, agency: Agency, staff: tuple[Person, Person], source: str
) -> Iterator[Part]:
    """What is to be made, in an order that is the same every time: each part stands for itself."""
    letters, (officer, _) = count(1), staff
    for number, case in enumerate(planned.cases, start=1):
        applicant = f"{applicant_kinds()[case.kind].label}申请人第{number}号"
        letter = f"{LETTER_WORD}〔{case.replied_on.year}〕{next(letters)}号" if case.replied_on else ""
        yield Part(partial(_make_case, case, applicant, agency, officer, letter))
    for number, document in enumerate(planned.documents, start=1):
        yield Part(partial(_make_document, document, number, agency, staff))
    yield Part(partial(_enter_rest, planned, report, agency, officer, source))


def _make_case(planned: PlannedCase, applicant: str, agency: Agency, officer: Person, letter: str) -> None:
    received = planned.received_on
    case = cases.register_case(
        by=officer,
        agency=agency,
        day=received,
        channel=planned.channel,
        applicant_kind=planned.kind,
        applicant_name=applicant,
        title=planned.subject,
    )
    cases.confirm_receipt(case=case, by=officer, day=received)
    if planned.waits:
        cases.ask_correction(case=case, by=officer, day=received, items="请明确所需信息的名称或者时间范围")
    if planned.outcome and planned.replied_on:
        _prepare(planned.outcome, case, officer, received)
        _answer(planned, case, officer, letter)
    for number, appeal in enumerate(planned.appeals, start=1):
        _appeal(appeal, case, officer, f"{case.registry_number}-{number}")


def _prepare(outcome: str, case: Case, by: Person, received: date) -> None:
    """What has to happen before a reply with that outcome."""
    if outcome in {"other_correction_overdue", "unavailable_unclear_after_correction"}:
        until = planning.correction_until(received)
        asked, served = planning.correction_asked(received), planning.correction_served(received)
        cases.ask_correction(case=case, by=by, day=asked, until=until, items="请明确所需信息的名称或者特征")
        cases.serve_correction(case=case, by=by, day=served)
    if outcome == "unavailable_unclear_after_correction":
        cases.receive_correction(case=case, by=by, day=planning.correction_answered(received))
    if outcome == "other_fee_overdue":
        cases.decide_fee(case=case, by=by, day=planning.fee_decided(received), basis="pages", count=50)
        cases.serve_fee_notice(case=case, by=by, day=planning.fee_served(received))
    if outcome in {"denied_third_party_rights", "partially_granted"}:
        asked, served, answered = planning.consulted(received)
        cases.ask_third_party(case=case, by=by, day=asked, ref="1", name="第三方")
        cases.third_party_served(case=case, by=by, day=served, ref="1")
        cases.answer_third_party(
            case=case, by=by, day=answered, ref="1", consent=False, reason="涉及商业秘密或者个人隐私"
        )


def _answer(planned: PlannedCase, case: Case, by: Person, letter_number: str) -> None:
    outcome, replied = outcomes()[str(planned.outcome)], planned.replied_on
    if replied is None:
        raise ValueError("a planned outcome has a planned day")
    if outcome.code == "other_misc":
        cases.withdraw(case=case, by=by, day=replied, reason="申请人撤回申请")
    cases.reply(
        case=case,
        by=by,
        day=replied,
        outcome=outcome.code,
        reason=REASON if outcome.reason else "",
        article=_article(outcome),
        letter_number=letter_number,
    )
    cases.dispatch(case=case, by=by, day=replied, way=Way.POST)
    cases.serve(case=case, by=by, day=calendar().add(replied, 2), way=Way.POST)


def _article(outcome: Outcome) -> str:
    """A part is kept back for the third party that objected (第十五条、第三十七条)."""
    if outcome.denies == "part":
        return f"{outcome.source}、{'、'.join(outcome.third_party.cited)}"
    return str(outcome.source) if outcome.article or not outcome.reason else ""


def _appeal(appeal: PlannedAppeal, case: Case, by: Person, ref: str) -> None:
    cases.file_appeal(case=case, by=by, day=appeal.filed_on, ref=ref, kind=appeal.kind)
    if appeal.concluded_on and appeal.result:
        # A report tells how an appeal ended, not that a new reply was ordered.
        cases.conclude_appeal(
            case=case, by=by, day=appeal.concluded_on, ref=ref, result=appeal.result, redo=False
        )


# – documents, figures, prose


def _make_document(
    document: PlannedDocument, number: int, agency: Agency, staff: tuple[Person, Person]
) -> None:
    officer, head = staff
    made = publishing.issue_document(
        by=officer,
        agency=agency,
        kind=document.kind,
        title=planning.document_title(number),
        number=f"{DOCUMENT_WORD}〔{document.issued_on.year}〕{number}号",
        issued_on=document.issued_on,
    )
    if made.waits:
        made = publishing.confirm_document(by=head, document=made, day=document.issued_on)
    if document.ended_on:
        publishing.end_document(
            by=officer, document=made, day=document.ended_on, ending="repealed", basis="年度清理"
        )


def _enter_rest(planned: Plan, report: Report, agency: Agency, officer: Person, source: str) -> None:
    day = date(planned.year + 1, 1, 1) + timedelta(days=9)
    for cell, value in planned.figures.items():
        annual.enter_figure(
            by=officer, agency=agency, year=planned.year, cell=cell, value=value, source=source, day=day
        )
    for section in report.sections:
        annual.write_section(
            by=officer, agency=agency, year=planned.year, number=section.number, text=section.text, day=day
        )
