"""How does somebody fill in a page exactly as the site offers it?

The form is taken from the page: its fields, choices, hidden values. What the page does not offer cannot be
filled in, and what it demands cannot be left out: both end the test with a sentence.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.http import HttpResponse
from django.test import Client
from lxml import html

BACKEND = "django.contrib.auth.backends.ModelBackend"
TICK = "truly"
OK, MOVED = 200, 302


class Page:
    """A page that the site sent, with the largest form on it."""

    def __init__(self, client: Client, address: str, answer: HttpResponse) -> None:
        self.client, self.address, self.answer = client, address, answer
        self.tree = html.fromstring(answer.content.decode())
        forms = self.tree.xpath('//main//form[@method="post"]')
        self.form: Any = max(forms, key=lambda one: len(one.inputs.keys()), default=None)

    @property
    def status(self) -> int:
        """The status of the answer."""
        return int(self.answer.status_code)

    @property
    def names(self) -> set[str]:
        """The fields that the form offers."""
        return set(self.form.inputs.keys()) if self.form is not None else set()

    def words(self, path: str) -> str:
        """The words of the parts at that path."""
        return " ".join(" ".join(part.text_content().split()) for part in self.tree.xpath(path))

    @property
    def refusal(self) -> str:
        """The page's own sentences: the list of errors, and why an act cannot be done."""
        return self.words('//*[@class="errors"] | //p[@class="say wrong"]')

    def links(self, address: str) -> bool:
        """Whether the page leads there."""
        return bool(self.tree.xpath("//main//a[@href=$there]", there=address))

    def fill(self, fields: Mapping[str, Any]) -> None:
        """Types, chooses and ticks. AssertionError where the page has no such field or choice."""
        assert self.form is not None, f"{self.address} 没有表单：{self.refusal}"
        for name, value in fields.items():
            assert name in self.names, (
                f"{self.address} 没有「{name}」一栏；有：{'、'.join(sorted(self.names))}"
            )
            self._put(self.form.inputs[name], name, value)

    def _put(self, found: Any, name: str, value: Any) -> None:
        if found.tag == "select":
            offered = {
                option.get("value", ""): option.text_content().strip() for option in found.iter("option")
            }
            chosen = next((code for code, label in offered.items() if str(value) in (code, label)), None)
            assert chosen is not None, f"「{name}」没有「{value}」可选；有：{'、'.join(offered)}"
            found.value = chosen
        elif found.tag == "input" and found.type == "checkbox":
            found.checked = bool(value)
        else:
            found.value = value.isoformat() if isinstance(value, date) else str(value)

    @property
    def values(self) -> dict[str, str]:
        """What would be sent. A browser drops the line break after the opening tag of a text area."""
        return {name: (value or "").lstrip("\r\n") for name, value in self.form.form_values()}

    @property
    def demanded(self) -> list[str]:
        """The fields that the page says must be filled in."""
        return [
            one.name
            for one in self.form.iter("input", "select", "textarea")
            if one.get("required") is not None
        ]

    def press(self, button: str = "") -> Page | Done:
        """Sends the form by its plain button, or by the named one. A browser would not send it unfilled."""
        sent = self.values
        empty = [name for name in self.demanded if not sent.get(name)]
        assert button or not empty, f"{self.address} 必填的「{'、'.join(empty)}」没有填"
        if button:
            assert self.form.xpath(".//button[@name=$name]", name=button), f"没有「{button}」按钮"
        return self.post({**sent, **({button: "1"} if button else {})})

    def post(self, sent: Mapping[str, str]) -> Page | Done:
        """Sends these fields to the form's address: the page that comes back, or where the site leads."""
        there = self.form.get("action") or self.address
        answer = self.client.post(there, dict(sent))
        moved = answer.status_code == MOVED
        return Done(self.client, answer) if moved else Page(self.client, there, answer)

    def again(self, button: str) -> Page:
        """The form once more, after a button that only changes or fills in something."""
        page = self.press(button)
        assert isinstance(page, Page), f"「{button}」离开了这一页"
        assert page.status == OK, f"「{button}」被拒绝：{page.refusal}"
        return page


class Done:
    """What was sent went through: where the site leads, and its page when somebody looks."""

    def __init__(self, client: Client, answer: Any) -> None:
        self.client, self.address = client, str(answer.url)

    def look(self) -> Page:
        """The page to which the site leads. AssertionError where it does not open."""
        page = Page(self.client, self.address, self.client.get(self.address))
        assert page.status == OK, f"登记后到了 {self.address}，答 {page.status}"
        return page


class Browser:
    """Somebody's browser; nobody is signed in where no person is given."""

    def __init__(self, person: Any = None) -> None:
        self.client = Client()
        if person:
            self.client.force_login(person, backend=BACKEND)

    def open(self, address: str) -> Page:
        """The page at that address."""
        return Page(self.client, address, self.client.get(address))
