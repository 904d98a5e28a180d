"""Which words say the same, and what is no such group?"""

from datetime import date

import pytest

from gongkai.errors import LawError
from gongkai.lawbook import Lawbook
from gongkai.synonyms import others_of, synonyms

DAY = date(2026, 3, 2)
INSTRUMENTS = "convention: {name: 口径, short: 口径, number: 无, from: 2019-05-15}\n"


def test_each_word_of_a_group_leads_to_the_others():
    assert others_of(DAY)["低保"] == ("最低生活保障",)
    assert others_of(DAY)["最低生活保障"] == ("低保",)


@pytest.mark.parametrize(
    ("said", "formal"),
    [("老人", "老年人"), ("重点工程", "重大建设项目"), ("菜场", "农贸市场"), ("上个月", "上月")],
)
def test_what_people_say_leads_to_the_word_of_the_office(said, formal):
    assert formal in others_of(DAY)[said]


def test_before_its_day_a_word_leads_nowhere():
    assert others_of(date(2019, 5, 14)) == {}


@pytest.mark.parametrize(
    ("groups", "sentence"),
    [
        ("[低保]", "两个以上的词"),
        ("[低保＝保]", "每个两个字以上"),
        ("[停车场＝停车]", "「停车」是同组另一个词的一部分"),
        ("[低保＝最低生活保障, 低保＝低收入保障]", "「低保」已经在另一组里"),
    ],
)
def test_what_is_no_group_is_refused_with_what_to_do(tmp_path, groups, sentence):
    (tmp_path / "instruments.yaml").write_text(INSTRUMENTS, encoding="utf-8")
    value = f"{{from: 2019-05-15, groups: {groups}, source: {{instrument: convention, note: 试}}}}"
    (tmp_path / "synonyms.yaml").write_text(f"one:\n  values:\n    - {value}\n", encoding="utf-8")
    with pytest.raises(LawError, match=sentence):
        synonyms(Lawbook(tmp_path))
