"""What the tests of the formats need from the machine: the samples, a Chinese font, LibreOffice."""

from __future__ import annotations

import pytest

from tests import samples
from tests.law.formats.builders import Written, distinct, sample
from tests.law.formats.writers import cjk_fonts
from tests.samples import missing, sample_files


@pytest.fixture(scope="session")
def cjk_font() -> None:
    """A Chinese font is installed."""
    if not cjk_fonts():
        missing("没有中文字体；请安装 Debian 软件包 fonts-noto-cjk")


@pytest.fixture(scope="session")
def libre_office() -> str:
    """The path of LibreOffice."""
    return samples.libre_office()


@pytest.fixture(scope="session", params=["distinct", "0", "1", "2", "3", "4"])
def report(request: pytest.FixtureRequest) -> Written:
    """A report whose cells are pairwise distinct, and the figures of each of the five samples."""
    if request.param == "distinct":
        return distinct()
    return sample(sample_files()[int(request.param)])


@pytest.fixture(scope="session")
def made_up() -> Written:
    """A report whose cells are pairwise distinct."""
    return distinct()
