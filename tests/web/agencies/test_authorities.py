"""Who heard the reconsideration of an old letter of 云溪区's bureau: does each day tell its own?"""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client

from gongkai_web.agencies import actions, authorities
from gongkai_web.agencies.models import Particulars
from gongkai_web.agencies.queries import particulars_of
from gongkai_web.errors import Refused

TWO = "2023-12-31：示范市云溪区人民政府、示范市自然资源局"
MERGED = "2021-3-5: 示范市国土资源局"


def test_before_2024_both_are_told_and_the_applicant_chooses(town):
    found = Particulars(reconsideration_authority="示范市云溪区人民政府")
    found.former_authorities = authorities.read(f"{TWO}\n{MERGED}")
    assert found.heard_by(date(2021, 3, 5)) == "示范市国土资源局"
    assert found.heard_by(date(2021, 3, 6)) == "示范市云溪区人民政府或者示范市自然资源局"
    assert found.heard_by(date(2023, 12, 31)) == "示范市云溪区人民政府或者示范市自然资源局"
    assert found.heard_by(date(2024, 1, 1)) == "示范市云溪区人民政府"


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("示范市人民政府", "看不懂"),
        ("2023-02-30：示范市人民政府", "日期不存在"),
        ("2023-12-31：甲、乙、丙", "写了 3 个"),
        ("2023-12-31：、", "写了 0 个"),
        (f"{TWO}\n{TWO}", "有两行都到 2023-12-31"),
    ],
)
def test_a_line_that_says_nothing_is_told_and_kept(town, line, said):
    with pytest.raises(Refused, match=said):
        authorities.read(line)
    browser = Client()
    browser.force_login(town.sun_li)
    shown = browser.post(
        "/office/agencies/yunxi/", {"particulars": "1", "former_authorities": line}
    ).content.decode()
    assert said in shown
    assert line.splitlines()[0] in shown
    assert particulars_of(town.district).former_authorities == []


def test_sun_li_writes_them_in_lines_and_finds_them_again(town):
    browser = Client()
    browser.force_login(town.sun_li)
    browser.post("/office/agencies/yunxi/", {"particulars": "1", "former_authorities": f"{TWO}\n{MERGED}"})
    assert particulars_of(town.district).former_authorities == [
        {"until": "2021-03-05", "names": ["示范市国土资源局"]},
        {"until": "2023-12-31", "names": ["示范市云溪区人民政府", "示范市自然资源局"]},
    ]
    shown = browser.get("/office/agencies/yunxi/").content.decode()
    assert f"2021-03-05：示范市国土资源局\n{TWO}" in shown


def test_the_action_takes_no_three_either(town):
    three = [{"until": "2023-12-31", "names": ["甲", "乙", "丙"]}]
    with pytest.raises(Refused, match="写了 3 个"):
        actions.set_particulars(
            by=town.sun_li, agency=town.district, day=date(2026, 1, 5), former_authorities=three
        )
