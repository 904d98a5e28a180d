"""云溪区 and its account 云溪发布; the pages read the clock as 20 May 2025."""

from datetime import date

import pytest
from django.utils import timezone

from gongkai_web.publishing.channels import actions

TODAY = date(2025, 5, 20)


@pytest.fixture(autouse=True)
def _the_twentieth_of_may(monkeypatch):
    monkeypatch.setattr(timezone, "localdate", lambda *_: TODAY)


@pytest.fixture
def account(town):
    """云溪发布, opened years ago."""
    return actions.open_outlet(
        by=town.li_qiang,
        agency=town.district,
        day=date(2020, 1, 1),
        channel="wechat",
        name="云溪发布",
        today=TODAY,
    )
