"""Is a public page made once and sent again, to each reader theirs, and to whom it is not for all never?"""

import gzip

import pytest
from django.contrib.messages.storage.cookie import CookieStorage
from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpResponse
from django.middleware.csrf import get_token
from django.test import Client
from django.test.signals import template_rendered
from django.urls import URLResolver, get_resolver

from gongkai_web.public_pages.declared import declared, public_page
from gongkai_web.public_pages.marks import Address
from gongkai_web.public_pages.middleware import PublicPageMiddleware
from gongkai_web.public_pages.shelf import Page, Shelf
from tests.web.items.written import published
from tests.web.pages.test_addresses import EXPECTED, PUBLIC, address, client_of

REPORT = "/agencies/yunxi/reports/2024/"
# What is for one reader alone, or takes a form; and the interface and the feed of a search, whose answers say
# themselves how long they stand.
FOR_ONE = (
    "/api/",
    "/apply/<slug:slug>/",
    "/apply/draft/",
    "/apply/receipt/",
    "/follow/",
    "/items/<int:pk>/files/<str:sha256>/accessible/",
    "/items/read/",
    "/messages/ask/<slug:kind>/",
    "/messages/follow/",
    "/messages/questions/",
    "/messages/receipt/",
    "/office/",
    "/opinions/<int:pk>/write/",
    "/opinions/follow/",
    "/opinions/receipt/",
    "/reports/hand-in/",
    "/search/feed/",
    "/sign-in/",
    "/sign-out/",
)


@pytest.fixture
def drawn():
    """The templates that were drawn."""
    found = []

    def note(template, **_):
        found.append(template.name)

    template_rendered.connect(note)
    yield found
    template_rendered.disconnect(note)


def views(resolver, before="/"):
    for entry in resolver.url_patterns:
        route = before + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from views(entry, route)
        else:
            yield route, entry.callback


def public_addresses(filed) -> list[str]:
    return [
        address(filed, name)
        for name, (_, who) in EXPECTED.items()
        if who is PUBLIC and name not in {"apply:form", "apply:empty_form", "apply:query", "sign_in"}
    ]


def test_every_address_says_whether_its_page_is_the_same_for_all():
    silent = [route for route, view in views(get_resolver()) if declared(view) is None]
    assert [route for route in silent if not route.startswith(FOR_ONE)] == []
    said = [route for route, view in views(get_resolver()) if declared(view)]
    assert [route for route in said if route.startswith(("/office/", "/sign-", "/follow/"))] == []


def test_a_page_is_made_once_and_sent_again_with_one_question(filed, shelf, drawn, django_assert_num_queries):
    first = Client().get(REPORT)
    assert drawn
    drawn.clear()
    with django_assert_num_queries(1):
        again = Client().get(REPORT)
    assert drawn == []
    assert again.content == first.content
    assert again.headers["Content-Security-Policy"] == first.headers["Content-Security-Policy"]
    assert again.headers["Content-Length"] == str(len(again.content))


def test_who_has_the_page_is_told_so_before_anything_is_drawn(filed, shelf, drawn, django_assert_num_queries):
    mark = Client().get(REPORT).headers["ETag"]
    shelf.clear()  # another process, which has made nothing
    drawn.clear()
    for said in (mark, mark.removeprefix("W/"), f'"other", {mark}'):
        with django_assert_num_queries(1):
            answer = Client().get(REPORT, headers={"If-None-Match": said})
        assert (answer.status_code, answer.content, answer.headers["ETag"]) == (304, b"", mark)
    assert drawn == []
    assert Client().get("/reports/", headers={"If-None-Match": mark}).status_code == 200


def test_each_mode_has_a_page_of_its_own(filed, shelf):
    plain, elder = Client(), Client()
    elder.cookies["look"] = "elder"
    pages = [(one.get(REPORT), one.get(REPORT)) for one in (plain, elder, plain)]
    assert pages[0][0].content == pages[0][1].content == pages[2][0].content
    assert b'class="elder"' in pages[1][0].content
    assert pages[1][0].content == pages[1][1].content
    assert len({first.headers["ETag"] for first, _ in pages}) == 2
    mark = pages[0][0].headers["ETag"]
    assert elder.get(REPORT, headers={"If-None-Match": mark}).status_code == 200


def test_a_switch_still_sets_its_cookie(filed, shelf):
    for _ in range(2):
        assert Client().get(f"{REPORT}?look=elder").cookies["look"].value == "elder"


def test_each_host_has_a_page_of_its_own(filed, shelf):
    pages = [
        Client().get("/sitemap.xml", SERVER_NAME=name).content.decode() for name in ("localhost", "127.0.0.1")
    ]
    assert ["//localhost/" in one for one in pages] == [True, False]
    assert Client().get("/", SERVER_NAME="elsewhere.example").status_code == 400


