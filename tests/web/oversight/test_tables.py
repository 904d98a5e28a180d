"""政府网站年度报表: each cell is counted from records, and opens them; what no record tells is empty."""

import io
import re
from datetime import UTC, date, datetime
from importlib import import_module

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.test import Client
from django.urls import reverse
from python_calamine import CalamineWorkbook

from gongkai_web.errors import Refused
from gongkai_web.oversight.inspection import queries
from gongkai_web.oversight.inspection.actions.ending import settle
from gongkai_web.oversight.inspection.models import Finding, Run
from gongkai_web.oversight.rectification.actions import Found, register_finding
from gongkai_web.oversight.tables.declared import tables
from gongkai_web.oversight.tables.filled import Filled, filled, unequal
from gongkai_web.publishing.catalogue.models import Catalogue
from gongkai_web.publishing.channels.models import Outlet
from gongkai_web.registers import actions
from gongkai_web.registers.declared import registers
from gongkai_web.registers.queries import UNTOLD
from tests.web.oversight.conftest import TODAY


def client_of(person) -> Client:
    client = Client()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client


def numbers(code, agency, person) -> dict[str, str]:
    return {
        f"{one.cell.group} {one.cell.label}": one.number
        for one in filled(tables()[code], agency, 2025, person, TODAY)
    }


@pytest.fixture
def assessed(town):
    given = {"title": "门户网站", "kind": "集中风险评估", "found": "6"}
    return actions.enter(
        register=registers()["assessments"],
        by=town.li_qiang,
        agency=town.district,
        day=date(2025, 5, 6),
        given=given,
        today=TODAY,
    )


def test_the_work_table_has_each_field_of_the_form():
    """手册05 §5: what no record tells has its row all the same, to be filled in by hand."""
    labels = {f"{one.group} {one.label}" for one in tables()["work"].cells}
    assert labels >= {
        "办事服务 办件量（自然人）",
        "办事服务 办件量（法人）",
        "互动交流 平均办理时间（天）",
        "互动交流 在线访谈网民留言数量",
        "互动交流 在线访谈答复网民提问数量",
        "安全防护 是否建立监测预警机制",
        "安全防护 是否明确责任人",
        "移动新媒体 微博名称、信息发布量、关注量",
        "移动新媒体 微信名称、信息发布量、订阅数",
    }


def test_an_entry_moves_the_table_of_its_agency_and_of_the_office_above(town, assessed):
    own = numbers("work", town.district, town.li_qiang)
    above = numbers("supervision", town.city, town.zhou_jie)
    assert (own["安全防护 安全检测评估次数"], own["安全防护 发现问题数量"]) == ("1", "6")
    assert (above["安全检查 安全检查次数"], above["安全检查 安全检查发现问题数量"]) == ("1", "6")
    others = filled(tables()["work"], town.county, 2025, town.he_jing, TODAY)
    (none,) = (one for one in others if one.cell.label == "安全检测评估次数")
    assert (none.number, none.said) == ("", UNTOLD)
    assert own["访问 独立用户访问总量"] == ""


@pytest.mark.parametrize(
    ("parts", "said"),
    [
        (("198", "6466", "810"), ""),
        (("198", "6466", "73"), "与分项不等：198＋6466＋73＝6737，相差 737。"),
        (("", "", ""), "与分项不等：0＋0＋0＝0，相差 7474。"),
    ],
)
def test_a_total_that_is_not_the_sum_of_its_parts_says_so(parts, said):
    """手册05 §5: published_total = overview_updates + news_updates + disclosure_catalog_updates."""
    cells = [one for one in tables()["work"].cells if one.group == "信息发布"]
    made = [Filled(one, number) for one, number in zip(cells, ("7474", *parts), strict=True)]
    assert unequal(made[0], made).startswith(said)
    assert bool(unequal(made[0], made)) == bool(said)


def test_the_supervising_table_counts_what_was_found_on_sites_alone(town):
    for source in ("machine", "complaint", "report"):
        given = Found(source=source, rule="V4 栏目不更新", title=f"栏目没有更新（{source}）")
        day = date(2025, 3, 4)
        register_finding(by=town.zhou_jie, kept_by=town.city, agency=town.district, day=day, found=given)
    assert numbers("supervision", town.city, town.zhou_jie)["网站抽查 发现问题数量"] == "1"


