"""Can 李强 bring the register that his office kept, tell what it means once, and find it registered?"""

from datetime import date
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from gongkai_web.cases.models import Case
from tests.browser.narrow import scrolls_sideways
from tests.people import found_town
from tests.web.imports.offices import no_year_anywhere, plain_county

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
NARROW = {"width": 360, "height": 780}
WIDE = {"width": 1366, "height": 768}
SHOTS: Path | None = None


@pytest.fixture
def town(monkeypatch):
    """示范市 on 2026-05-20."""
    monkeypatch.setattr(timezone, "localdate", lambda *_, **__: date(2026, 5, 20))
    return found_town()


@pytest.fixture
def desk(town, page, live_server, client):
    """李强 signed in, at the form of the import."""
    client.force_login(town.li_qiang, backend="django.contrib.auth.backends.ModelBackend")
    cookie = client.cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": cookie, "url": live_server.url}])
    page.set_viewport_size(WIDE)
    page.goto("/office/import/")
    return page


def bring(desk, handed):
    """Chooses the file and presses the only button."""
    file = {"name": handed.name, "mimeType": "application/octet-stream", "buffer": handed.content}
    desk.get_by_label("登记簿").set_input_files(file)
    desk.get_by_role("button", name="试读").click()
    expect(desk.get_by_role("heading", level=1)).to_contain_text(handed.name)


def shot(page, name):
    """A picture for whoever looks; nothing runs out of a narrow page."""
    for size in (WIDE, NARROW):
        page.set_viewport_size(size)
        assert not scrolls_sideways(page)
        if SHOTS:
            page.screenshot(path=SHOTS / f"{name}-{size['width']}.png", full_page=True)
    page.set_viewport_size(WIDE)


def test_what_the_office_left_out_is_told_once_then_two_clicks_do(desk):
    handed = no_year_anywhere()
    bring(desk, handed)
    shot(desk, "1-asked")
    desk.get_by_label("没有写年份的日期是哪一年的").select_option("2025")
    desk.get_by_label("示范宠物诊所").select_option("other_organization")
    desk.get_by_role("button", name="按所选的再读一遍").click()
    expect(desk.locator("body")).to_contain_text("按所选的重新读过")
    expect(desk.get_by_role("main")).to_contain_text("12月10日 → 2025-12-10")
    shot(desk, "2-understood")
    desk.get_by_label("以前年度已经答复的").check()
    desk.get_by_role("button", name="登记 1 件").click()
    expect(desk.locator("body")).to_contain_text("还没有登记")
    desk.get_by_role("button", name="登记 2 件").click()
    expect(desk.locator("body")).to_contain_text("登记了 2 件")
    assert {case.applicant_name for case in Case.objects.all()} == {"陶然", "示范宠物诊所"}
    assert desk.complaints == []


def test_a_register_of_past_years_that_was_understood_is_shown_then_registered(desk):
    bring(desk, plain_county())
    desk.get_by_label("以前年度已经答复的").check()
    shot(desk, "3-past")
    desk.get_by_role("button", name="按所选的再读一遍").click()
    desk.get_by_role("button", name="登记 3 件").click()
    expect(desk.locator("body")).to_contain_text("登记了 3 件")
    shot(desk, "4-done")
