"""Does the page say why each term of a case ends on its day?"""

from datetime import date

import pytest
from django.urls import reverse

from gongkai_web.cases import actions as cases
from gongkai_web.cases.models import DueMove
from tests.people import answer, receive
from tests.web.casework.conftest import said, tree


@pytest.fixture
def case(town, at):
    """Asked a third party from 03-04 to 03-12, received on 2024-03-01."""
    at(2024, 3, 15)
    found = receive(town, date(2024, 3, 1))
    by = {"case": found, "by": town.li_qiang}
    cases.ask_third_party(**by, day=date(2024, 3, 4), ref="征1", name="示范建设公司")
    cases.third_party_served(**by, day=date(2024, 3, 5), ref="征1")
    cases.answer_third_party(**by, day=date(2024, 3, 12), ref="征1", consent=True)
    return found


def rows(answer_, heading: str) -> list[str]:
    """The rows of the table under a heading."""
    found = tree(answer_).xpath(f'//h2[text()="{heading}"]/following-sibling::div[1]//tbody/tr')
    return [" ".join(row.text_content().split()) for row in found]


def test_every_day_stands_with_its_reason_and_its_source(desk, case):
    page = desk.see(case, "casework:why")
    days = rows(page, "逐日")
    assert days[0].startswith("2024-03-01")
    assert "2024-04-09" in days[-1]
    assert "第 20 个工作日" in days[-1]
    sources = tree(page).xpath('//h2[text()="逐日"]/following-sibling::div[1]//tbody/tr/td[3]')
    assert all(source.text_content().strip() for source in sources)
    assert any("《条例》第三十三条" in source.text_content() for source in sources)
    assert any("2024-04-04" in day and "清明" in day for day in days)


def test_the_law_the_spans_and_what_moved_the_day_are_told(desk, case):
    page = desk.see(case, "casework:why")
    assert any("20 个工作日" in row and "第三十三条第二款" in row for row in rows(page, "当日的规定"))
    assert any("2024-03-05" in row and "2024-03-12" in row for row in rows(page, "不计入的日子"))
    moved = rows(page, "哪些事定下、改变了期限")
    assert moved[0].startswith("2024-03-01 确认收到")
    assert "2024-03-29" in moved[0]
    assert "2024-04-09" in moved[-1]


def test_what_a_new_notice_of_days_off_moved_is_told(desk, case):
    DueMove.objects.create(
        case=case,
        day=date(2024, 3, 8),
        before=date(2024, 4, 8),
        after=date(2024, 4, 9),
        reason="收录 2024 年放假通知",
    )
    (row,) = rows(desk.see(case, "casework:why"), "放假通知引起的变动")
    assert "收录 2024 年放假通知" in row
    assert "2024-04-08" in row


def test_what_is_denied_anew_is_looked_at_again_from_that_day_and_then_from_the_looking(town, desk, at):
    at(2024, 3, 5)
    denied = answer(town, receive(town, date(2024, 3, 1)), date(2024, 3, 5), "denied_process_information")
    again = {"outcome": "denied_internal_affairs", "reason": "人事", "article": "第十六条第一款"}
    at(2024, 3, 20)
    by = {"case": denied, "by": town.li_qiang}
    cases.reply_again(**by, day=date(2024, 3, 20), corrects="改引第一款", **again)
    shown = said(desk.see(denied, "casework:why_date", "reassessment"))
    assert "2024-03-20 起 12 个月" in shown
    cases.serve(**by, day=date(2024, 3, 20), way="post", receiver="王芳")
    at(2025, 3, 14)
    cases.reassess(**by, day=date(2025, 3, 14), open_now=False, content="仍属内部事务")
    assert "2025-03-14 起 12 个月" in said(desk.see(denied, "casework:why_date", "reassessment"))


def test_the_term_of_the_third_party_has_its_page(desk, case):
    page = desk.see(case, "casework:why")
    (link,) = tree(page).xpath('//a[contains(@href, "/why/opinion-1/")]/@href')
    shown = desk.client.get(link)
    assert "2024-03-26" in said(shown)
    assert "由行政机关决定是否公开" in said(shown)
    assert len(rows(shown, "逐日")) == 22


