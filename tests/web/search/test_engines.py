"""Does every engine answer the same: what was asked for, all of it, in one order, with the same counts?"""

import random
import re
from dataclasses import replace
from datetime import date, timedelta
from importlib.util import find_spec

import pytest

from gongkai_web.search import actions, engines, finding, subjects
from gongkai_web.search.engines import answers, sqlite
from gongkai_web.search.engines.columns import Columns
from gongkai_web.search.grams import asked
from gongkai_web.search.models import Entry
from gongkai_web.search.narrowing import FACETS, NOT_STATED, Narrowing
from gongkai_web.search.widening import widened
from tests.web.search.things import DAY, PUBLIC, TEXTS, thing

# The third is an extra of the package; whoever runs all tests has it.
HAS_TANTIVY = find_spec("tantivy") is not None
ENGINES = ("database", *(["tantivy"] if HAS_TANTIVY else []))


@pytest.fixture(autouse=True)
def _things(db, monkeypatch):
    monkeypatch.setattr(subjects, "_OFFERED", ["tests.web.search.things.TEXTS"])
    subjects.subjects.cache_clear()
    PUBLIC.clear()
    yield
    subjects.subjects.cache_clear()


@pytest.fixture(params=ENGINES)
def engine(request, monkeypatch, settings, tmp_path):
    """The database of the site, and a local index."""
    ranks(monkeypatch, 0)
    if request.param == "tantivy":
        settings.SEARCH_ENGINE, settings.SEARCH_INDEX = "tantivy", tmp_path / "search"
        engines.engine().rebuild()
    return request.param


def ranks(monkeypatch, most):
    """Up to so many hits are ranked; above, the newest come first."""
    places = [answers.__name__, sqlite.__name__]
    for module in [*places, "gongkai_web.search.engines.local"] if HAS_TANTIVY else places:
        monkeypatch.setattr(f"{module}.RANKED", most)


def publish(*things):
    PUBLIC.update({one.key: one for one in things})
    actions.follow("things", [one.key for one in things])


def withdraw(*keys):
    for key in keys:
        PUBLIC.pop(key, None)
    actions.follow("things", keys)


def find(typed, day=DAY, start=0, size=20, **narrowed):
    return finding.find(asked(typed), Narrowing(**narrowed), day, start=start, size=size)


def keys(typed, day=DAY, **narrowed):
    return [hit.entry.key for hit in find(typed, day, **narrowed).hits]


def day(number):
    return DAY + timedelta(days=number)


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("停车", {1, 2, 3}),
        ("停车场", {1, 2}),
        ("停", {1, 2, 3}),
        ("场", {1, 2, 4}),
        ("停车 费", {2, 3}),
        ("“停车场 收费”", {2}),
        ("“停车场收费”", set()),
        ("ABC", {4}),
        ("ab", set()),
        ("２０２６", {4}),
        ("车收", {3}),
        ("' OR 1=1 --", set()),
        ('"*( NEAR', set()),
    ],
)
def test_what_stands_there_is_found_and_nothing_else(engine, typed, found):
    publish(thing(1, "停车场管理"), thing(2, "停车场 收费"), thing(3, "停车收费"), thing(4, "广场 abc 2026"))
    assert set(keys(typed)) == found
    assert find(typed).total == len(found)


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("低保", {1, 2}),
        ("最低生活保障", {1, 2}),
        ("低保标准", {2}),
        ("低保 费", {1}),
        ("“低保”", {1}),
        ("“低保” 第12期", set()),
        ("第12期", {4, 5}),
        ("十二期 第三批", set()),
        ("3季度", {6}),
    ],
)
def test_what_says_the_same_is_found_with_it_and_quoted_words_are_as_they_are(engine, typed, found):
    """3 has all pairs of 最低生活保障标准, and not the word: one way proves nothing of another."""
    publish(
        thing(1, "低保费"),
        thing(2, "最低生活保障标准"),
        thing(3, "最低 低生 生活 活保 保障 障标 标准"),
        thing(4, "公报第十二期"),
        thing(5, "公报第12期"),
        thing(6, "三季度情况"),
    )
    query = widened(asked(typed), DAY)
    answer = finding.find(query, Narrowing(), DAY)
    assert {hit.entry.key for hit in answer.hits} == found
    assert answer.total == len(found)


def test_words_of_either_way_count_as_words_of_the_title(engine, monkeypatch):
    ranks(monkeypatch, 4)
    publish(thing(1, "通告", "低保", day=day(9)), thing(2, "最低生活保障标准"))
    found = finding.find(widened(asked("低保"), DAY), Narrowing(), DAY)
    assert [hit.entry.key for hit in found.hits] == [2, 1]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("三公经费", {1}),
        ("供水办法试行解读", {2}),
        ("“三公”经费", {1}),
        ("读停车", {2}),
        ("办法停车", set()),
    ],
)
def test_the_marks_of_a_text_need_not_be_typed(engine, typed, found):
    publish(thing(1, "说明", "“三公”经费"), thing(2, "《供水办法（试行）》解读《停车办法》《停车费》"))
    assert set(keys(typed)) == found


def test_pages_follow_each_other_without_gap_or_repetition(engine):
    publish(*(thing(number, f"停车{number}", day=day(number % 5)) for number in range(1, 26)))
    pages = [[hit.entry.key for hit in find("停车", start=start, size=10).hits] for start in (0, 10, 20, 30)]
    assert [len(one) for one in pages] == [10, 10, 5, 0]
    assert len({key for one in pages for key in one}) == 25
    newest = [PUBLIC[key].day for one in pages for key in one]
    assert newest == sorted(newest, reverse=True)


