"""Is each visit counted once, by day and reader, kept and unchanged pages too, and nothing of who reads?"""

from datetime import date

import pytest
from django.db import OperationalError
from django.test import Client
from django.urls import get_resolver, reverse
from lxml import html

from gongkai_web.figures.counting import count
from gongkai_web.figures.period import EVERYWHERE, Period, Scope
from gongkai_web.public_pages.declared import declared
from gongkai_web.visits import counter, figures
from gongkai_web.visits.kinds import Kind, Reader, counted_views, reader_of
from gongkai_web.visits.models import DailyCount
from tests.web.items.test_versions import attached, out
from tests.web.items.written import drafted, published

# What programs fetch, parts of a page, and the page after a form, which is counted as what it says.
NOT_READ = {
    "interaction:solved",
    "items:agency_feed",
    "items:column_feed",
    "items:public_picture",
    "items:robots",
    "items:sitemap",
    "items:sitemap_part",
    "portal:search_feed",
    "portal:suggestions",
}
BROWSER = {"User-Agent": "Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0"}
REPORT = "/agencies/yunxi/reports/2024/"


def read(path, client=None, **headers):
    return (client or Client()).get(path, headers={**BROWSER, **headers})


def kept() -> dict[tuple[str, str, str], int]:
    """What is written: by kind, subject and reader."""
    rows = DailyCount.objects.values_list("kind", "subject", "reader", "number")
    return {(kind, subject, reader): number for kind, subject, reader, number in rows}


def views(resolver, before=""):
    """Each view by its name."""
    for entry in resolver.url_patterns:
        if hasattr(entry, "url_patterns"):
            yield from views(entry, f"{before}{entry.namespace}:" if entry.namespace else before)
        else:
            yield f"{before}{entry.name}", entry.callback


def test_what_is_counted_has_an_address():
    assert set(counted_views()) - {name for name, _ in views(get_resolver())} == set()


def test_each_page_that_is_the_same_for_everybody_is_counted_or_read_by_no_person():
    public = {name for name, view in views(get_resolver()) if declared(view)}
    assert public - set(counted_views()) == NOT_READ


def test_files_of_a_report_and_of_data_are_downloads_of_their_agency(filed, visits):
    for path in (f"{REPORT.rstrip('/')}.json", "/agencies/yunxi/items.csv", "/reports/data/", "/en/"):
        assert read(path).status_code == 200, path
    visits.write()
    assert kept() == {
        ("download", "report/yunxi/2024", "public"): 1,
        ("download", "data/yunxi", "public"): 1,
        ("page", "", "public"): 2,
    }
    assert {one.agency for one in DailyCount.objects.filter(kind=Kind.DOWNLOAD)} == {filed.district}


def test_a_page_is_counted_made_kept_and_unchanged(filed, shelf, visits):
    mark = read(REPORT).headers["ETag"]
    read(REPORT)
    assert read(REPORT, **{"If-None-Match": mark}).status_code == 304
    shelf.clear()
    assert read(REPORT, **{"If-None-Match": mark}).status_code == 304
    visits.write()
    assert kept() == {("report", "yunxi/2024", "public"): 4}
    row = DailyCount.objects.get()
    assert row.agency == filed.district
    read(REPORT)
    visits.write()
    visits.write()
    assert kept() == {("report", "yunxi/2024", "public"): 5}


def test_what_is_not_read_by_a_person_stands_apart_or_is_not_counted(filed, visits, sign_in):
    Client().get(REPORT)  # says nothing of itself
    Client().get(REPORT, headers={"User-Agent": "Mozilla/5.0 (compatible; Examplebot/2.1)"})
    read(REPORT, sign_in(filed.li_qiang))
    read("/agencies/yunxi/reports/1998/")
    read(REPORT, **{"Sec-Purpose": "prefetch;prerender"})
    Client().head(REPORT, headers=BROWSER)
    read("/robots.txt")
    read("/office/", sign_in(filed.li_qiang))
    visits.write()
    assert kept() == {
        ("report", "yunxi/2024", "program"): 2,
        ("report", "yunxi/2024", "staff"): 1,
    }


