"""Decisions, opinions, messages, requests and the report, as a record for each row.

Each is a generator: what stands before its `yield` is there when the numbers are read first, what stands
after it is the record by which they move (`rows.yaml`).
"""

from datetime import date

from gongkai_web.agencies import actions as agencies
from gongkai_web.annual import actions as annual
from gongkai_web.cases import actions as cases
from gongkai_web.interaction import actions as messages
from gongkai_web.opinions import actions as opinions
from gongkai_web.publishing.decisions import actions as decisions
from tests.people import answer, check_report, receive
from tests.web.annual.test_file import ENTERED
from tests.web.coverage.setting import LATER, TODAY, Office, Planting, own
from tests.web.interaction.written import answered, asked
from tests.web.interaction.written import sent as written
from tests.web.items.written import (
    DAY,
)
from tests.web.opinions.asked import AFTER, called, looked, out, parking
from tests.web.opinions.asked import answered as settled
from tests.web.opinions.asked import sent as said

# – decisions, opinions, answers to what people ask


def decision(office: Office) -> Planting:
    given = {"title": "城区停车管理办法", "unit": "云溪区城市管理局"}
    made = decisions.open_decision(by=office.sun_li, agency=office.district, day=DAY, **given)
    yield

    def stage(name: str, day: date, **more) -> None:
        decisions.enter_stage(decision=made, by=office.li_qiang, stage=name, day=day, today=TODAY, **more)

    stage("listed", DAY)
    stage("draft", date(2026, 4, 1), until=date(2026, 5, 6))
    stage("adoption", date(2026, 5, 15), opinions=decisions.Opinions(6, 3, 1, 2))
    stage("decision", date(2026, 6, 1))


def call(office: Office) -> Planting:
    draft = parking(office)
    yield
    held = called(office, draft)
    opinion = said(held)
    looked(office, opinion)
    settled(office, held, opinion)
    out(office, opinions.draft_results(call=held, by=office.li_qiang, day=AFTER))


def consultation(office: Office) -> Planting:
    yield
    answered(office, asked(office))


def fault(office: Office) -> Planting:
    yield
    answered(office, written(office))


def complaint(office: Office) -> Planting:
    yield
    given = {"kind": "complaint", "about": office.district, "page": "", "title": "没有按期答复"}
    written(office, agency=office.city, **given)


def question(office: Office) -> Planting:
    yield
    messages.note_question(day=DAY, agency=office.district)


# – requests


def request(office: Office) -> Planting:
    yield
    receive(office, DAY)


def request_of_last_year(office: Office) -> Planting:
    yield
    receive(office, date(2025, 12, 30))


def talk(office: Office) -> Planting:
    case = receive(office, DAY)
    yield
    given = {"how": "电话", "with_whom": "王芳", "content": "要的是补偿方案", "today": TODAY}
    cases.note_talk(case=case, by=office.li_qiang, day=LATER, **given)


def steps_of_letters(office: Office) -> Planting:
    yield
    agencies.set_particulars(**own(office) | {"by": office.operator}, day=LATER, steps=["reviewer", "head"])


def reply(office: Office) -> Planting:
    case = receive(office, DAY)
    yield
    answer(office, case, LATER)
    cases.dispatch(case=case, by=office.li_qiang, day=LATER, way="registered_post")


def not_held(office: Office) -> Planting:
    case = receive(office, DAY, applicant_kind="legal_service_agency")
    yield
    answer(office, case, LATER, "unavailable_not_held")


def late_reply(office: Office) -> Planting:
    case = receive(office, DAY)
    yield
    answer(office, case, date(2026, 4, 20), on_paper=True)


def appeal(office: Office) -> Planting:
    case = answer(office, receive(office, DAY), LATER)
    yield
    given = {"ref": "云政复〔2026〕1号", "kind": "reconsideration"}
    cases.file_appeal(case=case, by=office.li_qiang, day=date(2026, 4, 1), **given)


def appeal_corrected(office: Office) -> Planting:
    case = answer(office, receive(office, DAY), LATER)
    given = {"case": case, "by": office.li_qiang, "ref": "云政复〔2026〕1号"}
    cases.file_appeal(**given, day=date(2026, 4, 1), kind="reconsideration")
    yield
    cases.conclude_appeal(**given, day=date(2026, 5, 20), result="corrected")


def fee(office: Office) -> Planting:
    case = receive(office, DAY)
    yield
    given = {"case": case, "by": office.li_qiang}
    cases.decide_fee(**given, day=LATER, basis="pages", count=40)
    cases.serve_fee_notice(**given, day=LATER)
    cases.pay_fee(**given, day=LATER, amount=100)


def report(office: Office) -> Planting:
    given = {"agency": office.district, "year": 2025, "day": DAY}
    answer(office, receive(office, date(2025, 3, 3)), date(2025, 3, 20))
    for cell in ENTERED:
        annual.enter_figure(**given, by=office.li_qiang, cell=cell, value=0, source="台账")
    check_report(office, office.district, 2025, DAY)
    filing = annual.file_report(**given, by=office.sun_li)
    yield
    annual.release_report(by=office.sun_li, filing=filing, day=DAY)


def problem(office: Office) -> Planting:
    yield
    given = {"year": 2026, "text": "专业运营人员不足", "measure": "增配两人", "day": DAY}
    annual.enter_problem(**own(office), **given)
