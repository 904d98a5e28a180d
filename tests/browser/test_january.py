"""Can a city collect a January: sixty units in three levels, fifty files, and every mistake found and named?

Who hands in what comes from a seed (`stories_january`, `stories_january_town`). In Chromium, by what is
labelled: whoever made a mistake, whoever hands in something odd, and one sound file of each format; the
returning, correcting and accepting of all these; the own filings, the levels, the sums, the government's
report. The other sound files go through the same pages by the client, as does their acceptance. What stood
before that January – the list, the year before, who was merged or excused, the cases of the four offices on
this platform – is entered by the actions. Every cell is opened by the client, one in Chromium down to a case.
"""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest
from django.conf import settings as configured
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect
from python_calamine import CalamineWorkbook

from gongkai.document import from_json
from gongkai.drafting.blocks import TO_FILL_IN
from gongkai_web.agencies.models import Person
from gongkai_web.annual.aggregation import queries as sums
from gongkai_web.annual.aggregation.models import Sum
from gongkai_web.annual.campaign import limits
from gongkai_web.annual.campaign.collecting import actions, queries
from gongkai_web.annual.campaign.collecting.models import Campaign
from gongkai_web.annual.campaign.collecting.words import LevelState, State
from gongkai_web.annual.models import Filing
from tests.browser.stories_january import Mistake
from tests.browser.stories_january_town import (
    BAISHI,
    CITY,
    DAY,
    DISTRICTS,
    GONE,
    GOVERNMENT,
    SOUND,
    WRONG,
    YUNXI,
    ZIRAN,
    January,
    begun,
)
from tests.law.indicators.test_sheet import GROUPS
from tests.web.campaign.reports import signed_in, tree_of
from tests.web.collecting.january import ANOTHER, LAYOUT, YEAR
from tests.web.collecting.test_pages import at, sent_by_link
from tests.web.look.trees import find, text

pytestmark = [pytest.mark.browser, pytest.mark.long, pytest.mark.django_db(transaction=True)]
AGAINST = ".finding.error, .finding.warning, ul.said li"


@pytest.fixture
def january(settings, tmp_path, monkeypatch) -> January:
    """The list stands, and the papers are written."""
    settings.DATA = tmp_path / "data"
    monkeypatch.setattr(timezone, "localdate", lambda *_, **__: DAY)
    monkeypatch.setattr(limits, "SECONDS_A_FILE", 120.0)  # a busy machine is no fault of a file
    return begun(tmp_path)


# – at the units


def by_link(played: January, page: Page, name: str) -> None:
    """The unit opens its own page by the link that its office gave it."""
    if name not in played.links:
        given = {"by": played.office(name), "unit": played.units[name], "until": DAY, "day": DAY}
        played.links[name] = actions.give_key(**given)[1]
    page.goto(at("outside", played.links[name]))


def upload(played: January, page: Page, key: str) -> None:
    page.get_by_label("年报文件").set_input_files([played.file(key)])
    page.get_by_role("button", name="上传并核对").click()
    expect(page.get_by_role("heading", name="等您确认")).to_be_visible()


def confirm(page: Page, reply: str = "") -> None:
    if reply:
        page.get_by_label("说明").fill(reply)
    page.get_by_role("button", name="确认提交").click()
    expect(page.get_by_role("main")).to_contain_text("已提交")


def hands_in(played: January, page: Page, name: str) -> None:
    """A sound report, however odd: nothing at all is said of it."""
    by_link(played, page, name)
    upload(played, page, name)
    said = page.locator("section.group").first.locator(AGAINST)
    assert said.all_inner_texts() == [], (name, played.papers[name].suffix)
    confirm(page)


def hands_in_by_client(played: January, name: str) -> None:
    """The same page without Chromium."""
    given = {"by": played.office(name), "unit": played.units[name], "until": DAY, "day": DAY}
    played.links[name] = actions.give_key(**given)[1]
    suffix, data = played.files[name]
    page = tree_of(sent_by_link(played.links[name], "upload", file=SimpleUploadedFile(f"年报{suffix}", data)))
    assert [text(one) for one in find(page, AGAINST)] == [], (name, suffix)
    seen = find(page, "input[name=seen]")[0].get("value")
    sent_by_link(played.links[name], "confirm", seen=seen)