def test_pages_for_all_touch_no_session_and_no_token(filed, shelf, monkeypatch):
    def touched(*_):
        raise AssertionError("a session was read")

    monkeypatch.setattr(SessionBase, "_session", property(touched))
    for path in public_addresses(filed):
        for _ in range(2):
            answer = Client().get(path)
            assert answer.status_code == 200, path
            assert not answer.cookies, path
            assert "cookie" not in answer.headers.get("Vary", "").lower(), path
            assert answer.headers.get("Cache-Control") == "no-cache", path
            assert answer.headers["ETag"], path


def test_who_is_signed_in_gets_no_kept_page_and_leaves_none(filed, shelf):
    officer = client_of(filed, "officer")
    assert "ETag" not in officer.get("/documents/").headers
    assert len(shelf) == 0
    Client().get("/documents/")
    assert len(shelf) == 1
    answer = officer.get("/documents/")
    assert {"private", "no-store"} <= set(answer.headers["Cache-Control"].split(", "))


def test_what_is_said_to_one_reader_is_kept_for_nobody(filed, shelf, rf):
    Client().get("/documents/")
    told = Client()
    told.cookies["messages"] = CookieStorage(rf.get("/"))._encode([])
    assert "ETag" not in told.get("/documents/").headers


def test_a_page_asked_with_what_it_does_not_know_is_made_each_time(filed, shelf):
    Client().get("/documents/?show=in_force")
    assert len(shelf) == 1
    for number in range(20):
        assert Client().get(f"/documents/?flood={number}").status_code == 200
    assert len(shelf) == 1
    assert Client().get(f"/documents/?show={'x' * 600}").status_code == 200
    assert len(shelf) == 1


def test_a_search_that_finds_nothing_is_made_and_counted_each_time(office, shelf, at):
    at(2026, 3, 2)
    published(office)
    for _ in range(2):
        assert "ETag" not in Client().get("/search/?q=没有这样的词").headers
    assert len(shelf) == 0
    assert "ETag" in Client().get("/search/?q=停车收费标准").headers
    assert len(shelf) == 1


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_only_reading_is_answered_from_the_shelf(filed, shelf, method):
    Client().get("/reports/")
    assert getattr(Client(), method)("/reports/").status_code == 405


def test_it_is_compressed_once_for_those_who_take_it(filed, shelf):
    plain = Client().get(REPORT)
    packed = [Client().get(REPORT, headers={"Accept-Encoding": "br, gzip"}) for _ in range(2)]
    assert {one.headers["Content-Encoding"] for one in packed} == {"gzip"}
    assert [gzip.decompress(one.content) for one in packed] == [plain.content] * 2
    assert packed[0].content == packed[1].content
    assert packed[0].headers["ETag"] == plain.headers["ETag"]
    assert "Accept-Encoding" in plain.headers["Vary"]
    assert Client().get(REPORT).content == plain.content


def test_the_first_who_asks_may_take_it_compressed(filed, shelf):
    packed = Client().get(REPORT, headers={"Accept-Encoding": "gzip"})
    plain = Client().get(REPORT)
    assert plain.content == gzip.decompress(packed.content)
    assert "Content-Encoding" not in plain.headers
    assert plain.headers["Content-Length"] == str(len(plain.content))


@pytest.mark.parametrize("what", ["token", "cookie", "private"])
def test_what_holds_something_of_one_reader_is_kept_for_nobody(db, rf, shelf, what):
    def answer(request):
        middleware.process_view(request, public_page()(lambda _: None))
        response = HttpResponse(get_token(request) if what == "token" else "x")
        if what == "cookie":
            response.set_cookie("a", "b")
        if what == "private":
            response.headers["Cache-Control"] = "private"
        return response

    middleware = PublicPageMiddleware(answer)
    assert "ETag" not in middleware(rf.get("/documents/")).headers
    assert len(shelf) == 0


def page(size: int) -> Page:
    return Page("m", {}, b"x" * size, None)


def test_the_longest_unused_page_makes_room():
    shelf = Shelf(10 * page(1000).size)
    where = [Address("http://localhost", f"/{number}", ()) for number in range(11)]
    for one in where[:10]:
        shelf.put(one, page(1000))
    assert shelf.get(where[0], "m")
    shelf.put(where[10], page(1000))
    assert [bool(shelf.get(one, "m")) for one in where] == [True, False, *[True] * 9]
    assert shelf.bytes == shelf.most
    shelf.put(where[2], page(1))
    assert len(shelf) == 10
    assert shelf.bytes < shelf.most


def test_what_would_fill_the_shelf_is_not_put_there():
    shelf = Shelf(8 * page(1000).size)
    here = Address("http://localhost", "/", ())
    shelf.put(here, page(1001))
    assert shelf.get(here, "m") is None
    shelf.put(here, page(1000))
    assert shelf.get(here, "other") is None
    assert shelf.get(here, "m")
