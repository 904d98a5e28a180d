"""Does what 李强 pastes stand as it will look, go into the text, and get lost by nothing?"""

import base64
from datetime import date
from pathlib import Path

import pytest
from django.conf import settings as site
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from gongkai_web.publishing.items import queries
from tests.browser.narrow import scrolls_sideways
from tests.people import found_town
from tests.web.items.test_pictures import NOTE, WORD, picture
from tests.web.items.written import drafted, furnish

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
DESK, PHONE = {"width": 1366, "height": 900}, {"width": 360, "height": 740}
TABLE = (
    "<table><tr><td colspan=2 style='text-align:center;background:yellow'><b>收费标准</b></td></tr>"
    "<tr><td>云溪路</td><td style='text-align:right'>2</td></tr></table>"
)
# What a browser does when somebody pastes: the clipboard is given to the page by hand.
PASTE = """(area, given) => {
  const clip = new DataTransfer();
  if (given.html) clip.setData("text/html", given.html);
  if (given.plain) clip.setData("text/plain", given.plain);
  if (given.png) {
    const bytes = Uint8Array.from(atob(given.png), (one) => one.charCodeAt(0));
    clip.items.add(new File([bytes], "image.png", { type: "image/png" }));
  }
  area.focus();
  const range = document.createRange();
  range.selectNodeContents(area.querySelector(":scope > p:last-of-type") || area);
  range.collapse(false);
  getSelection().removeAllRanges();
  getSelection().addRange(range);
  area.dispatchEvent(new ClipboardEvent("paste", { clipboardData: clip, bubbles: true, cancelable: true }));
}"""
SHOTS: Path | None = None
LOADED = "image => image.complete && image.naturalWidth === 40"


@pytest.fixture
def office(monkeypatch, settings, tmp_path):
    """云溪区 with a draft, on 2026-03-02."""
    settings.DATA = tmp_path / "data"
    monkeypatch.setattr(timezone, "localdate", lambda *_, **__: date(2026, 3, 2))
    return furnish(found_town())


def opened(page, office, client, live_server):
    """The page on which 李强 writes the text, and the item."""
    item = drafted(office).item
    client.force_login(office.li_qiang, backend="django.contrib.auth.backends.ModelBackend")
    name = site.SESSION_COOKIE_NAME
    page.context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": live_server.url}])
    page.goto(reverse("items:write", args=[item.pk, "body"]))
    return item


def looked_at(page, name: str) -> None:
    """A picture for whoever wants to see it."""
    if SHOTS:
        page.screenshot(path=SHOTS / f"{name}.png", full_page=True)


def body_of(item) -> str:
    return queries.under_way(item).content["body"]


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_a_paste_stands_there_with_its_table_its_picture_and_its_note(
    office, client, page, live_server, size
):
    page.set_viewport_size(size)
    item = opened(page, office, client, live_server)
    area = page.get_by_role("textbox", name="正文")
    expect(area).to_contain_text("路内停车位首小时免费")
    expect(page.locator("textarea[name=body]")).to_be_hidden()
    area.evaluate(PASTE, {"html": TABLE + NOTE + WORD, "plain": "收费标准"})
    expect(page.get_by_role("status")).to_contain_text("没有带入")
    expect(area.locator("td[colspan='2'].align-center strong")).to_have_text("收费标准")
    area.evaluate(PASTE, {"png": base64.b64encode(picture()).decode()})
    expect(area.locator("img")).to_have_count(1)
    page.wait_for_function(LOADED, arg=area.locator("img").element_handle())
    expect(page.get_by_role("status")).to_contain_text("没有带入")
    looked_at(page, f"editor-{size['width']}")
    assert not scrolls_sideways(page)
    page.get_by_role("button", name="保存").click()
    expect(page.locator("main .text td[colspan='2']")).to_have_text("收费标准")
    page.locator("main .text img").scroll_into_view_if_needed()
    page.wait_for_function(LOADED, arg=page.locator("main .text img").element_handle())
    looked_at(page, f"written-{size['width']}")
    text = body_of(item)
    assert '<td colspan="2" class="align-center"><strong>收费标准</strong></td>' in text
    assert 'src="sha256:' in text
    assert '<li id="note-1">' in text
    assert not [one for one in page.complaints if "Content Security Policy" not in one]


def test_what_is_typed_and_marked_is_what_is_saved(office, client, page, live_server):
    item = opened(page, office, client, live_server)
    area = page.get_by_role("textbox", name="正文")
    area.click()
    page.keyboard.press("Control+a")
    page.keyboard.type("一、总则")
    page.get_by_role("button", name="一级标题").click()
    page.keyboard.press("Enter")
    page.keyboard.type("首小时免费。")
    page.get_by_role("button", name="看源码").click()
    expect(page.locator("textarea[name=body]")).to_be_visible()
    expect(page.locator("textarea[name=body]")).to_have_value(
        "<h2>一、总则</h2><p>首小时免费。</p>", timeout=5000
    )
    page.get_by_role("button", name="看样子").click()
    page.get_by_role("button", name="保存").click()
    page.wait_for_url("**/office/items/*/")
    assert body_of(item) == "<h2>一、总则</h2>\n<p>首小时免费。</p>"
    assert page.complaints == []


def test_where_the_server_does_not_answer_the_words_stand_there_all_the_same(
    office, client, page, live_server
):
    opened(page, office, client, live_server)
    page.route("**/paste/", lambda route: route.abort())
    area = page.get_by_role("textbox", name="正文")
    area.evaluate(PASTE, {"html": TABLE, "plain": "收费标准 2"})
    expect(page.get_by_role("status")).to_contain_text("只带入了文字")
    expect(area).to_contain_text("收费标准 2")


def test_what_was_pasted_goes_along_when_the_form_is_left(office, client, page, live_server):
    opened(page, office, client, live_server)
    area = page.get_by_role("textbox", name="正文")
    area.evaluate(PASTE, {"html": TABLE, "plain": "收费标准"})
    expect(area.locator("td").first).to_be_visible()
    page.get_by_role("navigation", name="办公导航").get_by_role("link").first.click()
    page.get_by_role("link", name="回到没有填完的表").click()
    expect(page.get_by_role("textbox", name="正文").locator("td").first).to_have_text("收费标准")


def test_without_script_the_field_is_there(office, client, new_context, live_server):
    page = new_context(java_script_enabled=False, viewport=PHONE).new_page()
    item = opened(page, office, client, live_server)
    assert page.locator("textarea[name=body]").get_attribute("maxlength") is None
    page.locator("textarea[name=body]").fill("第一段。\n第二段。")
    page.get_by_role("button", name="保存").click()
    page.wait_for_url("**/office/items/*/")
    assert body_of(item) == "<p>第一段。</p>\n<p>第二段。</p>"
