"""Can 周洁 collect the reports of a handful of units, and 黄平 hand one in by a link, without an account?"""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from tests.browser.narrow import scrolls_sideways
from tests.people import found_town
from tests.web.campaign.reports import document, faulty, titled

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]
PHONE, WIDE = {"width": 360, "height": 780}, {"width": 1366, "height": 768}
SCHOOL = "示范市云溪学校"
UNITS = f"单位名称\t单位类型\n{SCHOOL}\t法律、法规授权的组织\n示范市图书馆\t法律、法规授权的组织"
SHOTS: Path | None = None


@pytest.fixture
def zhou_jie(sign_in, settings, tmp_path, monkeypatch) -> Page:
    """周洁 at her desk on 2025-01-10."""
    settings.DATA = tmp_path / "data"
    monkeypatch.setattr(timezone, "localdate", lambda *_, **__: date(2025, 1, 10))
    return sign_in(found_town().zhou_jie)


def fits(page: Page, shot: str) -> None:
    """No page scrolls sideways, on a phone nor on a wide screen."""
    for size in (PHONE, WIDE):
        page.set_viewport_size(size)
        assert not scrolls_sideways(page), (shot, size)
        if SHOTS:
            page.screenshot(path=SHOTS / f"{shot}-{size['width']}.png", full_page=True)


def file_of(made: dict, folder: Path) -> Path:
    out = folder / "年报.json"
    out.write_text(json.dumps(titled(made | {"agency": SCHOOL}), ensure_ascii=False), encoding="utf-8")
    return out


def opened(page: Page) -> str:
    """A campaign with two units; the link of the school."""
    page.goto("/office/campaigns/")
    page.get_by_role("link", name="发起年报报送").click()
    page.get_by_label("报告种类").select_option("agency")
    page.get_by_label("内部期限").fill("2025-01-20")
    page.get_by_role("button", name="登记").click()
    page.get_by_label("名单").fill(UNITS)
    page.get_by_role("button", name="登记").click()
    expect(page.locator("body")).to_contain_text("单位已列入")
    fits(page, "board")
    page.get_by_role("link", name=SCHOOL).click()
    fits(page, "unit")
    page.get_by_role("link", name="上传链接").click()
    page.get_by_role("button", name="发链接").click()
    return page.locator("code").inner_text()


def handed_in(page: Page, made: dict, folder: Path, shot: str) -> None:
    page.get_by_label("年报文件").set_input_files(file_of(made, folder))
    page.get_by_role("button", name="上传并核对").click()
    expect(page.get_by_role("heading", name="等您确认")).to_be_visible()
    fits(page, shot)
    page.get_by_role("button", name="确认提交").click()
    expect(page.get_by_role("main")).to_contain_text("已提交")


def test_a_report_is_handed_in_by_link_returned_corrected_and_accepted(zhou_jie, new_context, tmp_path):
    link = opened(zhou_jie)
    huang_ping = new_context().new_page()
    huang_ping.goto(link)
    handed_in(huang_ping, faulty(), tmp_path, "outside-wrong")
    zhou_jie.goto("/office/")
    expect(zhou_jie.get_by_role("main")).to_contain_text("1 份待审核")
    zhou_jie.get_by_role("link", name="审核", exact=True).click()
    zhou_jie.get_by_role("link", name=SCHOOL).click()
    zhou_jie.get_by_role("link", name="审核第 1 次提交").click()
    fits(zhou_jie, "submission")
    zhou_jie.get_by_role("link", name="退回", exact=True).click()
    zhou_jie.get_by_label("理由").fill("新收多了一件")
    zhou_jie.get_by_role("button", name="登记").click()
    huang_ping.reload()
    expect(huang_ping.get_by_role("main")).to_contain_text("新收多了一件")
    handed_in(huang_ping, document(), tmp_path, "outside-right")
    zhou_jie.goto("/office/campaigns/")
    zhou_jie.get_by_role("link", name="2024年度机关年报报送").click()
    zhou_jie.get_by_role("link", name=SCHOOL).click()
    zhou_jie.get_by_role("link", name="与上一次的不同").click()
    expect(zhou_jie.locator("tbody ins")).to_have_text(["3"])
    fits(zhou_jie, "difference")
    zhou_jie.go_back()
    zhou_jie.get_by_role("link", name="审核第 2 次提交").click()
    zhou_jie.get_by_role("button", name="通过", exact=True).click()
    expect(zhou_jie.locator("body")).to_contain_text("已通过")
    assert zhou_jie.complaints == []
