"""周洁 looks at the sum of the city, freezes it and takes it away; a cell opens its units and their cases."""

import io
import time
import zipfile
from dataclasses import replace
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from python_calamine import CalamineWorkbook

from gongkai import bundle
from gongkai.aggregation import comparison
from gongkai.aggregation.comparison import measures
from gongkai.aggregation.exchange import read_json, read_xlsx
from gongkai.document import from_json
from gongkai.form import form_of_year
from gongkai.indicators import kept
from gongkai.reading import read_bytes
from gongkai_web.annual.aggregation import actions, jobs, packing, queries, repeating
from gongkai_web.annual.aggregation.indicators import sheet_of_sum
from gongkai_web.annual.aggregation.models import Package, Repeated, Sum
from gongkai_web.annual.aggregation.pages import rows, urls
from gongkai_web.annual.aggregation.queries import Level
from gongkai_web.annual.campaign.collecting import actions as collecting
from gongkai_web.annual.campaign.collecting.actions import NewUnit
from gongkai_web.annual.campaign.collecting.models import Submission
from gongkai_web.approval import standing
from gongkai_web.publishing.channels.actions import open_outlet
from gongkai_web.tasks.models import Job
from tests.web.aggregation.sums import (
    BUREAU,
    COUNTY,
    DISTRICT,
    FREEZING,
    NEW,
    NUMBERS,
    OFFICE,
    SCHOOL,
    collected,
    hand_in,
    opened,
    total,
    whole,
)


@pytest.fixture
def day(monkeypatch):
    """It is the day of freezing."""
    monkeypatch.setattr(timezone, "localdate", lambda *_: FREEZING)


@pytest.fixture
def city(town, day):
    """The campaign, everything accepted."""
    return collected(town)


@pytest.fixture
def frozen(town, city):
    """Its frozen sum."""
    return actions.freeze(by=town.zhou_jie, level=whole(city[0]), day=FREEZING)


def browser(person):
    client = Client()
    if person is not None:
        client.force_login(person)
    return client


def page(person, name, *args):
    return browser(person).get(reverse(f"aggregation:{name}", args=args)).content.decode()


def test_the_page_shows_the_sum_and_each_cell_opens_its_units(town, city):
    campaign, _ = city
    shown = page(town.zhou_jie, "sum", campaign.pk, 0)
    assert reverse("aggregation:cell", args=[campaign.pk, 0, NEW]) in shown
    assert "5 个单位相加" in shown
    cell = page(town.zhou_jie, "cell", campaign.pk, 0, NEW)
    assert f"合计 {total(OFFICE, DISTRICT, BUREAU, SCHOOL, COUNTY)}" in cell
    assert all(name in cell for name in NUMBERS)
    assert reverse("desk:cell", args=["yunxi-ziran", 2024, NEW]) in cell
    school = Submission.objects.get(unit__name=SCHOOL)
    assert reverse("collecting:submission", args=[school.pk]) in cell


def test_a_missing_unit_stands_first_and_in_every_cell(town, day):
    campaign, units = collected(town, COUNTY)
    shown = page(town.zhou_jie, "sum", campaign.pk, 0)
    assert "定稿以前要办的" in shown
    assert "白石县：缺少报告" in shown
    assert reverse("collecting:unit", args=[units[COUNTY].pk]) in shown
    assert reverse("aggregation:freeze", args=[campaign.pk, 0]) not in shown
    assert "未报 1 个" in page(town.zhou_jie, "cell", campaign.pk, 0, NEW)


def test_a_campaign_without_reports_says_so(town, day):
    campaign, _ = opened(town)
    assert "请先收齐各单位的报告" in page(town.zhou_jie, "sum", campaign.pk, 0)


def test_freezing_explaining_and_handing_in_go_through_their_forms(town, city):
    campaign, units = city
    zhou = browser(town.zhou_jie)
    zhou.post(
        reverse("aggregation:explain", args=[campaign.pk, 0]),
        {"unit": units[COUNTY].pk, "reason": "口径更正"},
    )
    sent = zhou.post(reverse("aggregation:freeze", args=[campaign.pk, 0]))
    made = Sum.objects.get()
    assert sent.url == reverse("aggregation:frozen", args=[made.pk])
    again = zhou.post(reverse("aggregation:freeze", args=[campaign.pk, 0]), {"reason": ""})
    assert again.status_code == 422
    assert Sum.objects.count() == 1
    li = browser(town.li_qiang)
    li.post(reverse("aggregation:freeze", args=[campaign.pk, units[DISTRICT].pk]))
    district = Sum.objects.get(level=units[DISTRICT])
    _, above = opened(town, kind="government")
    li.post(reverse("aggregation:hand_in", args=[district.pk]), {"unit": above[DISTRICT].pk})
    assert district.submissions.get().submission.unit == above[DISTRICT]


