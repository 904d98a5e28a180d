"""Can 周洁 let a locked unit in, freeze the sum and take it away, and 李强 bring in last year's report?"""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

from gongkai import bundle
from gongkai.document import to_json
from gongkai_web.annual.aggregation import jobs
from gongkai_web.annual.aggregation.models import Sum
from gongkai_web.annual.campaign.collecting import actions
from tests.browser.narrow import scrolls_sideways
from tests.law.aggregation.made import report
from tests.people import found_town
from tests.web.aggregation.sums import NEW, NUMBERS, collected, total
from tests.web.collecting.lists import COUNTY, INTERNAL, LATE, OPENED
from tests.web.tasks.helpers import work_off

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]
PHONE, WIDE = {"width": 360, "height": 780}, {"width": 1366, "height": 768}
SHOTS: Path | None = None


@pytest.fixture
def city(settings, tmp_path, monkeypatch):
    """24 January: all but 白石县 has come in, and whoever has not is locked since the 20th."""
    settings.DATA = tmp_path / "data"
    monkeypatch.setattr(timezone, "localdate", lambda *_, **__: LATE)
    town = found_town()
    campaign, units = collected(town, COUNTY)
    actions.set_internal_day(
        by=town.zhou_jie, campaign=campaign, internal_day=INTERNAL, locks=True, day=OPENED
    )
    return town, campaign, units


def fits(page: Page, shot: str) -> None:
    """No page scrolls sideways, on a phone nor on a wide screen."""
    for size in (PHONE, WIDE):
        page.set_viewport_size(size)
        assert not scrolls_sideways(page), (shot, size)
        if SHOTS:
            page.screenshot(path=SHOTS / f"{shot}-{size['width']}.png", full_page=True)


def written(folder: Path, name: str, made: dict) -> Path:
    out = folder / name
    out.write_text(json.dumps(made, ensure_ascii=False), encoding="utf-8")
    return out


def test_a_locked_unit_is_let_in_alone_and_the_sum_is_frozen_and_taken_away(city, sign_in, tmp_path):
    town, _, units = city
    page = sign_in(town.zhou_jie)
    page.goto(reverse("collecting:unit", args=[units[COUNTY].pk]))
    expect(page.get_by_role("main")).to_contain_text("已锁定")
    expect(page.get_by_role("link", name="上传年报")).to_have_count(0)
    page.get_by_role("link", name="重新开放").click()
    page.get_by_label("理由").fill("会计调动，迟几天")
    page.get_by_label("开放至").fill("2025-01-28")
    fits(page, "reopen")
    page.get_by_role("button", name="登记").click()
    expect(page.get_by_role("main")).to_contain_text("会计调动，迟几天（开放至 2025-01-28）")
    page.get_by_role("link", name="上传年报").click()
    made = to_json(report(COUNTY, 2024, **NUMBERS[COUNTY]))
    page.get_by_label("年报文件").set_input_files(written(tmp_path, "白石县.json", made))
    page.get_by_role("button", name="上传并核对").click()
    page.get_by_role("button", name="确认提交").click()
    page.get_by_role("link", name="审核第 1 次提交").click()
    page.get_by_role("button", name="通过", exact=True).click()
    expect(page.locator("body")).to_contain_text("已通过")
    page.goto("/office/")
    page.get_by_role("link", name="汇总", exact=True).click()
    expect(page.get_by_role("main")).to_contain_text("5 个单位相加")
    fits(page, "sum")
    page.get_by_role("link", name="定稿", exact=True).click()
    page.get_by_role("button").filter(has_text=re.compile("定稿|登记")).click()
    expect(page.locator("body")).to_contain_text("已定稿")
    frozen = Sum.objects.get()
    assert frozen.document["table3"]["new_received"]["total"] == total(*NUMBERS)
    assert NEW == "table3.new_received.total"
    fits(page, "frozen")
    page.get_by_role("button", name="打包全部报告").click()
    expect(page.get_by_role("main")).to_contain_text("正在打包全部报告")
    assert jobs.packing_now(frozen)
    work_off()
    page.reload()
    with page.expect_download() as taken:
        page.get_by_role("link", name="全部报告（ZIP）").click()
    zipped = tmp_path / "汇总.zip"
    taken.value.save_as(zipped)
    assert bundle.verify(zipped) == []
    expect(page.get_by_role("main")).to_contain_text(bundle.digest(zipped))
    assert page.complaints == []


def test_last_years_report_is_brought_in_and_put_into_the_archive(city, sign_in, tmp_path):
    town, _, _ = city
    name = town.district.name_on(date(2023, 12, 31))
    made = to_json(report(name, 2023, new=3, done=2, out=1))
    page = sign_in(town.li_qiang)
    page.goto(reverse("desk:report", args=[town.district.slug, 2024]))
    page.get_by_role("link", name="上年年报").first.click()
    page.get_by_label("上年年报的文件").set_input_files(written(tmp_path, "上年.json", made))
    page.get_by_role("button", name="导入").click()
    expect(page.get_by_role("heading", name="读到的年报")).to_be_visible()
    fits(page, "former")
    page = sign_in(town.sun_li)
    page.goto(reverse("report:former", args=[town.district.slug, 2024]))
    page.get_by_role("link", name="列入历年的年报，向公众公开").click()
    page.get_by_label("当时的公布日期").fill("2024-01-25")
    page.get_by_role("button", name="登记").click()
    page.get_by_role("link", name="看公众看到的页面").click()
    expect(page.get_by_role("main")).to_contain_text("照原来的文件读到的写")
    fits(page, "former-public")
    assert page.complaints == []
