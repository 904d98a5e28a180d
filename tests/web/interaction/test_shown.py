"""留言: what is shown of a message and its answer, and what is not shown any more?"""

import io
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from python_calamine import CalamineWorkbook

from gongkai_web.errors import Refused
from gongkai_web.interaction import actions, queries
from tests.web.interaction.written import MONDAY, answered, approved, client_of, drafted, sent


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
