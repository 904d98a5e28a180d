"""Does reading and checking the prose take steps in proportion to its length, whatever stands in it?

Steps are counted, not seconds: calls of Python functions, of a text and of four times as much of it.
"""

from __future__ import annotations

import sys
from dataclasses import replace

import pytest

from gongkai.checking import check
from gongkai.prose.statements import read_prose
from gongkai.report import Section
from tests.law.checking import builders as b

pytestmark = pytest.mark.slow

SENTENCE = (
    "全年收到政府信息公开申请40件，其中自然人30件、企业10件，比上年的32件增长25%，占75%；办结41件，共81件。"
)
TEXTS = {
    "many paragraphs": lambda times: f"{SENTENCE}\n" * times,
    "one paragraph": lambda times: SENTENCE * times,
    "one sentence": lambda times: SENTENCE.rstrip("。") * times,
    "no number at all": lambda times: "加强与申请人的沟通，提高依申请公开答复的质量，" * times,
    "numbers alone": lambda times: "收到申请" + "3件、" * 10 * times,
    "brackets": lambda times: "收到申请(" * 10 * times + "3件",
    "parts and no end": lambda times: "收到申请9件，其中" * 4 * times,
    "signs alone": lambda times: "，、（）；：" * 20 * times,
    "unknown words": lambda times: "饕餮魑魅" * 20 * times + "3件",
    "shares": lambda times: "自然人3件占3%，" * 4 * times,
}
SMALL, TIMES = 30, 4
SLACK = 1.4  # four times the text may take this much more than four times the steps


def steps(text: str) -> int:
    """How many functions of Python are called for reading and checking a report that says this."""
    made = replace(b.office(), sections=(Section(1, "一、总体情况", text),))
    read_prose.cache_clear()
    counted = 0

    def count(_frame: object, event: str, _argument: object) -> None:
        nonlocal counted
        counted += event == "call"

    sys.setprofile(count)
    try:
        check(made)
    finally:
        sys.setprofile(None)
    return counted


@pytest.mark.parametrize("kind", TEXTS)
def test_four_times_the_text_takes_four_times_the_steps(kind):
    steps(TEXTS[kind](1))  # what is worked out once is no part of it
    one, four = (steps(TEXTS[kind](SMALL * times)) for times in (1, TIMES))
    assert four <= one * TIMES * SLACK, (one, four)
