"""Are the sentences of a report borne out by records, made through the acts of staff and counted anew?"""

from dataclasses import replace
from datetime import date

import pytest
from django.urls import reverse

from gongkai.drafting.blocks import blocks
from gongkai.drafting.passage import number
from gongkai.drafting.references import EXACT, parse
from gongkai.drafting.references import Counted as Asked
from gongkai.reading import read
from gongkai.report import Section
from gongkai_web.agencies.models import Office, Role
from gongkai_web.annual import prose
from gongkai_web.annual.numbers import numbers
from gongkai_web.audit.verify import verify
from gongkai_web.errors import Refused
from gongkai_web.figures.registry import registry
from gongkai_web.publishing.items import actions as items
from gongkai_web.publishing.items.models import Batch, Item
from gongkai_web.replay.replay import Differs, compare
from gongkai_web.replay.statements.planning import records_for
from gongkai_web.replay.statements.statement import rules, statements_of
from tests import samples
from tests.web.replay.test_replay import played, report

FULL = (
    "全年主动发布政府信息70条，其中概况类信息9条，政务动态信息31条。转载权威信息5条。"
    "上报省政府网站信息12条，采用7条。公众号发布稿件6篇，其中工作动态3篇，通知公告1篇，其他信息2篇。"
    "发布涉农补贴信息10余条。发布政策解读6篇，其中部门解读3篇、多样性解读1篇、媒体解读2篇。开展规范性文件有效性清理，办好政府公报电子版。制定重大行政决策目录，重大决策从征求意见到后评估分阶段展示，收集公众意见。"
    "明确一名分管领导和2名保密审查人员，先审查、后公开。及时更新公开指南，优化分类和归档，标注过时信息。"
    "同步确定公开属性。开设专题专栏，调整栏目设置，逐项明确公开事项。"
    "答复网站信箱。处理留言3条。关闭政府网站2家，关停政务新媒体3家。"
    "完成教育、交通、供水、供电、供气等领域公开。针对热点问题作出回应。"
)


def told(text: str, counts=None, **changes):
    """The report of 云溪区 with this prose."""
    return replace(report(counts or {}), sections=(Section(1, "一、总体情况", text),), **changes)


def said(text: str) -> dict[str, str]:
    """What is read, by the name of the rule; what the tables state left out."""
    return {one.rule.name: one.said for one in statements_of(told(text)) if not one.rule.cell}


def test_numbers_round_numbers_numerals_and_mere_facts_are_read():
    found = said("概况类信息 198 条。民生类信息 500 余条。明确一名分管领导。及时更新公开指南。")
    assert found == {"概况类信息": "198", "民生类": "500余", "分管领导": "1", "更新公开指南": "有"}


def test_words_of_another_sentence_state_nothing():
    assert said("公布纾困政策。发布信息19条。") == {}
    assert said("公布企业纾困政策，发布信息19条。") == {"助企纾困": "19"}


@pytest.mark.parametrize(
    ("text", "wanted", "holds", "fails"),
    [
        ("民生类信息500余条", 537, (501, 599), (500, 600)),
        ("门户网站公布信息2000余条", 2370, (2001, 2999), (2000, 3000)),
        ("涉农补贴信息20余条", 23, (21, 29), (20, 30)),
        ("政府采购等信息100余条", 137, (101, 199), (100, 200)),
        ("概况类信息198条", 198, (198,), (197, 199)),
        ("及时更新公开指南", 1, (1, 5), (0,)),
    ],
)
def test_an_exact_number_is_chosen_behind_a_round_one(text, wanted, holds, fails):
    statement = next(one for one in statements_of(told(text)) if not one.rule.cell)
    assert statement.wanted == wanted
    assert all(statement.holds(number) for number in (wanted, *holds))
    assert not any(statement.holds(number) for number in fails)


@pytest.mark.django_db
def test_every_rule_names_a_figure_and_parts_that_there_are():
    for rule in rules():
        figure = registry().named(rule.figure)
        known = {one.id: one for one in figure.by}
        for name, parts in rule.of.items():
            assert name in known, (rule.name, name)
            if name != "column":  # columns are the agency's
                assert set(parts) <= set(known[name].words()), rule.name


def test_parts_greater_than_their_whole_are_refused_before_anything_is_made(town):
    made = told("主动发布政府信息5条，其中概况类信息9条。")
    with pytest.raises(Refused, match="正文的“主动发布的信息”写 5，其中已经写明的各项合计 9"):
        records_for(statements_of(made), 2024)
    with pytest.raises(Refused, match="没有任何记录能得出这份报告"):
        played(town, made)
    assert not Item.objects.exists()


