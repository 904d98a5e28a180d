"""李强 writes a number by its name: is it the number that he means, and is a slip told?"""

from datetime import date

import pytest

from gongkai.drafting.blocks import blocks_for
from gongkai.drafting.references import Reference, parse
from gongkai_web.annual import naming
from gongkai_web.errors import Refused
from gongkai_web.figures.registry import registry

DAY = date(2024, 12, 31)


def test_every_number_of_a_first_draft_has_a_name_that_is_read_again(db):
    asked = [one for block in blocks_for("department", DAY).values() for one in block.asked]
    assert asked
    for one in asked:
        reference = Reference(one)
        assert naming.read(f"共〔{naming.name_of(reference)}〕条") == ("共", reference, "条")


def test_styles_and_shares_are_named_too(db):
    written = "{items.published over}{cases.new_received compared}{reported-up.adopted/reported-up.reported}"
    named = naming.shown(parse(written))
    assert named == "〔主动公开的信息：“余”〕〔收到：与上年相比〕〔上报后采用的信息／上报的信息〕"
    assert naming.read(named) == parse(written)


def test_the_year_of_a_document_number_is_text():
    assert naming.read("示政〔2024〕5号") == ("示政〔2024〕5号",)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("共〔发布的信息〕条", "没有「发布的信息」这个指标"),
        ("共〔主动公开的信息·分类=小道消息〕条", "里没有「分类=小道消息」这一项"),
        ("共〔主动公开的信息：大概〕条", "「大概」不是写法"),
        ("共{items.published}条", "不能用「{」"),
    ],
)
def test_a_name_that_is_none_is_told(db, text, told):
    with pytest.raises(Refused, match=told):
        naming.read(text)


def test_no_two_figures_have_one_name():
    labels = [one.label for one in registry().all()]
    assert len(labels) == len(set(labels))


def test_a_figure_is_offered_as_a_whole_and_by_what_it_falls_into(db):
    names = [naming.name_of(one) for one in naming.options(registry().named("items.published"))]
    assert names[0] == "主动公开的信息"
    assert "主动公开的信息·分类=政务动态" in names


def test_the_names_that_are_offered_are_those_that_are_read(town):
    for figure in registry().all():
        whole, parts = naming.names(figure)
        assert [whole, *parts] == [naming.name_of(one) for one in naming.options(figure)]
