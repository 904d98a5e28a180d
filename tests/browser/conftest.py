"""A headless Chromium against the real site."""

import os
import shutil

import pytest
from playwright.sync_api import expect, sync_playwright

from tests.samples import missing

# Playwright keeps an event loop in this thread; the ORM is used before and after the pages only.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]


@pytest.fixture(scope="session")
def chromium():
    """The browser of the system, started once."""
    path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if not path:
        missing("没有找到 chromium；请安装 Debian 软件包 chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        # A busy machine is no fault: what is awaited only has to come at all.
        expect.set_options(timeout=30_000)
        yield browser
        browser.close()


@pytest.fixture
def page(chromium, live_server):
    """A fresh page on the live site that collects what the browser complains about."""
    context = chromium.new_context(base_url=live_server.url, locale="zh-CN")
    opened = context.new_page()
    opened.complaints = []
    opened.on("console", lambda message: message.type == "error" and opened.complaints.append(message.text))
    opened.on("pageerror", lambda error: opened.complaints.append(str(error)))
    yield opened
    context.close()
