"""Can 李强 follow a number of table 三 to its cases, and a citizen to its meaning, in a real browser?"""

import re

import pytest
from playwright.sync_api import expect

from gongkai.form import form_of_year
from gongkai.report import Report, completed
from gongkai_web.agencies import actions as agencies
from gongkai_web.cases.models import Case
from gongkai_web.replay.replay import replay
from tests.browser.narrow import scrolls_sideways
from tests.long_run import long_run
from tests.people import FOUNDED, found_town

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PASSWORD = "yunxi-2024-gongkai"
COUNTS = {
    "table3.new_received.natural_person": 7,
    "table3.new_received.commercial_enterprise": 2,
    "table3.carried_over_in.natural_person": 1,
    "table3.granted.natural_person": 3,
    "table3.denied_enforcement_file.natural_person": 2,
    "table3.unavailable_not_held.natural_person": 1,
    "table3.granted.commercial_enterprise": 2,
    "table3.carried_over_out.natural_person": 2,
    "table4.reconsideration.upheld": 1,
}


@pytest.fixture
def city():
    """云溪区 with a published report of 2024, and 方明 who can sign in."""
    town = found_town()
    layout = form_of_year(2024)
    zeros = {cell.id: 0 for cell in layout.cells.values() if cell.table == 2}
    report = Report(layout.key, {**zeros, **completed(layout, COUNTS)}, "云溪区", 2024, "示范年报")
    replay(report, town.district, officer=town.li_qiang, head=town.sun_li, source="示范年报")
    clerk = agencies.add_person(by=town.operator, username="fangming", display_name="方明", password=PASSWORD)
    agencies.appoint(
        by=town.operator,
        person=clerk,
        agency=town.district,
        role="officer",
        since=FOUNDED,
        reason="启用本系统以前已任职",
    )
    return town


def sign_in(page):
    page.goto("/office/")
    page.get_by_label("登录名").fill("fangming")
    page.get_by_label("口令").fill(PASSWORD)
    page.get_by_role("button", name="登录").click()
    expect(page).to_have_url(re.compile("/office/$"))


def test_a_number_of_table_three_leads_to_its_cases(city, page):
    sign_in(page)
    page.get_by_role("link", name="年度报告", exact=True).click()
    page.get_by_role("link", name="2024 年度").click()
    cell = page.locator('[id="table3.denied_enforcement_file.natural_person"]')
    expect(cell).to_have_text("2")
    cell.get_by_role("link").click()
    expect(page.locator("h1")).to_have_text("表三「7.属于行政执法案卷·自然人」：2")
    rows = page.get_by_role("table").first.locator("tbody tr")
    expect(rows).to_have_count(2)
    rows.first.get_by_role("link").first.click()
    expect(page.locator(".strip .due")).to_have_count(1)
    expect(page.locator("main")).to_contain_text("7.属于行政执法案卷")
    expect(page.locator("main")).to_contain_text("《条例》第十六条第二款")
    assert page.complaints == []


def test_a_citizen_reaches_the_meaning_of_a_number_and_no_case(city, page):
    page.goto("/")
    page.get_by_role("link", name="看年报").click()
    page.get_by_role("link", name=re.compile("2024年政府信息公开工作年度报告")).click()
    page.locator('[id="table3.new_received.total"]').get_by_role("link").click()
    expect(page.locator("main")).to_contain_text("收到申请之日在本年度内的件")
    expect(page.locator("tbody tr").last).to_have_text(re.compile(r"^\s*合计\s*9\s*$"))
    expect(page.locator('a[href*="/office/"]')).to_have_count(0)
    assert page.complaints == []


@pytest.mark.parametrize("width", [360, *long_run(768, 1366)])
def test_no_page_scrolls_sideways(city, page, width):
    page.set_viewport_size({"width": width, "height": 800})
    sign_in(page)
    for address in (
        "/",
        "/agencies/yunxi/reports/2024/",
        "/agencies/yunxi/reports/2024/?look=elder",
        "/agencies/yunxi/",
        "/office/",
        "/office/cases/",
        "/office/reports/yunxi/2024/",
        f"/office/cases/{Case.objects.latest('pk').pk}/",
    ):
        page.goto(address)
        assert not scrolls_sideways(page), address
    assert page.complaints == []


def test_it_works_without_script(city, new_context):
    page = new_context(java_script_enabled=False).new_page()
    sign_in(page)
    page.get_by_role("link", name="申请件", exact=True).click()
    page.get_by_label("范围").select_option("open")
    page.get_by_role("button", name="筛选").click()
    expect(page.locator(".work tbody tr")).to_have_count(2)
    page.get_by_role("link", name="长者模式").click()
    expect(page.locator("html.elder")).to_have_count(1)


def test_a_wrong_password_is_said_in_a_sentence_and_the_name_is_kept(city, page):
    page.goto("/sign-in/")
    page.get_by_label("登录名").fill("fangming")
    page.get_by_label("口令").fill("wrong")
    page.get_by_role("button", name="登录").click()
    expect(page.locator(".errors")).to_contain_text("登录名或者口令")
    expect(page.get_by_label("登录名")).to_have_value("fangming")
