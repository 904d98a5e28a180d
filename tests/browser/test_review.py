"""Do the pages of the review before publication fit a phone and a desk, and does the browser not complain?"""

from datetime import date
from pathlib import Path

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from gongkai_web.publishing.items import actions, queries
from gongkai_web.publishing.sweeps import actions as sweeps
from gongkai_web.publishing.wording import actions as wording
from tests.browser.narrow import scrolls_sideways
from tests.people import found_town
from tests.web.items import test_stock as stock
from tests.web.items.written import again, approved, decide, drafted, furnish, published, submitted

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]
DAY = date(2026, 3, 2)
WIDTHS = (360, 768, 1366)
SHOTS: Path | None = None
BODY = "<p>自三月起，路内停车位首小时免费。</p><p>以后每小时两元，每天最多十二元。</p>"


@pytest.fixture
def office(monkeypatch):
    """云溪区: something on every page."""
    monkeypatch.setattr(timezone, "localdate", lambda *_, **__: DAY)
    return furnish(found_town())


@pytest.fixture
def pages(office):
    """Who opens which page."""
    li, item = office.li_qiang, published(office, content={"body": BODY})
    edition = actions.begin(item=item, by=li, day=DAY)
    values = {"body": BODY.replace("两元", "三元")}
    actions.edit(edition=edition, by=li, day=DAY, group="body", values=values, seen=1)
    actions.submit(edition=again(edition), by=li, day=DAY)
    decide(office.zhao_min, edition, approve=False)
    values = {"body": BODY.replace("两元", "四元")}
    actions.edit(edition=again(edition), by=li, day=DAY, group="body", values=values, seen=2)
    actions.submit(edition=again(edition), by=li, day=DAY)
    asked = actions.consult(
        edition=approved(office), by=li, day=DAY, unit="", agency=office.county, due_on=DAY, question="核对"
    )
    submitted(office)
    drafted(office, content={"formed_on": date(2026, 1, 5)})
    batch = stock.entered(office, "旧政策一", "旧政策二")
    reader = {"name": "张律师", "purpose": "法律顾问", "until": DAY}
    _, code = actions.let_read(snapshot=item.live, by=li, day=DAY, **reader)
    given = {"by": li, "agency": office.district, "day": DAY}
    wording.add_word(**given, kind="word", text="便民大厅", right="便民服务中心", reason="改名")
    sweep = sweeps.begin_sweep(**given, kind="personal")
    sweeps.read_on(sweep=sweep, day=DAY)
    zhao, sun, he = office.zhao_min, office.sun_li, office.he_jing
    return {
        "home": (zhao, reverse("desk:home")),
        "to-do": (zhao, reverse("desk:publication")),
        "review": (zhao, reverse("items:review", args=[item.pk])),
        "item": (li, reverse("items:item", args=[item.pk])),
        "write": (li, reverse("items:write", args=[item.pk, "body"])),
        "compare": (li, reverse("items:compare", args=[item.pk])),
        "steps": (sun, reverse("items:steps_of", args=["yunxi"])),
        "batch": (li, reverse("items:batch", args=[batch.pk])),
        "consult": (li, reverse("items:consult", args=[item.pk])),
        "consultation": (he, reverse("items:consultation", args=[asked.pk])),
        "readers": (li, reverse("items:readers", args=[item.live_id])),
        "read": (li, reverse("items:read", args=[code])),
        "words": (li, reverse("wording:words")),
        "sweep": (li, reverse("sweeps:sweep", args=[sweep.pk])),
        "numbers": (sun, reverse("desk:review_numbers")),
    }


def test_every_page_of_the_review_fits_at_every_width(pages, sign_in, page):
    for name, (person, address) in pages.items():
        sign_in(person).goto(address)
        expect(page.get_by_role("main")).to_be_visible()
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 800})
            assert not scrolls_sideways(page), (name, width)
            if SHOTS:
                page.screenshot(path=SHOTS / f"{name}-{width}.png", full_page=True)
    assert page.complaints == []


def test_whoever_leaves_the_page_is_not_at_the_text_any_more(office, sign_in, page):
    edition = drafted(office)
    address = reverse("items:write", args=[edition.item_id, "body"])
    sign_in(office.li_qiang).goto(address)
    expect(page.get_by_role("main")).to_be_visible()
    assert queries.editing_besides(office.zhao_min, edition, timezone.now())
    page.goto(reverse("items:items"))
    for _ in range(600):  # it goes out behind the page that is left
        if not queries.editing_besides(office.zhao_min, edition, timezone.now()):
            break
        page.wait_for_timeout(100)
    assert not queries.editing_besides(office.zhao_min, edition, timezone.now())
    assert page.complaints == []
