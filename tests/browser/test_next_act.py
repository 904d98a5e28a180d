"""Does 李强 see the next act without scrolling, at his desk and on a phone?"""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.browser.narrow import scrolls_sideways
from tests.people import found_town, receive

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SCREENS = {"desk": (1366, 768), "phone": (360, 740)}


@pytest.fixture
def town(monkeypatch):
    """示范市 on 2024-03-15."""
    monkeypatch.setattr(timezone, "localdate", lambda *_, **__: date(2024, 3, 15))
    return found_town()


@pytest.mark.parametrize("screen", SCREENS)
def test_the_next_act_stands_above_the_fold(town, sign_in, screen):
    case, page = receive(town, date(2024, 3, 1)), sign_in(town.li_qiang)
    width, height = SCREENS[screen]
    page.set_viewport_size({"width": width, "height": height})
    page.goto(reverse("casework:case", args=[case.pk]))
    button = page.get_by_role("region", name="下一步").get_by_role("link", name="作出答复")
    box = button.bounding_box()
    assert box["y"] + box["height"] <= height
    assert not scrolls_sideways(page)
    assert page.complaints == []
