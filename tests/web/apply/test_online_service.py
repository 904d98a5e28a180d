"""Has a letter on 王芳's page arrived, is its opening known, and does she read her remedies at once?"""

from datetime import date

import pytest
from django.test import Client

from gongkai_web.apply import actions as apply
from gongkai_web.audit.models import AuditLine
from gongkai_web.cases import actions as cases
from gongkai_web.cases.stored import current
from gongkai_web.errors import Refused
from gongkai_web.letters import actions as letters
from gongkai_web.letters.living import unopened
from tests.people import answer, receive
from tests.web.apply.conftest import said
from tests.web.letters.written import furnish, issued, posted, sealed

BY_SITE = {"way": "online", "mail_kind": "", "number": ""}
WAYS = "不服的，可以这样做"


@pytest.fixture
def case(town, phone, at):
    """王芳's case, which her phone has opened on 10 September 2024."""
    day = at(2024, 9, 10)
    furnish(town)
    found = receive(town, date(2024, 9, 2))
    assert phone.follow(apply.issue_code(case=found, by=town.li_qiang, day=day)).status_code == 302
    return found


def put(town, case, code="L12", act="reply", **more):
    """The letter on her page."""
    letter = sealed(town, issued(town, case, code, act, way="online"))
    return posted(town, letter, **{**BY_SITE, **more})


def page(phone, case) -> str:
    return said(phone.open(f"/follow/{case.pk}/"))


def office(person, address: str) -> str:
    client = Client()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client.get(address).content.decode()


def test_it_is_served_on_the_day_of_its_arrival_and_the_remedies_stand_there(town, case, phone):
    letter = put(town, case)
    assert (letter.status, letter.served_on) == ("served", date(2024, 9, 10))
    assert current(case).served_on == date(2024, 9, 10)
    assert "网上送达：到达本站查询页" in office(town.li_qiang, f"/office/letters/{letter.pk}/")
    assert WAYS in page(phone, case)
    assert "2024-11-11" in page(phone, case)


def test_a_notice_of_correction_is_served_by_the_site_before_she_answers_it(town, case):
    put(town, case, "P04", "ask_correction")
    cases.answer_correction(case=case, day=date(2024, 9, 10), description="2023 年的方案")
    now = current(case)
    assert (now.correction.served, now.correction.received) == (date(2024, 9, 10), date(2024, 9, 10))


def test_the_term_to_correct_runs_from_the_arrival_and_her_page_says_its_last_day(town, case, phone):
    put(town, case, "P04", "ask_correction")
    shown = page(phone, case)
    assert "期限为您收到补正告知书之日起 10 个工作日" in shown
    assert "期限到 2024-09-25；无正当理由逾期不补正的" in shown
    assert "期限到 2024-09-25" in said(phone.open(f"/follow/{case.pk}/correction/"))


def test_the_term_to_correct_has_no_last_day_while_the_notice_is_in_the_post(town, case, phone):
    cases.ask_correction(case=case, by=town.li_qiang, day=date(2024, 9, 10), term_days=12, items="年度")
    for address in (f"/follow/{case.pk}/", f"/follow/{case.pk}/correction/"):
        shown = said(phone.open(address))
        assert "期限为您收到补正告知书之日起 12 个工作日" in shown
        assert "期限到 2024" not in shown


def test_her_first_opening_is_kept_with_its_time_and_no_second(town, case, phone):
    letter = put(town, case)
    address = f"/follow/{case.pk}/letters/{letter.pk}/"
    assert "还没有打开" in office(town.li_qiang, f"/office/letters/{letter.pk}/")
    assert phone.open(address).status_code == 200
    letter.refresh_from_db()
    first = letter.opened_at
    assert first is not None
    assert AuditLine.objects.get(act="letters.open").actor_name == "申请人（网上）"
    phone.open(address)
    letter.refresh_from_db()
    assert letter.opened_at == first
    assert "还没有打开" not in office(town.li_qiang, f"/office/letters/{letter.pk}/")


