"""云溪区 with all who review what it publishes, on a day that stands still."""

import pytest

from tests.web.casework.conftest import at  # noqa: F401 – a day that stands still
from tests.web.items.conftest import office  # noqa: F401 – the town with its reviewers


@pytest.fixture(autouse=True)
def _today(at):  # noqa: F811
    at(2026, 3, 2)
