"""Are names the same however keyboards, fonts and columns write them, and different where they are?"""

import pytest

from gongkai.naming import plain_name


@pytest.mark.parametrize("dot", "·•・‧…･∙⋅.．。●")
def test_every_dot_between_the_parts_of_a_name_is_one(dot):
    assert plain_name(f"阿依古丽{dot}买买提") == "阿依古丽·买买提"


@pytest.mark.parametrize("written", ["张三", "张　三", " 张 三 ", "张\u200b三", "张\u00a0三\n"])
def test_spaces_and_invisible_signs_are_no_part_of_a_name(written):
    assert plain_name(written) == "张三"


@pytest.mark.parametrize(
    ("one", "other"), [("张三", "张山"), ("阿依古丽·买买提", "阿依古丽买买提"), ("示范公司", "示范分公司")]
)
def test_other_names_stay_others(one, other):
    assert plain_name(one) != plain_name(other)


def test_latin_letters_are_folded():
    assert plain_name("Ｊohn  Smith") == plain_name("JOHN SMITH") == "JOHNSMITH"
