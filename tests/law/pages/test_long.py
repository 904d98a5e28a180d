"""Does a page of any size cost little, and is what stands far down in it found all the same?"""

import time

import pytest

from gongkai.pages.page import MOST_TAGS, read_page
from gongkai.pages.pieces import pieces
from tests.law.pages.pages import ARTICLE, TEXT, checked, html

LINE = "<p>县人民政府召开会议，研究部署近期重点工作。</p>"
NUMBER = "<p>王芳，身份证号码110101199003072359。</p>"


def kinds_of(main):
    return {one.kind for one in checked(html(main=TEXT + main, metas=ARTICLE)).faults}


def test_what_stands_far_down_is_found_and_a_script_is_not_read_as_text():
    far = LINE * 8000
    assert kinds_of(far + NUMBER) == {"personal_data"}
    script = "<script>" + "if (a<b) { s = '<p>'; }\n" * 8000 + "'110101199003072359'</script>"
    assert kinds_of(LINE * 8000 + script) == set()


@pytest.mark.parametrize(
    "source", [LINE * 90, "字" * 3000, "<script>" + "<p>" * 900 + "</script>", "<!--<p>"]
)
def test_the_pieces_are_the_whole_and_each_begins_where_it_says(source):
    parts = list(pieces(source, 100))
    assert "".join(part for _, part in parts) == source
    assert all(source.startswith(part, begun) for begun, part in parts)
    assert all(len(part) <= 300 for _, part in parts) or "<script>" in source


def test_a_page_of_endless_tags_is_read_to_a_limit_and_says_so():
    page = read_page("<b>0</b>" * MOST_TAGS, "http://baishi.example/", str)
    assert page.is_cut
    assert page.source.count("<") <= MOST_TAGS
    assert not read_page(LINE, "http://baishi.example/", str).is_cut


def test_thousands_of_links_in_one_line_take_no_square_of_the_time():
    def took(many):
        start = time.process_time()
        read_page("<a href='/a'>公告</a> " * many, "http://baishi.example/", str)
        return time.process_time() - start

    assert took(4000) < 12 * took(1000)
