"""Is everything seen by 王芳, whose computer paints all pages in her own few colours?"""

import pytest

from tests.people import found_town

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
# What the search and the charts draw, put into a page that is there.
DRAWN = """() => {
  document.querySelector('main').insertAdjacentHTML('beforeend', `<ol class="results"><li><h2><a href="/">
    <mark>停车</mark>办法</a></h2></li></ol><figure class="bars"><svg><rect width="9" height="9"/>
    <text y="9">12</text></svg></figure>`);
  const of = (selector, name) => getComputedStyle(document.querySelector(selector))[name];
  return {
    word: of('.results mark', 'color'), behind: of('.results mark', 'backgroundColor'),
    ground: of('body', 'backgroundColor'), number: of('.bars text', 'fill'), bar: of('.bars rect', 'fill'),
    here: of('.nav a[aria-current]', 'borderBottomColor'),
    elsewhere: of('.nav a:not([aria-current])', 'borderBottomColor'),
  };
}"""


@pytest.mark.parametrize("scheme", ["dark", "light"])
def test_in_the_colours_of_the_reader_words_numbers_and_the_place_are_seen(new_context, scheme):
    found_town()
    page = new_context(forced_colors="active", color_scheme=scheme).new_page()
    page.goto("/reports/")
    seen = page.evaluate(DRAWN)
    # Chromium paints a word on no ground of its own in the colour of that ground, and computes another.
    assert seen["word"] != seen["behind"]
    assert seen["behind"].startswith("rgb(")
    assert seen["ground"] not in {seen["number"], seen["bar"], seen["here"]}
    assert seen["elsewhere"] == seen["ground"]
