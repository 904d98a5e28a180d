"""Does a question that was put together count what Django's would, and is it written before anybody asks?"""

import pytest
from django.db.models import Q

from gongkai_web import ready, running
from gongkai_web.commands import COMMANDS
from gongkai_web.figures import written
from gongkai_web.figures.counting import Asked, _prepared, count, counts, split
from gongkai_web.figures.declared import Figure
from gongkai_web.figures.period import EVERYWHERE, Period, Scope
from gongkai_web.figures.registry import registry
from tests.web.desk.conftest import DAY, _today, office, sign_in
from tests.web.figures.made_up import ROLE, RUNNING, TERMS

__all__ = ["_today", "office", "sign_in"]
PERIODS = (
    Period.of_year(2023),
    Period.of_year(2024),
    Period.of_day(DAY),
    Period.of_year(2024, appeals="filed", results="dispatched_on", documents_repealed="repealed_only"),
    Period.of_year(2024).asked(DAY),
)


@pytest.fixture
def clean():
    """Nothing was written yet."""
    for kept in (written._own, written.reach, _prepared):
        kept.cache_clear()


def test_every_figure_counts_what_its_own_records_are(office):
    town, figures = office.town, registry().all()
    people = Scope.of(town.district, town.county).seen_by(town.zhou_jie, DAY)
    scopes = (EVERYWHERE, Scope.of(town.district), Scope.of(town.district, town.county), people)
    for period in PERIODS:
        for scope in scopes:
            found = counts({one: Asked(one, period) for one in figures}, scope)
            assert found == {one: count(one, scope, period) for one in figures}, (period, scope)
    assert sum(int(value) for value in found.values()) > 20


def test_the_groups_of_every_figure_add_up_to_it(office):
    scope, year = Scope.of(office.town.district), Period.of_year(2024)
    for figure in registry().all():
        for dimension in figure.by:
            groups = split({figure: Asked(figure, year)}, scope, (dimension,))
            added = sum(numbers[figure] for numbers in groups.values())
            assert added == count(figure, scope, year), (figure.id, dimension.id)


def test_a_condition_that_asks_another_table_counts_each_record_once(town):
    joined = Figure(
        "terms.joined", "一", "人次", "任职", TERMS,
        lambda _: Q(person__offices__role__isnull=False) | Q(agency__name="没有"), (ROLE,),
    )  # fmt: skip
    asked = {one: Asked(one, Period.of_year(2024)) for one in (joined, RUNNING)}
    found = counts(asked, EVERYWHERE)
    assert found[joined] == found[RUNNING] == TERMS.everything().count() > 5


def test_what_cannot_be_is_none_and_what_asks_for_nothing_is_all(town):
    none = Figure("terms.none", "无", "人次", "任职", TERMS, lambda _: Q(pk__in=[]), (ROLE,))
    every = Figure("terms.every", "全", "人次", "任职", TERMS, lambda _: Q(), (ROLE,))
    asked = {one: Asked(one, Period.of_year(2024)) for one in (none, every)}
    assert list(counts(asked, EVERYWHERE).values()) == [0, TERMS.everything().count()]


# – before anybody asks


def test_the_site_is_made_ready_without_the_database(clean):
    """No test may open the database that does not say so: this one does not."""
    ready.make_ready(DAY)
    assert written._own.cache_info().currsize > 40


@pytest.mark.slow
def test_whoever_opens_statistics_or_report_first_waits_for_no_condition(office, sign_in, clean):
    client = sign_in(office.town.li_qiang)
    ready.make_ready(DAY)
    before = written._own.cache_info().misses
    for address in ("/office/statistics/", "/office/reports/yunxi/2024/", "/office/reports/yunxi/2023/"):
        assert client.get(address).status_code == 200
    assert written._own.cache_info().misses == before


def test_another_agency_brings_its_scope_and_no_condition_of_its_own(office, clean):
    district, county = Scope.of(office.town.district), Scope.of(office.town.county)
    asked = {one: Asked(one, Period.of_year(2024)) for one in registry().all()}
    counts(asked, district)
    before = written._own.cache_info().misses
    assert counts(asked, county) != counts(asked, district)
    assert written._own.cache_info().misses == before


def test_a_missing_template_would_be_found_at_the_start():
    names = set(ready.templates())
    assert {"desk/statistics.html", "404.html", "portal/home.html"} <= names
    assert not any(name.startswith("admin/") for name in names - {"admin/base_site.html"})


def test_serve_makes_ready_before_it_has_workers(monkeypatch, settings, tmp_path):
    settings.DATA = tmp_path
    done: list[str] = []
    monkeypatch.setattr(running, "_setup", lambda: None)
    monkeypatch.setattr(running, "refuse_unsound_law", lambda: None)
    monkeypatch.setattr(running, "call_command", lambda name, **_: done.append(name))
    monkeypatch.setattr(ready, "make_ready", lambda _: done.append("ready"))
    monkeypatch.setattr(running, "_part_from_database", lambda: done.append("parted"))

    class Server:
        def __init__(self, *_: object) -> None:
            done.append("server")

        def run(self) -> None:
            done.append("run")

    monkeypatch.setattr(running, "_Server", Server)
    assert COMMANDS["serve"](["--no-worker", "--port", "8199"]) == 0
    assert done == ["check", "migrate", "collectstatic", "ready", "parted", "server", "run"]