def test_the_units_behind_a_frozen_cell_are_those_of_its_day(town, frozen):
    behind = {one.name: one.value for one in queries.behind(frozen, NEW)}
    assert behind == {name: numbers["new"] for name, numbers in NUMBERS.items()}
    shown = page(town.zhou_jie, "frozen_cell", frozen.pk, NEW)
    assert all(name in shown for name in NUMBERS)


def test_a_frozen_sum_says_whose_report_was_taken_back_since(town, frozen):
    assert "有变动" not in page(town.zhou_jie, "frozen", frozen.pk)
    last = Submission.objects.get(unit__name=COUNTY)
    collecting.take_back(by=town.zhou_jie, submission=last, reason="漏了一件", day=FREEZING)
    assert "定稿以后，白石县的年报有变动" in page(town.zhou_jie, "frozen", frozen.pk)


def test_opening_a_frozen_cell_reads_no_report(town, frozen, django_assert_num_queries):
    with django_assert_num_queries(4):
        queries.behind(frozen, NEW)


def test_the_files_for_a_superior_read_back_as_they_were_frozen(town, frozen):
    zhou = browser(town.zhou_jie)
    taken = {
        name: zhou.get(reverse("aggregation:file", args=[frozen.pk, name])).content
        for name in ("exchange.json", "exchange.xlsx", "report.xlsx", "report.docx")
    }
    facts = read_json(taken["exchange.json"])
    assert facts == read_xlsx(taken["exchange.xlsx"])
    report = from_json(frozen.document)
    assert facts.cells == report.cells
    assert {row.name: row.cells[NEW] for row in facts.units} == {
        name: numbers["new"] for name, numbers in NUMBERS.items()
    }
    for name in ("report.xlsx", "report.docx"):
        assert read_bytes(taken[name], name).cells == report.cells


def test_everything_is_packed_behind_the_page_and_proved_whole(town, frozen, tmp_path):
    zhou, address = browser(town.zhou_jie), reverse("aggregation:package", args=[frozen.pk])
    assert zhou.get(address).status_code == 404
    zhou.post(reverse("aggregation:pack", args=[frozen.pk]))
    assert jobs.packing_now(frozen)
    jobs.pack.func(frozen.pk)
    taken = zhou.get(address).content
    path = tmp_path / "汇总.zip"
    path.write_bytes(taken)
    assert bundle.verify(path) == []
    names = zipfile.ZipFile(io.BytesIO(taken)).namelist()
    assert sum(name.startswith("单位/") for name in names) == len(NUMBERS)
    assert bundle.digest(path) == Package.objects.get().manifest
    assert bundle.digest(path) in page(town.zhou_jie, "frozen", frozen.pk)


def test_packing_twice_gives_the_same_bytes(frozen, monkeypatch):
    first, second = io.BytesIO(), io.BytesIO()
    manifest = packing.packed(frozen, first)
    monkeypatch.setattr(time, "time", lambda now=time.time() + 90_000: now)
    assert packing.packed(frozen, second) == manifest
    assert first.getvalue() == second.getvalue()


def test_comparison_and_repetition_have_their_pages(town, city):
    campaign, _ = city
    assert "每种类型的单位都还太少" in page(town.zhou_jie, "comparison", campaign.pk, 0)
    assert "与别的单位相同" in page(town.zhou_jie, "repetition", campaign.pk, 0)


