"""云溪区 with all who review what it publishes, and three documents on its register."""

import pytest

from tests.web.documents.registered import issue
from tests.web.items.written import furnish


@pytest.fixture
def office(town):
    """The town, and 陈静 and 吴刚."""
    return furnish(town)


@pytest.fixture
def three(office):
    """Three documents that are in force in March 2026."""
    return [issue(office, f"云政规〔2024〕{n}号", f"云溪区第{n}号办法") for n in (1, 2, 3)]