def test_facets_count_what_would_be_left_without_their_own_choice(engine):
    publish(
        thing(1, "停车", day=None, agency=None, column="rules"),
        thing(2, "停车", group="news", agency=7),
        thing(3, "停车", group="news", day=date(2025, 1, 1)),
        thing(4, "停车", has_validity=True, holds_until=day(-1)),
        thing(5, "停车", has_validity=True, holds_from=day(1)),
        thing(6, "停车", has_validity=True, holds_from=day(0), holds_until=day(0)),
    )
    every = find("停车").counts
    assert every["group"] == {"files": 4, "news": 2}
    assert every["column"] == {NOT_STATED: 5, "rules": 1}
    assert every["agency"] == {NOT_STATED: 1, "1": 4, "7": 1}
    assert every["year"] == {NOT_STATED: 1, "2025": 1, "2026": 4}
    assert every["validity"] == {NOT_STATED: 3, "over": 1, "not_yet": 1, "in_force": 1}
    narrowed = find("停车", group="news", year="2026")
    assert (narrowed.total, narrowed.counts["group"]) == (1, {"files": 3, "news": 1})
    assert narrowed.counts["year"] == {"2025": 1, "2026": 1}
    assert narrowed.counts["agency"] == {"7": 1}
    assert keys("停车", validity="over") == [4]
    assert keys("停车", year=NOT_STATED, agency=NOT_STATED) == [1]


def test_days_are_inclusive_and_what_is_over_is_not_shown(engine):
    publish(
        thing(1, "停车", day=day(0)), thing(2, "停车", day=day(1), until=day(5)), thing(3, "停车", day=None)
    )
    assert keys("停车", first=day(1)) == keys("停车", first=day(1), last=day(1)) == [2]
    assert keys("停车", last=day(0)) == [1]
    assert set(keys("停车", day(5))) == {1, 2, 3}
    assert set(keys("停车", day(6))) == {1, 3}
    assert find("停车", day(6)).total == 2


def test_a_number_is_found_by_its_parts_without_words(engine):
    publish(thing(1, "甲", number="云政规〔2026〕1号"), thing(2, "乙", number="云政办〔2026〕1号"))
    assert keys("", code="云政规") == keys("甲", serial=1) == [1]
    assert set(keys("", of_year=2026, serial=1)) == {1, 2}
    assert keys("", serial=2) == []


def test_what_is_withdrawn_is_gone_and_what_is_changed_is_found_by_its_new_words(engine):
    publish(thing(1, "停车"), thing(2, "停车"))
    assert find("停车").total == 2
    withdraw(2)
    publish(thing(1, "公交"))
    assert (keys("停车"), keys("公交"), find("停车").total) == ([], [1], 0)


def test_the_order_has_its_reasons_where_the_hits_are_few(engine, monkeypatch):
    ranks(monkeypatch, 4)
    publish(
        thing(1, "交通要点", "停车收费", day=day(9)),
        thing(2, "停车收费通告", has_validity=True, holds_until=day(-1), day=day(9)),
        thing(3, "停车收费说明"),
        thing(4, "停车收费"),
    )
    assert keys("停车收费") == [4, 3, 1, 2]


def test_the_number_comes_first_of_all(engine, monkeypatch):
    ranks(monkeypatch, 4)
    publish(thing(1, "办法", number="云政规〔2026〕1号"), thing(2, "关于云政规〔2026〕1号的说明", day=day(9)))
    assert keys("云政规〔2026〕1号") == [1, 2]


def test_a_word_of_two_characters_is_found_wherever_it_stands(engine):
    """As a full scan of all texts finds it: no segmentation may hide it."""
    drawn = random.Random(11)
    signs = "政务公开停车管理办法云溪区费标准，。 a1"
    texts = {key: "".join(drawn.choices(signs, k=30)) for key in range(1, 121)}
    publish(*(thing(key, text[:10], text) for key, text in texts.items()))
    words = {text[place : place + 2] for text in texts.values() for place in range(29)}
    asked_for = sorted(word for word in words if re.fullmatch("[\u4e00-\u9fff]{2}", word))
    assert len(asked_for) > 150
    for word in asked_for:
        scanned = {key for key, text in texts.items() if word in text or word in text[:10]}
        found = finding.find(asked(word), Narrowing(), DAY, size=200, facets=())
        assert {hit.entry.key for hit in found.hits} == scanned, word


def test_what_is_withdrawn_while_the_hits_are_counted_hinders_no_answer():
    publish(thing(1, "停车"), thing(2, "停车"))
    found = list(Entry.objects.order_by("pk").values_list("pk", flat=True))
    withdraw(2)
    columns = Columns("default")
    columns.refresh(max(found))
    asking = answers.Asked(asked("停车"), Narrowing(), DAY, FACETS)
    assert columns.answer(found, asking, 0, 1).keys == found[:1]
    publish(thing(3, "停车", group="news"))
    columns.refresh(latest := Entry.objects.latest("pk").pk)
    answer = columns.answer([found[0], latest], asking, 0, 20)
    assert (answer.keys, answer.counts["group"]) == ([latest, found[0]], {"files": 1, "news": 1})


def test_what_is_published_again_while_all_is_compared_is_kept(monkeypatch):
    publish(thing(1, "停车"), thing(2, "停车"))
    PUBLIC.clear()

    def meanwhile():
        yield from ()
        publish(thing(1, "停车"))

    monkeypatch.setattr(actions, "subjects", lambda: {"things": replace(TEXTS, keys=meanwhile)})
    assert actions.catch_up("things") == 2
    assert keys("停车") == [1]
