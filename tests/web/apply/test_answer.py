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
from gongkai_web.cases import stored
from gongkai_web.cases.models import Event
from gongkai_web.files import actions as files
from gongkai_web.letters import actions as letters
from tests.people import answer, receive
from tests.web.apply.conftest import PROOF, RESIDENT, TYPED, said, tree
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
    assert headline(phone, case).startswith("✓ 已答复：无法提供（本机关不掌握）")
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


@pytest.fixture
def disclosed(town, phone, case, at):
    """A reply online with the permit file of 示范建设公司, which turns against it."""
    file = files.store_file(
        agency=case.agency, owner=f"cases.Case:{case.pk}", purpose="information", upload_name="许可材料.pdf",
        content=PROOF, by=town.li_qiang, day=DAY,
    )  # fmt: skip
    reply = sealed(town, issued(town, case, "L02", "reply", DAY, way="online", files=[file]), DAY)
    letters.dispatch(letter=reply, by=town.li_qiang, day=DAY, way="online")
    return reply


def sued(town, case, **given) -> None:
    cases.file_appeal(
        case=case, by=town.li_qiang, day=date(2024, 10, 8), ref="行初1号", kind="litigation_direct",
        filed_by="third_party", organ="示范市云溪区人民法院", **given,
    )  # fmt: skip


def test_what_a_third_party_brings_takes_nothing_from_the_applicant(town, phone, case, disclosed, at):
    at(2024, 10, 10)
    sued(town, case)
    page = phone.open(f"/follow/{case.pk}/")
    assert "2024-10-08 第三方提起行政诉讼" in said(page)
    assert len(tree(page).xpath('//ul[@class="apply-remedies"]/li')) == 2
    case.refresh_from_db()
    assert not stored.current(case).notes


def test_a_judgment_that_can_be_appealed_is_told_as_one(town, phone, case, disclosed, at):
    at(2024, 12, 2)
    sued(town, case)
    cases.conclude_appeal(
        case=case, by=town.li_qiang, day=date(2024, 11, 20), ref="行初1号", result="upheld",
        effective_on=date(2024, 12, 10),
    )  # fmt: skip
    page = said(phone.open(f"/follow/{case.pk}/"))
    assert "法院一审裁判：结果维持" in page
    assert "上诉期到 2024-12-10，期满以前没有生效" in page
    cases.next_instance(case=case, by=town.li_qiang, day=date(2024, 12, 2), ref="行初1号", instance="second")
    assert "行政诉讼进入二审" in said(phone.open(f"/follow/{case.pk}/"))


def test_what_the_court_undid_heads_no_page_and_is_not_handed_out(town, phone, case, disclosed, at):
    at(2024, 12, 2)
    (link,) = tree(phone.open(f"/follow/{case.pk}/")).xpath('//a[contains(text(), "下载附件")]/@href')
    assert phone.open(link).status_code == 200
    sued(town, case)
    how = {"case": case, "by": town.li_qiang, "ref": "行初1号"}
    cases.conclude_appeal(**how, day=date(2024, 11, 20), result="corrected", redo=True)
    page = phone.open(f"/follow/{case.pk}/")
    assert headline(phone, case) == ""
    assert "等机关重新答复" in said(page)
    assert "这份答复已不再有效，附件不再提供" in said(page)
    assert phone.open(link).status_code == 404
    day = date(2024, 12, 2)
    again = issued(town, case, "L08", "reply_again", day, way="online")
    assert headline(phone, case) == ""
    letters.dispatch(letter=sealed(town, again, day), by=town.li_qiang, day=day, way="online")
    assert headline(phone, case).startswith("✓ 已重新答复：不予公开（内部事务信息）")
    assert phone.open(link).status_code == 404
    assert phone.open(link.rsplit("/", 2)[0] + "/").status_code == 200


def test_a_reply_whose_entry_was_put_right_keeps_its_letter(town, phone, case, disclosed, at):
    event = Event.objects.get(case=case, kind="replied")
    cases.replace_event(
        case=case, by=town.li_qiang, day=DAY, event=event, reason="理由写错",
        data={"reason": "照实写"},
    )  # fmt: skip
    page = tree(phone.open(f"/follow/{case.pk}/"))
    assert page.xpath('//section[@class="apply-answer"]//a[text()="下载答复"]')
    assert page.xpath('//a[contains(text(), "下载附件")]')
