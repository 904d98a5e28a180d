"""留言: what is shown of a message and its answer, and what is not shown any more?"""

import io
import re
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from python_calamine import CalamineWorkbook

from gongkai.messages import templates
from gongkai_web.agencies.models import Particulars
from gongkai_web.errors import Refused
from gongkai_web.interaction import actions, queries
from gongkai_web.interaction.pages import rows
from tests.web.interaction.written import MENDED, MONDAY, answered, approved, client_of, drafted, sent


def test_what_was_withdrawn_does_not_become_public_by_a_void_entry(town):
    message = answered(town, sent(town))
    event = actions.withdraw_answer(message=message, by=town.li_qiang, day=MONDAY, reason="写错了路名")
    page = client_of(town.li_qiang).get(reverse("interaction:message", args=[message.pk])).content.decode()
    assert reverse("interaction:void", args=[message.pk, event.pk]) not in page
    with pytest.raises(Refused, match="撤下的不能用作废恢复公开"):
        actions.void_event(message=message, by=town.li_qiang, day=MONDAY, event=event, reason="误点")
    assert not queries.public().exists()


@pytest.mark.parametrize(
    "ending",
    [
        {"end": "unfounded", "reason": "公示牌已经换新，页面没有错"},
        {"end": "passed_on", "elsewhere": "示范市白石县人民政府办公室"},
    ],
)
def test_what_only_whoever_wrote_is_to_be_told_is_not_public(town, ending):
    """The form for faults promises it."""
    with pytest.raises(Refused, match="只告知留言人，不公开"):
        drafted(town, sent(town), **ending)
    assert not answered(town, sent(town), **ending, publish=False).public


def test_the_answer_of_one_agency_is_not_shown_as_that_of_another(town):
    message = answered(town, sent(town))
    address = reverse("interaction:answer", args=[message.pk])
    actions.reopen(message=message, day=MONDAY, words="公示牌没有换")
    assert client_of().get(address).status_code == 200
    actions.transfer(message=message, by=town.li_qiang, day=MONDAY, to=town.county, reason="由县里管")
    message.refresh_from_db()
    assert (message.agency, message.public) == (town.county, False)
    assert client_of().get(address).status_code == 404


def test_an_answer_whose_entry_is_void_gives_no_day(town):
    message, later = answered(town, sent(town)), date(2026, 6, 9)
    actions.reopen(message=message, day=date(2026, 6, 8), words="第二页还是 8 元")
    drafted(town, message, later)
    given = approved(town, message, later)
    actions.void_event(message=message, by=town.li_qiang, day=later, event=given, reason="选错了办结方式")
    message.refresh_from_db()
    assert (message.public, queries.told_on(message)) == (True, MONDAY)


def test_the_register_says_what_was_answered_and_not_what_was_drafted(town):
    message, client = sent(town), client_of(town.li_qiang)
    drafted(town, message)
    actions.decide_answer(message=message, by=town.zhao_min, day=MONDAY, approve=False, opinion="写明文件")

    def table():
        with CaptureQueriesContext(connection) as asked:
            sheet = client.get(reverse("interaction:register"), {"show": "every"}).content
        head, *rows = CalamineWorkbook.from_filelike(io.BytesIO(sheet)).get_sheet_by_index(0).to_python()
        return [dict(zip(head, row, strict=True)) for row in rows], len(asked)

    (row,), few = table()
    assert row["整改情况"] == ""
    sent(town)
    answered(town, sent(town))
    known, more = table()
    assert sorted(row["整改情况"] for row in known) == [
        "",
        "",
        "收费标准由 8 元改为 6 元；https://www.example.cn/parking",
    ]
    assert more == few


def test_everybody_reads_what_was_changed_and_where(town):
    message = answered(town, sent(town))
    page = client_of().get(reverse("interaction:answer", args=[message.pk])).content.decode()
    assert MENDED["what"] in page
    assert MENDED["where"] in page


