"""Does each word say what its example means, and is a slip in the vocabulary told?"""

from __future__ import annotations

import pytest

from gongkai import lawcheck
from gongkai.errors import LawError
from gongkai.prose.statements import find_statements
from gongkai.prose.vocabulary import vocabulary
from gongkai.report import Section
from tests.lawfolder import LawFolder

pytestmark = pytest.mark.slow

WORD = """\
    new_word:
      name: 编的
      about: unavailable
      words: [经办不了]
      example: {text: "收到政府信息公开申请20件，{}12件。"}
"""


@pytest.fixture
def law(tmp_path) -> LawFolder:
    return LawFolder(tmp_path / "law")


def test_each_of_the_words_means_what_its_example_says():
    assert lawcheck.misread_words() == []
    assert len(vocabulary().examples) > 2000


def test_a_new_word_is_data(law):
    said = (Section(1, "一、总体情况", "收到政府信息公开申请9件，经办不了3件。"),)
    law.enter("prose/results.yaml", WORD)
    with law.installed():
        assert {one.about: one.value for one in find_statements(said, 2024)}["cases.unavailable"] == 3
        assert lawcheck.problems() == []
        assert lawcheck.misread_words() == []
    assert "cases.unavailable" not in {one.about for one in find_statements(said, 2024)}


def test_a_word_in_the_wrong_group_is_told_with_what_was_read(law):
    law.enter(
        "prose/results.yaml",
        WORD.replace("about: unavailable", "about: granted").replace("经办不了", "无法提供"),
    )
    with law.installed():
        told = lawcheck.misread_words()
    assert told
    assert "「无法提供」" in told[0]
    assert "应当读出" in told[0]


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ("words: [经办不了]", "wrods: [经办不了]", "words"),
        ("name: 编的", "nmae: 编的", "name"),
        ("{}12件", "12件", "{}"),
        ("words: [经办不了]", "words: [“”]", "词不能为空"),
    ],
)
def test_a_slip_is_refused_with_file_and_key(law, old, new, key):
    law.enter("prose/results.yaml", WORD.replace(old, new))
    with law.installed(), pytest.raises(LawError) as refusal:
        vocabulary()
    assert "prose/results.yaml" in str(refusal.value)
    assert key in str(refusal.value)
