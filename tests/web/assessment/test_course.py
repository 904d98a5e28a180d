"""年度考核: 周洁 sets weights and judges, units are told and object once, 郑刚 issues what then stands."""

import io
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse
from python_calamine import CalamineWorkbook

from gongkai_web.approval.standing import digest
from gongkai_web.audit.verify import verify
from gongkai_web.errors import NotAllowed, Refused
from gongkai_web.figures.counting import count
from gongkai_web.figures.period import EVERYWHERE, Period
from gongkai_web.oversight.assessment import actions, figures
from gongkai_web.oversight.assessment.models import Assessment, Indicator, Status
from gongkai_web.oversight.assessment.scheme import Given
from gongkai_web.oversight.assessment.scoring import scored, shown
from gongkai_web.oversight.assessment.sheet import workbook
from gongkai_web.oversight.inspection.models import Finding as Fault
from gongkai_web.oversight.inspection.models import Run, RunState
from gongkai_web.oversight.registers.declared.running import LEAKS
from gongkai_web.publishing.channels import actions as channels
from gongkai_web.publishing.channels.models import Outlet
from gongkai_web.registers.actions import report_none
from tests.web.assessment.conftest import TODAY
from tests.web.assessment.told import HAND, LATER, OPEN, begun, issued, judged, objected, told
from tests.web.rectification.found import found, rechecked, replied, sent

JUNE_4, JUNE_8 = date(2026, 6, 4), date(2026, 6, 8)
DISTRICT, COUNTY = "示范市云溪区人民政府办公室", "示范市白石县人民政府办公室"


def result(made, day=TODAY):
    return [(one["name"], one["total"], one["place"], one["grade"]) for one in shown(made, day)]


def client_of(person) -> Client:
    client = Client()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client


def page_of(person, name, *at) -> str:
    answer = client_of(person).get(reverse(f"assessment:{name}", args=at), follow=True)
    assert answer.status_code == 200
    return answer.content.decode()


def test_points_come_from_the_rows_and_who_has_the_same_shares_the_place(town):
    rechecked(town, replied(town, sent(town), JUNE_4), JUNE_8)
    sent(town, JUNE_8, rule="首页链接", place="首页")
    found(town, JUNE_8, agency=town.county)
    assert result(told(town)) == [
        (DISTRICT, "87", 1, "良好"),
        (COUNTY, "87", 1, "良好"),
        ("示范市云溪区自然资源局", "80", 3, "良好"),
    ]


def test_the_number_behind_a_point_opens_the_rows_that_it_counts(town):
    finding = sent(town)
    made = told(town)
    li_qiang = client_of(town.li_qiang)
    page = li_qiang.get(reverse("assessment:unit", args=[made.pk, "yunxi"])).content.decode()
    assert "1 个，每个扣 3 分" in page
    address = f"{reverse('desk:figure', args=['rectification.left'])}?agency=yunxi&year=2026"
    assert address.replace("&", "&amp;") in page
    assert finding.registry_number in li_qiang.get(address).content.decode()


def test_of_a_share_both_numbers_open_the_rows_that_they_count(town):
    mended = rechecked(town, replied(town, sent(town), JUNE_4), JUNE_8)
    share = Given("按期整改", Decimal(40), "ledger", "share", "rectification.in_time", "rectification.mended")
    made = judged(town, begun(town, share, HAND))
    zhou = client_of(town.zhou_jie)
    page = zhou.get(reverse("assessment:unit", args=[made.pk, "yunxi"])).content.decode()
    assert "1 个，共 1 个" in page
    for figure in ("rectification.in_time", "rectification.mended"):
        address = f"{reverse('desk:figure', args=[figure])}?agency=yunxi&year=2026"
        assert f'href="{address.replace("&", "&amp;")}"' in page
        assert mended.registry_number in zhou.get(address).content.decode()


def test_what_is_issued_follows_no_record_and_no_weight_of_a_later_year(town):
    made = told(town)
    before = result(made)
    sent(town, date(2026, 12, 30))
    assert result(made) == before
    issued(town, made)
    with pytest.raises(Refused, match="不能修改考核指标"):
        actions.change_indicator(
            indicator=made.indicators.get(rule="deduct", removed=False),
            by=town.zhou_jie,
            today=LATER,
            given=OPEN,
        )
    next_year = actions.begin(by=town.zhou_jie, agency=town.city, today=date(2028, 1, 4), year=2027)
    one = next_year.indicators.get(rule="deduct")
    heavier = Given(one.title, Decimal(10), one.source, one.rule, one.counted, "", Decimal(5))
    actions.change_indicator(indicator=one, by=town.zhou_jie, today=date(2028, 1, 4), given=heavier)
    made.refresh_from_db()
    assert result(made) == before
    assert [one.points for one in made.indicators.filter(removed=False)] == [40, 60]
    assert count(figures.ISSUED, EVERYWHERE, Period.of_year(2027)) == 1
    assert verify().sound


