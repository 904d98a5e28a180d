"""Does an address that somebody made up lead off the site, or write a header of the answer?"""

from urllib.parse import urlsplit

import pytest
from django.test import Client
from django.urls import reverse

from gongkai_web.office.unfinished import LEAVE
from tests.web.interaction.written import client_of

ELSEWHERE = (
    "//evil.example/",
    "https://evil.example/",
    "/\\evil.example/",
    "\\\\evil.example",
    "/\t/evil.example/",
    "javascript:alert(1)",
    "https:evil.example",
)
BROKEN = "停车\r\nX-Planted: 1\r\nSet-Cookie: planted=1"


def is_here(address: str) -> bool:
    found = urlsplit(address)
    return not found.scheme and not found.netloc and address.startswith("/") and "\\" not in address


@pytest.mark.parametrize("there", ELSEWHERE)
def test_who_signs_in_stays_on_this_site(town, there):
    town.li_qiang.set_password("qiang-6-chars-and-more")
    town.li_qiang.save()
    given = {"username": town.li_qiang.username, "password": "qiang-6-chars-and-more", "next": there}
    answer = Client().post("/sign-in/", given)
    assert answer.status_code == 302
    assert is_here(answer.url)
    again = client_of(town.li_qiang).get("/sign-in/", {"next": there})
    assert is_here(again.headers.get("Location", "/"))


@pytest.mark.parametrize("there", ELSEWHERE)
def test_who_leaves_a_form_stays_on_this_site(town, there):
    form = reverse("decisions:new")
    answer = client_of(town.li_qiang).post(form, {"title": "停车管理办法", LEAVE: there})
    assert is_here(answer.headers.get("Location", "/"))


@pytest.mark.parametrize(
    "there", ["//evil.example/", "///evil.example/a", "/%5Cevil.example/", "//evil.example"]
)
def test_a_path_that_looks_like_another_site_is_no_way_there(town, there):
    for query in ("", "?look=elder", "?look=hant"):
        answer = Client().get(f"http://testserver{there}{query}")
        assert answer.status_code in {301, 404}
        assert is_here(answer.headers.get("Location", "/"))


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("/search/", "q"),
        ("/search", "q"),
        ("/search/feed/", "q"),
        ("/search/suggestions/", "q"),
        ("/", "look"),
        ("/messages/ask/fault/", "page"),
        ("/items/", "field"),
        ("/documents/", "page"),
    ],
)
def test_what_was_typed_writes_no_header(town, path, name):
    answer = Client().get(path, {name: BROKEN})
    assert answer.status_code < 500
    assert "X-Planted" not in answer.headers
    assert "planted" not in answer.cookies
    assert not any("\r" in value or "\n" in value for value in answer.headers.values())
    assert is_here(answer.headers.get("Location", "/"))