# Mere facts of the samples that the first draft does not tell: of a column or of two channels together.
LEFT_OUT = {"公开制度", "多渠道", "要素齐全的政策文件", "法定主动公开内容"}


def told_by(rule):
    """What the statement counts, as a paragraph of the draft refers to it."""
    return Asked(rule.figure, tuple(sorted((name, tuple(parts)) for name, parts in rule.of.items())))


def said_in_the_draft(agency, replayed):
    """The statements of which the draft tells another number than the records, or none."""
    draft = prose.first_draft(agency, replayed.year)
    texts = [parse(text) for text in draft.values()]
    known = numbers(agency, replayed.year, texts)
    found = {
        part.counted: number(part, known)
        for text in texts
        for part in text
        if not isinstance(part, str) and part.style == EXACT
    }
    return {
        one.statement.rule.name: one.counted
        for one in replayed.statements
        if one.statement.rule.name not in LEFT_OUT
        and one.counted
        and found.get(told_by(one.statement.rule)) != str(one.counted)
    }


@pytest.mark.parametrize("place", range(5))
def test_the_draft_has_a_sentence_for_every_figure_that_a_sample_states(place):
    stated = statements_of(read(samples.sample_files()[place]))
    day = date(2024, 12, 31)
    asked = {one for block in blocks().on(day).values() for one in block.asked}
    missing = {one.rule.name for one in stated if told_by(one.rule) not in asked}
    assert missing <= LEFT_OUT
    assert not any(one.number for one in stated if one.rule.name in missing)


@pytest.mark.slow
def test_every_statement_is_borne_out_and_moves_with_its_records(town):
    made = told(FULL, {f"2.normative_documents.{one}_count": 3 for one in ("issued", "effective")})
    replayed = played(town, made)
    found = {one.statement.rule.name: one.counted for one in replayed.statements}
    assert replayed.equal
    assert len(found) >= 30
    expected = {"主动发布的信息": 70, "概况类信息": 9, "政务动态信息": 31, "转载权威信息": 5, "涉农补贴": 13}
    expected |= {"上报信息": 12, "采用信息": 7, "新媒体稿件": 6, "保密审查人员": 2, "分管领导": 1}
    expected |= {
        "政策解读": 6,
        "部门解读": 3,
        "多样性解读": 1,
        "媒体解读": 2,
        "规范性文件清理": 1,
        "政府公报": 2,
        "网站信箱": 12,
        "找错留言": 3,
        "关闭政府网站": 2,
        "关停政务新媒体": 3,
    }
    assert found.items() >= expected.items()
    assert said_in_the_draft(town.district, replayed) == {}
    assert verify().sentence.startswith("审计记录完整")
    # Past stock came in by months, each with its manifest; the reviewed ones by themselves.
    assert Batch.objects.count() == 12
    assert Item.objects.filter(batch=None).exists()
    secrecy = Office.objects.filter(agency=town.district, role=Role.SECRECY)
    assert secrecy.count() == 2
    one = Item.objects.filter(agency=town.district, item_class="overview", state="live").first()
    items.end(item=one, by=town.sun_li, day=date(2024, 12, 30), kind="withdrawn", reason="内容有误")
    again = compare(made, town.district)
    assert sorted(again.sentences) == [
        "正文“主动发布的信息”（第 15 行）：文件为 70，由记录数出 69",
        "正文“概况类信息”（第 16 行）：文件为 9，由记录数出 8",
    ]


@pytest.mark.slow
def test_a_statement_opens_its_records(town, client):
    replayed = played(town, told("概况类信息3条，政务动态信息4条。"))
    counted = next(one for one in replayed.statements if one.statement.rule.name == "概况类信息")
    assert counted.line.startswith("第 16 行 概况类信息：3，数出 3（主动公开的信息，概况类）/office/figures/")
    client.force_login(town.li_qiang)
    page = client.get(counted.address).content.decode()
    assert "分类：概况类" in page
    assert page.count('href="/office/items/') >= 3
    both = reverse("desk:figure", args=["items.published"])
    page = client.get(f"{both}?year=2024&item_class=overview&item_class=news").content.decode()
    assert "分类：概况类、政务动态" in page


def test_a_year_in_which_items_were_published_is_not_replayed(town):
    played(town, told("概况类信息3条。"))
    with pytest.raises(Refused, match="在 2024 年度已有记录"):
        played(town, told("概况类信息4条。"))


def test_a_statement_that_the_records_do_not_bear_out_keeps_the_report_back(town, monkeypatch):
    monkeypatch.setattr("gongkai_web.replay.statements.counted.counts", lambda *_: {"": 2})
    with pytest.raises(Differs, match="正文“概况类信息”（第 16 行）：文件为 3，由记录数出 2"):
        played(town, told("概况类信息3条。"))
