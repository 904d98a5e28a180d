"""周洁 checks what the districts hand in, in a data folder of its own."""

import pytest

from tests.web.review.reports import signed_in


@pytest.fixture(autouse=True)
def _store(settings, tmp_path):
    settings.DATA = tmp_path / "data"


@pytest.fixture
def zhou_jie(town):
    """Her browser."""
    return signed_in(town.zhou_jie)
