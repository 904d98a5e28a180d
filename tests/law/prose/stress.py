"""Does what is not understood silence a number, or make an alarm of it?

Two ways to make prose foreign. *Drop-out*: words are taken out of the vocabulary, as if nobody had ever
thought of them, and true prose is read without them. *Insertion*: a scope, a kind or a place that nobody
knows is put in front of a figure, whose number is then another; or a sentence about something unknown is
added. What the sentence says may be true, so nothing may be said of that number.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from unittest import mock

from gongkai.checking import check
from gongkai.checking.findings import NOTE, Finding
from gongkai.prose import statements
from gongkai.prose.vocabulary import Vocabulary, vocabulary
from gongkai.report import Section
from tests.law.prose.marked import RULES, Measured, Sample, folders, measured
from tests.law.prose.marked import samples as samples_of

_RARE = "饕餮魑魅貔貅麒麟蟾蜍鹬蚌蜉蝣鸬鹚"
# In front of a figure: what it counts is then something narrower, or something else.
NARROWER = (
    "其中涉及{}的",
    "涉及{}的",
    "{}类",
    "{}方面",
    "{}领域",
    "通过{}",
    "经{}",
    "由{}受理的",
    "{}",
    "就{}事项",
    "{}渠道",
    "因{}",
    "对{}",
    "{}板块，",
    "从{}看，",
    "在{}上，",
    "{}的",
)
# Behind a paragraph: true of something that stands in no table.
SENTENCES = (
    "涉及{0}的申请{1}件，予以公开{2}件。",
    "{0}类申请{1}件，均予公开，其中自然人{2}件。",
    "通过{0}收到申请{1}件，办结{2}件。",
    "{0}领域收到申请{1}件，办结{2}件，结转{3}件。",
    "由{0}处受理的{1}件，均已办结。",
    "{0}行政复议{1}件，维持{2}件；{0}诉讼{3}件。",
    "经{0}办结{1}件，答复{2}件，不予公开{3}件。",
    "从{0}看，收到{1}件，其中公开{3}件、部分公开{4}件，同比增长{1}%。",
    "{0}许可{1}件，{0}处罚{2}件，{0}强制{3}件。",
    "{0}规范性文件{1}件，废止{2}件，现行有效{3}件。",
    "{0}{1}件，纠正{2}件，占{5}%。",
    "在{0}，{1}件得到公开，{2}件未予公开，{3}件转{0}。",
)
# Behind a paragraph: of matters that everyone knows and no table counts, or of another year.
MATTERS = ("政府采购投诉处理决定", "投诉处理", "行政处罚", "土地征收", "工伤认定", "行政审批事项", "婚姻登记")
OF_OTHER_MATTERS = (
    "因{0}引发的行政复议{1}件、诉讼{2}件，均维持。",
    "因{0}被复议{1}件、被诉{2}件，{3}件尚未审结。",
    "涉{0}复议{1}件、诉讼{2}件。",
    "就{0}提起的诉讼{1}件，败诉{2}件、{3}件正在审理。",
    "办理人大代表建议{1}件、政协提案{2}件，其中主办{1}件、会办{2}件，办理结果公开{1}件，未公开的{2}件为会办件。",
    "承办的{1}件建议提案中，{2}件答复已主动公开，其余未公开。",
    "发布市政府文件{1}件、市政府办公室文件{2}件，其中主动公开{1}件、依申请公开{2}件。",
    "{6}年，收到申请{1}件，答复{2}件，年末剩{3}件；{7}年的数字见上。",
)
_SHORT = re.compile(r"[\u4e00-\u9fff]{0,14}\d+[\u4e00-\u9fff]{1,8}[，、；。）]?")


@contextmanager
def without(share: float, seed: int) -> Iterator[Vocabulary]:
    """Reads with a vocabulary from which that share of its words is gone."""
    whole = vocabulary()
    words = {
        word: senses
        for word, senses in whole.words.items()
        if random.Random(f"{seed} {word}").random() >= share  # the same ones, whatever is added to the file
    }
    gaps = {head: tuple(pair for pair in pairs if pair[1] in words) for head, pairs in whole.gaps.items()}
    less = replace(whole, words=words, gaps={head: pairs for head, pairs in gaps.items() if pairs})
    with mock.patch.object(statements, "vocabulary", return_value=less):
        statements.read_prose.cache_clear()
        yield less
    statements.read_prose.cache_clear()


def every(step: int) -> list[Sample]:
    """Of all marked samples every one at that step."""
    return [sample for folder in folders() for sample in samples_of(folder)][::step]


def dropped_out(samples: Sequence[Sample], share: float, seed: int) -> list[Measured]:
    """The samples as they are read with fewer words."""
    with without(share, seed):
        return [measured(sample) for sample in samples]


def unknown_word(drawn: random.Random) -> str:
    """Two to four characters that are in no word."""
    return "".join(drawn.sample(_RARE, drawn.choice((2, 2, 3, 4))))


def narrowed(sample: Sample, seed: int) -> Iterator[tuple[str, list[Finding]]]:
    """Each right and comparable figure made narrower by unknown words, with what is said of its number."""
    drawn = random.Random(f"{sample.name} {seed}")
    before = {finding.message for finding in _alarms(sample)}
    for figure in sample.figures:
        number, value = str(figure["number"]), figure["value"]
        plain = figure["comparable"] and not figure["wrong"] and number.isdigit() and "%" not in number
        text = _text(sample, figure["section"])
        quote = str(figure["quote"])
        if not plain or text.count(quote) != 1 or not _is_a_clause(text, quote, number):
            continue
        less = drawn.randint(1, max(1, int(value) - 1)) if int(value) > 1 else int(value) + 1
        form = drawn.choice(NARROWER).format(unknown_word(drawn))
        told = f"{form}{quote.replace(number, str(less))}"
        made = _with(sample, figure["section"], text.replace(quote, told))
        yield told, [one for one in _alarms(made) if _quotes(one, less) and one.message not in before]


def added(sample: Sample, seed: int) -> Iterator[tuple[str, list[Finding]]]:
    """Each section with a sentence about something unknown, and what is said of it."""
    drawn = random.Random(f"{sample.name} {seed}")
    before = {finding.message for finding in _alarms(sample)}
    for section in sample.report.sections:
        one, two, three = sorted(drawn.sample(range(13, 90), 3), reverse=True)
        numbers = (one, two, three, (one - three) // 2, round(100 * two / one))
        told = drawn.choice(SENTENCES).format(unknown_word(drawn), *numbers)
        made = _with(sample, str(section.number), section.text + told)
        yield told, [one for one in _alarms(made) if one.message not in before]


def of_other_matters(sample: Sample) -> Iterator[tuple[str, list[Finding]]]:
    """Each true sentence on other matters or on the year before, behind section four, and what is said."""
    drawn = random.Random(sample.name)
    before = {finding.message for finding in _alarms(sample)}
    year = sample.report.year or 0
    place = max(sample.report.sections, key=lambda one: (one.number == 4, -one.number))
    for form in OF_OTHER_MATTERS:
        one, two, three = sorted(drawn.sample(range(2, 30), 3), reverse=True)
        told = form.format(drawn.choice(MATTERS), one, two, three, 0, 0, year - 1, year)
        made = _with(sample, str(place.number), f"{place.text}\n{told}")
        yield told, [one for one in _alarms(made) if one.message not in before]


def _is_a_clause(text: str, quote: str, number: str) -> bool:
    """Whether the quote begins where a clause does, and holds no other number and no other clause."""
    place = text.index(quote)
    begins = place == 0 or text[place - 1] in "，、；：（。\n"
    return begins and bool(_SHORT.fullmatch(quote)) and quote.count(number) == 1


def _text(sample: Sample, section: str) -> str:
    return next(one.text for one in sample.report.sections if str(one.number) == section)


def _with(sample: Sample, section: str, text: str) -> Sample:
    sections = tuple(
        Section(one.number, one.heading, text) if str(one.number) == section else one
        for one in sample.report.sections
    )
    return replace(sample, report=replace(sample.report, sections=sections))


def _alarms(sample: Sample) -> list[Finding]:
    found = check(sample.report, sample.previous)
    return [one for one in found if one.rule in RULES and one.severity != NOTE]


def _quotes(finding: Finding, value: int) -> bool:
    """Whether the table is held against that number."""
    told = re.search(r"写的是([\d.]+)", finding.message)
    return finding.rule == "prose.against_tables" and told is not None and told[1] == str(value)
