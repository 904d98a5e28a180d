"""Does 王芳 read on her page that what she asked for becomes public for all (《条例》第四十四条)?"""

from datetime import date

import pytest

from gongkai_web.proposals import actions as proposals
from tests.people import receive
from tests.web.apply.conftest import said, tree


def open_page(phone, case):
    """Her page of the case."""
    answer = phone.open(f"/follow/{case.pk}/")
    assert answer.status_code == 200
    return answer


def proposed(town, case, **changes):
    """李强 proposes to publish what 王芳 asked for, and what nobody outside may read goes with it."""
    given = {"day": date(2024, 3, 11), "title": "云溪路征地补偿方案全文", "grounds": "内部理由甲", **changes}
    others = [
        receive(town, date(2024, 3, 8), applicant_name="示范建材公司", applicant_kind="other_organization")
    ]
    return proposals.propose(by=town.li_qiang, agency=town.district, cases=[case, *others], **given)


def test_she_reads_what_will_be_published_and_then_where_and_nothing_of_the_deliberation(
    applied, phone, town, at
):
    made = proposed(town, applied)
    day = at(2024, 3, 12)
    assert "主动公开" not in said(open_page(phone, applied))
    proposals.decide_proposal(proposal=made, by=town.sun_li, day=day, publish=True, opinion="内部意见乙")
    page = said(open_page(phone, applied))
    assert "您申请的信息，机关审核同意主动公开" in page
    assert "云溪路征地补偿方案全文" not in page
    place = "区政府网站 https://www.yunxi.example/gk/12.html?a=1&b=2（第 3 页）"
    proposals.record_publication(proposal=made, by=town.li_qiang, day=day, place=place)
    shown = open_page(phone, applied)
    assert "您申请的信息，已于 2024-03-12 主动公开：《云溪路征地补偿方案全文》" in said(shown)
    assert tree(shown).xpath('//a[contains(@href, "yunxi.example")]/@href') == [
        "https://www.yunxi.example/gk/12.html?a=1&b=2"
    ]
    for hidden in ("内部理由甲", "内部意见乙", "示范建材公司", "李强", "孙立"):
        assert hidden not in said(shown)


def test_what_is_not_to_be_published_is_not_told_as_if_it_were(applied, phone, town, at):
    made, day = proposed(town, applied), at(2024, 3, 12)
    proposals.decide_proposal(proposal=made, by=town.sun_li, day=day, publish=False, opinion="涉及他人")
    assert "主动公开" not in said(open_page(phone, applied))


@pytest.mark.parametrize(
    ("proposer", "told"), [("王芳", "您建议主动公开的信息"), ("示范建材公司", "您申请的信息")]
)
def test_who_suggested_it_reads_that_it_was_her_suggestion(applied, phone, town, at, proposer, told):
    made = proposed(town, applied, by_applicant=True, proposer_name=proposer)
    proposals.decide_proposal(
        proposal=made, by=town.sun_li, day=at(2024, 3, 12), publish=True, opinion="同意"
    )
    assert f"{told}，机关审核同意主动公开" in said(open_page(phone, applied))
