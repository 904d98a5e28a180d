"""云溪区's report of 2023 was made elsewhere: 孙立 puts it into the public archive, and nobody else does."""

from dataclasses import replace
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from lxml import html

from gongkai.document import from_json
from gongkai_web.annual import actions, sets
from gongkai_web.annual.models import FormerListing, FormerReport, Release
from gongkai_web.annual.published import current
from gongkai_web.audit.verify import verify
from gongkai_web.errors import NotAllowed, Refused
from gongkai_web.search import actions as index
from gongkai_web.search import finding
from gongkai_web.search.grams import asked
from gongkai_web.search.narrowing import Narrowing
from tests.web.annual.published import publish
from tests.web.annual.test_file import JANUARY, YEAR
from tests.web.annual.test_former import BEFORE, bring, report

PUBLISHED = date(2024, 1, 25)


@pytest.fixture(autouse=True)
def _today(monkeypatch):
    monkeypatch.setattr(timezone, "localdate", lambda *_: JANUARY)


@pytest.fixture
def brought(town):
    """The report of 2023, brought in by 李强."""
    town.former = bring(town, suffix=".json")
    return town


def put(town, **changes):
    given = {"by": town.sun_li, "former": town.former, "published_on": PUBLISHED, "day": JANUARY}
    return actions.list_report(**{**given, **changes})


def archive():
    page = Client().get(reverse("portal:reports_of_agency", args=["yunxi"])).content.decode()
    return html.fromstring(page)


def file_of(kind):
    return Client().get(reverse("portal:former_file", args=["yunxi", BEFORE, kind]))


def test_until_it_is_listed_nobody_outside_sees_it(brought):
    assert file_of("json").status_code == 404
    assert "还没有公布年度报告" in archive().text_content()


def test_what_is_listed_stands_with_its_own_day_and_every_download(brought):
    put(brought)
    (row,) = archive().xpath("(//main//table)[1]/tbody/tr")
    assert [" ".join(cell.text_content().split()) for cell in row][:3] == [
        "2023 年度",
        "2024-01-25",
        "照原来的文件",
    ]
    assert len(row.xpath(".//a")) == 5, "its page and four files"
    assert from_json(file_of("json").json()) == from_json(brought.former.document)
    assert file_of("xlsx").getvalue()[:2] == b"PK"
    assert file_of("exe").status_code == 404
    assert not verify().faults


def test_the_years_before_are_drawn_with_those_of_this_house(brought):
    put(brought)
    publish(brought.district, YEAR - 2, {"table3.new_received.natural_person": 8})
    (desc,) = archive().xpath("//figure[figcaption='新收申请']//*[local-name()='desc']")
    assert desc.text == "2022 8件；2023 5件。"


def test_a_report_that_was_published_here_goes_before_it(brought):
    put(brought)
    publish(brought.district, BEFORE, {})
    assert file_of("json").status_code == 404
    with pytest.raises(Refused, match="已经在本系统定稿"):
        put(brought, former=bring_again(brought))


def hits(typed="2023 年报"):
    """What everybody finds: of which subject, on which page."""
    found = finding.find(asked(typed), Narrowing(), JANUARY)
    return [(one.entry.subject, one.entry.key, one.shown.href) for one in found.hits]


def test_it_is_found_from_the_moment_it_is_listed_until_one_is_published_here(brought):
    assert hits() == []
    put(brought)
    page = reverse("portal:report", args=["yunxi", BEFORE])
    expected = [("former_reports", brought.former.pk, page)]
    assert hits() == hits("解读形式比较单一") == hits("云溪区 年度报告") == expected
    assert index.catch_up("former_reports") == 0
    shown = Client().get(reverse("portal:search"), {"q": "解读形式比较单一"}).content.decode()
    assert page in shown
    assert "照原来的文件" in shown
    later = bring(brought, suffix=".docx")
    put(brought, former=later)
    assert [key for _, key, _ in hits()] == [later.pk]
    publish(brought.district, BEFORE, {})
    assert hits() == []  # shown is what the archive shows, whatever was kept
    assert index.catch_up("former_reports") == index.catch_up("reports") == 1
    assert [subject for subject, _, _ in hits()] == ["reports"]


def bring_again(town):
    """The same report in another row: an import of before the filing."""
    kept = town.former.__class__.objects.get(pk=town.former.pk)
    kept.pk, kept._state.adding = None, True
    kept.save()
    return kept


@pytest.mark.parametrize("day", [date(2023, 12, 31), date(2025, 6, 1)])
def test_a_day_on_which_it_cannot_have_been_published_is_refused(brought, day):
    with pytest.raises(Refused, match="公布日期"):
        put(brought, published_on=day)
    assert not FormerListing.objects.exists()


def test_it_is_listed_once_and_by_the_head_alone(brought):
    with pytest.raises(NotAllowed):
        put(brought, by=brought.li_qiang)
    put(brought)
    with pytest.raises(Refused, match="已经列入历年"):
        put(brought)


