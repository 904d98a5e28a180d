"""周洁 writes the report of the government of 示范市: six parts, its numbers those of the sum."""

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from lxml import html

from gongkai.document import from_json
from gongkai.reading import read_bytes
from gongkai.render.readback import differences
from gongkai_web.annual.aggregation import actions, prose, queries
from gongkai_web.annual.aggregation.models import SumText
from gongkai_web.annual.campaign.collecting import actions as collecting
from gongkai_web.annual.campaign.collecting.actions import NewUnit
from gongkai_web.audit.verify import verify
from gongkai_web.errors import NotAllowed, Refused
from gongkai_web.publishing.channels.actions import open_outlet
from gongkai_web.registers.actions import report_none
from gongkai_web.registers.declared import registers
from tests.web.aggregation.sums import (
    BUREAU,
    COUNTY,
    DISTRICT,
    FREEZING,
    NUMBERS,
    OFFICE,
    SCHOOL,
    collected,
    hand_in,
    total,
    whole,
)
from tests.web.campaign.reports import signed_in, tree_of
from tests.web.collecting.lists import OPENED
from tests.web.look.trees import find, text

EVERYBODY = total(OFFICE, DISTRICT, BUREAU, SCHOOL, COUNTY)
FIRST = (
    "（一）主动公开。各级各部门按要点公开信息。\n"
    "（二）依申请公开。全年新收政府信息公开申请{cases.new_received}件，办结{cases.results_total}件。\n"
    "（三）政府信息管理。发布前逐件审查。\n（四）政府信息公开平台建设。维护门户网站。\n"
    "（五）监督保障。工作考核结果：全部合格。社会评议结果：满意。责任追究结果：没有被追究的。"
)
FIFTH = "（一）存在的主要问题。解读的形式还比较单一。（二）改进情况。增加图表解读。"
SIXTH = "本年度没有收取信息处理费，发出收费通知的件数和总金额以及实际收取的总金额均为0。"


@pytest.fixture
def level(town):
    """The campaign whole, everything accepted; the school is no agency of this platform."""
    return whole(collected(town)[0])


@pytest.fixture
def only_here(town):
    """A campaign whose units all work on this platform."""
    given = {"by": town.zhou_jie, "day": OPENED}
    campaign = collecting.open_campaign(agency=town.city, year=2024, **given)
    rows = [
        NewUnit(OFFICE, "government_office", agency=town.city),
        NewUnit(COUNTY, "government_office", agency=town.county),
    ]
    for unit in collecting.add_units(campaign=campaign, units=rows, **given):
        hand_in(town, unit, town.zhou_jie)
    return whole(campaign)


def by(town, level):
    return {"by": town.zhou_jie, "level": level, "day": FREEZING}


def written(town, level):
    for number, words in {1: FIRST, 5: FIFTH, 6: SIXTH}.items():
        actions.write_text(**by(town, level), number=number, text=words)


def printed(level, number):
    report = prose.whole(level, *queries.summed(level))
    return next(one.text for one in report.sections if one.number == number)


def test_the_draft_says_what_the_sum_knows_and_leaves_the_rest_to_fill_in(town, level):
    actions.write_draft(**by(town, level))
    first = printed(level, 1)
    done = EVERYBODY - NUMBERS[OFFICE]["out"] - NUMBERS[BUREAU]["out"]
    assert f"全年新收政府信息公开申请{EVERYBODY}件，共受理{EVERYBODY}件，办结{done}件" in first
    assert "（一）主动公开。【此处填写】。" in first
    for topic in ("工作考核", "社会评议", "责任追究"):
        assert f"{topic}结果：【此处填写】" in first
    assert "【此处填写】" in printed(level, 5)
    with pytest.raises(Refused, match=r"「一、总体情况」里还有\d处【此处填写】"):
        actions.freeze(**by(town, level))


