"""周洁 checks what the districts hand in, in a data folder of its own."""

import pytest

from gongkai_web.annual.campaign import limits
from tests.web.campaign.reports import signed_in


@pytest.fixture(autouse=True)
def _store(settings, tmp_path, monkeypatch):
    settings.DATA = tmp_path / "data"
    # On a busy machine too, one click reads what a test uploads; how the rest goes on has a test of its own.
    monkeypatch.setattr(limits, "SECONDS_A_CLICK", 600.0)


@pytest.fixture
def zhou_jie(town):
    """Her browser."""
    return signed_in(town.zhou_jie)
