"""Is a title that a text repeats at its beginning taken out, and nothing else?"""

import pytest

from gongkai.richtext.heading import without_heading

TITLE = "云溪区停车收费管理办法"
REST = '<p class="indent">第一条 首小时免费。</p>'


@pytest.mark.parametrize(
    "head",
    [
        f"<p>{TITLE}</p>",
        f'<p class="align-center"><strong>{TITLE}</strong></p>',
        '<p class="align-center">云溪区</p><p class="align-center">停车收费 管理办法</p>',
        f"<h2>{TITLE}</h2>",
    ],
)
def test_the_title_above_a_text_is_not_said_twice(head):
    assert without_heading(head + REST, TITLE) == REST


@pytest.mark.parametrize(
    ("html", "title"),
    [
        (f"<p>{TITLE}自公布之日起施行。</p>{REST}", TITLE),
        (f"<p>云溪区</p>{REST}", TITLE),
        (f'<p>{TITLE}<sup><a href="#note-1">1</a></sup></p>{REST}', TITLE),
        (f"<ul><li><p>{TITLE}</p></li></ul>{REST}", TITLE),
        (REST, TITLE),
        (REST, ""),
        ("", TITLE),
    ],
)
def test_what_only_begins_like_the_title_stays(html, title):
    assert without_heading(html, title) == html