def test_each_number_of_the_page_opens_its_rows_and_both_files_are_made(town, assessed):
    client = client_of(town.li_qiang)
    cells = filled(tables()["work"], town.district, 2025, town.li_qiang, TODAY)
    for one in cells:
        if one.href:
            shown = client.get(one.href).content.decode()
            assert (f"：{one.number} {one.unit}" if one.number else UNTOLD) in shown, one.cell.label
    page = client.get(reverse("tables:table", args=["work"]), {"year": "2025"}).content.decode()
    assert not re.findall(r"<a [^>]*>\s*</a>", page)  # what nobody told is a link with a name, too
    xlsx = client.get(reverse("tables:file", args=["work", "xlsx"]), {"year": "2025"})
    rows = CalamineWorkbook.from_filelike(io.BytesIO(xlsx.content)).get_sheet_by_index(0).to_python()
    assert ["安全防护", "发现问题数量", "个", 6, ""] in rows
    for at in (["work", "docx"], ["supervision", "docx"]):
        assert client.get(reverse("tables:file", args=at)).status_code == 200
    assert client.get(reverse("tables:table", args=["none"])).status_code == 404
    assert client_of(town.stranger).get(reverse("tables:table", args=["work"])).status_code == 404


def inspected(day, *kinds):
    """An inspection of 云溪区's site that came to its end, and what it found."""
    begun = datetime(day.year, day.month, day.day, tzinfo=UTC)
    site = Outlet.objects.get(medium="site")
    run = Run.objects.create(outlet=site, day=day, state="done", begun_at=begun, most=9)
    Finding.objects.bulk_create(Finding(run=run, kind=kind, place=kind) for kind in kinds)
    settle([run])
    return run


def judged(town, day, indicator, result):
    given = {"outlet": "云溪区人民政府", "indicator": indicator, "result": result, "said": "逐页看过"}
    about = {"by": town.li_qiang, "agency": town.district, "day": day, "today": TODAY}
    return actions.enter(register=registers()["hand-checks"], given=given, **about)


def test_sites_that_failed_are_counted_by_quarter_with_what_people_found(town):
    def failed():
        cells = filled(tables()["supervision"], town.city, 2025, town.zhou_jie, TODAY)
        return [one.number for one in cells if "不合格" in one.cell.label]

    inspected(date(2025, 1, 6), "home_stale")
    assert failed() == ["1", "0", "0", "0"]
    last = inspected(date(2025, 3, 6))  # the last one of a quarter counts
    assert failed() == ["0", "0", "0", "0"]
    inspected(date(2025, 4, 7), "link_dead")
    grave = judged(town, date(2025, 4, 8), "V1", "fault")
    assert failed() == ["0", "1", "0", "0"]
    cells = filled(tables()["supervision"], town.city, 2025, town.zhou_jie, TODAY)
    (second,) = (one for one in cells if one.cell.label == "第二季度不合格网站数")
    page = client_of(town.zhou_jie).get(second.href).content.decode()
    assert ("：1 家次" in page, "2025-04-07" in page) == (True, True)
    assert queries.result(last).points == 100
    register = registers()["hand-checks"]
    actions.void(register=register, entry=grave, by=town.li_qiang, day=TODAY, reason="看错了")
    assert failed() == ["0", "0", "0", "0"]


def test_inspections_from_before_the_column_count_by_what_was_found_and_judged_then(town):
    """As an upgrade finds them: with findings, without a result."""
    inspected(date(2025, 1, 6), "home_stale")
    inspected(date(2025, 4, 7), "link_dead")
    judged(town, date(2025, 4, 8), "V1", "fault")
    inspected(date(2025, 7, 7), "link_dead")
    before = list(Run.objects.values_list("pk", "verdict"))
    Run.objects.update(verdict="")
    name = "0003_fill_verdicts"
    apps = MigrationExecutor(connection).loader.project_state(("inspection", name)).apps
    import_module(f"gongkai_web.oversight.inspection.migrations.{name}").fill(apps, None)
    assert list(Run.objects.values_list("pk", "verdict")) == before
    cells = filled(tables()["supervision"], town.city, 2025, town.zhou_jie, TODAY)
    assert [one.number for one in cells if "不合格" in one.cell.label] == ["1", "1", "0", "0"]


def test_a_site_of_an_office_that_serves_nobody_is_not_failed_for_it(town):
    run = inspected(date(2025, 4, 7), "no_service")
    assert queries.result(run).verdict == "failed"
    with pytest.raises(Refused, match="不能写“不查”"):
        judged(town, date(2025, 4, 8), "V5", "exempt")
    Catalogue.objects.update_or_create(agency=town.district, defaults={"level": "national"})
    judged(town, date(2025, 4, 8), "V6", "exempt")
    assert queries.result(run).points == 100
