"""零报告: a year without entries is a nought only where somebody said so; else it is 未报."""

from datetime import date

import pytest
from django.db.models import Sum
from django.test import Client
from lxml import html

from gongkai_web.annual import prose
from gongkai_web.audit.verify import verify
from gongkai_web.errors import NotAllowed, Refused
from gongkai_web.figures.counting import count
from gongkai_web.figures.declared import Nought
from gongkai_web.figures.period import EVERYWHERE, Period, Scope
from gongkai_web.registers import actions, queries, zero_figures
from gongkai_web.registers.declared import registers
from gongkai_web.registers.models import ZeroReport
from tests.web.oversight.conftest import TODAY

LAST_YEAR = Period.of_year(2024)


def client_of(person) -> Client:
    client = Client()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client


def stated(town, code="leaks", year=2024, by=None, today=TODAY):
    return actions.report_none(
        register=registers()[code], by=by or town.li_qiang, agency=town.district, year=year, today=today
    )


def a_leak(town, day):
    return actions.enter(
        register=registers()["leaks"],
        by=town.li_qiang,
        agency=town.district,
        day=day,
        given={"title": "文件误传", "reported_to": "区保密局"},
        today=TODAY,
    )


def said(town, code="leaks", year=2024):
    return queries.years_of([registers()[code]], [town.district.pk], year)[code]


def test_nobody_said_anything_is_no_nought(town):
    assert said(town).missing
    nought = queries.nought_said(registers()["leaks"], Scope.of(town.district), LAST_YEAR)
    assert nought == Nought("未报：没有登记，也没有人说明没有；这不等于零。", untold=True)


def test_a_nought_has_its_person_and_its_day(town):
    stated(town)
    assert said(town).said == "0（李强 2025-05-20 说明 2024 年没有）"
    assert count(zero_figures.STATED, EVERYWHERE, LAST_YEAR) == 1
    assert count(zero_figures.STATED, EVERYWHERE, Period.of_year(2025)) == 0
    page = client_of(town.li_qiang).get("/office/figures/leaks.happened/?year=2024&agency=yunxi")
    assert "说明 2024 年没有。" in page.content.decode()


def test_in_the_middle_of_a_year_it_holds_to_that_day_and_is_said_again(town):
    stated(town, year=2025, today=date(2025, 3, 31))
    assert said(town, year=2025).said == "0（李强 2025-03-31 说明 2025 年截至 2025-03-31 没有）"
    whole = queries.nought_said(registers()["leaks"], Scope.of(town.district), Period.of_year(2025))
    assert whole.untold
    stated(town, year=2025)
    assert ZeroReport.objects.get(withdrawn=False).until == TODAY
    with pytest.raises(Refused, match="已经说明过"):
        stated(town, year=2025)
    assert verify().sound


def test_a_nought_that_ends_before_the_year_does_is_none_of_the_year(town):
    stated(town, year=2024, today=date(2024, 3, 31))
    assert count(zero_figures.STATED, EVERYWHERE, LAST_YEAR) == 0
    assert "泄密" not in "".join(prose.first_draft(town.district, 2024).values())
    stated(town)
    assert count(zero_figures.STATED, EVERYWHERE, LAST_YEAR) == 1
    assert "没有发生失泄密事件。" in "".join(prose.first_draft(town.district, 2024).values())


def test_in_a_year_that_goes_on_a_nought_holds_on_the_day_it_was_said(town):
    stated(town, year=2025)
    whole = Period.of_year(2025)
    assert count(zero_figures.STATED, EVERYWHERE, whole.asked(TODAY)) == 1
    assert count(zero_figures.STATED, EVERYWHERE, whole.asked(date(2025, 9, 1))) == 0
    assert count(zero_figures.STATED, EVERYWHERE, whole) == 0


def test_what_is_entered_takes_the_nought_back(town):
    stated(town)
    a_leak(town, date(2024, 7, 1))
    assert said(town).said == "1 条"
    assert ZeroReport.objects.get().withdrawn_reason == "登记了 2024-07-01 的一条"
    with pytest.raises(Refused, match="2024 年已经登记了 1 条失泄密事件，不能说明没有"):
        stated(town)
    assert verify().sound
    ZeroReport.objects.update(year=2023)
    assert "零报告" in verify().sentence