def test_on_its_page_the_head_puts_it_there(brought):
    client = Client()
    client.force_login(brought.sun_li, backend="django.contrib.auth.backends.ModelBackend")
    page = html.fromstring(client.get(reverse("report:former", args=["yunxi", YEAR])).content.decode())
    (way,) = page.xpath("//a[contains(., '列入历年的年报')]/@href")
    form = html.fromstring(client.get(way).content.decode())
    sent = {one.get("name"): one.get("value") for one in form.xpath("//main//form//input[@type='hidden']")}
    assert client.post(way, {**sent, "published_on": "2023-05-01"}).status_code == 422
    assert client.post(way, {**sent, "published_on": str(PUBLISHED)}).status_code == 302
    assert FormerListing.objects.get().published_on == PUBLISHED
    shown = client.get(reverse("report:former", args=["yunxi", YEAR])).content.decode()
    assert "公众看得到" in shown


def page_of(*where):
    page = Client().get(reverse(*where[:1], args=where[1:])).content.decode()
    return html.fromstring(page)


def test_it_has_a_page_of_its_own_with_its_words_and_tables(brought):
    at = ("portal:report", "yunxi", BEFORE)
    assert Client().get(reverse(at[0], args=at[1:])).status_code == 404
    put(brought)
    (link,) = archive().xpath("(//main//table)[1]/tbody/tr/th/a/@href")
    assert link.endswith(reverse(at[0], args=at[1:]))
    page = page_of(*at)
    said = " ".join(page.xpath("//main")[0].text_content().split())
    assert "2024-01-25" in said
    assert "照原来的文件读到的写" in said
    read = from_json(brought.former.document)
    assert str(read.cells["table3.new_received.total"]) in said
    assert [one for one in read.sections if one.text and one.text.splitlines()[0] not in said] == []
    assert len(page.xpath("//main//table")) == 3


def test_tables_that_were_read_without_any_words_stand_on_the_page(town):
    town.former = bring(town, replace(report(town), sections=()), suffix=".json")
    put(town)
    page = page_of("portal:report", "yunxi", BEFORE)
    assert len(page.xpath("//main//table")) == 3


def test_it_stands_in_the_list_of_its_year_and_in_the_numbers_of_all_years(brought):
    put(brought)
    publish(brought.district, YEAR - 2, {})
    (row,) = page_of("portal:reports_of_year", BEFORE).xpath("//main//table/tbody/tr")
    assert "照原来的文件" in row.text_content()
    years = " ".join(page_of("portal:reports").xpath("//main")[0].text_content().split())
    assert f"{BEFORE} 年度" in years
    assert f"{YEAR - 2} 年度" in years


def test_it_is_in_the_data_set_without_a_version_of_ours(brought):
    before = sets.data_set(JANUARY)
    put(brought)
    found = sets.data_set(JANUARY)
    assert (before.count, found.count) == (0, 1)
    assert found.digest != before.digest
    rows = list(sets.rows(found, lambda one: f"/{one.agency.slug}/{one.year}/"))
    (new,) = [row for row in rows if row["cell"] == "table3.new_received.total"]
    read = from_json(brought.former.document)
    assert (new["agency_key"], new["year"], new["value"], new["version"], new["published_on"]) == (
        "yunxi",
        BEFORE,
        read.cells["table3.new_received.total"],
        None,
        "2024-01-25",
    )
    with CaptureQueriesContext(connection) as asked:
        assert sets.data_set(JANUARY) == found
    assert len(asked) == 2, "what is published is looked up, and nothing put together anew"


def test_the_archive_is_counted_once_for_what_is_published(brought):
    publish(brought.district, YEAR - 2, {})
    page_of("portal:reports")
    with CaptureQueriesContext(connection) as asked:
        Client().get(reverse("portal:reports"), {"page": 1, "fresh": 1})
    naming = 'COUNT(U0."id")'  # the rows that name what is published
    assert [one["sql"] for one in asked if "COUNT(" in one["sql"].replace(naming, "")] == []


@pytest.mark.parametrize("table", [Release, FormerListing])
def test_a_report_whose_row_comes_in_behind_a_later_key_is_seen_too(town, table):
    """On PostgreSQL the one with the lower key may commit second; before, only the other was there."""
    for year in (2021, 2022):
        filing = publish(town.district, year, {})
        given = {"agency": town.city, "year": year, "document": filing.document, "imported_by": "郑刚"}
        former = FormerReport.objects.create(**given, name="年报.docx", imported_on=JANUARY)
        listed = {"published_on": JANUARY, "listed_on": JANUARY, "listed_by": "郑刚"}
        FormerListing.objects.create(former=former, **listed)
    both = current(JANUARY)
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {table._meta.db_table} WHERE id = %s", [table.objects.earliest("pk").pk])
    assert current(JANUARY) != both
