"""Is every slip of one sign in a fixed phrase found, and nothing else taken for one?"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import date

import pytest

from gongkai.errors import LawError, UsageError
from gongkai.lawbook import Lawbook
from gongkai.proofing.checklist import Item, checklist
from gongkai.proofing.finding import BLOCK
from gongkai.proofing.markup import page_passage
from gongkai.proofing.passage import plain_passage
from gongkai.proofing.protected import finder, own_phrases, protected_phrases, slips
from tests.lawfolder import LawFolder

DAY = date(2024, 9, 20)
PHRASES = protected_phrases()
STRANGE = "爨"


def found(text, own=()):
    read = page_passage if text.startswith("<") else plain_passage
    return list(slips(read("body", "正文", text), DAY, own))


def slipped(phrase: str) -> Iterator[str]:
    """The phrase with every slip of one sign that changes it: another, a missing, one more, two changed."""
    for place, sign in enumerate(phrase):
        others = {STRANGE, phrase[place - 1], phrase[(place + 1) % len(phrase)]} - {sign}
        yield from (phrase[:place] + other + phrase[place + 1 :] for other in others)
        yield phrase[:place] + phrase[place + 1 :]
        if place:
            yield from (
                phrase[:place] + other + phrase[place:] for other in (STRANGE, sign, phrase[place - 1])
            )
        if phrase[place : place + 2] != phrase[place : place + 2][::-1]:
            yield phrase[:place] + phrase[place : place + 2][::-1] + phrase[place + 2 :]


def is_right(text: str) -> bool:
    """Whether what the slip makes is another fixed phrase, or told to be something else."""
    every = [one.text for one in PHRASES.phrases]
    return text in every or any(text == one for phrase in PHRASES.phrases for one in phrase.exceptions)


def test_every_slip_of_one_sign_in_every_phrase_is_found():
    every = finder()
    missed = [
        (phrase.text, text)
        for phrase in PHRASES.phrases
        for text in slipped(phrase.text)
        if not is_right(text) and not every.slips(f"根据{text}，办理。", DAY)
    ]
    assert missed == []


def test_every_slip_is_found_between_other_characters_too():
    every = finder()
    phrase = "中华人民共和国政府信息公开条例"
    missed = [text for text in slipped(phrase) if not every.slips(f"依照《{text}》第十条", DAY)]
    assert missed == []


def test_a_right_phrase_is_no_slip_whatever_stands_beside_it():
    for phrase in PHRASES.phrases:
        for text in (phrase.text, f"《{phrase.text}》", f"的{phrase.text}的", phrase.text + phrase.text):
            assert found(f"按照{text}执行。") == [], text


def test_what_the_exceptions_say_is_no_slip():
    for phrase in PHRASES.phrases:
        for exception in phrase.exceptions:
            assert found(f"公布{exception}。") == [], exception


@pytest.mark.parametrize(
    "text",
    ["其中中华人民共和国公民可以申请", "全国国家发展和改革委员会系统", "按照《政府信息公开条例》例外的规定"],
)
def test_the_last_sign_of_another_word_is_not_one_too_many(text):
    assert found(text) == []


NATURAL = (
    "坚持以习近平新时代中国特色社会主义思想为指导，深入学习贯彻党的二十大和二十届二中、三中全会精神。",
    "高举中国特色社会主义伟大旗帜，完善中国特色社会主义法律体系，弘扬社会主义核心价值观念。",
    "全面建设社会主义现代化国家，以中国式现代化全面推进中华民族伟大复兴，构建人类命运共同体。",
    "中国人民解放战争时期的档案，由中华人民共和国审计署、全国人民代表大会常务委员会办公厅移交。",
    "由市、县人民代表大会常务委员会、村民代表大会、中国人民政治协商会议示范市委员会讨论。",
    "住房城乡建设、人力资源社会保障、卫生健康等部门，市住房和城乡建设局、市卫生健康委员会分管。",
    "依照《中华人民共和国行政复议法实施条例》《中华人民共和国民事诉讼法》《中华人民共和国公司法》办理。",
    "符合政府信息公开条件的，按政府信息公开条款办理；政府信息公开案例和半年度报告另行公布。",
    "国务院办公会议、国务院办公厅秘书局、省政府办公厅、最高人民法院院长，省高级人民法院。",
)


@pytest.mark.parametrize("text", NATURAL)
def test_what_is_like_a_phrase_and_is_another_is_let_pass(text):
    assert found(text) == []


def test_a_finding_blocks_and_offers_the_phrase():
    (one,) = found("根据《政府信息公幵条例》")
    assert (one.level, one.quote, one.suggestion) == (BLOCK, "政府信息公幵条例", "政府信息公开条例")
    assert one.message == "正文写“政府信息公幵条例”，固定的表述是“政府信息公开条例”，差一个字；请改正。"


def test_every_slip_in_a_phrase_blocks_the_item_that_has_it():
    phrase = "中华人民共和国政府信息公开条例"
    for text in slipped(phrase):
        told = checklist(Item(title="通知", body=f"<p>依照《{text}》第十条</p>"), DAY)
        assert BLOCK in {one.level for one in told if one.code == "protected_phrase"}, text


def test_the_longest_phrase_explains_a_slip():
    (one,) = found("《中华人民共和国政府信息公开条列》")
    assert one.suggestion == "中华人民共和国政府信息公开条例"


@pytest.mark.parametrize(
    "text",
    [
        "<p>中华<b>人民共</b>合国</p>",
        "中华人民\n共合国",
        "中华人 民共合国",
        "中華人民共合國",
        "中\u200b华\u200b人民共合国",
    ],
)
def test_tags_wrapped_lines_spaces_and_old_characters_hide_no_slip(text):
    assert [one.suggestion for one in found(text)] == ["中华人民共和国"]


@pytest.mark.parametrize(
    "text", ["<p>中华<b>人民共</b>和国</p>", "中华人民\n共和国", "中华 人民 共和国", "中華人民共和國"]
)
def test_nor_do_they_make_one(text):
    assert found(text) == []


def test_a_phrase_does_not_go_on_in_another_cell_or_block():
    assert found("<p>中华人民</p><p>共国</p>") == []
    assert found("<table><tr><td>中华人民共</td><td>国</td></tr></table>") == []


def test_an_agency_protects_its_own_name():
    own = own_phrases(["示范市云溪区人民政府"])
    assert [one.suggestion for one in found("示范市云溪区人名政府", own)] == ["示范市云溪区人民政府"]
    assert found("示范市云溪区人名政府") == []


def test_an_agencys_phrase_that_is_too_short_is_refused():
    with pytest.raises(UsageError, match="固定表述「政务公开」应有至少 6 个字"):
        own_phrases(["政务公开"])


def test_a_short_phrase_in_the_law_folder_is_refused(tmp_path):
    law = LawFolder(tmp_path / "law")
    law.replace("words/protected.yaml", "最高人民法院", "法院")
    with pytest.raises(LawError, match="应有至少 6 个字"):
        protected_phrases(Lawbook(law.root))


def test_the_work_grows_as_the_text():
    def work(text):
        counted = 0

        def count(frame, event, told):
            nonlocal counted
            counted += event in ("call", "c_call")

        sys.setprofile(count)
        try:
            found(text)
        finally:
            sys.setprofile(None)
        return counted

    for piece in ("中华人", "人民共和国", "中华人民共和国", "政府信息公开条列，", "国"):
        short = piece * (4000 // len(piece))
        assert work(short * 2) <= 2.2 * work(short) + 200, piece
