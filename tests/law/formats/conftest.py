"""What the tests of the formats need from the machine: the samples, a Chinese font, LibreOffice."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from tests.law.formats.builders import Written, distinct, sample
from tests.law.formats.writers import cjk_fonts

SAMPLES = Path(os.environ.get("GONGKAI_SAMPLES", Path(__file__).parents[4] / "shared" / "samples"))


def _absent(what: str) -> None:
    """Skips with the reason; where everything must be there (CI=true) it is a failure."""
    if os.environ.get("CI") == "true":
        pytest.fail(f"{what} is not installed here, and must be")
    pytest.skip(f"{what} is not installed here")


@pytest.fixture(scope="session")
def cjk_font() -> None:
    """A Chinese font is installed."""
    if not cjk_fonts():
        _absent("a Chinese font (fonts-noto-cjk)")


@pytest.fixture(scope="session")
def libre_office() -> str:
    """The path of LibreOffice."""
    program = shutil.which("soffice")
    if program is None:
        _absent("LibreOffice (libreoffice-writer)")
    return str(program)


@pytest.fixture(scope="session", params=["distinct", "0", "1", "2", "3", "4"])
def report(request: pytest.FixtureRequest) -> Written:
    """A report whose cells are pairwise distinct, and the figures of each of the five samples."""
    if request.param == "distinct":
        return distinct()
    found = sorted(SAMPLES.glob("*.txt"))
    if not found:
        _absent("the folder of sample reports (GONGKAI_SAMPLES)")
    return sample(found[int(request.param)])


@pytest.fixture(scope="session")
def made_up() -> Written:
    """A report whose cells are pairwise distinct."""
    return distinct()
