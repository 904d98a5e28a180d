"""The catalogue of 云溪区 as 李强 set it up."""

from datetime import date

import pytest

from gongkai_web.publishing.catalogue import actions
from gongkai_web.publishing.catalogue.models import Column

DAY = date(2025, 3, 3)


@pytest.fixture
def seeded(town):
    """云溪区's columns of the law, at county level."""
    actions.seed_columns(by=town.li_qiang, agency=town.district, day=DAY, level="county")
    return town


@pytest.fixture
def column(seeded):
    """A column of the district by its code."""
    return lambda code: Column.objects.get(agency=seeded.district, code=code)
