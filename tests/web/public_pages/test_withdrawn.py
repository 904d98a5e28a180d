"""Is what was withdrawn gone from everything at once: pages that were kept, lists, search, feeds, files?

One walk over all that showed it, with everything kept and every browser asking whether its page still stands.
"""

import pytest
from django.test import Client
from django.urls import reverse

from gongkai_web.publishing.gazette.models import Issue
from gongkai_web.publishing.items import actions
from tests.web.gazette.test_gazette import out as in_gazette
from tests.web.items.test_versions import attached, out, sha_of
from tests.web.items.written import DAY, drafted

TITLE = "停车收费标准（试行）"
SLUG = {"slug": "yunxi"}


@pytest.fixture
def item(office, at, settings, tmp_path):
    """A public item with a file, which stands in an issue of the gazette as well."""
    at(2026, 3, 2)
    settings.DATA = tmp_path / "data"
    edition = drafted(office, content={"title": TITLE, "column": "policies"})
    found = out(office, attached(office, edition, b"words of the file", name="表.txt"))
    in_gazette(office, found)
    at(2026, 3, 21)
    return found


def shown_by(item) -> list[str]:
    """Every address under which something of it can be read."""
    key = [item.pk]
    return [
        reverse("items:public_item", args=key),
        reverse("items:public_items"),
        f"{reverse('items:public_items')}?q=停车",
        reverse("items:public_attachment", args=[*key, 1]),
        reverse("items:public_file", args=[*key, sha_of(item)]),
        reverse("items:public_paper", args=[*key, "txt"]),
        reverse("items:agency_feed", kwargs=SLUG),
        reverse("items:agency_data", kwargs={**SLUG, "fmt": "json"}),
        reverse("items:agency_data", kwargs={**SLUG, "fmt": "csv"}),
        reverse("items:sitemap_part", args=["2026-03"]),
        f"{reverse('portal:search')}?q=停车收费",
        f"{reverse('portal:search_feed')}?q=停车收费",
        f"{reverse('portal:suggestions')}?q=停车收费",
        reverse("gazette:issue", args=[Issue.objects.get().pk]),
        reverse("api:published"),
        reverse("api:published_one", args=key),
        f"{reverse('api:search')}?q=停车收费",
    ]


def words(answer) -> str:
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return body.decode()


def says(answer, item) -> bool:
    """Whether something of it stands there: its title, its address, or its file."""
    told = words(answer)
    return any(one in told for one in (TITLE, f"/items/{item.pk}/", "words of the file"))


def test_what_was_withdrawn_is_gone_from_every_answer_at_once(office, shelf, item):
    before = {path: Client().get(path) for path in shown_by(item)}
    assert [path for path, answer in before.items() if not says(answer, item)] == []
    again = {path: Client().get(path, headers=known(answer)) for path, answer in before.items()}
    assert {answer.status_code for answer in again.values()} == {200, 304}
    actions.end(item=item, by=office.sun_li, day=DAY, kind="withdrawn", reason="误公开")
    for path, answer in before.items():
        for headers in ({}, known(answer)):
            after = Client().get(path, headers=headers)
            assert after.status_code in {200, 404, 410}, path
            assert not says(after, item), path


def known(answer) -> dict[str, str]:
    """What a browser says that has this page."""
    return {"If-None-Match": answer.headers["ETag"]} if "ETag" in answer.headers else {}