def hands_in_wrong(played: January, page: Page, name: str, mistake: Mistake) -> None:
    """The unit reads what is wrong before it confirms; what is not taken offers no confirming."""
    by_link(played, page, name)
    upload(played, page, f"{name}错")
    expect(page.get_by_role("main")).to_contain_text(re.compile(mistake.said))
    if mistake.taken:
        confirm(page, "就是这一份" if mistake.asked else "")
    else:
        expect(page.get_by_role("button", name="确认提交")).to_have_count(0)


# – at the desks


def of_unit(played: January, page: Page, name: str) -> None:
    page.goto(at("unit", played.units[name].pk))
    expect(page.get_by_role("heading", level=1)).to_have_text(name)


def returns(played: January, page: Page, name: str, mistake: Mistake) -> None:
    """The desk reads the same, and returns it with the reason; what was not taken it sees waiting."""
    of_unit(played, page, name)
    if not mistake.taken:
        page.get_by_role("link", name="核对过的文件等您确认").click()
        expect(page.get_by_role("main")).to_contain_text(re.compile(mistake.said))
        return
    page.get_by_role("link", name="审核第 1 次提交").click()
    expect(page.get_by_role("main")).to_contain_text(re.compile(mistake.said))
    page.get_by_role("link", name="退回", exact=True).click()
    page.get_by_label("理由").fill(f"请改：{mistake.name}")
    page.get_by_role("button", name="登记").click()
    expect(page.locator(".messages")).to_contain_text("已登记：退回")


def accepts(played: January, page: Page, name: str) -> None:
    of_unit(played, page, name)
    page.get_by_role("link", name=re.compile("审核第 . 次提交")).click()
    page.get_by_role("button", name="通过", exact=True).click()
    expect(page.locator(".messages")).to_contain_text("已通过。")


def acts(played: January, page: Page, name: str, label: str) -> None:
    """Whatever is offered on the page of a unit, without anything to fill in."""
    of_unit(played, page, name)
    page.get_by_role("link", name=label, exact=True).click()
    page.get_by_role("button", name="登记").click()
    expect(page.locator(".messages")).to_contain_text(f"已登记：{label}。")


def submits_filing(played: January, page: Page, name: str) -> None:
    of_unit(played, page, name)
    page.get_by_role("button", name="提交定稿（第 1 版）").click()
    expect(page.locator(".messages")).to_contain_text("已提交。")


def freezes(page: Page) -> None:
    page.get_by_role("link", name="定稿", exact=True).click()
    page.get_by_role("main").get_by_role("button").filter(has_text=re.compile("定稿|登记")).click()
    expect(page.locator("body")).to_contain_text("已定稿")


# – the story


def collect(played: January, desks: dict[str, Page], outside: Page) -> None:
    """All hand in; every mistake is named, returned, corrected; nothing is said of the others."""
    plain = [name for name in played.papers if name not in played.wrong]
    odd = [name for name, one in played.papers.items() if one.page or one.merged or name in decoyed(played)]
    first = {played.papers[name].suffix: name for name in reversed(plain) if name not in odd}
    seen = {ANOTHER, *odd, *first.values()}
    for name in plain:
        if name in seen:
            hands_in(played, outside, name)
        else:
            hands_in_by_client(played, name)
    for name, mistake in played.wrong.items():
        hands_in_wrong(played, outside, name, mistake)
        returns(played, desks[played.office(name).username], name, mistake)
        if mistake.taken:
            by_link(played, outside, name)
            expect(outside.get_by_role("main")).to_contain_text(f"已退回：请改：{mistake.name}")
        hands_in(played, outside, name)
    for name in played.papers:
        if name in {*odd, *played.wrong}:
            accepts(played, desks[played.office(name).username], name)
            continue
        last = queries.last_submission(played.units[name])
        assert signed_in(played.office(name)).post(at("accept", last.pk)).status_code == 302


