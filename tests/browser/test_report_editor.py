"""李强 writes section one: are its numbers alive beside the text, and is a wrong one marked at once?"""

import re
from datetime import date
from pathlib import Path

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from gongkai_web.annual.models import SectionText
from tests.browser.narrow import scrolls_sideways
from tests.people import answer, found_town, receive

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
YEAR, JANUARY = 2024, date(2025, 1, 20)
SIZES = {"desk": {"width": 1366, "height": 900}, "phone": {"width": 360, "height": 740}}
SHOTS: Path | None = None


@pytest.fixture
def office(monkeypatch):
    """One request was answered in 2024."""
    monkeypatch.setattr(timezone, "localdate", lambda *_, **__: JANUARY)
    town = found_town()
    answer(town, receive(town, date(2024, 3, 1)), date(2024, 3, 20))
    return town


@pytest.mark.parametrize("size", SIZES)
def test_what_is_typed_stands_beside_it_as_it_will_be_printed(office, sign_in, size):
    page = sign_in(office.li_qiang)
    page.set_viewport_size(SIZES[size])
    page.goto(reverse("report:section", args=[office.district.slug, YEAR, 1]))
    text, look = page.get_by_label("正文"), page.locator("#look")
    text.fill("（一）主动公开。全年转载信息12条。\n（二）依申请公开。全年收到申请")
    page.locator(".palette > details > summary").filter(has_text="申请件").first.click()
    page.get_by_role("button", name="〔收到〕", exact=True).click()
    text.press("End")
    text.press_sequentially("件，都已答复。")
    expect(look.locator("a.living")).to_have_text("1")
    expect(look.locator("mark.against")).to_have_text("12条")
    expect(look.locator("p.say.wrong")).to_contain_text("按记录是0")
    assert not scrolls_sideways(page)
    if SHOTS:
        page.screenshot(path=SHOTS / f"section-{size}.png", full_page=True)
    text.fill(text.input_value().replace("12条", "0条"))
    expect(look.locator("mark.against")).to_have_count(0)
    assert not SectionText.objects.exists()
    page.get_by_role("button", name="保存").click()
    expect(page).to_have_url(re.compile(r"/text/#section-1$"))
    assert SectionText.objects.get().text.endswith("全年收到申请{cases.new_received}件，都已答复。")
    assert page.complaints == []
    if SHOTS:
        page.screenshot(path=SHOTS / f"text-{size}.png", full_page=True)
