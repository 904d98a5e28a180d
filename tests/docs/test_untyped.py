"""Is every place seen where the type checker is told to look away?"""

import tomllib
from pathlib import Path

import pytest

from tools import untyped


@pytest.fixture
def tree(tmp_path):
    for package in untyped.PACKAGES:
        (tmp_path / package / "room").mkdir(parents=True)
    return tmp_path


def written(tree: Path, text: str) -> list[str]:
    (tree / "gongkai_web" / "room" / "rows.py").write_text(text, encoding="utf-8")
    return [str(place) for place in untyped.places(tree)]


@pytest.mark.parametrize("comment", ["# type: ignore", "#type:ignore[misc]", "# mypy: ignore-errors"])
def test_a_comment_is_found_with_its_line(tree, comment):
    assert written(tree, f"first = 1\nsecond = one()  {comment}\n") == [
        f"gongkai_web/room/rows.py:2: {comment}"
    ]


def test_the_same_words_in_a_text_are_none(tree):
    assert written(tree, 'said = "# type: ignore"\n') == []


def test_one_more_than_agreed_fails_and_is_named(monkeypatch, capsys):
    one = untyped.Place(Path("gongkai/clock.py"), 7, "# type: ignore")
    monkeypatch.setattr(untyped, "places", lambda: [one] * (untyped.MOST + 1))
    assert untyped.main() == 1
    assert "gongkai/clock.py:7" in capsys.readouterr().out


def test_as_many_as_agreed_pass(monkeypatch, capsys):
    monkeypatch.setattr(untyped, "places", lambda: [])
    assert untyped.main() == 0
    assert f"0 of at most {untyped.MOST}" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("rules", "expected"),
    [
        ('packages = ["gongkai", "gongkai_web"]', []),
        ('packages = ["gongkai"]', ["without gongkai_web"]),
        (
            'packages = ["gongkai", "gongkai_web"]\n[[tool.mypy.overrides]]\n'
            'module = ["lxml.*"]\nignore_missing_imports = true',
            [],
        ),
        (
            'packages = ["gongkai", "gongkai_web"]\n[[tool.mypy.overrides]]\n'
            'module = ["lxml.*"]\nignore_errors = true',
            ["ignore_errors for ['lxml.*']"],
        ),
        (
            'packages = ["gongkai", "gongkai_web"]\n[[tool.mypy.overrides]]\n'
            'module = ["gongkai_web.desk.*"]\nignore_missing_imports = true',
            ["gongkai_web.desk.*"],
        ),
    ],
)
def test_an_exception_in_the_settings_is_seen(rules, expected):
    assert untyped.exceptions(tomllib.loads(f"[tool.mypy]\n{rules}\n")) == expected