@pytest.mark.parametrize(
    ("where", "leads"),
    [
        ("https://www.example.cn/parking", True),
        ("/items/7/", True),
        ("停车栏目第二页", False),
        ("javascript:alert(1)", False),
        ("//example.cn/parking", False),
        ("https://www.example.cn/parking 第二段", False),
    ],
)
def test_the_address_of_what_was_changed_leads_there_and_nothing_else_does(where, leads):
    (element,) = rows.blanks({"where": where})
    assert (element.value, element.href) == (where, where if leads else "")


def test_everybody_and_the_office_read_from_when_on_the_change_can_be_seen(town):
    message = answered(town, sent(town), visible_on=date(2026, 6, 10))
    public = client_of().get(reverse("interaction:answer", args=[message.pk])).content.decode()
    office = client_of(town.li_qiang).get(reverse("interaction:message", args=[message.pk])).content.decode()
    link = f'<a href="{MENDED["where"]}">{MENDED["where"]}</a>'
    for page in (public, office):
        assert link in page
        assert re.search(r"<dt>改动可以看到的日期</dt>\s*<dd>2026-06-10</dd>", page)


def test_what_was_changed_is_checked_as_all_that_is_public(town):
    with pytest.raises(Refused, match="身份证"):
        drafted(town, sent(town), what="删去了身份证号码 11010519491231002X")


def test_all_that_an_answer_lacks_is_said_at_once(town):
    with pytest.raises(Refused, match=r"须写明改了什么；请填写。.*样稿留给您填写的\[哪个网页\]"):
        drafted(town, sent(town), what="", answer="您好！已经改了，见[哪个网页]。")


def test_a_template_is_put_behind_what_was_typed(town):
    message, client = sent(town), client_of(town.li_qiang)
    address = reverse("interaction:draft", args=[message.pk])
    code = re.search(r'name="template" value="(\w+)"', client.get(address).content.decode())[1]
    typed = {"day": "2026-06-01", "answer": "您好！已经核对。", "end": "partly", "where": "第二页"}
    page = client.post(address, {**typed, "reason": "公示牌没有换", "template": code})
    assert page.status_code == 200
    text = templates()[code].text.split("{")[0]
    answer = re.search(r'<textarea[^>]*name="answer"[^>]*>(.*?)</textarea>', page.content.decode(), re.S)[1]
    assert answer.strip().startswith("您好！已经核对。\n\n" + text[:4])
    shown = page.content.decode()
    assert [words in shown for words in ("公示牌没有换", 'value="第二页"', 'value="partly" selected')] == [
        True
    ] * 3
    assert "必填项" not in shown
    message.refresh_from_db()
    assert message.status == "new"  # nothing was handed in


def test_who_follows_a_message_reads_whom_to_call(town):
    Particulars.objects.update_or_create(agency=town.district, defaults={"phone": "010-5550 1234"})
    message, client = sent(town, key=(key := queries.CODES.new_submission_key())), client_of()
    (code, *_) = queries.CODES.codes_of(key)
    opened = client.post(reverse("interaction:follow"), {"code": code, "number": message.registry_number})
    assert "电话 010-5550 1234" in client.get(opened["Location"]).content.decode()


def tiles(client):
    """The figures of 今天: what is counted under which words, and where it leads."""
    page = client.get(reverse("desk:home")).content.decode()
    found = re.findall(r'<dt>([^<]*)</dt>\s*<dd><a href="([^"]*)">([^<]*)</a></dd>', page)
    return {label: (value, href) for label, href, value in found}


def test_today_counts_a_message_that_is_overdue_and_shows_what_it_counts(town):
    late, soon = sent(town, date(2026, 5, 11)), sent(town, title="打不开", text="链接打不开")
    client = client_of(town.li_qiang)
    found = tiles(client)
    assert (found["已逾期"][0], found["三个工作日内"][0]) == ("1", "1")
    for label, shown, other in (("已逾期", late, soon), ("三个工作日内", soon, late)):
        page = client.get(found[label][1]).content.decode()
        assert (shown.title in page, other.title in page) == (True, False)
