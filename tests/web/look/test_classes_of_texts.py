"""Whatever class a text may have, the page has a rule for it."""

from __future__ import annotations

from pathlib import Path

import pytest

import gongkai_web
from gongkai.richtext.vocabulary import CLASSES

SHEET = Path(gongkai_web.__file__).parent / "static" / "gongkai" / "items.css"


@pytest.mark.parametrize("name", sorted({name for some in CLASSES.values() for name in some}))
def test_each_class_of_the_vocabulary_has_its_rule(name):
    assert f".text .{name} {{" in SHEET.read_text(encoding="utf-8")
