"""Is one declaration all that it takes to count, list, split and open something?"""

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from lxml import html

from gongkai_web.agencies import actions as agencies
from gongkai_web.cases import actions
from gongkai_web.cases.figures import FEE_COLLECTED, FEE_NOTICED, LATE, NEW_RECEIVED, RESULTS
from gongkai_web.cases.figures import KIND as APPLICANT_KIND
from gongkai_web.figures.counting import Asked, count, counts, rolled_up, split
from gongkai_web.figures.period import EVERYWHERE, Period, Scope
from gongkai_web.figures.registry import Registry, registry
from gongkai_web.publishing.figures import ISSUED
from tests.people import answer, receive
from tests.web.figures.made_up import ROLE, RUNNING

YEAR = Period.of_year(2024)


@pytest.fixture
def made_up(settings):
    """A domain that counts terms of office has been added to the installation."""
    settings.FIGURES = [*settings.FIGURES, "tests.web.figures.made_up"]
    registry.cache_clear()
    yield
    registry.cache_clear()


def see(person, address):
    client = Client()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    response = client.get(address)
    assert response.status_code == 200
    return html.fromstring(response.content.decode())


def rows(tree) -> list[list[str]]:
    return [[cell.text_content().strip() for cell in row] for row in tree.xpath("//main//tbody/tr")]


def test_a_made_up_kind_is_counted_split_and_listed(town, made_up):
    assert registry().named("terms.running") is RUNNING
    district = Scope.of(town.district)
    assert count(RUNNING, district, YEAR) == 3
    assert count(RUNNING, EVERYWHERE, YEAR) == 6
    assert split({"n": Asked(RUNNING, YEAR)}, district, (ROLE,)) == {
        ("officer",): {"n": 1},
        ("reviewer",): {"n": 1},
        ("head",): {"n": 1},
    }
    agencies.end_office(
        by=town.operator, office=town.li_qiang.offices.get(), until=date(2023, 12, 31), reason="调离"
    )
    assert count(RUNNING, district, YEAR) == 2


def test_a_made_up_kind_opens_its_records_to_those_who_may_see_them(town, made_up):
    address = "/office/figures/terms.running/?year=2024"
    tree = see(town.sun_li, address)
    assert "任职的人次：3 人次" in tree.xpath("//h1")[0].text_content()
    assert rows(tree) == [[name, "2010-01-01", "—"] for name in ("孙立", "李强", "赵敏")]
    assert rows(see(town.sun_li, f"{address}&role=officer")) == [["李强", "2010-01-01", "—"]]
    assert rows(see(town.sun_li, f"{address}&agency=baishi")) == rows(tree), "no agency of hers"
    assert [row[0] for row in rows(see(town.zhou_jie, f"{address}&agency=baishi"))] == ["何静"]
    assert rows(see(town.stranger, address)) == []


def test_who_looks_finds_only_what_they_may_see_whatever_agencies_are_asked(town, made_up):
    case = receive(town, date(2024, 3, 1), by=town.he_jing, agency=town.county)
    day = date(2025, 1, 20)

    def seen(figure, person):
        return list(figure.records(EVERYWHERE.seen_by(person, day), YEAR))

    assert seen(NEW_RECEIVED, town.he_jing) == seen(NEW_RECEIVED, town.zhou_jie) == [case]
    assert seen(NEW_RECEIVED, town.li_qiang) == seen(NEW_RECEIVED, town.stranger) == []
    assert [term.person for term in seen(RUNNING, town.he_jing)] == [town.he_jing]
    assert count(NEW_RECEIVED, Scope.of(town.county).seen_by(town.li_qiang, day), YEAR) == 0


def test_every_figure_says_what_it_is_and_counts_what_it_lists_and_splits(town, django_assert_num_queries):
    answer(town, receive(town, date(2024, 3, 1)), date(2024, 3, 20))
    receive(town, date(2024, 3, 1), by=town.he_jing, agency=town.county)
    assert len(registry().all()) > 25
    for figure in registry().all():
        assert figure.label
        assert figure.unit
        assert figure.source
        with django_assert_num_queries(1):
            counted = count(figure, EVERYWHERE, YEAR)
        if not figure.sums:
            assert figure.records(EVERYWHERE, YEAR).count() == counted
        for dimension in figure.by:
            groups = split({figure: Asked(figure, YEAR)}, EVERYWHERE, (dimension,))
            assert sum(numbers[figure] for numbers in groups.values()) == counted
        for record in figure.records(EVERYWHERE, YEAR):
            assert all(column.value(record) != NotImplemented for column in figure.subject.listing.columns)


