"""云溪区 with all who review what it publishes."""

import pytest

from tests.web.items.written import furnish


@pytest.fixture
def office(town):
    """The town, and 陈静 and 吴刚."""
    return furnish(town)