def test_items_searches_and_downloads_are_counted_at_their_agency(office, visits, at, settings, tmp_path):
    at(2026, 3, 2)
    settings.DATA = tmp_path / "data"
    item = out(office, attached(office, drafted(office)))
    read(reverse("items:public_item", args=[item.pk]))
    read(reverse("items:public_attachment", args=[item.pk, 1]))
    read(f"{reverse('portal:search')}?q=停车")
    read(reverse("portal:home"))
    visits.write()
    key = str(item.pk)
    assert kept() == {
        ("item", key, "public"): 1,
        ("download", f"item/{key}", "public"): 1,
        ("search", "", "public"): 1,
        ("page", "", "public"): 1,
    }
    period = Period.of_year(2026)
    found = {one.id: count(one, EVERYWHERE, period) for one in figures.FIGURES}
    assert found["visits.pages"] == 2
    assert [found[f"visits.{name}"] for name in ("items", "searches", "downloads", "programs")] == [
        1,
        1,
        1,
        0,
    ]
    assert count(figures.PAGES, Scope.of(office.district), period) == 1


def test_what_is_kept_says_nothing_of_who_read(filed, visits):
    assert {one.name for one in DailyCount._meta.get_fields()} == {
        "id",
        "day",
        "kind",
        "reader",
        "subject",
        "agency",
        "number",
    }
    answer = read(f"/search/?q={'身份证'}")
    assert not answer.cookies
    visits.write()
    assert [subject for kind, subject, _ in kept() if kind == "search"] == [""]


def test_they_are_written_once_a_minute_and_at_the_end(filed, monkeypatch, visits):
    now = [0.0]
    monkeypatch.setattr(counter, "monotonic", lambda: now[0])
    monkeypatch.setattr(visits, "every", 60.0)
    monkeypatch.setattr(visits, "_written", 0.0)
    read(REPORT)
    now[0] = 59.0
    read(REPORT)
    assert kept() == {}
    now[0] = 60.0
    read(REPORT)
    assert sum(kept().values()) == 3
    read(REPORT)
    assert sum(kept().values()) == 3
    counter.write_down()
    assert sum(kept().values()) == 4


def test_where_nothing_can_be_written_the_sums_wait_and_pages_are_read(filed, monkeypatch, visits):
    def locked(_):
        raise OperationalError("database is locked")

    with monkeypatch.context() as patched:
        patched.setattr(counter, "add_visits", locked)
        patched.setattr(visits, "every", 0.0)
        assert read(REPORT).status_code == 200
        assert read(REPORT).status_code == 200
    visits.write()
    assert sum(kept().values()) == 2


def test_what_waits_has_a_bound_and_the_older_stays(filed, monkeypatch, visits):
    """While a write fails, others read on: what they read comes on top of what is taken back."""
    monkeypatch.setattr(counter, "_MOST", 2)

    def locked(_):
        read("/agencies/")
        read("/reports/2024/")
        read(REPORT)
        raise OperationalError("database is locked")

    with monkeypatch.context() as patched:
        patched.setattr(counter, "add_visits", locked)
        read(REPORT)
        read("/search/?q=停车")
        visits.write()
    visits.write()
    assert kept() == {("report", "yunxi/2024", "public"): 2, ("search", "", "public"): 1}


@pytest.mark.parametrize(
    ("told", "reader"),
    [
        (BROWSER["User-Agent"], Reader.PUBLIC),
        ("Mozilla/5.0 (compatible; Baiduspider/2.0)", Reader.PROGRAM),
        ("curl/8.5.0", Reader.PROGRAM),
        ("", Reader.PROGRAM),
    ],
)
def test_a_program_says_so_or_says_nothing(rf, told, reader):
    assert reader_of(rf.get("/", headers={"User-Agent": told})) is reader


def test_the_office_reads_what_was_read_most(office, visits, at, sign_in):
    at(2026, 3, 2)
    much, little = published(office), published(office, content={"title": "少有人看的"})
    for item, times in ((little, 1), (much, 3)):
        for _ in range(times):
            read(reverse("items:public_item", args=[item.pk]))
    visits.write()
    page = sign_in(office.li_qiang).get(reverse("visits:visits")).content.decode()
    assert 0 < page.index("云溪区停车收费标准") < page.index("少有人看的")
    assert "少有人看的" not in sign_in(office.he_jing).get(reverse("visits:visits")).content.decode()


def test_the_office_reads_the_sums_of_thirty_days(office, visits, at, sign_in):
    """30 March and the 29 days before it: 1 March is the first, 28 February is none."""
    at(2026, 3, 30)
    for day, number in ((date(2026, 2, 28), 7000), (date(2026, 3, 1), 500), (date(2026, 3, 30), 60)):
        DailyCount(day=day, kind=Kind.SEARCH, reader=Reader.PUBLIC, number=number).save()
    page = html.fromstring(sign_in(office.li_qiang).get(reverse("visits:visits")).content.decode())
    assert page.xpath("//tr[th[normalize-space()='检索']]/td[1]")[0].text_content() == "560"
    assert "2026-03-01" in page.xpath("//p[@class='lead']")[0].text_content()
