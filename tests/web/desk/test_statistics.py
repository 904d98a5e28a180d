"""Does every number of the statistics say what a person counts by hand, and open a list of as many?"""

from fractions import Fraction

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from gongkai_web.cases import actions
from gongkai_web.cases.models import Case
from gongkai_web.desk import sample, statistics
from tests.web.desk.conftest import DAY, section, titles

pytestmark = pytest.mark.slow


def numbers(tree) -> dict[str, list[str]]:
    """The rows of all tables: label → the year, the year before, the change."""
    return {
        row.xpath("th")[0].text_content().strip(): [cell.text_content().strip() for cell in row.xpath("td")]
        for row in tree.xpath('//table[contains(@class,"years")]/tbody/tr')
    }


def test_the_numbers_are_those_counted_by_hand(office, see):
    said = numbers(see(office.town.li_qiang, "/office/statistics/?year=2024"))
    assert said["收到"] == ["8", "1", "+7（+700.0%）"]
    assert said["办结"] == ["2", "1", "+1（+100.0%）"]
    assert said["按期答复"][:2] == ["1", "1"]
    assert said["逾期答复"][:2] == ["1", "0"]
    assert said["到期仍未答复"][:2] == ["1", "0"]
    assert said["按期率"][:2] == ["33.3%", "100.0%"]
    used = [office.granted.days_used, office.denied.days_used]
    assert said["平均工作日"][:2] == [f"{sum(used) / 2:.1f}", f"{office.older.days_used:.1f}"]
    assert said["传真"][:2] == ["1", "0"]
    assert said["法律服务机构"][:2] == ["1", "0"]
    assert said["行政执法案卷"][:2] == ["1", "0"]
    assert said["有复议、诉讼的件"][:2] == ["1", "0"]
    assert said["收费通知"][:2] == ["1", "0"]


@pytest.mark.parametrize("who", ["li_qiang", "zhou_jie"])
def test_every_number_opens_a_list_of_as_many(office, see, who):
    actions.conclude_appeal(
        case=office.denied, by=office.town.li_qiang, day=DAY, ref="复1", result="corrected"
    )
    person = getattr(office.town, who)
    tree = see(person, "/office/statistics/?year=2024")
    links = tree.xpath('//table[contains(@class,"years")]//td/a | //dl[@class="figures"]//a')
    assert len(links) > 80
    for link in links:
        assert len(titles(see(person, link.get("href")))) == int(link.text), link.get("href")
    assert numbers(tree)["纠错率"][0] == "100.0%"


def test_the_supervisor_sees_agency_by_agency(office, see):
    tree = see(office.town.zhou_jie, "/office/statistics/?year=2024")
    said = numbers(tree)
    assert said[office.town.district.name] == [
        "8",
        "0",
        "2",
        "1",
        "1",
        "33.3%",
        said[office.town.district.name][6],
        "6",
        "1",
    ]
    assert said[office.town.county.name] == ["1", "0", "0", "0", "0", "—", "—", "1", "0"]
    assert office.town.county.name not in see(office.town.li_qiang, "/office/statistics/").text_content()
    one = numbers(see(office.town.zhou_jie, "/office/statistics/?year=2024&agency=baishi"))
    assert one["收到"][0] == "1"


def test_the_annual_report_is_one_click_away(office, see):
    tree = see(office.town.li_qiang, "/office/statistics/?year=2024")
    assert "/office/reports/yunxi/2024/" in tree.xpath("//a/@href")


def test_the_median_is_exact():
    days = {3: 1, 10: 2, 21: 1}
    assert statistics.median(days) == 10
    assert statistics.median({1: 1, 4: 1}) == Fraction(5, 2)
    assert statistics.median({}) is None


# – examples and sample


def test_the_sample_is_random_but_stable():
    keys = range(1, 1000)
    drawn = sample.drawn(keys, "2024", 10)
    assert drawn == sample.drawn(reversed(keys), "2024", 10)
    assert drawn != sample.drawn(keys, "2025", 10)
    assert drawn != sorted(drawn)
    assert sample.drawn([*drawn, 5000], "2024", 10)[:9] != sorted(drawn)[:9]


def test_only_answered_cases_of_the_year_are_sampled(office, see):
    tree = see(office.town.li_qiang, "/office/statistics/sample/?year=2024&seed=抽查&size=5")
    assert sorted(section(tree, "质量抽查")) == sorted([office.granted.title, office.denied.title])
    assert "抽查" in tree.xpath('//input[@name="seed"]/@value')


def test_the_example_of_an_outcome_is_the_one_answered_last(office):
    answered = Case.objects.filter(concluded_on__isnull=False)
    assert [case.title for case in sample.examples(answered)] == [
        office.granted.title,
        office.denied.title,
        office.older.title,
    ]
    Case.objects.filter(pk=office.older.pk).update(outcome="granted", concluded_on=DAY)
    assert [case.title for case in sample.examples(answered)] == [office.older.title, office.denied.title]


# – how often it counts


@pytest.mark.parametrize("who", ["li_qiang", "zhou_jie"])
def test_the_page_counts_in_three_queries_however_many_numbers_it_shows(office, sign_in, who):
    client = sign_in(getattr(office.town, who))
    with CaptureQueriesContext(connection) as taken:
        client.get("/office/statistics/?year=2024")
    assert len([one for one in taken if "COUNT(" in one["sql"]]) == 3
    assert len(taken) <= 12