def test_li_qiang_objects_once_within_the_term_and_what_is_granted_moves_the_places(town):
    made = told(town)
    one = objected(town, made)
    assert (made.objections_until, one.due_on) == (date(2027, 1, 11), date(2027, 1, 18))
    with pytest.raises(Refused, match="每个单位一次"):
        objected(town, made)
    with pytest.raises(NotAllowed):
        objected(town, made, by=town.li_qiang, agency=town.county)
    with pytest.raises(Refused, match="不再受理"):
        objected(town, made, by=town.he_jing, agency=town.county, day=date(2027, 1, 12))
    with pytest.raises(Refused, match="1 件复核申请没有答复"):
        issued(town, made)
    actions.answer(objection=one, by=town.zhou_jie, today=TODAY, words="补计一次", points=Decimal(55))
    issued(town, made)
    made.refresh_from_db()
    assert result(made)[:2] == [(DISTRICT, "95", 1, "优秀"), (COUNTY, "90", 2, "优秀")]
    assert count(figures.REVISED, EVERYWHERE, Period.of_year(2027)) == 1
    assert verify().sound


def test_nothing_is_issued_before_the_term_to_object_is_over_nor_by_whoever_made_it(town):
    made = told(town)
    with pytest.raises(Refused, match="还可以申请复核"):
        issued(town, made, day=date(2027, 1, 11))
    seen = digest(actions.result(made))
    with pytest.raises(NotAllowed):
        actions.issue(assessment=made, by=town.zhou_jie, today=LATER, seen=seen)
    with pytest.raises(Refused, match="页面打开以后"):
        actions.issue(assessment=made, by=town.zheng_gang, today=LATER, seen="")
    assert issued(town, made).status == Status.ISSUED


def test_what_nobody_could_tell_is_no_nought_and_stops_the_announcement(town):
    site = Given("网站检查得分", Decimal(40), "inspection", "score")
    made = judged(town, begun(town, site, HAND))
    with pytest.raises(Refused, match="还有 3 处没有得分"):
        actions.announce(assessment=made, by=town.zhou_jie, today=TODAY)
    first = scored(made, TODAY)[0]
    assert first["lines"][0]["points"] is None
    assert (first["place"], first["grade"]) == (0, "")  # nobody is 不合格 before all is judged
    one = actions.add_indicator(assessment=made, by=town.zhou_jie, today=TODAY, given=OPEN)
    given = {"agency": town.district, "today": TODAY, "points": Decimal(1), "evidence": "纪要"}
    with pytest.raises(Refused, match="由记录数出"):
        actions.judge(indicator=one, by=town.zhou_jie, **given)


def test_of_the_sites_of_a_unit_the_worst_of_that_year_counts(town):
    """云溪文旅 was vetoed in 2026, 云溪招商 in 2025: each year has its own."""
    inspected(site_of(town, "云溪区政府网"), JUNE_4)
    inspected(site_of(town, "云溪文旅"), JUNE_4, "home_stale")
    inspected(site_of(town, "云溪招商"), date(2025, 6, 4), "home_stale")
    assert by_sites(town, 2026).startswith("云溪文旅 2026-06-04")
    assert by_sites(town, 2025).startswith("云溪招商 2025-06-04")


def site_of(town, name) -> Outlet:
    return channels.open_outlet(
        by=town.li_qiang,
        agency=town.district,
        day=date(2024, 3, 4),
        channel="website",
        name=name,
        address=f"https://www{Outlet.objects.count()}.yunxi.example/",
        reason="专项",
    )


def inspected(outlet, day, *kinds) -> None:
    """A finished inspection that found these."""
    noon = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
    run = Run.objects.create(
        outlet=outlet, day=day, state=RunState.DONE, begun_at=noon, ended_at=noon, most=100
    )
    for kind in kinds:
        Fault.objects.create(run=run, kind=kind, place="home", what="首页")


def by_sites(town, year) -> str:
    """What is said of the points that 云溪区 has by its sites."""
    site = Given("网站检查得分", Decimal(40), "inspection", "score")
    found = scored(begun(town, site, year=year), TODAY)
    return next(one["lines"][0]["said"] for one in found if one["name"] == DISTRICT)


def test_of_what_was_judged_twice_the_last_stands(town):
    made = judged(town, begun(town, HAND))
    judged(town, made, district=35)
    assert {name: total for name, total, *_ in result(made)}[DISTRICT] == "35"