def test_every_figure_is_opened_by_staff(town):
    receive(town, date(2024, 3, 1))
    for figure in registry().all():
        assert figure.label in see(town.zhou_jie, f"/office/figures/{figure.id}/?year=2024").text_content()
        see(town.zhou_jie, f"/office/figures/{figure.id}/")


def test_several_figures_over_one_kind_of_record_are_one_query(town, django_assert_num_queries):
    replied = answer(town, receive(town, date(2024, 3, 1)), date(2024, 3, 20))
    actions.dispatch(case=replied, by=town.li_qiang, day=date(2024, 3, 20), way="post")
    asked = {figure: Asked(figure, YEAR) for figure in (NEW_RECEIVED, RESULTS, LATE, FEE_NOTICED)}
    with django_assert_num_queries(1):
        assert list(counts(asked, EVERYWHERE).values()) == [1, 1, 0, 0]
    with django_assert_num_queries(1):
        split(asked, EVERYWHERE, (APPLICANT_KIND,))
    with django_assert_num_queries(2):
        counts({**asked, ISSUED: Asked(ISSUED, YEAR)}, EVERYWHERE)


def test_a_part_is_found_by_its_whole(town):
    """The index of the whole is asked once, not once for every part."""
    asked = {figure: Asked(figure, YEAR) for figure in (RESULTS, LATE)}
    with CaptureQueriesContext(connection) as taken:
        counts(asked, EVERYWHERE)
    (query,) = [one["sql"] for one in taken]
    assert query.rpartition("WHERE")[2].count("concluded_on") == 1


def test_money_is_added_up(town):
    for day in (date(2024, 5, 6), date(2024, 5, 7)):
        case = receive(town, day)
        actions.decide_fee(case=case, by=town.li_qiang, day=date(2024, 5, 10), basis="pages", count=400)
        case.refresh_from_db()
    assert count(FEE_NOTICED, EVERYWHERE, YEAR) == 2 * case.fee_amount > 0
    assert count(FEE_COLLECTED, EVERYWHERE, YEAR) == 0
    text = see(town.li_qiang, "/office/figures/cases.fee_noticed/?year=2024").text_content()
    assert f"收费通知的金额：{2 * case.fee_amount} 元" in text


def test_what_was_given_back_is_not_collected_and_the_year_before_stays_as_it_was(town):
    case = receive(town, date(2024, 11, 4))
    by = {"case": case, "by": town.li_qiang}
    actions.decide_fee(**by, day=date(2024, 11, 5), basis="pages", count=50)
    actions.serve_fee_notice(**by, day=date(2024, 11, 5))
    actions.pay_fee(**by, day=date(2024, 11, 6), amount=200)
    actions.refund_fee(**by, day=date(2025, 1, 6), reason="信息已经主动公开")
    assert count(FEE_COLLECTED, EVERYWHERE, YEAR) == 200
    refund = case.events.get(kind="fee.refunded")
    actions.replace_event(
        **by, day=date(2025, 1, 6), event=refund, new_day=date(2024, 12, 2), reason="日期写错"
    )
    assert count(FEE_COLLECTED, EVERYWHERE, YEAR) == 0


def test_a_split_that_was_not_declared_is_an_error(town):
    with pytest.raises(ValueError, match=r"documents\.issued_count cannot be split by kind"):
        split({"": Asked(ISSUED, YEAR)}, EVERYWHERE, (APPLICANT_KIND,))
    with pytest.raises(ValueError, match="different records"):
        split({1: Asked(ISSUED, YEAR), 2: Asked(RESULTS, YEAR)}, EVERYWHERE, ())


def test_an_id_is_taken_once(made_up):
    other = type(RUNNING)(
        "terms.running", "别的", "件", "别处", RUNNING.subject, RUNNING.condition, RUNNING.by
    )
    with pytest.raises(ValueError, match=r"「terms\.running」已由「任职的人次」占用"):
        Registry([RUNNING, other])
    Registry([RUNNING, RUNNING])


def test_groups_are_rolled_up_over_the_dimensions_left_out():
    groups = {("a", 1): {"n": 2}, ("a", 2): {"n": 3}, ("b", 1): {"n": 5}}
    assert rolled_up(groups, 0) == {("a",): {"n": 5}, ("b",): {"n": 5}}
    assert rolled_up(groups) == {(): {"n": 10}}
