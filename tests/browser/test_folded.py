"""Does 周洁 see what follows from a fault only when she opens it, with the mouse or with a key?"""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from gongkai_web.annual.campaign import limits
from gongkai_web.annual.campaign.models import SubmittedFile
from tests.people import found_town
from tests.web.campaign.reports import as_json, faulty, opened, signed_in, url

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]
SIZES = [{"width": 360, "height": 780}, {"width": 1366, "height": 768}]


@pytest.fixture
def desk(sign_in, settings, tmp_path, monkeypatch):
    """周洁 in front of a file with a fault from which another follows."""
    settings.DATA = tmp_path / "data"
    monkeypatch.setattr(limits, "SECONDS_A_CLICK", 600.0)
    zhou_jie = found_town().zhou_jie
    opened(signed_in(zhou_jie), {"云溪区.json": as_json(faulty())})
    page = sign_in(zhou_jie)
    page.goto(url("file", SubmittedFile.objects.get()))
    return page


@pytest.mark.parametrize("size", SIZES, ids=["phone", "wide"])
def test_what_follows_from_a_fault_is_unfolded_by_a_click_and_by_a_key(size, desk):
    desk.set_viewport_size(size)
    folded = desk.locator("details.following").first
    summary, following = folded.locator("summary"), folded.locator("li").first
    expect(summary).to_be_visible()
    expect(following).to_be_hidden()
    summary.click()
    expect(following).to_be_visible()
    summary.press("Enter")
    expect(following).to_be_hidden()
    assert desk.complaints == []
