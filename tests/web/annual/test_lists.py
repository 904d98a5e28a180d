"""A list of reports reads none of them: not their text, not the records behind their cells."""

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from gongkai_web.annual import actions, queries
from gongkai_web.office import paging
from tests.people import check_report
from tests.web.aggregation.sums import FREEZING, OFFICE, hand_in, opened
from tests.web.annual.published import publish as release
from tests.web.annual.test_file import ENTERED, enter
from tests.web.annual.test_pages import JANUARY, YEAR

CONTENTS = ('"annual_filing"."document"', '"annual_filing"."records"', '"campaign_submission"."document"')
PUBLIC = {"reports": [], "reports_of_year": [YEAR]}


@pytest.fixture
def published(town, monkeypatch):
    """云溪区 has published its report of the year, and the city collects that of its own office."""
    monkeypatch.setattr(timezone, "localdate", lambda *_: FREEZING)
    for cell in ENTERED:
        enter(town, cell, 0)
    check_report(town, town.district, YEAR, JANUARY)
    filing = actions.file_report(by=town.sun_li, agency=town.district, year=YEAR, day=JANUARY)
    actions.release_report(by=town.sun_li, filing=filing, day=JANUARY)
    campaign, units = opened(town)
    hand_in(town, units[OFFICE], town.zhou_jie)
    return campaign


def read(client, address):
    """What of reports is read for that page."""
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200, address
    return [part for one in asked for part in CONTENTS if part in one["sql"]]


@pytest.mark.parametrize("name", PUBLIC)
def test_a_public_list_reads_no_report(published, name):
    assert read(Client(), reverse(f"portal:{name}", args=PUBLIC[name])) == []


@pytest.mark.parametrize("name", PUBLIC)
def test_a_deep_page_of_a_public_list_reads_no_report_either(town, published, monkeypatch, name):
    for year in (2021, 2022, 2023):
        release(town.county, year, {}, day=date(year + 1, 1, 20))
    release(town.county, YEAR, {}, day=JANUARY)
    monkeypatch.setattr(paging.Paginator, "__init__", one_on_a_page(paging.Paginator.__init__))
    address = reverse(f"portal:{name}", args=PUBLIC[name])
    first, second = (Client().get(f"{address}?page={number}").content.decode() for number in (1, 2))
    titles = [town.district.slug in page for page in (first, second)]
    assert sorted(titles) == [False, True], "each page shows its own row"
    for number in (1, 2, 9):
        assert read(Client(), f"{address}?page={number}") == []


def one_on_a_page(made):
    return lambda self, found, size, *more: made(self, found, 1, *more)


def test_the_list_of_all_years_is_walked_in_an_index_without_touching_a_report(published):
    """A row that is passed over to get to a deep page is never opened: the index has all that it takes."""
    if connection.vendor != "sqlite":
        pytest.skip("how SQLite explains a question")
    keys = queries.listed(FREEZING).values_list("pk", flat=True)[50:100]
    plan = keys.explain()
    assert "SCAN annual_filing USING COVERING INDEX filing_by_year" in plan
    assert "TEMP B-TREE" not in plan


@pytest.mark.parametrize("name", ["desk:reports", "aggregation:sums", "collecting:campaigns"])
def test_a_list_of_the_office_reads_no_report(town, published, name):
    client = Client()
    client.force_login(town.zhou_jie)
    assert read(client, reverse(name)) == []


def test_the_board_of_a_campaign_reads_no_report(town, published):
    client = Client()
    client.force_login(town.zhou_jie)
    assert read(client, reverse("collecting:board", args=[published.pk])) == []


def test_the_walk_would_see_a_report_that_is_read(town, published):
    client = Client()
    client.force_login(town.zhou_jie)
    assert read(client, reverse("aggregation:sum", args=[published.pk, 0])) != []
