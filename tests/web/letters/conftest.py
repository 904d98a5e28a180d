"""云溪区 with what its letters say of it, and a case of 王芳's."""

from datetime import date

import pytest

from tests.people import receive
from tests.web.casework.conftest import at, desk, sign_in  # noqa: F401 – the clerk's desk, as fixtures
from tests.web.letters.written import furnish


@pytest.fixture
def office(town):
    """The town; 云溪区 has its particulars, and no steps before the issue."""
    furnish(town)
    return town


@pytest.fixture
def case(office):
    """王芳's request, received on 2 September 2024."""
    return receive(office, date(2024, 9, 2))