def test_an_agency_may_take_the_opening_for_the_service(town, case, phone, at):
    furnish(town, online_service="opening")
    letter = put(town, case)
    assert (letter.status, current(case).served_on) == ("dispatched", None)
    assert "下列期限自您收到答复之日起计算" in page(phone, case)
    at(2024, 9, 12)
    phone.open(f"/follow/{case.pk}/letters/{letter.pk}/")
    letter.refresh_from_db()
    assert letter.status == "served"
    assert letter.service_note == "网上送达：申请人打开"
    assert current(case).served_on == letter.served_on


def test_what_lies_unopened_is_to_be_sent_by_post(town, case, phone, at):
    letter = put(town, case)
    assert not unopened(town.li_qiang, date(2024, 9, 15)).exists()
    assert unopened(town.li_qiang, date(2024, 9, 16)).get() == letter
    assert not unopened(town.he_jing, date(2024, 9, 16)).exists()
    day = at(2024, 9, 16)
    assert "改用邮寄" in office(town.li_qiang, "/office/")
    with pytest.raises(Refused, match="邮件号码"):
        letters.repost(letter=letter, by=town.li_qiang, day=day, mail_kind="ems", number="")
    letters.repost(letter=letter, by=town.li_qiang, day=day, mail_kind="ems", number="1234567890123")
    assert not unopened(town.li_qiang, day).exists()
    assert current(case).served_on == date(2024, 9, 10)


def test_what_she_opened_is_not_sent_again(town, case, phone):
    letter = put(town, case)
    phone.open(f"/follow/{case.pk}/letters/{letter.pk}/")
    assert not unopened(town.li_qiang, date(2024, 10, 16)).exists()


def test_how_long_an_agency_waits_is_its_own(town, case):
    furnish(town, unopened_days=1)
    put(town, case)
    assert unopened(town.li_qiang, date(2024, 9, 12)).exists()


def test_the_site_delivers_today_and_not_the_day_before(town, case, at):
    letter = sealed(town, issued(town, case, "L12", way="online"))
    with pytest.raises(Refused, match="网上送达由本站放到"):
        posted(town, letter, today=at(2024, 9, 11), **BY_SITE)


def test_the_remedies_of_a_letter_on_its_way_have_no_last_day_yet(town, case, phone):
    answer(town, case, date(2024, 9, 10))
    assert WAYS not in page(phone, case)
    cases.dispatch(case=case, by=town.li_qiang, day=date(2024, 9, 10), way="post", number="1234567890123")
    shown = page(phone, case)
    assert WAYS in shown
    assert "自您收到答复之日起计算" in shown
    assert "最后一日" not in shown


def test_a_letter_by_post_is_served_by_nobody_but_the_clerk(town, case):
    letter = posted(town, sealed(town, issued(town, case, "L12")))
    assert (letter.status, letter.arrived_at) == ("dispatched", None)


def test_what_is_no_longer_in_force_is_not_to_be_posted(town, case, phone, at):
    put(town, case)
    day = at(2024, 10, 16)
    assert unopened(town.li_qiang, day).exists()
    about = {"case": case, "by": town.li_qiang, "ref": "复1号"}
    cases.file_appeal(**about, day=date(2024, 9, 20), kind="reconsideration")
    cases.conclude_appeal(**about, day=day, result="corrected", redo=True)
    assert not unopened(town.li_qiang, day).exists()
    again = sealed(town, issued(town, case, "L08", "reply_again", day, way="online"), day)
    letters.dispatch(letter=again, by=town.li_qiang, day=day, way="online")
    assert unopened(town.li_qiang, date(2024, 11, 16)).get() == again


def test_she_corrects_with_the_guidance_of_the_notice_before_her(town, case, phone):
    notice = sealed(town, issued(town, case, "P04", "ask_correction", way="online"))
    letters.dispatch(letter=notice, by=town.li_qiang, day=notice.issued_on, way="online")
    shown = said(phone.open(f"/follow/{case.pk}/correction/"))
    assert "指导和释明：请写明项目名称或者文号" in shown
