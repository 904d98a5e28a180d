"""Does any cache keep a page of the office, and may it still keep a public one?

Over the whole list of addresses: those of the matrix with what stands behind them, all others with made-up
arguments.
"""

import re
from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import URLResolver, get_resolver

from tests.long_run import long_run
from tests.web.pages.test_addresses import EXPECTED, PUBLIC, WHO, address, client_of

MADE_UP = {"int": "1", "uuid": "6f1c2a4e-0000-4000-8000-000000000000"}
TAKES = {"Accept-Encoding": "gzip"}
SIGNED_IN = [who for who in WHO if who != "anonymous"]


def routes(resolver: URLResolver, before: str = "") -> Iterator[str]:
    """Every address of the site, with made-up arguments."""
    for entry in resolver.url_patterns:
        route = before + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from routes(entry, route)
        else:
            made_up = re.sub(
                r"<(?:(\w+):)?\w+>", lambda found: MADE_UP.get(found[1] or "str", "made-up"), route
            )
            yield f"/{made_up}"


def all_addresses(town) -> list[str]:
    return sorted({*routes(get_resolver()), *(address(town, name) for name in EXPECTED)})


def is_kept_out(response) -> bool:
    said = {one.strip() for one in response.headers.get("Cache-Control", "").split(",")}
    return {"private", "no-store"} <= said


def is_compressed(response) -> bool:
    return response.headers.get("Content-Encoding") == "gzip"


# The head is set for whoever is signed in; each of the other people is asked in the long run.
OTHERS = long_run(*(who for who in SIGNED_IN if who != "officer"))


@pytest.mark.slow
@pytest.mark.parametrize("who", ["officer", *OTHERS])
def test_whatever_somebody_signed_in_is_shown_no_cache_keeps_and_nothing_compresses(filed, who):
    client = client_of(filed, who)
    kept, compressed = [], []
    for path in all_addresses(filed):
        page = client.get(path, headers=TAKES)
        if not is_kept_out(page):
            kept.append(path)
        if is_compressed(page):
            compressed.append(path)
    assert (kept, compressed) == ([], [])


def test_the_sign_in_and_what_is_answered_to_nobody_in_the_office_no_cache_keeps(filed):
    office = [path for path in all_addresses(filed) if path.startswith(("/office/", "/sign-"))]
    assert len(office) > 60
    office += ["/office/nowhere/", "/office/cases"]
    assert [path for path in office if not is_kept_out(Client().get(path))] == []
    assert is_kept_out(Client().post("/sign-in/", {"username": "liqiang", "password": "?"}))
    assert is_kept_out(Client(enforce_csrf_checks=True).post("/sign-in/"))


def test_the_public_pages_are_what_they_were(filed):
    portal = [name for name, (_, who) in EXPECTED.items() if name.startswith("portal:") and who is PUBLIC]
    public = [*portal, "apply:agencies", "apply:tariff"]
    assert len(public) >= 11
    stray = Client()
    stray.cookies["sessionid"] = "somebody-who-is-signed-in-no-more"
    for client in (Client(), stray):
        for name in public:
            response = client.get(address(filed, name))
            assert response.status_code == 200
            # No word, or that it has to be asked whether it still stands so; never that it may not be kept.
            assert response.headers.get("Cache-Control", "no-cache") == "no-cache", name