def test_where_every_unit_works_here_the_registers_are_told_too(town, only_here):
    given = {"day": date(2024, 3, 1), "channel": "wechat"}
    open_outlet(by=town.he_jing, agency=town.county, name="白石发布", **given)
    open_outlet(by=town.zheng_gang, agency=town.city, name="示范发布", **given)
    actions.write_draft(**by(town, only_here))
    assert "开办政务新媒体账号2个。" in printed(only_here, 1)


def test_that_nothing_happened_is_said_where_everybody_says_it_whoever_was_merged(town):
    """白石县 was merged into the city's office; both say it for their registers, 云溪区 does not at first."""
    given = {"by": town.zhou_jie, "day": OPENED}
    campaign = collecting.open_campaign(agency=town.city, year=2024, **given)
    rows = [
        NewUnit(OFFICE, "government_office", agency=town.city),
        NewUnit(COUNTY, "government_office", agency=town.county),
        NewUnit(DISTRICT, "government_office", agency=town.district),
    ]
    office, county, district = collecting.add_units(campaign=campaign, units=rows, **given)
    for unit in (office, district):
        hand_in(town, unit, town.zhou_jie)
    collecting.merge_unit(unit=county, into=office, reason="机构改革", **given)
    nothing = {"register": registers()["incidents"], "year": 2024, "today": OPENED}
    report_none(by=town.zhou_jie, agency=town.city, **nothing)
    report_none(by=town.he_jing, agency=town.county, **nothing)
    actions.write_draft(**by(town, whole(campaign)))
    assert "责任事故" not in printed(whole(campaign), 1)
    report_none(by=town.li_qiang, agency=town.district, **nothing)
    actions.write_draft(**by(town, whole(campaign)), sections=frozenset({1}))
    assert "没有发生信息安全责任事故。" in printed(whole(campaign), 1)


def test_a_number_of_the_prose_follows_the_sum_until_it_is_frozen(town, level):
    written(town, level)
    assert f"新收政府信息公开申请{EVERYBODY}件" in printed(level, 1)
    made = actions.freeze(**by(town, level))
    rows = [NewUnit("示范市档案馆", "authorised_organisation")]
    (unit,) = collecting.add_units(by=town.zhou_jie, campaign=level.campaign, units=rows, day=FREEZING)
    hand_in(town, unit, town.zhou_jie, new=1, done=1)
    assert f"新收政府信息公开申请{EVERYBODY + 1}件" in printed(level, 1)
    frozen = from_json(made.document)
    assert f"新收政府信息公开申请{EVERYBODY}件" in frozen.sections[0].text
    assert frozen.title == "示范市人民政府2024年政府信息公开工作年度报告"
    assert verify().faults == ()


@pytest.mark.parametrize("name", ["report.docx", "report.pdf", "report.xlsx", "report.json"])
def test_the_report_of_a_government_reads_back_as_it_was_frozen(town, level, name, monkeypatch):
    monkeypatch.setattr(timezone, "localdate", lambda *_: FREEZING)
    written(town, level)
    made = actions.freeze(**by(town, level))
    zhou = Client()
    zhou.force_login(town.zhou_jie)
    sent = zhou.get(reverse("aggregation:file", args=[made.pk, name]))
    assert sent.status_code == 200
    assert list(differences(from_json(made.document), read_bytes(sent.getvalue(), name))) == []


def test_the_page_of_a_frozen_sum_has_its_six_parts_in_the_order_of_the_format(town, level, monkeypatch):
    monkeypatch.setattr(timezone, "localdate", lambda *_: FREEZING)
    written(town, level)
    frozen = actions.freeze(**by(town, level))
    page = tree_of(signed_in(town.zhou_jie).get(reverse("aggregation:frozen", args=[frozen.pk])))
    heads = [text(one) for one in find(page, ".report-page section h2")]
    assert [one[:2] for one in heads] == ["一、", "二、", "三、", "四、", "五、", "六、"]
    assert len(find(page, ".report-page section table")) == 3


def test_a_typed_number_against_the_tables_keeps_the_sum_from_being_frozen(town, level):
    written(town, level)
    wrong = FIRST.replace("{cases.new_received}", str(EVERYBODY + 30))
    actions.write_text(**by(town, level), number=1, text=wrong)
    with pytest.raises(Refused, match=f"正文没有通过核对：.*{EVERYBODY + 30}"):
        actions.freeze(**by(town, level))


