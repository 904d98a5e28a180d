"""Can 王芳 do all of it on a narrow phone, with and without script?"""

import re
from datetime import date
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from gongkai_web.agencies import actions as agencies
from gongkai_web.apply import actions as apply
from gongkai_web.cases import actions as cases
from gongkai_web.cases.models import Case
from tests.browser.narrow import scrolls_sideways
from tests.people import found_town, receive
from tests.web.apply.conftest import RESIDENT, TITLE

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
NARROW = {"width": 360, "height": 780}
SMALL = """() => [...document.querySelectorAll(
    'main a, main button, main input, main select, main textarea, main summary')]
  .filter((one) => one.type !== 'hidden' && one.tabIndex >= 0)
  // A link within a sentence is as high as its line (WCAG 2.5.8).
  .filter((one) => !one.closest('p:not(.buttons), small, td'))
  .map((one) => [one.outerHTML.slice(0, 90), Math.round(one.getBoundingClientRect().height)])
  .filter(([, height]) => height > 0 && height < 40)"""
AN_HOUR_LATER = """() => { for (const [key, value] of Object.entries(sessionStorage)) {
  const entry = JSON.parse(value);
  sessionStorage.setItem(key, JSON.stringify({ ...entry, at: entry.at - 60 * 60 * 1000 }));
} }"""
UNLABELLED = """() => [...document.querySelectorAll('main input, main select, main textarea')]
  .filter((one) => one.type !== 'hidden' && !one.labels.length).map((one) => one.name)"""


@pytest.fixture
def town(monkeypatch):
    """示范市 on 2024-03-01."""
    monkeypatch.setattr(timezone, "localdate", lambda *_, **__: date(2024, 3, 1))
    return found_town()


def narrow(page, words: str, shot: str):
    """Fits a narrow phone: no sideways scroll, every field has a label, every target is high enough."""
    expect(page.get_by_role("main")).to_contain_text(words)
    page.wait_for_load_state("load")
    page.set_viewport_size(NARROW)
    assert not scrolls_sideways(page)
    assert page.evaluate(SMALL) == []
    assert page.evaluate(UNLABELLED) == []
    if SHOTS:
        page.screenshot(path=SHOTS / f"{shot}.png", full_page=True)


SHOTS: Path | None = None


def fill(page):
    page.get_by_label("申请人类型").select_option("natural_person")
    page.get_by_label("姓名或者名称").first.fill("王芳")
    page.get_by_label("证件种类").first.select_option("resident_id")
    page.get_by_label("证件号码").first.fill(RESIDENT)
    page.get_by_label("联系电话").first.fill("13800005678")
    page.get_by_label("所需政府信息的名称").fill(TITLE)
    page.get_by_label("要什么样的信息").select_option("electronic")
    page.get_by_label("怎样获取").select_option("online")


def story(page):
    """From the home page to the case, as she does it."""
    page.set_viewport_size(NARROW)
    page.goto("/")
    page.get_by_role("navigation", name="主导航").get_by_role("link", name="依申请公开").click()
    narrow(page, "申请公开政府信息", "1-agencies")
    page.get_by_role("link", name="示范市云溪区人民政府办公室").click()
    narrow(page, "填写这一页就可以提交", "2-form")
    fill(page)
    page.get_by_label("证件号码").first.fill("110105194912310021")
    page.get_by_role("button", name="提交申请").click()
    narrow(page, "校验位不符", "3-refused")
    page.get_by_label("证件号码").first.fill(RESIDENT)
    page.get_by_role("button", name="添加一位共同申请人").click()
    narrow(page, "共同申请人 1", "4-joint")
    page.get_by_label("所需政府信息的名称").press("Enter")
    expect(page.get_by_label("所需政府信息的名称")).to_have_value(TITLE)
    page.get_by_role("button", name="提交申请").click()
    narrow(page, "申请已提交", "5-receipt")
    code = page.locator(".code").inner_text()
    page.get_by_role("main").get_by_role("link", name="查询进度").click()
    narrow(page, "没有查询码", "6-query")
    page.get_by_label("查询码").fill(code)
    page.get_by_label("申请人的一项信息").fill("5678")
    page.get_by_role("button", name="查询", exact=True).click()
    expect(page).to_have_url(re.compile(r"/follow/\d+/$"))
    narrow(page, "您提交申请", "7-case")
    page.get_by_role("link", name="撤回申请").click()
    narrow(page, "撤回以后不能恢复", "8-withdraw")
    page.get_by_role("button", name="确认撤回").click()
    expect(page.get_by_role("main")).to_contain_text("您撤回申请")
    assert Case.objects.get().status == "withdrawn"


def test_she_applies_follows_and_withdraws_on_her_phone(town, page):
    story(page)
    # The one refused page is no fault of the site.
    assert [said for said in page.complaints if "422" not in said] == []


def test_all_of_it_works_without_script(town, new_context):
    story(new_context(java_script_enabled=False).new_page())


