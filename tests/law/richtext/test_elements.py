"""Which days does a text say of itself, and where does nobody guess?"""

from datetime import date

import pytest

from gongkai.richtext.elements import Days, days_of


@pytest.mark.parametrize(
    ("html", "found"),
    [
        ("<p>示范市人民政府</p><p>2026年2月27日</p>", Days(formed_on=date(2026, 2, 27))),
        ('<p class="align-right">二〇二六年二月二十七日</p>', Days(formed_on=date(2026, 2, 27))),
        ("<p>（2026 年 12 月 10 日）</p>", Days(formed_on=date(2026, 12, 10))),
        ("<p>二○二六年十月三十日</p>", Days(formed_on=date(2026, 10, 30))),
        ("<p>本办法自2026年4月1日起施行。</p>", Days(effective_from=date(2026, 4, 1))),
        (
            "<p>本办法自2026年4月1日起施行，有效期至2031年3月31日。</p>",
            Days(effective_from=date(2026, 4, 1), expires_on=date(2031, 3, 31)),
        ),
        ("<p>本办法自印发之日起施行。</p>", Days()),
        ("<p>2026年2月27日，区政府召开会议。</p>", Days()),
        ("<p>2026年2月27日</p><p>2026年3月2日</p>", Days()),
        ("<p>2026年2月27日</p><p>2026年2月27日</p>", Days(formed_on=date(2026, 2, 27))),
        ("<p>自2020年1月1日起施行的办法，改为自2026年4月1日起施行。</p>", Days()),
        ("<p>2026年2月30日</p>", Days()),
        ("<p></p>", Days()),
    ],
)
def test_a_day_is_taken_where_a_text_says_one_alone(html, found):
    assert days_of(html) == found
