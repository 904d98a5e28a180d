"""Does a released report stand when what it carried over is split in the year after?"""

import html
import re
from datetime import date

import pytest
from django.test import Client

from gongkai_web.annual import tally
from gongkai_web.annual.compose import compose
from gongkai_web.annual.models import SectionText
from gongkai_web.cases import actions
from gongkai_web.cases.actions import Part
from gongkai_web.cases.figures import NEW_RECEIVED, REPLY_REPLACED, RESULTS, SPLIT_LATER
from gongkai_web.errors import Refused
from gongkai_web.figures.counting import Asked, counts
from gongkai_web.figures.period import Period, Scope
from tests.people import answer, receive

YEAR = ("table3.new_received.total", "table3.carried_over_in.total", "table3.carried_over_out.total")


def numbers(town, year: int) -> list[int]:
    return [tally.cell(town.district, year, cell)[cell] for cell in YEAR]


def split(town, case, day: date, count: int = 3):
    parts = [Part(f"第{number}项") for number in range(count)]
    return actions.split_case(case=case, by=town.li_qiang, day=day, parts=parts, reason="一事一申请")


def test_a_request_carried_over_and_then_split_leaves_the_year_before_as_it_was(town):
    case = receive(town, date(2024, 12, 20))
    assert numbers(town, 2024) == [1, 0, 1]
    split(town, case, date(2025, 1, 8))
    assert numbers(town, 2024) == [1, 0, 1]
    assert numbers(town, 2025) == [2, 1, 3]


def test_a_further_part_that_is_split_again_stays_in_the_year_of_its_own_splitting(town):
    _, further = split(town, receive(town, date(2023, 12, 20)), date(2024, 3, 4), 2)
    further.refresh_from_db()
    split(town, further, date(2025, 2, 3), 2)
    assert numbers(town, 2023) == [1, 0, 1]
    assert numbers(town, 2024) == [1, 1, 2]
    assert numbers(town, 2025) == [1, 2, 3]


def test_what_was_split_in_the_year_of_its_receipt_is_new_in_that_year(town):
    split(town, receive(town, date(2024, 12, 20)), date(2024, 12, 31), 2)
    assert numbers(town, 2024) == [2, 0, 2]
    assert numbers(town, 2025) == [0, 2, 2]


def section_six(town, year: int) -> str:
    return compose(town.district, year).sections[5].text


def test_section_six_says_how_many_parts_are_new_though_they_came_the_year_before(town):
    split(town, receive(town, date(2024, 12, 20)), date(2025, 1, 8))
    SectionText.objects.create(agency=town.district, year=2025, number=6, text="没有其他需要报告的事项。")
    said = "拆分后第一件承接上年结转，其余2件计入本年新收"
    assert section_six(town, 2025).startswith("没有其他需要报告的事项。\n上年结转的申请")
    assert said in section_six(town, 2025)
    assert section_six(town, 2024) == ""
    listed = SPLIT_LATER.records(Scope.of(town.district), Period.of_year(2025))
    assert [(one.counted_from, one.parent_id is None) for one in listed] == [(date(2025, 1, 8), False)] * 2


def test_section_six_counts_the_first_replies_that_did_not_last(town):
    case = answer(town, receive(town, date(2025, 3, 3)), date(2025, 3, 10))
    answer(town, receive(town, date(2025, 3, 4)), date(2025, 3, 10))
    assert section_six(town, 2025) == ""
    actions.revoke_reply(case=case, by=town.li_qiang, day=date(2025, 4, 1), reason="遗漏附件")
    assert "后来撤销、变更或者重新答复的1件" in section_six(town, 2025)
    assert list(REPLY_REPLACED.records(Scope.of(town.district), Period.of_year(2025))) == [case]
    wrong = case.events.get(kind="revoked")
    actions.void_event(case=case, by=town.li_qiang, day=date(2025, 4, 2), event=wrong, reason="登记错误")
    assert section_six(town, 2025) == ""


def test_the_sentences_of_section_six_open_their_records(town):
    split(town, receive(town, date(2024, 12, 20)), date(2025, 1, 8))
    client = Client()
    client.force_login(town.li_qiang, backend="django.contrib.auth.backends.ModelBackend")
    shown = client.get(f"/office/reports/{town.district.slug}/2025/").content.decode()
    (address,) = re.findall(r'<a href="([^"]+)">上年结转的申请', shown)
    listed = client.get(html.unescape(address)).content.decode()
    assert [f"第{number}项" in listed for number in range(3)] == [False, True, True]


def test_what_is_new_by_a_later_splitting_is_counted_beside_other_figures(town):
    """Looked up by an index, two figures at once: none may lose what the other does not know."""
    split(town, receive(town, date(2024, 12, 20)), date(2025, 1, 8))
    year = Period.of_year(2025)
    asked = {one.id: Asked(one, year) for one in (NEW_RECEIVED, RESULTS)}
    assert counts(asked, Scope.of(town.district)) == {NEW_RECEIVED.id: 2, RESULTS.id: 0}


def test_no_part_but_the_first_is_answered_before_the_split_and_the_years_balance(town):
    first, second = split(town, receive(town, date(2025, 12, 10)), date(2026, 1, 6), 2)
    with pytest.raises(Refused, match="2026-01-06 拆分出来的，不可能在 2025-12-30 就已经答复"):
        answer(town, second, date(2025, 12, 30))
    late = answer(town, second, date(2026, 1, 7)).events.get(kind="replied")
    with pytest.raises(Refused, match="不可能在 2026-01-05 就已经答复"):
        actions.replace_event(
            case=second, by=town.li_qiang, day=date(2026, 1, 8), event=late, reason="日期写错",
            new_day=date(2026, 1, 5), data=late.data,
        )  # fmt: skip
    answer(town, first, date(2025, 12, 30))
    assert numbers(town, 2025) == [1, 0, 0]
    assert numbers(town, 2026) == [1, 0, 0]