def test_the_prose_of_many_is_compared_once_behind_the_page_and_kept(town, city, monkeypatch):
    campaign, units = city
    monkeypatch.setattr(repeating, "FEW", 3)
    address = reverse("aggregation:compare", args=[campaign.pk, 0])
    asks = page(town.zhou_jie, "repetition", campaign.pk, 0)
    assert "这 5 份年报的正文还没有比对过" in asks
    assert address in asks
    assert browser(town.zhou_jie).post(address).url == reverse(
        "aggregation:repetition", args=[campaign.pk, 0]
    )
    assert "正在比对 5 份年报" in page(town.zhou_jie, "repetition", campaign.pk, 0)
    browser(town.zhou_jie).post(address)
    assert Job.objects.filter(name=jobs.compare.name).count() == 1
    jobs.compare.func(campaign.pk, 0)
    Job.objects.all().delete()
    told = Repeated.objects.get()
    with monkeypatch.context() as only_kept:
        only_kept.setattr(repeating, "compared", None)  # nothing is compared any more
        jobs.compare.func(campaign.pk, 0)
        shown = page(town.zhou_jie, "repetition", campaign.pk, 0)
    assert "与别的单位相同" in shown
    assert "比对过" not in shown
    last = Submission.objects.get(unit=units[COUNTY])
    given = {"by": town.zhou_jie, "submission": last, "reason": "漏了一件", "day": FREEZING}
    collecting.take_back(**given)
    assert "这 4 份年报的正文还没有比对过" in page(town.zhou_jie, "repetition", campaign.pk, 0)
    jobs.compare.func(campaign.pk, 0)
    assert Repeated.objects.get().pk == told.pk, "what is kept for a level is one row"
    assert Repeated.objects.get().key != told.key


def test_what_is_kept_of_repeated_prose_reads_as_it_was_found(town, day):
    campaign, units = opened(town)
    text = "本机关按照要求把每一件申请逐件登记逐件答复，并在网站上写明受理的地点和时间，方便群众办事。" * 8
    for name in (OFFICE, COUNTY):
        hand_in(town, units[name], town.zhou_jie, text=text, new=1, done=1)
    level = whole(campaign)
    jobs.compare.func(campaign.pk, 0)
    _, total = queries.summed(level)
    found = repeating.kept(level, repeating.key_of(level, total))
    assert found == repeating.compared(level, total)
    (_, last_year), (_, among) = found
    assert last_year == []
    assert len(among) == 2
    shown = page(town.zhou_jie, "repetition", campaign.pk, 0)
    assert all(message in shown for message, _, _ in among)
    assert "逐件登记逐件答复" in shown


def test_a_frozen_sum_is_judged_by_the_medians_of_its_day(town, city, monkeypatch):
    """Four departments are too few by the law; by one that asks for three, the odd one is told."""
    measure = replace(measures()["new_received"], least=3, difference=1, deviations=1)
    monkeypatch.setattr(comparison, "_measures_of", lambda _: (measure,))
    campaign, _ = city
    made = actions.freeze(by=town.zhou_jie, level=whole(campaign), day=FREEZING)
    assert [(one["kind"], one["units"]) for one in made.middles] == [("government_office", 3)]
    shown = page(town.zhou_jie, "frozen_comparison", made.pk)
    assert "白石县：新收申请2件，低于同类 3 个单位的中位数5件" in shown
    assert reverse("desk:cell", args=["baishi", 2024, NEW]) in shown
    monkeypatch.setattr(rows, "middles", lambda *_: [])
    assert "低于同类 3 个单位的中位数5件" in page(town.zhou_jie, "frozen_comparison", made.pk)
    assert "低于同类" not in page(town.zhou_jie, "comparison", campaign.pk, 0)


def test_the_sheet_of_a_sum_holds_its_tables_and_whose_each_number_is(town, city):
    campaign, _ = city
    given = {"by": town.li_qiang, "agency": town.district, "channel": "wechat", "name": "云溪发布"}
    open_outlet(**given, day=date(2024, 3, 1))
    shown = page(town.zhou_jie, "indicators", campaign.pk, 0)
    assert "表二、表三、表四是 5 个单位的合计。其余各项由在本平台的 4 个机关的登记数出" in shown
    assert "另外 1 个单位不在本平台，没有计入" in shown
    assert reverse("aggregation:cell", args=[campaign.pk, 0, NEW]) in shown
    assert "政务新媒体账号1，各分项（1 项）之和＝1：相符。" in shown
    taken = browser(town.zhou_jie).get(reverse("aggregation:indicators_file", args=[campaign.pk, 0]))
    book = CalamineWorkbook.from_filelike(io.BytesIO(taken.content))
    (name,) = book.sheet_names
    rows = [[row[1].strip("　"), row[2]] for row in book.get_sheet_by_name(name).to_python() if row[2] != ""]
    new = next(one for one in form_of_year(2024).cells.values() if one.id == NEW)
    assert [new.label, total(*NUMBERS)] in rows
    assert rows[rows.index(["政务新媒体账号", 1]) + 1] == [town.district.name, 1]


