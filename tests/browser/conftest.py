"""A headless Chromium against the real site."""

import os
import re
import shutil
from datetime import date

import pytest
from django.conf import settings
from django.utils import timezone
from playwright.sync_api import expect, sync_playwright

from tests.browser.stories_desk import YEAR
from tests.browser.stories_hands import Hand
from tests.samples import missing

# Playwright keeps an event loop in this thread; the ORM is used before and after the pages only.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
# A busy machine is no fault: what is awaited only has to come at all.
PATIENCE = 120_000  # milliseconds
# The browser writes down every answer that is no page; forms that are refused answer so on purpose.
ANSWERS = re.compile(r"the server responded with a status of (409|422)")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]


def chromium_path() -> str:
    """Where the browser of the system is."""
    path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if not path:
        missing("没有找到 chromium；请安装 Debian 软件包 chromium")
    return path


@pytest.fixture(scope="session")
def chromium():
    """The browser of the system, started once."""
    path = chromium_path()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        expect.set_options(timeout=PATIENCE)
        yield browser
        browser.close()


@pytest.fixture
def new_context(chromium, live_server):
    """Opens another browser on the live site, as patient as the rest; all are closed at the end."""
    opened = []

    def another(**options):
        context = chromium.new_context(base_url=live_server.url, locale="zh-CN", **options)
        context.set_default_timeout(PATIENCE)
        opened.append(context)
        return context

    yield another
    for context in opened:
        context.close()


@pytest.fixture
def sign_in(client, page, live_server):
    """Opens the browser's session for somebody of the staff."""

    def signed_in(person):
        client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
        name = settings.SESSION_COOKIE_NAME
        cookie = {"name": name, "value": client.cookies[name].value, "url": live_server.url}
        page.context.add_cookies([cookie])
        return page

    return signed_in


@pytest.fixture
def page(new_context):
    """A fresh page on the live site that collects what the browser complains about."""
    opened = new_context().new_page()
    opened.complaints = []
    opened.on("console", lambda message: message.type == "error" and opened.complaints.append(message.text))
    opened.on("pageerror", lambda error: opened.complaints.append(str(error)))
    return opened


@pytest.fixture
def turn(monkeypatch):
    """Turns the calendar: `turn(9, 2)`."""
    localdate = timezone.localdate

    def to(month: int, day: int) -> date:
        today = date(YEAR, month, day)

        def turned(value=None, zone=None):
            return today if value is None else localdate(value, zone)

        monkeypatch.setattr(timezone, "localdate", turned)
        return today

    return to


@pytest.fixture
def hand(town, new_context, tmp_path):
    """Opens a browser for somebody: `hand(PHONE)`; whatever it complains about fails the story."""
    complaints = []

    def complain(text: str) -> None:
        if not ANSWERS.search(text):
            complaints.append(text)

    def somebody(size: dict[str, int], username: str = "") -> Hand:
        page = new_context(viewport=size, accept_downloads=True).new_page()
        page.on("console", lambda message: message.type == "error" and complain(message.text))
        page.on("pageerror", lambda error: complain(str(error)))
        one = Hand(page, tmp_path)
        if username:
            one.sign_in(username)
        return one

    yield somebody
    assert complaints == []
