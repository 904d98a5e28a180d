"""Which words does a text have, and which does a query ask for?"""

import random
import re

import pytest

from gongkai_web.search.actions import entry_of
from gongkai_web.search.grams import MOST_RUNS, MOST_SIGNS, asked, folded, grams
from gongkai_web.search.subjects import Written

TEXT = "云溪区停车场管理办法（试行）：2026年起，ＡＢＣ停车楼首小时免费。"


def matches(text: str, typed: str) -> bool:
    """Whether an engine that keeps exactly these words would find the text."""
    query, kept = asked(typed), set(grams(text))
    begins = all(any(gram.startswith(one) for gram in kept) for one in query.beginnings())
    return set(query.words()) <= kept and begins and all(one in folded(text) for one in query.to_confirm())


@pytest.mark.parametrize(
    "typed",
    [
        "停车",
        "停车场",
        "法",
        "试行",
        "２０２６年",
        "abc",
        "云溪区 免费",
        "“停车楼首小时”",
        "费",
        "管理办法（试行）",
    ],
)
def test_what_stands_in_the_text_is_found(typed):
    assert matches(TEXT, typed)


@pytest.mark.parametrize("typed", ["停车费", "法律", "“云溪区 停车场”", "ab", "2027年", "场车", "停场"])
def test_what_does_not_stand_there_so_is_not_found(typed):
    assert not matches(TEXT, typed)


def test_every_piece_of_a_text_is_found_by_itself():
    drawn = random.Random(7)
    signs = "政务公开停车管理办法云溪区2026abc，。 "
    for _ in range(300):
        text = "".join(drawn.choice(signs) for _ in range(40))
        runs = re.findall(r"[a-z0-9]+|[^\W_a-z0-9]+", text)
        run = drawn.choice([one for one in runs if one] or ["政"])
        if not runs:
            continue
        length = len(run) if run.isascii() else drawn.randint(1, len(run))
        start = 0 if run.isascii() else drawn.randint(0, len(run) - length)
        assert matches(text, run[start : start + length]), (text, run)


def test_however_much_is_typed_it_is_cut_to_what_can_be_asked():
    query = asked("停车 " * 10_000 + "'; DROP TABLE search_words; -- \"*( NEAR OR")
    assert len(query.typed) <= MOST_SIGNS
    assert len(query.runs) <= MOST_RUNS
    assert query.words() == ["停车"]


@pytest.mark.parametrize("typed", ["", "  ", "，。", "\u200b", "🀄", "\0"])
def test_nothing_is_asked_with_nothing(typed):
    assert asked(typed).words() == []


@pytest.mark.parametrize(
    ("number", "parts"),
    [
        ("云政规〔2026〕1号", ("云政规", 2026, 1)),
        ("云政规[2026]12号", ("云政规", 2026, 12)),
        ("云溪区人民政府令第3号", ("云溪区人民政府令", None, 3)),
        ("", ("", None, None)),
    ],
)
def test_a_number_is_kept_in_its_three_parts(number, parts):
    one = Written(key=1, group="files", title="办法", agency=1, agency_name="", day=None, number=number)
    entry = entry_of("documents", one)
    assert (entry.number_code, entry.number_year, entry.number_serial) == parts
