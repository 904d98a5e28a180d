"""Which pages are compressed? The public ones; never one in which a secret could be guessed by its length."""

import gzip

import pytest
from django.http import HttpResponse
from django.middleware.csrf import get_token
from django.test import Client

from gongkai_web.caching import CompressMiddleware
from tests.web.pages.test_caching import TAKES, all_addresses, is_compressed


def test_a_public_report_takes_a_fraction(filed):
    shown = [path for path in all_addresses(filed) if "/reports/" in path and "/office/" not in path]
    pages = [page for path in shown if (page := Client().get(path, headers=TAKES)).status_code == 200]
    html = [page for page in pages if page.headers["Content-Type"].startswith("text/html")]
    assert html
    assert all(is_compressed(page) for page in html)
    assert all("Accept-Encoding" in page.headers["Vary"] for page in html)
    assert max(len(gzip.decompress(page.content)) / len(page.content) for page in html) > 4


def test_who_does_not_take_it_compressed_gets_it_plain(filed):
    assert not is_compressed(Client().get("/agencies/"))


@pytest.mark.slow
def test_no_page_with_a_token_is_compressed(filed):
    """Nor any of somebody signed in (test_caching)."""
    client = Client()
    for path in all_addresses(filed):
        page = client.get(path, headers=TAKES)
        if not is_compressed(page):
            continue
        assert not path.startswith(("/office/", "/sign-", "/follow/", "/apply/receipt/", "/apply/draft/")), (
            path
        )
        assert b"csrfmiddlewaretoken" not in gzip.decompress(page.content), path


def test_the_form_of_an_application_is_not_compressed(filed):
    page = Client().get("/apply/yunxi/", headers=TAKES)
    assert b"csrfmiddlewaretoken" in page.content
    assert not is_compressed(page)


@pytest.mark.parametrize("holds_token", [True, False])
def test_a_token_in_the_page_is_enough(rf, holds_token):
    """Whatever the page itself says of caches."""

    def answer(request):
        token = get_token(request) if holds_token else ""
        return HttpResponse(f"{token}{'政府信息公开' * 100}")

    page = CompressMiddleware(answer)(rf.get("/documents/", headers=TAKES))
    assert is_compressed(page) is not holds_token
