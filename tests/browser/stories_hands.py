"""How does somebody in a story use the site? They go by links, fill in what is labelled, and press buttons.

Every step waits for what the next page says, so that nothing is read from the page before it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from playwright.sync_api import Locator, Page, expect

from tests.browser.narrow import scrolls_sideways

PHONE, DESKTOP = {"width": 360, "height": 740}, {"width": 1366, "height": 900}
PASSWORD = "yunxi-2024-gongkai"
# What stands behind a label: whether the field may be left out.
_WHEN = r"(选填|填号码的选|\S+填一项)"
_KIND = "field => field.tagName === 'SELECT' ? 'select' : field.type"


class Hand:
    """One person at one browser. `folder`: where the pictures and the downloads of the story are kept."""

    def __init__(self, page: Page, folder: Path) -> None:
        self.page, self.folder = page, folder
        self.main = page.locator("main")
        self.clicks = 0

    # – from page to page

    def go(self, address: str, heading: str | re.Pattern[str]) -> None:
        """Opens an address, and waits for the page of that heading."""
        self.page.goto(address)
        self.at(heading)

    def at(self, heading: str | re.Pattern[str]) -> None:
        """The page of that heading is there."""
        expect(self.page.locator("h1")).to_have_text(heading)

    def follow(self, link: str | re.Pattern[str], heading: str | re.Pattern[str]) -> None:
        """Follows a link of the page's own text."""
        self.click(self._link(link))
        self.at(heading)

    def click(self, there: Locator) -> None:
        """Clicks a link or a button, and counts it."""
        there.click()
        self.clicks += 1

    def _link(self, words: str | re.Pattern[str]) -> Locator:
        """By its text alone: a picture before it is no part of it."""
        text = re.compile(rf"^\s*{re.escape(words)}\s*$") if isinstance(words, str) else words
        return self.main.get_by_role("link").filter(has_text=text).first

    def sign_in(self, username: str) -> None:
        """With name and password."""
        self.page.goto("/office/")
        self.page.get_by_label("登录名").fill(username)
        self.page.get_by_label("口令").fill(PASSWORD)
        self.page.get_by_role("button", name="登录").click()
        self.at(re.compile("今天"))

    # – forms

    def form(self, button: str) -> Locator:
        """The form that this button sends."""
        return self.main.locator("form").filter(has=self.page.get_by_role("button", name=button, exact=True))

    def fill(self, part: Locator, fields: Mapping[str, Any]) -> None:
        """Fills in by label: types, chooses, ticks, hands over files."""
        for label, value in fields.items():
            _fill(part.get_by_label(re.compile(rf"^\s*{re.escape(label)}\s*{_WHEN}?\s*$")), value)

    def press(self, button: str, fields: Mapping[str, Any] | None = None) -> None:
        """Fills in the form of the button and presses it."""
        form = self.form(button)
        self.fill(form, fields or {})
        self.click(form.get_by_role("button", name=button, exact=True))

    def done(self, button: str, fields: Mapping[str, Any] | None = None, *, said: str) -> None:
        """Presses the button; the next page says that it is done."""
        self.press(button, fields)
        self.told(said)

    def told(self, said: str) -> None:
        """The site's own word at the top of the page."""
        expect(self.page.locator(".messages")).to_contain_text(said)

    def refused(self, said: str) -> None:
        """The sentence with which the page refuses."""
        expect(self.main.locator(".errors, .say.wrong").first).to_contain_text(said)

    def reads(self, *texts: str) -> None:
        """The page says all of this."""
        for text in texts:
            expect(self.main).to_contain_text(text)

    def reads_nothing_of(self, *texts: str) -> None:
        """The page says none of this, not even where nobody looks. Only after `at` or `reads`."""
        whole = self.page.content()
        found = [text for text in texts if text in whole]
        assert not found, f"{self.page.url} 上有「{'、'.join(found)}」"

    # – papers and pictures

    def download(self, link: str | re.Pattern[str]) -> Path:
        """Takes a file away by its link; it is kept under its own name."""
        with self.page.expect_download() as taken:
            self._link(link).click()
        return self._kept(taken.value)

    def _kept(self, download: Any) -> Path:
        there = self.folder / download.suggested_filename
        number = 2
        while there.exists():
            there = there.with_stem(f"{Path(download.suggested_filename).stem} {number}")
            number += 1
        download.save_as(there)
        return there

    def look(self, name: str) -> None:
        """A picture of the page, to be looked at; it must not be wider than the screen."""
        assert not scrolls_sideways(self.page), name
        self.page.screenshot(path=self.folder / f"{name}.png", full_page=True)


def _fill(field: Locator, value: Any) -> None:
    kind = field.evaluate(_KIND)
    if kind == "select":
        # Some choices name their source behind what they mean.
        meant = field.locator("option", has_text=re.compile(rf"^\s*{re.escape(value)}")).first
        field.select_option(meant.get_attribute("value"))
    elif kind == "checkbox":
        field.set_checked(value)
    elif kind == "file":
        field.set_input_files(value)
    else:
        field.fill(value.isoformat() if isinstance(value, date) else value)
    if kind not in ("file", "checkbox", "select"):
        expect(field).to_have_value(value.isoformat() if isinstance(value, date) else value)