def test_the_registers_of_a_unit_that_ended_count_with_those_of_whoever_took_it_over(town, day):
    """白石县 is merged into the city's office during the year; what it had entered until then is not lost."""
    given = {"by": town.he_jing, "channel": "wechat", "day": date(2024, 3, 1)}
    open_outlet(**given, agency=town.county, name="白石发布")
    campaign, units = opened(town)
    hand_in(town, units[OFFICE], town.zhou_jie)
    assert queries.agencies_behind(*queries.summed(whole(campaign))) == ([town.city], 0)
    merged = {"unit": units[COUNTY], "into": units[OFFICE], "reason": "机构改革", "day": FREEZING}
    collecting.merge_unit(by=town.zhou_jie, **merged)
    found = queries.summed(whole(campaign))
    assert queries.agencies_behind(*found) == ([town.county, town.city], 0)
    assert "1 个单位的合计。其余各项由在本平台的 2 个机关的登记数出。" in sheet_of_sum(*found).about
    shown = page(town.zhou_jie, "indicators", campaign.pk, 0)
    assert "政务新媒体账号1，各分项（1 项）之和＝1：相符。" in shown
    assert town.county.name in shown


def test_of_a_unit_that_was_split_up_only_what_ended_counts_and_once(town, day):
    campaign, units = opened(town)
    hand_in(town, units[DISTRICT], town.zhou_jie)
    hand_in(town, units[COUNTY], town.zhou_jie)
    successors = [units[DISTRICT], units[COUNTY]]
    given = {"by": town.zhou_jie, "unit": units[BUREAU], "successors": successors, "day": FREEZING}
    collecting.split_unit(**given, reason="划出一部分", ends=False)
    assert town.bureau not in queries.agencies_behind(*queries.summed(whole(campaign)))[0]
    collecting.split_unit(**given, reason="全部划出", ends=True)
    agencies, outside = queries.agencies_behind(*queries.summed(whole(campaign)))
    assert agencies.count(town.bureau) == 1
    assert outside == 0


def test_the_sheet_stays_with_the_frozen_sum_as_it_was(town, city):
    campaign, _ = city
    given = {"by": town.li_qiang, "agency": town.district, "channel": "wechat", "day": date(2024, 3, 1)}
    open_outlet(**given, name="云溪发布")
    live = sheet_of_sum(*queries.summed(whole(campaign)))
    frozen = actions.freeze(by=town.zhou_jie, level=whole(campaign), day=FREEZING)
    read = kept.from_json(Sum.objects.get(pk=frozen.pk).sheet)
    assert read == replace(
        live, lines=tuple(replace(line, counted=None, code="", apart=False) for line in live.lines)
    )
    open_outlet(**given, name="云溪政务", reason="分专题运营")
    assert "政务新媒体账号2，" in page(town.zhou_jie, "indicators", campaign.pk, 0)
    shown = page(town.zhou_jie, "frozen_indicators", frozen.pk)
    assert "政务新媒体账号1，各分项（1 项）之和＝1：相符。" in shown
    assert reverse("aggregation:frozen_cell", args=[frozen.pk, NEW]) in shown
    taken = browser(town.zhou_jie).get(reverse("aggregation:frozen_indicators_file", args=[frozen.pk]))
    book = CalamineWorkbook.from_filelike(io.BytesIO(taken.content))
    rows = [[row[1], row[2]] for row in book.get_sheet_by_index(0).to_python()]
    assert ["政务新媒体账号", 1] in rows
    frozen.sheet["lines"][0][2] = 99
    assert queries.digest(frozen) != frozen.digest


def test_a_sum_of_before_there_were_sheets_keeps_its_digest():
    before = Sum(document={"title": "合计"})
    assert queries.digest(before) == standing.digest([{"title": "合计"}, [], [], [], [], []])