def test_correction_fee_evidence_and_remedies_have_theirs(desk, town, at):
    at(2024, 6, 3)
    by = {"by": town.li_qiang}
    case = receive(town, date(2024, 3, 1))
    cases.ask_correction(case=case, day=date(2024, 3, 5), **by)
    cases.serve_correction(case=case, day=date(2024, 3, 6), **by)
    shown = said(desk.see(case, "casework:why_date", "correction"))
    assert "2024-03-20" in shown
    cases.receive_correction(case=case, day=date(2024, 3, 12), **by)
    cases.decide_fee(case=case, day=date(2024, 3, 13), basis="pages", count=50, **by)
    cases.serve_fee_notice(case=case, day=date(2024, 3, 14), **by)
    assert "2024-04-12" in said(desk.see(case, "casework:why_date", "fee"))
    cases.pay_fee(case=case, day=date(2024, 3, 18), amount=200, **by)
    answer(town, case, date(2024, 3, 20))
    cases.serve(case=case, day=date(2024, 3, 22), way="post", **by)
    remedy = said(desk.see(case, "casework:why_date", "remedy-1"))
    assert "2024-05-21" in remedy
    assert "自然日" in remedy
    filed = {"ref": "云复1", "kind": "reconsideration", "received_on": date(2024, 4, 8)}
    cases.file_appeal(case=case, day=date(2024, 4, 1), **filed, **by)
    assert "2024-04-22" in said(desk.see(case, "casework:why_date", "evidence-1"))


def test_a_term_that_was_kept_is_no_longer_listed_as_running(desk, town, at):
    at(2024, 6, 3)
    by = {"by": town.li_qiang}

    def running(case):
        return [link.text for link in tree(desk.see(case)).xpath('//a[contains(@href, "/why/")]')][1:]

    case = receive(town, date(2024, 3, 1), channel="web")
    assert running(case) == ["补正告知"]
    cases.ask_correction(case=case, day=date(2024, 3, 5), **by)
    cases.serve_correction(case=case, day=date(2024, 3, 6), **by)
    assert running(case) == ["申请人补正"]
    cases.receive_correction(case=case, day=date(2024, 3, 12), **by)
    assert running(case) == []
    whole = said(desk.see(case, "casework:why"))
    assert "2024-03-12 已了结" in whole
    assert "在线、传真申请的确认" in whole


def remedies(desk, case) -> dict[str, str]:
    """What the page of the case says of the ways that the applicant still has."""
    links = tree(desk.see(case)).xpath('//a[contains(@href, "/why/remedy-")]')
    return {link.text: link.getnext().findtext("time") for link in links}


def test_a_way_that_wang_fang_has_used_runs_no_more_and_the_next_one_does(desk, town, case, at):
    at(2024, 6, 3)
    by = {"case": case, "by": town.li_qiang}
    answer(town, case, date(2024, 3, 20), "unavailable_not_held", reason="没有", article="第三十六条")
    cases.serve(**by, day=date(2024, 3, 22), way="post", receiver="王芳")
    assert remedies(desk, case) == {"申请行政复议": "2024-05-21", "提起行政诉讼": "2024-09-23"}
    cases.file_appeal(**by, day=date(2024, 4, 1), ref="云复1", kind="reconsideration")
    assert remedies(desk, case) == {}
    cases.conclude_appeal(**by, day=date(2024, 5, 20), ref="云复1", result="corrected")
    assert remedies(desk, case) == {"对行政复议决定不服，提起行政诉讼": "2024-06-04"}
    cases.reply_again(
        **by, day=date(2024, 5, 24), outcome="granted", corrects="撤销", letter_number="云公开〔2024〕9号"
    )
    cases.serve(**by, day=date(2024, 5, 27), way="post", receiver="王芳")
    assert remedies(desk, case) == {"申请行政复议": "2024-07-26", "提起行政诉讼": "2024-11-27"}


def test_before_the_receipt_no_term_runs(desk, town, at):
    at(2024, 3, 15)
    case = cases.register_case(
        by=town.li_qiang,
        agency=town.district,
        day=date(2024, 3, 14),
        channel="fax",
        applicant_kind="natural_person",
        applicant_name="王芳",
        title="部门决算",
    )
    page = desk.see(case, "casework:why")
    assert "不计算答复期限" in said(page)
    assert "2024-03-15" in said(desk.see(case, "casework:why_date", "confirmation"))
    assert desk.see(case, "casework:why_date", "remedy-1").status_code == 404


def test_the_page_is_there_for_whoever_supervises(town, case, sign_in):
    assert sign_in(town.zhou_jie).get(reverse("casework:why", args=[case.pk])).status_code == 200
