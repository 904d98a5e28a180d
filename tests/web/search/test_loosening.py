"""Which words are asked for instead, where nothing has all of them?"""

import pytest

from bench.relevance import FOURTH, JUDGED, SECOND, THIRD, found_on_first_page, judged
from gongkai_web.search.finding import best
from gongkai_web.search.grams import asked
from gongkai_web.search.loosening import loosened
from gongkai_web.search.narrowing import Narrowing
from gongkai_web.search.widening import widened
from tests.web.search.test_engines import (
    _things,  # noqa: F401 – texts without an office
    publish,
)
from tests.web.search.things import DAY, thing

TITLES = (
    "停车场管理办法",
    "政务服务大厅十月份办件情况",
    "老年人优待证办理指南",
    "市场周边停车",
    "夜间停车怎样收费",
    "养老院费用和养老补贴",
    "没有收费的停车场",
)


def has_any(query):
    return any(all(run in title for run in query.runs) for title in TITLES)


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("老年人优待证怎么办理", "老年人优待证"),
        ("停车场管里办法", "停车场管 办法"),
        ("政务大厅办件量", "政务 大厅 办件"),
        ("优待证 停车场管", "停车场管"),
        ("路边停车夜里收费", "停车 收费"),
        ("停车收费了没有", "停车 收费"),
        ("养老院补贴额现在怎么算", "养老院 补贴"),
        ("养老补贴院现在怎么算", "养老补贴 院"),
        ("我家老人今年七十三岁了他没有老年人优待证请问怎么样才能够办理一张", "老年人优待证 办理"),
        ("地下管线图", None),
        ("怎么办", None),
        ("abc def", None),
    ],
)
def test_the_longest_pieces_that_are_had_together_are_taken(typed, words):
    found = loosened(asked(typed), has_any)
    assert (found.typed if found else None) == words


def test_however_long_it_is_it_is_asked_only_some_times():
    probes = []
    loosened(asked("甲乙丙丁戊己庚辛壬癸" * 9), lambda query: bool(probes.append(query)))
    assert 0 < len(probes) <= 40


def test_a_word_in_letters_is_asked_for_as_a_whole():
    found = loosened(asked("免费wifi密码"), lambda query: query.runs == ("wifi",))
    assert found
    assert found.typed == "wifi"


def test_another_way_of_writing_it_is_cut_as_well():
    found = loosened(widened(asked("政务大厅10月办件量"), DAY), has_any)
    assert found
    assert found.typed == "政务 大厅十月 办件"


def test_of_what_stands_in_quotation_marks_no_piece_is_widened():
    publish(thing(1, "最低生活保障"), thing(2, "户主"))
    found, used = best(asked("“低保户主”"), Narrowing(), DAY)
    assert [hit.entry.key for hit in found.hits] == [2]
    assert used.also == ()


def test_of_a_long_sentence_one_piece_is_left_where_no_two_are_had_together():
    probes = []

    def has(query):
        probes.append(query)
        return len(query.runs) == 1 and len(query.runs[0]) <= 3

    found = loosened(asked("甲乙丙丁戊己庚辛壬癸" * 9), has)
    assert found
    assert found.typed == "甲乙丙"
    assert len(probes) <= 56


def test_a_right_hit_is_on_the_first_page_of_what_citizens_ask():
    """A small part of `bench/relevance`, with shorter texts: what is asked in other words than the title."""
    texts = {
        "老年人优待证办理指南": "六十周岁以上老年人免费办理优待证的条件、材料、地点和流程。",
        "最低生活保障标准调整通知": "城乡低保标准的调整幅度和执行时间。",
        "平湖旧城改造房屋征收补偿方案": "被征收人可以选择货币补偿或者产权调换。",
        "第三季度重大建设项目进展": "快速公交一号线、市第二人民医院等项目按计划推进。",
        "秋季学期学生公交专线增至十二条": "学生凭公交卡半价乘车，随车安排安全员。",
        "城区道路大中修年度计划": "光明路、平湖路等十二条道路大中修，夜间施工。",
    }
    noise = [
        thing(100 + number, f"城东街道公共服务提示（第{number}期）", "学生 老人 标准 公交")
        for number in range(40)
    ]
    publish(*noise, *(thing(key, title, body) for key, (title, body) in enumerate(texts.items(), 1)))
    every = [one for path in (JUDGED, SECOND, THIRD, FOURTH) for one in judged(path)]
    asking = [one for one in every if one.right & texts.keys()]
    found = [one.asked for one in asking if found_on_first_page(one, DAY)]
    assert len(asking) >= 45
    assert len(found) >= 0.9 * len(asking)