def test_the_long_pages_fit_a_narrow_phone(town, page):
    li, day = town.li_qiang, date(2024, 1, 8)
    agencies.set_particulars(
        by=town.sun_li, agency=town.district, day=day, payment="凭缴款码到代收银行缴纳",
        reconsideration_authority="示范市人民政府", court="示范市中级人民法院",
    )  # fmt: skip
    asked = receive(town, day)
    cases.ask_correction(case=asked, by=li, day=day, until=date(2024, 2, 8), items="请写明是哪一路段")
    fee = receive(town, date(2024, 2, 19))
    cases.decide_fee(case=fee, by=li, day=date(2024, 2, 20), basis="pages", count=120)
    cases.serve_fee_notice(case=fee, by=li, day=date(2024, 2, 20))
    late = receive(town, day)
    served = receive(town, day)
    given = {"reason": "经检索没有", "article": "第三十六条第（四）项"}
    cases.reply(case=served, by=li, day=day, outcome="unavailable_not_held", **given)
    cases.serve(case=served, by=li, day=day, way="post", receiver="王芳")
    for name, case in (("correction", asked), ("fee", fee), ("late", late), ("served", served)):
        code = apply.issue_code(case=case, by=li, day=day)
        page.goto("/follow/")
        page.get_by_label("查询码").fill(code)
        page.get_by_label("申请人的一项信息").fill("王芳")
        page.get_by_role("button", name="查询", exact=True).click()
        expect(page.get_by_role("heading", level=1)).to_contain_text("云溪路")
        narrow(page, "您的申请", f"9-{name}")
        if name == "correction":
            page.get_by_role("link", name="填写补正内容").click()
            narrow(page, "补正只告知一次", "9-correction-form")
    page.goto("/tariff/?by=items&count=35")
    narrow(page, "第 35 件本身", "9-tariff")
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto("/apply/yunxi/")
    if SHOTS:
        page.screenshot(path=SHOTS / "9-form-wide.png", full_page=True)
    assert page.complaints == []


def test_what_she_typed_waits_in_its_tab_until_it_is_handed_in(town, page):
    page.set_viewport_size(NARROW)
    page.goto("/apply/yunxi/")
    kept = page.get_by_text("这个标签页里还有您上次没有提交的内容")
    fill(page)
    page.get_by_role("button", name="添加一位共同申请人").click()
    page.get_by_role("group", name="共同申请人 1").get_by_label("姓名或者名称").fill("李梅")
    page.get_by_role("main").get_by_role("link", name="收费标准").click()
    narrow(page, "信息处理费收费标准", "10-tariff")
    page.goto("/apply/yunxi/")
    expect(kept).to_be_visible()
    narrow(page, "填写这一页就可以提交", "10-kept")
    page.get_by_role("button", name="放回填写的内容").click()
    expect(page.get_by_role("group", name="共同申请人 1").get_by_label("姓名或者名称")).to_have_value("李梅")
    expect(page.get_by_label("所需政府信息的名称")).to_have_value(TITLE)
    expect(kept).to_be_hidden()
    # What proves who she is stays in no browser.
    expect(page.get_by_label("证件号码").first).to_have_value("")
    assert RESIDENT not in page.evaluate("JSON.stringify(sessionStorage)")
    page.get_by_label("证件号码").first.fill(RESIDENT)
    # The number stands on the page of the draft: its key stays in no browser either.
    page.get_by_role("button", name="保存草稿").click()
    expect(page.get_by_role("main")).to_contain_text("已保存为草稿")
    token = re.search(r"/apply/draft/([^/]+)/", page.url)[1]
    page.get_by_label("所需政府信息的名称").fill(TITLE)
    held = page.evaluate("JSON.stringify(sessionStorage)")
    assert TITLE in held
    assert RESIDENT not in held
    assert token not in held
    page.goto("/apply/yunxi/")
    expect(kept).to_be_visible()
    expect(page.get_by_text("在公用设备上请按“不要了”")).to_be_visible()
    # After an hour nothing is put back.
    page.evaluate(AN_HOUR_LATER)
    page.goto("/apply/yunxi/")
    expect(kept).to_be_hidden()
    assert TITLE not in page.evaluate("JSON.stringify(sessionStorage)")
    page.goto(f"/apply/draft/{token}/")
    page.get_by_role("group", name="共同申请人 1").get_by_label("姓名或者名称").fill("")
    page.get_by_role("button", name="提交申请").click()
    narrow(page, "申请已提交", "10-receipt")
    page.goto("/apply/yunxi/")
    expect(page.get_by_label("所需政府信息的名称")).to_have_value("")
    expect(kept).to_be_hidden()
    assert page.complaints == []


def test_a_phone_sends_nothing_by_its_key_for_the_next_field(town, page):
    page.goto("/apply/yunxi/")
    name = page.get_by_label("姓名或者名称").first
    name.fill("王芳")
    name.press("Enter")
    expect(page.get_by_label("证件种类").first).to_be_focused()
    expect(name).to_have_value("王芳")


def test_a_closed_tab_asks_before_it_forgets(town, page):
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.goto("/apply/yunxi/")
    page.goto("/tariff/")
    assert asked == []
    page.goto("/apply/yunxi/")
    page.get_by_label("姓名或者名称").first.type("王芳")
    page.goto("/tariff/")
    assert asked == ["beforeunload"]
