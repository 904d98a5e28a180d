"""Does a page hide its origin from itself? Then a browser sends its forms from “null”: they are refused."""

from pathlib import Path

HERE = Path(__file__).resolve().parents[3] / "gongkai_web"


def test_no_page_says_no_referrer_in_its_head():
    """The policy of the settings, `same-origin`, tells other sites nothing either."""
    found = [
        path.relative_to(HERE).as_posix()
        for path in sorted(HERE.rglob("*.py"))
        if '"no-referrer"' in path.read_text(encoding="utf-8")
    ]
    assert found == []
