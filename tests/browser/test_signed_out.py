"""What does whoever comes to 李强's machine after him get by the button 后退? Nothing of a case."""

from datetime import date

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from tests.browser.conftest import FLAGS, chromium_path
from tests.people import WANG_FANG, found_town, receive

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def town(monkeypatch):
    """示范市 on 2024-03-15."""
    monkeypatch.setattr(timezone, "localdate", lambda *_, **__: date(2024, 3, 15))
    return found_town()


@pytest.fixture
def remembering(chromium, client, live_server):
    """Signs in where pages are kept for 后退, as people's browsers do; for tests that is switched off."""
    kept = chromium.browser_type.launch(
        executable_path=chromium_path(), args=FLAGS, ignore_default_args=["--disable-back-forward-cache"]
    )

    def signed_in(person):
        client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
        name = settings.SESSION_COOKIE_NAME
        page = kept.new_context(base_url=live_server.url, locale="zh-CN").new_page()
        cookie = {"name": name, "value": client.cookies[name].value, "url": live_server.url}
        page.context.add_cookies([cookie])
        return page

    yield signed_in
    kept.close()


def test_back_after_signing_out_shows_no_case(town, remembering):
    case = receive(town, date(2024, 3, 1))
    page = remembering(town.li_qiang)
    page.goto(reverse("desk:cases"))
    page.goto(reverse("casework:case", args=[case.pk]))
    expect(page.get_by_text(WANG_FANG).first).to_be_visible()
    page.get_by_role("button", name="退出").click()
    page.wait_for_url("**/")
    for _ in range(2):
        page.go_back(wait_until="commit")
        expect(page.get_by_label("口令")).to_be_visible()
        shown = page.content()
        assert WANG_FANG not in shown
        assert case.title not in shown
