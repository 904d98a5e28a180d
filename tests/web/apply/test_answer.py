"""Does 王芳 see the answer first, with the way to take it away, and where to turn against it?"""

import time
from datetime import date

import pypdfium2
import pytest
from django.test import Client

from gongkai.procedure.facts import Medium
from gongkai_web.agencies.models import Agency
from gongkai_web.apply import actions as apply
from gongkai_web.cases import actions as cases
from gongkai_web.letters import actions as letters
from tests.people import answer, receive
from tests.web.apply.conftest import RESIDENT, TYPED, said, tree
from tests.web.letters.written import furnish, issued, sealed

DAY = date(2024, 9, 10)
MEDIUM = Medium(TYPED["medium"]).label
TURN = "可以向该机关的上一级行政机关或者政府信息公开工作主管部门投诉、举报"


def headline(phone, case) -> str:
    found = tree(phone.open(f"/follow/{case.pk}/")).xpath('//section[@class="apply-answer"]')
    return " ".join(found[0].text_content().split()) if found else ""


def text_of(data: bytes) -> str:
    with pypdfium2.PdfDocument(data) as pdf:
        return "".join("".join(page.get_textpage().get_text_range().split()) for page in pdf)


@pytest.fixture
def case(town, phone, at):
    """王芳's case, which her phone has opened."""
    at(2024, 9, 10)
    furnish(town)
    found = receive(town, date(2024, 9, 2))
    assert phone.follow(apply.issue_code(case=found, by=town.li_qiang, day=DAY)).status_code == 302
    return found


def test_the_answer_stands_over_the_timeline_with_its_letter_once_it_has_left(town, phone, case):
    reply = sealed(town, issued(town, case, "L12", "reply", DAY, way="online"), DAY)
    assert headline(phone, case) == ""
    letters.dispatch(letter=reply, by=town.li_qiang, day=DAY, way="online")
    assert headline(phone, case).startswith("✓ 已答复：本机关不掌握")
    page = tree(phone.open(f"/follow/{case.pk}/"))
    (link,) = page.xpath('//section[@class="apply-answer"]//a[text()="下载答复"]/@href')
    assert phone.open(link).content.startswith(b"%PDF")
    assert page.xpath('//*[@id="redress"]//b')
    assert page.xpath('//section[@class="apply-answer"]//a[@href="#redress"]')


def test_a_reply_on_paper_says_that_it_is_not_here_and_one_taken_back_is_no_answer(town, phone, case):
    answer(town, case, DAY, letter_number="示公开〔2024〕1号")
    cases.dispatch(case=case, by=town.li_qiang, day=DAY, way="post", number="1")
    assert "示公开〔2024〕1号，2024-09-10 发出。 答复不是在本站制作的" in headline(phone, case)
    cases.serve(case=case, by=town.li_qiang, day=DAY, way="post", receiver="王芳")
    cases.revoke_reply(
        case=case, by=town.li_qiang, day=DAY, reason="依据有误", letter_number="示公开〔2024〕2号"
    )
    assert headline(phone, case) == ""


def test_the_receipt_to_keep_has_code_and_all_fields_by_the_link_of_the_fresh_page_alone(phone, monkeypatch):
    page = phone.open(phone.apply().url)
    (code,) = tree(page).xpath('//*[@class="code"]/text()')
    (link,) = tree(page).xpath('//a[contains(text(), "下载回执")]/@href')
    first = phone.open(link)
    assert first.headers["Content-Type"] == "application/pdf"
    assert "no-store" in first.headers["Cache-Control"]
    text = text_of(first.content)
    for given in (
        code,
        "2024-0001",
        TYPED["title"],
        TYPED["description"],
        MEDIUM,
        TYPED["phone"],
        TYPED["email"],
    ):
        assert given in text
    assert RESIDENT not in text
    assert Client().get(link).status_code == 404
    (later,) = tree(phone.open("/apply/receipt/")).xpath('//a[contains(text(), "下载回执")]/@href')
    started = time.time()
    monkeypatch.setattr(time, "time", lambda: started + 31 * 60)
    for address in (later, link, "/apply/receipt/receipt.pdf?fresh=x"):
        text = text_of(phone.open(address).content)
        assert "2024-0001" in text
        assert code not in text
        assert "13800005678" not in text


def test_where_no_supervisor_is_on_the_site_no_button_is_promised(town, phone, at):
    Agency.objects.filter(pk=town.district.pk).update(supervisor=None)
    case, code = phone.receipt()
    told = said(phone.open("/apply/receipt/"))
    assert TURN in told
    assert "查询页向" not in told
    cases.confirm_receipt(case=case, by=town.li_qiang, day=date(2024, 3, 4), how="电话", with_whom="王芳")
    at(2024, 4, 8)
    phone.follow(code)
    shown = said(phone.open(f"/follow/{case.pk}/"))
    assert "已过答复期限" in shown
    assert TURN in shown
    assert not tree(phone.open(f"/follow/{case.pk}/")).xpath('//form[contains(@action, "remind")]')
    assert phone.open(f"/follow/{case.pk}/remind/").url == f"/follow/{case.pk}/"


def test_where_one_is_the_receipt_names_it_and_the_button_is_there(town, phone, at):
    case, code = phone.receipt()
    assert "可以在查询页向示范市人民政府办公室反映" in said(phone.open("/apply/receipt/"))
    cases.confirm_receipt(case=case, by=town.li_qiang, day=date(2024, 3, 4), how="电话", with_whom="王芳")
    at(2024, 4, 8)
    phone.follow(code)
    page = tree(phone.open(f"/follow/{case.pk}/"))
    assert page.xpath('//form[contains(@action, "remind")]//button[text()="向示范市人民政府办公室反映"]')
