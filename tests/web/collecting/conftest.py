"""What units hand in lies in a data folder of the test's own."""

import pytest


@pytest.fixture(autouse=True)
def _store(settings, tmp_path):
    settings.DATA = tmp_path / "data"