def decoyed(played: January) -> set[str]:
    """The units whose report of the year before nobody has: those that hand in something odd."""
    former = Campaign.objects.get(agency=played.town.city, year=YEAR - 1).units.values_list("name", flat=True)
    return set(played.papers) - set(former)


def add_up(played: January, desks: dict[str, Page]) -> None:
    """Each district adds up its own and freezes that, then the city accepts it."""
    zhou_jie = desks[played.town.zhou_jie.username]
    own = {YUNXI: played.town.li_qiang, BAISHI: played.town.he_jing}
    for name in DISTRICTS.values():
        page = desks[own.get(name, played.town.zhou_jie).username]
        of_unit(played, page, name)
        page.get_by_role("link", name="汇总下级").click()
        freezes(page)
        acts(played, page, name, "本级通过")
        acts(played, zhou_jie, name, "通过下级汇总")


def write_and_freeze(played: January, page: Page) -> Sum:
    """周洁 drafts the government's report from the sum, fills in what no register knows, and freezes it."""
    page.goto(reverse("aggregation:sum", args=[played.campaign.pk, 0]))
    leaves = SOUND + WRONG + 4
    expect(page.get_by_role("main")).to_contain_text(f"{leaves} 个单位相加，{len(GONE) - 1} 个没有报告")
    page.get_by_role("link", name="正文", exact=True).click()
    page.get_by_role("button", name="按合计拟写").click()
    expect(page.get_by_role("main")).to_contain_text("定稿以前要改的")
    for number in (1, 5, 6):
        page.locator(f"#section-{number}").get_by_role("link").click()
        box = page.get_by_label("正文")
        drafted = box.input_value()
        box.fill(drafted.replace(TO_FILL_IN, "按年度要点办理") or "一是解读的形式比较单一，明年增加图解。")
        page.get_by_role("button", name="保存", exact=True).click()
        expect(page.locator(".messages")).to_contain_text("已保存。")
    page.goto(reverse("aggregation:sum", args=[played.campaign.pk, 0]))
    freezes(page)
    return Sum.objects.get(level=None)


def publish(page: Page, made: Sum) -> str:
    """郑刚 heads the office of the city: he publishes it; the address at which the public reads it."""
    page.goto(reverse("aggregation:frozen", args=[made.pk]))
    page.get_by_role("link", name="公布", exact=True).click()
    page.get_by_role("button", name="公布", exact=True).click()
    expect(page.locator(".messages")).to_contain_text("已公布，公众看得到。")
    return (
        page.get_by_role("main").get_by_role("link", name=re.compile(GOVERNMENT)).get_attribute("href") or ""
    )


def open_down_to_cases(played: January, page: Page, made: Sum) -> None:
    """A cell of the frozen sum, the office of the city behind it, its requests, and one of them."""
    page.goto(reverse("aggregation:frozen", args=[made.pk]))
    cell = "table3.new_received.natural_person"
    page.locator(f'main a[href="{reverse("aggregation:frozen_cell", args=[made.pk, cell])}"]').first.click()
    row = page.get_by_role("row").filter(has_text=CITY)
    row.get_by_role("link", name="2", exact=True).click()
    page.get_by_role("main").get_by_role("link").filter(has_text="云溪路拓宽工程的征地补偿方案").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("云溪路拓宽工程的征地补偿方案")


def every_cell_opens(played: January, made: Sum) -> None:
    """Behind each cell stand all units, whose numbers are its sum; of the offices here also their cases."""
    report, zhou_jie = from_json(made.document), signed_in(played.town.zhou_jie)
    own = {"shifan": CITY, "yunxi": YUNXI, "yunxi-ziran": ZIRAN, "baishi": BAISHI}
    for cell in LAYOUT.cells:
        behind = {one.name: one.value for one in sums.behind(made, cell)}
        assert set(behind) == {*played.papers, *own.values(), *GONE[1:]}, cell
        assert sum(value or 0 for value in behind.values()) == report.cells[cell], cell
        page = zhou_jie.get(reverse("aggregation:frozen_cell", args=[made.pk, cell])).content.decode()
        for slug, name in own.items():
            records = reverse("desk:cell", args=[slug, YEAR, cell])
            assert records in page, (cell, name)
    for cell in ("table3.new_received.total", "table3.granted.natural_person", "table3.results_total.total"):
        for slug in own:
            listed = tree_of(zhou_jie.get(reverse("desk:cell", args=[slug, YEAR, cell])))
            assert len(find(find(listed, "main table")[0], "tbody tr")) == 2, (cell, slug)