def test_a_register_of_which_a_unit_said_nothing_is_no_nought_until_somebody_says_so(town):
    """云溪区 says that it had no leak: all points. 白石县 says nothing: no points, no place for anybody."""
    leaks = Given("泄密", Decimal(40), "figure", "deduct", "leaks.happened", "", Decimal(10))
    made = judged(town, begun(town, leaks, HAND))
    report_none(register=LEAKS, by=town.li_qiang, agency=town.district, year=2026, today=TODAY)
    lines = {one["name"]: one["lines"][0] for one in scored(made, TODAY)}
    assert (lines[DISTRICT]["points"], lines[COUNTY]["points"]) == ("40", None)
    assert lines[COUNTY]["said"].startswith("未报")
    assert {(one["place"], one["grade"]) for one in scored(made, TODAY)} == {(0, "")}
    assert "第 0 名" not in page_of(town.zhou_jie, "unit", made.pk, "yunxi")
    with pytest.raises(Refused, match="没有得分"):
        actions.announce(assessment=made, by=town.zhou_jie, today=TODAY)
    for agency in (town.county, town.bureau):
        one = made.indicators.get(title="泄密", removed=False)
        given = {"agency": agency, "today": TODAY, "points": Decimal(0), "evidence": "没有报"}
        actions.judge(indicator=one, by=town.zhou_jie, **given)
    announced = actions.announce(assessment=made, by=town.zhou_jie, today=TODAY)
    assert [one["place"] for one in shown(announced, TODAY)] == [1, 2, 3]


def test_a_unit_sees_its_own_points_once_it_was_told_and_never_those_of_another(town):
    made = judged(town, begun(town))
    at = reverse("assessment:unit", args=[made.pk, "yunxi"])
    assert client_of(town.li_qiang).get(at).status_code == 404
    actions.announce(assessment=made, by=town.zhou_jie, today=TODAY)
    page = page_of(town.li_qiang, "assessment", made.pk)
    assert "第 1 名" in page
    assert COUNTY not in page
    other = reverse("assessment:unit", args=[made.pk, "baishi"])
    answers = [client_of(one).get(other).status_code for one in (town.li_qiang, town.he_jing, town.stranger)]
    assert answers == [404, 200, 404]
    matrix = page_of(town.zhou_jie, "assessment", made.pk)
    assert DISTRICT in matrix
    assert COUNTY in matrix


def test_the_forms_of_the_office_and_of_the_unit_take_it_to_the_end(town, monkeypatch):
    zhou, li = client_of(town.zhou_jie), client_of(town.li_qiang)
    zhou.post(reverse("assessment:new"), {"agency": town.city.pk, "year": "2026", "title": ""})
    made = Assessment.objects.get()
    assert sum(one.points for one in Indicator.objects.all()) == 100
    for one in Indicator.objects.exclude(rule="deduct"):
        zhou.post(reverse("assessment:remove", args=[made.pk, one.pk]))
    given = {"title": "组织领导", "points": "20", "source": "hand", "rule": "entered"}
    assert zhou.post(reverse("assessment:add", args=[made.pk]), {**given, "points": "0"}).status_code == 422
    zhou.post(reverse("assessment:add", args=[made.pk]), given)
    hand = Indicator.objects.get(title="组织领导")
    for slug in ("yunxi", "baishi", "yunxi-ziran"):
        at = reverse("assessment:judge", args=[made.pk, hand.pk, slug])
        zhou.post(at, {"points": "18", "evidence": "看了纪要"})
    zhou.post(reverse("assessment:announce", args=[made.pk]))
    li.post(
        reverse("assessment:object", args=[made.pk, "yunxi"]), {"indicator": hand.pk, "reasons": "少算一次"}
    )
    one = made.objections.get()
    zhou.post(reverse("assessment:answer", args=[made.pk, one.pk]), {"words": "维持", "points": ""})
    assert "维持" in li.get(reverse("assessment:unit", args=[made.pk, "yunxi"])).content.decode()
    monkeypatch.setattr("gongkai_web.oversight.assessment.acts.today", lambda: LATER)
    zheng, issue = client_of(town.zheng_gang), reverse("assessment:issue", args=[made.pk])
    seen = zheng.get(issue).context["form"]["seen"].value()
    zheng.post(issue, {"seen": seen, "reference": "示政办〔2027〕2号"})
    made.refresh_from_db()
    assert (made.status, made.reference) == (Status.ISSUED, "示政办〔2027〕2号")
    assert zhou.get(reverse("assessment:register", args=[made.pk])).status_code == 200


def test_the_workbook_has_every_unit_with_its_place_and_why(town):
    made = told(town)
    book = CalamineWorkbook.from_filelike(io.BytesIO(workbook(made, shown(made, TODAY))))
    rows = book.get_sheet_by_name("得分").to_python()
    assert rows[1] == [DISTRICT, 40, 50, 90, 1, "优秀"]
    assert any("看了领导小组的会议纪要" in str(row[-1]) for row in book.get_sheet_by_name("说明").to_python())
