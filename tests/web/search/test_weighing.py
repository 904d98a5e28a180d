"""Where nothing has all the words: which words are asked for instead, and what has most of their weight?"""

import pytest

from bench.relevance import SETS, found_on_first_page, judged
from gongkai_web.search import finding
from gongkai_web.search.finding import best
from gongkai_web.search.grams import asked
from gongkai_web.search.narrowing import FACETS, Narrowing
from gongkai_web.search.weighing import words_of
from gongkai_web.search.widening import widened
from tests.web.search.test_engines import (
    _things,  # noqa: F401 – texts without an office
    day,
    engine,  # noqa: F401 – each of them in turn
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


def frequencies(queries):
    return [
        sum(any(all(run in title for run in way.runs) for way in query.ways) for title in TITLES)
        for query in queries
    ]


def words(typed):
    return words_of(asked(typed), DAY, frequencies, len(TITLES))


def weights(typed):
    return {word.query.typed: word.weight for word in words(typed).each}


def found(typed, **narrowed):
    return best(widened(asked(typed), DAY), Narrowing(**narrowed), DAY)


def keys(typed, **narrowed):
    return [hit.entry.key for hit in found(typed, **narrowed)[0].hits]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("老年人优待证怎么办理", "老年人优待证"),
        ("停车场管里办法", "停车场管 办法"),
        ("政务大厅办件量", "政务大厅 办件"),
        ("优待证 停车场管", "优待证 停车场管"),
        ("路边停车夜里收费", "边停车 夜 收费"),
        ("停车收费了没有", "停车 收费"),
        ("养老院补贴额现在怎么算", "养老院 补贴"),
        ("abc def", None),
        ("怎么办", None),
        ("证 怎么办", "证"),
        ("wifi密码", None),
    ],
)
def test_every_word_that_something_has_is_asked_for_and_no_word_of_asking(typed, said):
    found = words(typed)
    assert (found.said if found else None) == said


def test_what_fewer_have_weighs_more_and_a_single_sign_half():
    had = weights("停车费 优待证 夜")
    assert had["优待"] == had["待证"] > had["停车"] > 0
    assert "夜" not in had
    assert had["费"] * 2 <= weights("费")["费"] <= had["费"] * 2 + 1


def test_words_that_say_the_same_weigh_as_one():
    assert [word.query.typed for word in words("老年人 优待证").each] == ["老年人", "优待", "待证"]
    assert words("老年人 优待证").each[0].weight == words("老人 优待证").each[0].weight > 0


def test_however_long_it_is_only_some_words_are_looked_up_and_fewer_asked_for():
    looked = []

    def some(queries):
        looked.extend(queries)
        return [1 for _ in queries]

    many = "".join(map(chr, range(0x4E00, 0x4E00 + 90)))
    assert len(words_of(asked(many), DAY, some, 9).each) == 12
    assert len(looked) == 40


def test_of_what_stands_in_quotation_marks_no_piece_is_widened():
    publish(thing(1, "最低生活保障"), thing(2, "户主"))
    found, used = best(asked("“低保户主”"), Narrowing(), DAY)
    assert [hit.entry.key for hit in found.hits] == [2, 1]
    assert (used.typed, used.also) == ("低 保 户主", ())


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
    every = [one for path in SETS.values() for one in judged(path)]
    asking = [one for one in every if one.right & texts.keys()]
    found = [one.asked for one in asking if found_on_first_page(one, DAY)]
    assert len(asking) >= 45
    assert len(found) >= 0.9 * len(asking)


def some_things():
    publish(
        thing(1, "夜间停车管理规定", "收费标准", day=day(-3)),
        thing(2, "停车", "夜间", group="news", day=day(-2)),
        thing(3, "停车情况", group="news", agency=7, has_validity=True, holds_until=day(-1)),
        thing(4, "停车说明", day=day(-9), has_validity=True),
        thing(5, "低保"),
        thing(6, "最低生活保障", "罚款"),
        *(thing(number, "通告") for number in range(7, 30)),
    )


def test_what_has_more_of_the_weight_comes_first_and_of_that_what_has_it_in_the_title(engine):  # noqa: F811
    """Three of the words are in 1, two in 2; 3 is in force no more."""
    some_things()
    assert keys("夜间停车收费多少罚单") == [1, 2]
    publish(thing(41, "通报", "停车", day=day(5)))
    assert keys("停车罚单") == [2, 1, 4, 3, 41, 6]


def test_one_rare_word_says_more_than_two_that_most_have(engine):  # noqa: F811
    publish(thing(1, "公示"), *(thing(number, "停车通知", "收费") for number in range(2, 25)))
    assert keys("公示停车收费") == [1]


def test_what_has_too_little_of_the_weight_is_not_found(engine):  # noqa: F811
    some_things()
    assert keys("夜间收费停车规定 罚款") == [1, 2]
    assert found("停车 低保")[0].total == 6


def test_words_that_say_the_same_are_one_word_and_each_is_found_by_it(engine):  # noqa: F811
    some_things()
    answer, used = found("低保罚款怎么样了没有")
    assert [hit.entry.key for hit in answer.hits] == [6, 5]
    assert (used.typed, used.also) == ("低保 罚款", ("最低生活保障",))


def test_counts_facets_and_pages_are_over_one_set(engine):  # noqa: F811
    some_things()
    every, _ = found("停车罚单")
    assert (every.total, every.counts["group"]) == (5, {"files": 3, "news": 2})
    assert every.counts["validity"] == {"not_stated": 3, "over": 1, "in_force": 1}
    assert every.counts["agency"] == {"1": 4, "7": 1}
    for facet in FACETS:
        for value, number in every.counts[facet].items():
            narrowed, used = found("停车罚单", **{facet: value})
            assert narrowed.total == len(narrowed.hits) == number
            assert (narrowed.counts[facet], used.typed) == (every.counts[facet], "停车 罚")
    pages = [best(asked("停车罚单"), Narrowing(), DAY, start=start, size=2)[0] for start in (0, 2, 4)]
    assert [hit.entry.key for page in pages for hit in page.hits] == [2, 1, 4, 3, 6]


def test_to_what_it_is_narrowed_changes_no_words(engine):  # noqa: F811
    """Something has all, among the news nothing: a choice leads to what is counted beside it."""
    some_things()
    answer, used = found("停车 收费", group="news")
    assert (answer.total, answer.counts["group"], used.typed) == (0, {"files": 1}, "停车 收费")


def test_what_is_over_is_not_found_and_the_newest_come_first_where_that_is_asked(engine):  # noqa: F811
    some_things()
    publish(thing(40, "停车夜间", until=day(-1)))
    newest, _ = best(asked("夜间停车收费罚单"), Narrowing(), DAY, newest=True)
    assert [hit.entry.key for hit in newest.hits] == [2, 1]


def test_where_too_many_have_a_part_more_is_wanted(engine, monkeypatch):  # noqa: F811
    """Where too many have all of it, the newest of these come first."""
    some_things()
    publish(thing(40, "停车 罚款"))
    assert set(keys("停车罚钱")) == {1, 2, 3, 4, 6, 40}
    monkeypatch.setattr(finding, "RANKED", 2)
    assert keys("停车罚钱") == [40]
    answer, used = found("停车多少钱")
    assert ([hit.entry.key for hit in answer.hits][:3], answer.total) == ([40, 3, 2], 5)
    assert used.typed == "停车"


def test_however_much_is_typed_it_costs_some_statements(django_assert_max_num_queries):
    some_things()
    with django_assert_max_num_queries(20):
        found("夜里停车要不要收费我家老人七十三岁了他没有优待证低保户怎么罚款" * 3)