PAGES_OF_A_SUM = {"sum": (), "cell": (NEW,), "comparison": (), "repetition": (), "indicators": ()}


def asked(client, campaign):
    """How often each page of the sum asks the database."""
    found = {}
    for name, more in PAGES_OF_A_SUM.items():
        address = reverse(f"aggregation:{name}", args=[campaign.pk, 0, *more])
        with CaptureQueriesContext(connection) as counted:
            assert client.get(address).status_code == 200
        found[name] = len(counted)
    return found


def test_the_pages_of_a_sum_ask_no_more_for_more_units(town, city):
    campaign, _ = city
    zhou = browser(town.zhou_jie)
    asked(zhou, campaign)  # what is kept from then on is not asked again
    few = asked(zhou, campaign)
    rows = [NewUnit(f"示范市第{number}学校", "authorised_organisation") for number in "一二三四"]
    for unit in collecting.add_units(by=town.zhou_jie, campaign=campaign, units=rows, day=FREEZING):
        hand_in(town, unit, town.zhou_jie, new=1, done=1)
    assert asked(zhou, campaign) == few
    assert few.pop("indicators") <= 56  # every kind of record is counted, split and told by unit
    assert max(few.values()) <= 27


# Nobody, the district's officer, the city's supervisor, the county's officer, a stranger.
SIGNED_IN = (302, 200, 200, 200, 200)
OF_CITY = (302, 404, 200, 404, 404)
POSTED = (302, 405, 405, 405, 405)
MATRIX = {
    "sums": ([], SIGNED_IN),
    "sum": (["campaign", 0], OF_CITY),
    "cell": (["campaign", 0, NEW], OF_CITY),
    "comparison": (["campaign", 0], OF_CITY),
    "repetition": (["campaign", 0], OF_CITY),
    "compare": (["campaign", 0], POSTED),
    "indicators": (["campaign", 0], OF_CITY),
    "indicators_file": (["campaign", 0], OF_CITY),
    "texts": (["campaign", 0], OF_CITY),
    "draft": (["campaign", 0], POSTED),
    "text": (["campaign", 0, 1], OF_CITY),
    "freeze": (["campaign", 0], OF_CITY),
    "explain": (["campaign", 0], OF_CITY),
    "frozen": (["sum"], OF_CITY),
    "frozen_cell": (["sum", NEW], OF_CITY),
    "frozen_comparison": (["sum"], OF_CITY),
    "frozen_indicators": (["sum"], OF_CITY),
    "frozen_indicators_file": (["sum"], OF_CITY),
    "file": (["sum", "exchange.json"], OF_CITY),
    "pack": (["sum"], POSTED),
    "package": (["sum"], (302, 404, 404, 404, 404)),
    "hand_in": (["sum"], OF_CITY),
    "publish": (["sum"], (302, 404, 403, 404, 404)),
}


def test_every_address_is_in_the_matrix():
    assert {entry.name for entry in urls.urlpatterns} == set(MATRIX)


def test_who_gets_what_at_every_address(town, city, frozen):
    given = {"campaign": city[0].pk, "sum": frozen.pk}
    clients = [browser(one) for one in (None, town.li_qiang, town.zhou_jie, town.he_jing, town.stranger)]
    got = {}
    for name, (args, _) in MATRIX.items():
        address = reverse(f"aggregation:{name}", args=[given.get(one, one) for one in args])
        got[name] = tuple(client.get(address).status_code for client in clients)
    assert got == {name: wanted for name, (_, wanted) in MATRIX.items()}


def test_the_district_sees_its_own_level_and_not_the_citys(town, city):
    campaign, units = city
    assert page(town.li_qiang, "sum", campaign.pk, units[DISTRICT].pk).count("云溪区")
    found = queries.levels(town.li_qiang, FREEZING)
    assert found == [Level(campaign, units[DISTRICT])]


@pytest.mark.parametrize("cell", ["table3.nothing.total", "x"])
def test_a_guessed_cell_is_no_page(town, city, frozen, cell):
    zhou = browser(town.zhou_jie)
    assert zhou.get(reverse("aggregation:cell", args=[city[0].pk, 0, cell])).status_code == 404
    assert zhou.get(reverse("aggregation:frozen_cell", args=[frozen.pk, cell])).status_code == 404
