"""Lao Chen writes a number that follows the records: is it read as he wrote it, or refused?"""

from __future__ import annotations

import pytest

from gongkai.drafting.references import (
    ABOUT,
    EXACT,
    OVER,
    SHARE,
    Counted,
    Reference,
    parse,
    references,
    styled,
    written,
)
from gongkai.errors import UsageError

TEXT = (
    "全年{items.published over}条，其中{items.published item_class=news|overview}条，"
    "采用率{reported-up.adopted/reported-up.reported}，申请{cases.new_received compared}。"
)


def test_what_was_read_is_written_as_it_was() -> None:
    assert written(parse(TEXT)) == TEXT


def test_a_reference_is_read_with_its_values_and_its_style() -> None:
    first, second, third, _ = references(parse(TEXT))
    assert first == Reference(Counted("items.published"), OVER)
    assert second == Reference(Counted("items.published", (("item_class", ("news", "overview")),)), EXACT)
    assert third.style == SHARE
    assert third.whole == Counted("reported-up.reported")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("共{条", "单独的「{」"),
        ("共3}条", "单独的「}」"),
        ("共{}条", "不是引用的数"),
        ("共{主动公开}条", "不是引用的数"),
        ("共{items.published 政务动态}条", "「政务动态」既不是范围"),
    ],
)
def test_braces_without_a_reference_are_refused_with_their_words(text: str, told: str) -> None:
    with pytest.raises(UsageError, match=told):
        parse(text)


def test_a_number_can_be_said_otherwise_but_no_share() -> None:
    published, _, share, _ = references(parse(TEXT))
    assert styled(published, ABOUT).style == ABOUT
    with pytest.raises(UsageError, match="占比不能另选写法"):
        styled(share, ABOUT)
    with pytest.raises(UsageError, match="不认识的写法「大概」"):
        styled(published, "大概")