def on_one_sheet(played: January, page: Page, made: Sum) -> None:
    """手册00 §七: all indicators of the year on one sheet, the tables' are the sum, and every check holds."""
    page.goto(reverse("aggregation:frozen", args=[made.pk]))
    page.get_by_role("link", name="全年指标").click()
    groups = page.get_by_role("main").get_by_role("heading", level=2).all_inner_texts()
    assert [one for one in groups if one in GROUPS] == list(GROUPS)
    with page.expect_download() as taken:
        page.get_by_role("link", name="导出 XLSX").click()
    book = CalamineWorkbook.from_filelike(io.BytesIO(Path(taken.value.path()).read_bytes()))
    (sheet,) = book.sheet_names
    rows = book.get_sheet_by_name(sheet).to_python()
    numbers = {str(row[1]): row[2] for row in rows}
    report = from_json(made.document)
    for cell in LAYOUT.cells.values():
        assert numbers[cell.label] == pytest.approx(float(report.cells[cell.id] or 0)), cell.id
    assert {row[2] for row in rows if row[2] in {"相符", "不符", "不能核对"}} == {"相符"}


def test_a_january_is_collected_added_up_and_published(january, new_context, live_server):
    town, complaints = january.town, []

    def at_desk(person: Person) -> Page:
        context = new_context()
        context.add_cookies([session_of(person, live_server.url)])
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        return page

    staff = (town.zhou_jie, town.li_qiang, town.he_jing)
    desks = {person.username: at_desk(person) for person in staff}
    zhou_jie = desks[town.zhou_jie.username]
    head = at_desk(town.zheng_gang)
    submits_filing(january, head, CITY)
    submits_filing(january, desks[town.li_qiang.username], YUNXI)
    submits_filing(january, desks[town.he_jing.username], BAISHI)
    submits_filing(january, at_desk(Person.objects.get(username="head-yunxi-ziran")), ZIRAN)
    collect(january, desks, new_context().new_page())
    for name in (CITY, YUNXI, BAISHI):
        accepts(january, zhou_jie, name)
    accepts(january, desks[town.li_qiang.username], ZIRAN)
    add_up(january, desks)
    every = queries.standing(january.campaign, DAY)
    assert {one.level for one in every if one.level} == {LevelState.ACCEPTED_ABOVE}
    assert {one.state for one in every if one.unit.expected} == {State.ACCEPTED}
    made = write_and_freeze(january, zhou_jie)
    plain = {
        cell: sum(one.report.cells[cell] or 0 for one in january.papers.values()) for cell in LAYOUT.cells
    }
    report = from_json(made.document)
    own = [from_json(one.document) for one in Filing.objects.all()]
    assert report.cells == {cell: plain[cell] + sum(one.cells[cell] for one in own) for cell in plain}
    public = publish(head, made)
    open_down_to_cases(january, zhou_jie, made)
    every_cell_opens(january, made)
    on_one_sheet(january, zhou_jie, made)
    citizen = new_context().new_page()
    citizen.goto(public)
    expect(citizen.get_by_role("heading", level=1)).to_contain_text(f"{GOVERNMENT}{YEAR}年")
    expect(citizen.get_by_role("main")).to_contain_text(f"{report.cells['table3.new_received.total']}件")
    assert complaints == []


def session_of(person: Person, url: str) -> dict[str, str]:
    """The cookie of somebody who signed in."""
    client = Client()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    name = configured.SESSION_COOKIE_NAME
    return {"name": name, "value": client.cookies[name].value, "url": url}
