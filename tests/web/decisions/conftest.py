"""A decision of 云溪区 on parking, and what 李强 enters of it; the pages read the clock as 20 May 2025."""

from datetime import date

import pytest
from django.utils import timezone

from gongkai_web.publishing.decisions import actions

TODAY = date(2025, 5, 20)


@pytest.fixture(autouse=True)
def _the_twentieth_of_may(monkeypatch):
    monkeypatch.setattr(timezone, "localdate", lambda *_: TODAY)


@pytest.fixture
def parking(town):
    """城区停车管理办法, entered by 孙立 and on no list yet."""
    return actions.open_decision(
        by=town.sun_li,
        agency=town.district,
        day=date(2025, 3, 3),
        title="城区停车管理办法",
        unit="云溪区城市管理局",
    )


@pytest.fixture
def enter(town, parking):
    """Enters a stage of it: `enter("draft", date(2025, 4, 1), until=…)`."""

    def entered(stage, day, **given):
        return actions.enter_stage(
            decision=parking, by=town.li_qiang, stage=stage, day=day, today=TODAY, **given
        )

    return entered
