"""云溪区 with its site and its account; 李强 keeps the registers, and the clock reads 20 May 2025."""

from datetime import date

import pytest
from django.utils import timezone

from gongkai_web.publishing.channels import actions
from tests.people import found_town

TODAY = date(2025, 5, 20)


@pytest.fixture(autouse=True)
def _the_twentieth_of_may(monkeypatch):
    monkeypatch.setattr(timezone, "localdate", lambda *_: TODAY)


@pytest.fixture
def town(db):
    """示范市, with 云溪区's site and account opened years ago."""
    made = found_town()
    for channel, name in (("website", "云溪区人民政府"), ("wechat", "云溪发布")):
        actions.open_outlet(
            by=made.li_qiang,
            agency=made.district,
            day=date(2020, 1, 1),
            channel=channel,
            name=name,
            today=TODAY,
        )
    return made
