"""Is a copied text told, and is a text of one's own left alone?"""

from __future__ import annotations

import random
from dataclasses import replace
from typing import Any

from gongkai.aggregation import Unit, repetition
from gongkai.aggregation.repetition import among, with_last_year
from tests.law.aggregation.made import YEAR, report

ROADS = (
    "今年我们把公路养护的计划、预算和验收结果逐段放到网上，请沿线居民对照路牌核对。有人指出清河桥的限高标志被树枝遮住，"
    "三天里就修剪完毕并回复了提问的人。养护队还把夜间施工的安排提前贴在村口，噪声投诉比往年少了一半。"
    "窗口同志轮流下乡，带着地图解释绕行路线，老人也听得明白。下半年打算把桥梁检测报告整理成一页纸的说明。"
    "巡查员把坑洼的照片和修好的照片并排发出来，几个月下来，打电话催问的少了，主动帮忙看图纸的多了。"
)
SCHOOLS = (
    "学校招生的划片办法先在三所小学试着讲给家长听，哪里听不懂就改哪里，改到第五稿才公开。食堂每周的采购单贴在门口，"
    "家长委员会可以随时进后厨查看。校车路线变动以前，司机和班主任一起给每户打电话。有两位家长申请公开体育馆的检测报告，"
    "当天就给了复印件。明年准备把各校的课后服务名额按月更新，免得大家排长队。"
)
WATER = (
    "供水管网的漏损情况原先只在内部通报，从三月起每月按小区公布。抄表员发现水压异常的，直接在地图上标出来，居民自己能查。"
    "停水通知改为提前两天发短信，养老院和医院另外派人上门。水质化验的原始记录也放进了档案馆的阅览室，来看的人不多，"
    "但提的意见都很具体，比如希望写明取样的龙头在哪一户门前。"
)
STOCK = (
    "根据《中华人民共和国政府信息公开条例》要求，现公布2024年度政府信息公开工作年度报告。"
    "本年度没有收到政府信息公开申请，也没有上年结转的申请。"
    "没有因政府信息公开工作被申请行政复议、提起行政诉讼。"
    "本机关本年度没有收取信息处理费，发出收费通知的件数和总金额以及实际收取的总金额均为0。"
    "本年度没有制发、废止行政规范性文件，年末没有现行有效的行政规范性文件。本年度没有其他需要报告的事项。"
)


def unit(key: str, text: str, before: str | None = None, name: str = "") -> Unit:
    previous = report(key, YEAR - 1, before) if before is not None else None
    return Unit(key, name or f"示范市{key}", "department", report(key, YEAR, text), previous)


def test_the_words_of_last_year_are_told_though_years_and_numbers_were_brought_up_to_date() -> None:
    last = "2023年，全市公路局共养护12条路。" + ROADS
    now = "2024年，全市公路局共养护31条路。" + ROADS.replace("三天", "五天").replace("一半", "两成")
    (found,) = with_last_year([unit("公路局", now, last)], YEAR)
    assert found.percent >= 90
    assert "与本单位上年的相同" in found.message
    assert found.passages[0].own in now
    assert found.passages[0].other in last


def test_another_unit_that_put_in_its_own_name_is_told_side_by_side() -> None:
    text = ROADS.replace("我们", "示范市公路局")
    copied = ROADS.replace("我们", "示范市水务局")
    found = among([unit("公路局", text), unit("水务局", copied), unit("教育局", SCHOOLS)], YEAR)
    assert [(one.unit, one.other) for one in found] == [("公路局", "水务局"), ("水务局", "公路局")]
    assert all(pair.own and pair.other for one in found for pair in one.passages)
    assert "示范市水务局" in found[0].passages[0].other


def test_texts_of_their_own_are_left_alone() -> None:
    assert among([unit("公路局", ROADS), unit("教育局", SCHOOLS), unit("水务局", WATER)], YEAR) == []


def test_what_every_report_has_to_say_is_not_counted() -> None:
    units = [unit("公路局", STOCK, STOCK), unit("教育局", STOCK)]
    assert among(units, YEAR) == []
    assert with_last_year(units, YEAR) == []
    mixed = [unit("公路局", STOCK + ROADS), unit("教育局", STOCK + SCHOOLS)]
    assert among(mixed, YEAR) == []


def test_a_text_sewn_together_from_half_of_anothers_is_below_the_limit() -> None:
    half = ROADS[: len(ROADS) // 3] + WATER
    assert among([unit("公路局", ROADS), unit("水务局", half)], YEAR) == []


def test_forty_that_copy_one_template_are_each_told_without_forty_times_forty_comparisons(
    monkeypatch: Any,
) -> None:
    compared: list[str] = []
    true = repetition._compared
    monkeypatch.setattr(repetition, "_compared", lambda *of: (compared.append(of[0].key), true(*of))[1])
    units = [unit(f"第{at}局", ROADS + f"本局在册人员{at}名。") for at in range(40)]
    found = among(units, YEAR)
    assert {one.unit for one in found} == {one.key for one in units}
    assert len(compared) == len(units)


def test_the_work_grows_with_the_length_of_the_texts_not_with_the_pairs(monkeypatch: Any) -> None:
    """Counted, not timed: how many runs of signs are looked up for so many units."""
    looked: list[int] = []
    true = repetition._others
    monkeypatch.setattr(repetition, "_others", lambda keys, own: (looked.append(1), true(keys, own))[1])
    counts = []
    for many in (50, 200):
        looked.clear()
        among([unit(f"第{at}局", _babble(at)) for at in range(many)], YEAR)
        counts.append(len(looked))
    assert counts[1] < 5 * counts[0]


def test_a_unit_without_report_or_text_is_passed_over() -> None:
    silent = replace(unit("档案馆", ""), report=None)
    assert among([silent, unit("公路局", ROADS), unit("教育局", "")], YEAR) == []


def _babble(seed: int) -> str:
    signs = "公开路桥水电学校医院农田林地税费审批窗口群众会议文件数据网站热线档案培训检查整改"
    made = random.Random(seed)
    return "".join(made.choice(signs) for _ in range(400))
