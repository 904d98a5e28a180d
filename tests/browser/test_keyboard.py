"""Can 王芳 go about the site with her keyboard alone, see where she is, and have the page read to her?"""

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from tests.browser.narrow import scrolls_sideways
from tests.browser.stories_hands import PHONE
from tests.people import found_town
from tests.web.office.test_left_forms import SEPTEMBER

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
OUTLINE = (
    "() => { const s = getComputedStyle(document.activeElement); return s.outlineStyle + s.outlineWidth; }"
)
HERE = (
    "() => document.activeElement.innerText || document.activeElement.name || document.activeElement.tagName"
)
# A browser of a test has no voice: one that only remembers what it was given.
VOICE = """() => {
  const spoken = [];
  const speech = Object.assign(new EventTarget(), {
    speaking: false, spoken,
    getVoices: () => [{ lang: 'zh-CN', name: '小青' }],
    cancel() { this.speaking = false; spoken.length = 0; },
    speak(one) { this.speaking = true; spoken.push(one.text); this.last = one; },
  });
  Object.defineProperty(window, 'speechSynthesis', { value: speech });
  window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
}"""


@pytest.fixture
def home(monkeypatch, page):
    """The home page of 示范市, freshly opened."""
    monkeypatch.setattr(timezone, "localdate", lambda *_, **__: SEPTEMBER)
    found_town()

    def opened():
        page.goto("/")
        return page

    return opened


def test_the_keyboard_goes_from_the_skip_link_through_the_head_and_is_seen_everywhere(home):
    page, order = home(), []
    while "搜索" not in order and len(order) < 30:
        page.keyboard.press("Tab")
        order.append(page.evaluate(HERE).strip())
        assert page.evaluate(OUTLINE) == "solid3px", order
    wanted = ["跳到正文", "长者模式", "高对比", "繁體", "English", "政府信息公开", "政府信息公开"]
    assert [one for one in order if one in wanted] == wanted
    assert order.index("English") < order.index("q")
    assert order[-1] == "搜索"


def test_the_skip_link_leads_past_the_head(home):
    page = home()
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="跳到正文")).to_be_in_viewport()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("() => document.querySelector('main').contains(document.activeElement)")


def test_a_mode_is_turned_by_the_keyboard_and_stays_on_the_next_page(home):
    page = home()
    page.get_by_role("link", name="长者模式").focus()
    page.keyboard.press("Enter")
    expect(page.locator("html.elder")).to_have_count(1)
    expect(page.get_by_role("link", name="退出长者模式")).to_be_focused()
    page.get_by_role("navigation", name="主导航").get_by_role("link", name="年报").click()
    expect(page.locator("html.elder")).to_have_count(1)
    page.set_viewport_size(PHONE)
    assert not scrolls_sideways(page)


def test_the_elderly_mode_is_larger_and_shows_fewer_at_a_time(home):
    page = home()
    seen = "() => [...document.querySelectorAll('.latest li')].filter((one) => one.offsetHeight).length"
    page.evaluate("""() => {
      const list = document.querySelector('.latest > section');
      list.innerHTML = '<ul class="list">' + '<li><a href="/">年报</a></li>'.repeat(8) + '</ul>';
    }""")
    before = page.evaluate("() => parseFloat(getComputedStyle(document.body).fontSize)")
    assert page.evaluate(seen) == 8
    page.get_by_role("link", name="长者模式").click()
    assert page.evaluate(seen) == 5
    assert page.evaluate("() => parseFloat(getComputedStyle(document.body).fontSize)") == before * 1.25


def test_the_page_is_read_sentence_by_sentence_and_falls_silent_at_a_second_press(home):
    home().add_init_script(f"({VOICE})()")
    page = home()
    button = page.get_by_role("button", name="朗读本页")
    button.press("Enter")
    spoken = page.evaluate("window.speechSynthesis.spoken")
    assert spoken[0] == "政府信息公开"
    assert "依照《中华人民共和国政府信息公开条例》" in spoken[1]
    page.get_by_role("button", name="停止朗读").press("Enter")
    assert page.evaluate("window.speechSynthesis.speaking") is False
    expect(page.get_by_role("button", name="朗读本页")).to_be_visible()


def test_where_there_is_no_voice_nothing_is_offered(home):
    home().add_init_script("Object.defineProperty(window, 'speechSynthesis', { value: undefined })")
    expect(home().get_by_role("button", name="朗读本页")).to_be_hidden()
    assert home().complaints == []