def test_what_was_said_wrongly_is_taken_back_with_a_reason(town):
    stated(town)
    about = {"register": registers()["leaks"], "by": town.li_qiang, "agency": town.district, "today": TODAY}
    with pytest.raises(Refused, match="理由"):
        actions.withdraw_none(**about, year=2024, reason=" ")
    actions.withdraw_none(**about, year=2024, reason="还没有问过各科室")
    assert said(town).missing
    with pytest.raises(Refused, match="没有说明过"):
        actions.withdraw_none(**about, year=2024, reason="再收一次")


@pytest.mark.parametrize("year", [2026, 2027])
def test_a_year_that_has_not_come_had_nothing_yet(town, year):
    with pytest.raises(Refused, match="还没有到"):
        stated(town, year=year)


def test_who_is_in_office_is_counted_and_not_stated(town):
    with pytest.raises(Refused, match="按在任、在用的计"):
        stated(town, code="staff")


def test_only_who_keeps_the_register_says_it(town):
    for person in (town.zhou_jie, town.he_jing, town.stranger):
        with pytest.raises(NotAllowed):
            stated(town, by=person)


def test_of_several_agencies_each_is_told(town):
    stated(town)
    both = Scope.of(town.district, town.county)
    nought = queries.nought_said(registers()["leaks"], both, LAST_YEAR)
    assert nought == Nought("2 个机关：0 个有登记，1 个说明没有，1 个未报。", untold=True)


def test_it_is_said_and_taken_back_on_a_page(town):
    client = client_of(town.li_qiang)
    path = "/office/registers/incidents/none/"
    assert client.post(path, {"agency": town.district.pk, "year": "2026"}).status_code == 422
    assert client.post(path, {"agency": town.district.pk, "year": "2024"}).status_code == 302
    assert "说明 2024 年没有" in client.get("/office/registers/incidents/").content.decode()
    back = f"{path}withdraw/"
    assert client.post(back, {"agency": town.district.pk, "year": "2024"}).status_code == 422
    answer = client.post(back, {"agency": town.district.pk, "year": "2024", "reason": "说早了"})
    assert answer.status_code == 302
    assert not ZeroReport.objects.filter(withdrawn=False).exists()
    assert client.get("/office/registers/staff/none/").status_code == 404
    assert client_of(town.zhou_jie).get(path).status_code == 200
    assert client_of(town.stranger).get(path).status_code == 403


def test_the_first_page_says_what_is_missing(town):
    stated(town, year=2025)
    a_leak(town, date(2025, 1, 6))
    stated(town, code="incidents", year=2025)
    page = client_of(town.li_qiang).get("/office/oversight/").content.decode()
    assert "1 条" in page
    assert "说明 2025 年截至 2025-05-20 没有" in page
    assert "未报" in page
    assert "网站和政务新媒体" in page
    assert client_of(town.zhou_jie).get("/office/oversight/?agency=&year=2024").status_code == 200
    assert client_of(town.stranger).get("/office/registers/").status_code == 200
    assert ZeroReport.objects.aggregate(years=Sum("year"))["years"] == 2025 * 2


def row_of(person, year, label="失泄密事件") -> str:
    page = html.fromstring(client_of(person).get(f"/office/oversight/?year={year}").content)
    (row,) = page.xpath(f"//main//dl/div[dt[normalize-space()='{label}']]")
    return row.text_content()


def test_a_nought_that_ends_before_a_past_year_does_is_marked_in_the_overview(town):
    stated(town, year=2024, today=date(2024, 3, 31))
    assert "截至 2024-03-31" in row_of(town.li_qiang, 2024)
    assert "未报" in row_of(town.li_qiang, 2024)
    stated(town)
    assert "未报" not in row_of(town.li_qiang, 2024)
    stated(town, year=2025, today=date(2025, 3, 31))
    assert "未报" not in row_of(town.li_qiang, 2025)