def test_a_sum_without_what_a_government_must_report_is_not_frozen(town, level):
    """手册02 §1: assessment, appraisal and accountability; nobody answers for a warning on a sum."""
    written(town, level)
    silent = FIRST.replace("社会评议结果：满意。", "")
    actions.write_text(**by(town, level), number=1, text=silent)
    with pytest.raises(Refused, match="没有找到社会评议的情况；人民政府的年报须在监督保障中写明"):
        actions.freeze(**by(town, level))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("公开信息{items.published}条。", "「主动公开的信息」由登记数出，有的单位不在本平台"),
        ("新收{cases.new_received compared}。", "汇总没有上年的数可比"),
        ("共{items.nothing}条。", "没有「items.nothing」这个指标"),
        ("共{条。", "单独的「{」"),
    ],
)
def test_a_number_that_the_sum_does_not_know_is_not_written(town, level, text, told):
    with pytest.raises(Refused, match=told):
        actions.write_text(**by(town, level), number=1, text=text)
    assert not SumText.objects.exists()


def test_a_text_of_the_sum_saved_meanwhile_is_not_lost_unseen(town, level, monkeypatch):
    """Two colleagues have section six open; the second reads first what the first one wrote."""
    monkeypatch.setattr(timezone, "localdate", lambda *_, **__: FREEZING)
    client = signed_in(town.zhou_jie)
    address = reverse("aggregation:text", args=[level.campaign.pk, 0, 6])
    seen = {"seen": find(tree_of(client.get(address)), "input[name=seen]")[0].get("value")}
    actions.write_text(**by(town, level), number=6, text=SIXTH)
    refused = client.post(address, seen | {"text": "另一个人写的。"})
    assert (refused.status_code, prose.kept(level)[6]) == (422, SIXTH)
    again = {"seen": html.fromstring(refused.content.decode()).xpath("//input[@name='seen']/@value")[0]}
    assert client.post(address, again | {"text": "另一个人写的。"}).status_code == 302
    assert prose.kept(level)[6] == "另一个人写的。"


def test_only_the_office_that_adds_up_writes(town, level):
    with pytest.raises(NotAllowed):
        actions.write_text(by=town.li_qiang, level=level, number=1, text="甲", day=FREEZING)


def test_the_draft_leaves_alone_what_somebody_wrote(town, level):
    actions.write_text(**by(town, level), number=6, text=SIXTH)
    actions.write_draft(**by(town, level))
    assert printed(level, 6) == SIXTH
    assert prose.kept(level).keys() == {1, 5, 6}


def test_a_text_changed_behind_the_house_is_told(town, level):
    written(town, level)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE aggregation_sumtext SET text = '改过的' WHERE number = 6")
    assert [one.ledger for one in verify().faults] == ["汇总的正文"]


def test_drafting_and_writing_go_through_their_forms(town, level, monkeypatch):
    monkeypatch.setattr(timezone, "localdate", lambda *_: FREEZING)
    zhou, at = Client(), [level.campaign.pk, 0]
    zhou.force_login(town.zhou_jie)
    zhou.post(reverse("aggregation:draft", args=at))
    page = zhou.get(reverse("aggregation:texts", args=at)).content.decode()
    assert f"全年新收政府信息公开申请{EVERYBODY}件" in page
    assert "定稿以前要改的" in page
    form = zhou.get(reverse("aggregation:text", args=[*at, 1])).content.decode()
    assert "全年新收政府信息公开申请〔收到〕件" in form
    refused = zhou.post(reverse("aggregation:text", args=[*at, 1]), {"text": "共〔没有的数〕条"})
    assert refused.status_code == 422
    assert "共〔没有的数〕条" in refused.content.decode()
    zhou.post(reverse("aggregation:text", args=[*at, 6]), {"text": SIXTH})
    assert printed(level, 6) == SIXTH
