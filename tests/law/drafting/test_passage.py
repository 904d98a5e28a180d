"""What stands in print for a number of 示范市档案馆, beside that of the year before?"""

from __future__ import annotations

import pytest

from gongkai.drafting.passage import Numbers, printed
from gongkai.drafting.references import counted_of, parse

RECEIVED, ADOPTED, SENT = (
    counted_of(one) for one in ("cases.new_received", "reported-up.adopted", "reported-up.reported")
)


@pytest.mark.parametrize(
    ("now", "before", "said"),
    [
        (3, 2, "比上年增加1件"),
        (2, 3, "比上年减少1件"),
        (3, 3, "与上年持平"),
        (5, 0, "比上年增加5件"),
        (0, 0, "与上年持平"),
        (5, None, "上年没有数可比"),
    ],
)
def test_a_nought_of_last_year_is_compared_and_what_is_not_known_is_not(
    now: int, before: int | None, said: str
) -> None:
    known = {} if before is None else {RECEIVED: before}
    numbers = Numbers({RECEIVED: now}, known, {RECEIVED.figure: "件"})
    assert printed(parse("{cases.new_received compared}"), numbers) == said


@pytest.mark.parametrize(("adopted", "sent", "said"), [(2, 3, "66.6%"), (3, 3, "100%"), (0, 0, "0%")])
def test_a_share_of_nothing_is_nothing(adopted: int, sent: int, said: str) -> None:
    numbers = Numbers({ADOPTED: adopted, SENT: sent}, {}, {})
    assert printed(parse("{reported-up.adopted/reported-up.reported}"), numbers) == said
