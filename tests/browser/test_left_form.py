"""Does what 李强 typed go with him when he leaves a form by any link, and go away when he cancels?"""

from datetime import date

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from tests.people import WANG_FANG, found_town, receive
from tests.web.letters.written import furnish

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
BACKEND = "django.contrib.auth.backends.ModelBackend"
TYPED, BACK = "云溪路拓宽工程的补偿标准", "回到没有填完的表"


@pytest.fixture
def town(monkeypatch):
    """示范市 on 2024-03-15."""
    monkeypatch.setattr(timezone, "localdate", lambda *_, **__: date(2024, 3, 15))
    found = found_town()
    furnish(found)
    return found


@pytest.fixture
def li(town, client, page, live_server):
    """李强's browser."""
    client.force_login(town.li_qiang, backend=BACKEND)
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies(
        [{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}]
    )
    yield page
    # The browser writes down every answer that is no page; a form that is refused answers so on purpose.
    assert [one for one in page.complaints if "status of 422" not in one] == []


def test_a_link_of_the_navigation_takes_along_what_was_typed(li):
    li.goto(reverse("casework:intake"))
    li.locator("[name=title]").fill(TYPED)
    li.get_by_role("navigation", name="办公导航").get_by_role("link").first.click()
    li.get_by_role("link", name=BACK).click()
    expect(li.locator("[name=title]")).to_have_value(TYPED)
    expect(li.locator(".errors")).to_have_count(0)


def test_what_was_sent_and_came_back_goes_along_too(li):
    li.goto(reverse("casework:intake"))
    # All that the browser itself asks for; the site refuses a number without its kind.
    li.get_by_label("提交方式").select_option("counter")
    li.get_by_label("提交日期").fill("2024-03-15")
    li.get_by_label("申请人类型").first.select_option("natural_person")
    li.get_by_label("姓名或者名称").first.fill(WANG_FANG)
    li.get_by_label("证件号码").first.fill("A1234567")
    li.locator("[name=title]").fill(TYPED)
    li.get_by_role("button", name="核对", exact=True).click()
    expect(li.locator(".errors")).to_be_visible()
    li.get_by_role("navigation", name="办公导航").get_by_role("link").first.click()
    li.get_by_role("link", name=BACK).click()
    expect(li.locator("[name=title]")).to_have_value(TYPED)


def test_cancelling_drops_it_and_an_empty_form_is_just_left(li):
    li.goto(reverse("casework:intake"))
    li.get_by_role("navigation", name="办公导航").get_by_role("link").first.click()
    expect(li.locator("h1")).not_to_have_text("登记申请")
    expect(li.get_by_role("link", name=BACK)).to_have_count(0)
    li.goto(reverse("casework:intake"))
    li.locator("[name=title]").fill(TYPED)
    li.get_by_role("link", name="取消", exact=True).click()
    expect(li.locator("h1")).not_to_have_text("登记申请")
    expect(li.get_by_role("link", name=BACK)).to_have_count(0)


def test_to_filter_the_cases_of_a_bulk_reply_does_not_empty_it(town, li):
    receive(town, date(2024, 3, 1))
    li.goto(f"{reverse('letters:bulk')}?kind=L12")
    li.locator("[name=places]").fill(TYPED)
    li.locator("[name=q]").fill("补偿")
    li.get_by_role("button", name="筛选", exact=True).click()
    expect(li.locator("[name=q]")).to_have_value("补偿")
    expect(li.locator("[name=places]")).to_have_value(TYPED)
    li.get_by_role("link", name="全部勾选", exact=True).click()
    expect(li.locator("[name=case]:checked")).to_have_count(1)
    expect(li.locator("[name=places]")).to_have_value(TYPED)
