"""Is what was filed drawn once, and known again by everything that it was drawn from?"""

import pytest
from django.test import Client

from gongkai_web.portal import frozen
from gongkai_web.public_pages.frozen import DRAWN, Drawn

REPORT = "/agencies/yunxi/reports/2024/"


@pytest.fixture(autouse=True)
def _nothing_drawn():
    DRAWN.clear()
    yield
    DRAWN.clear()


def test_the_tables_of_a_report_are_drawn_once(filed, monkeypatch):
    first = Client().get(REPORT).content

    def again(*_):
        raise AssertionError("drawn again")

    monkeypatch.setattr(frozen, "from_json", again)
    monkeypatch.setattr(frozen, "_sections", again)
    assert Client().get(REPORT).content == first
    assert first.decode().count("<table") >= 3
    assert "2024-01-01</time> 至 <time" in first.decode()


def test_another_digest_is_drawn_anew():
    drawn = Drawn()
    assert [drawn.once(key, lambda key=key: f"<p>{key}</p>") for key in ("a", "b", "a")] == [
        "<p>a</p>",
        "<p>b</p>",
        "<p>a</p>",
    ]
    assert drawn.once("a", lambda: "other") == "<p>a</p>"


def test_the_longest_unused_piece_goes_first():
    drawn = Drawn(most=20)
    for key in ("a", "b", "a", "c"):
        drawn.once(key, lambda: "xxxxx")
    assert (len(drawn), drawn.bytes) == (2, 20)
    assert drawn.once("a", lambda: "other") == "xxxxx"
    assert drawn.once("b", lambda: "other") == "other"
