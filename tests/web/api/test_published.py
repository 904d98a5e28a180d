"""Does a program read what was published as everybody does: the list, one item, what a search finds?"""

import json

import pytest
from django.test import Client
from django.urls import reverse

from gongkai_web.api.public import limits
from gongkai_web.api.public.published import _PAGE
from gongkai_web.publishing.items import actions
from tests.web.casework.conftest import at, sign_in  # noqa: F401 – a day that stands still, a browser
from tests.web.items.conftest import office  # noqa: F401 – the town with its reviewers
from tests.web.items.written import DAY, drafted, published

LIST = "/api/published/"
# Every address: what it takes; anybody gets it.
PUBLISHED = ("published", "published_one", "search")


@pytest.fixture(autouse=True)
def _today(at, monkeypatch):  # noqa: F811
    at(2026, 3, 2)
    monkeypatch.setattr(limits.BUDGET, "_counts", {})


def ask(path, status=200, **headers):
    answer = Client().get(path, headers=headers)
    assert answer.status_code == status, answer.content.decode()
    return json.loads(answer.content) if answer.content else {}


def test_anybody_reads_every_address(office, sign_in):  # noqa: F811
    item = published(office)
    addresses = {
        "published": reverse("api:published"),
        "published_one": reverse("api:published_one", args=[item.pk]),
        "search": f"{reverse('api:search')}?q=停车",
    }
    assert set(addresses) == set(PUBLISHED)
    clients = [Client(), *(sign_in(one) for one in (office.li_qiang, office.zhou_jie, office.stranger))]
    for path in addresses.values():
        assert {client.get(path).status_code for client in clients} == {200}
        assert Client().post(path).status_code == 405


def test_what_is_public_is_listed_newest_first_and_read_whole(office):  # noqa: F811
    first, second = published(office), published(office, content={"title": "乙"})
    drafted(office, content={"title": "还没有公开"})
    found = ask(LIST)
    assert [one["title"] for one in found["items"]] == ["乙", first.title]
    assert (found["page"], found["next"]) == (1, None)
    whole = ask(f"{LIST}{first.pk}/")
    assert "路内停车位首小时免费" in whole["text"]
    assert whole["page"].endswith(reverse("items:public_item", args=[first.pk]))
    assert whole["agency_key"] == "yunxi"
    assert [one["id"] for one in ask(f"{LIST}?agency=yunxi&since=2026-03-02")["items"]] == [
        second.pk,
        first.pk,
    ]
    assert ask(f"{LIST}?agency=city-bureau")["items"] == []
    assert ask(f"{LIST}?since=2026-03-03")["items"] == []


def test_a_page_says_whether_there_is_a_next_one(office, monkeypatch):  # noqa: F811
    monkeypatch.setattr("gongkai_web.api.public.published._PAGE", 2)
    for number in range(3):
        published(office, content={"title": f"第 {number} 条"})
    pages = [ask(f"{LIST}?page={number}") for number in (1, 2, 3)]
    assert [(len(one["items"]), one["next"]) for one in pages] == [(2, 2), (1, None), (0, None)]
    assert _PAGE == 100


def test_a_search_finds_what_the_page_finds(office):  # noqa: F811
    item = published(office)
    found = ask("/api/search/?q=停车收费")
    assert (found["count"], found["next"]) == (1, None)
    assert found["hits"][0]["title"] == item.title
    assert found["asked"] == "停车收费"
    assert found["also"] == []
    assert ask("/api/search/?q=低保")["also"] == ["最低生活保障"]
    assert ask("/api/search/?q=没有这样的词")["hits"] == []
    # Where nothing has all the words, it answers as the page does, and says of which words.
    loosened = ask("/api/search/?q=停车收费怎么样")
    assert (loosened["asked"], [one["title"] for one in loosened["hits"]]) == ("停车收费", [item.title])


def test_where_the_index_may_be_late_no_answer_is_said_to_be_unchanged(office, settings):  # noqa: F811
    published(office)
    assert "ETag" in Client().get("/api/search/?q=停车收费").headers
    settings.SEARCH_ENGINE = "tantivy"
    assert "ETag" not in Client().get("/api/search/?q=停车收费").headers


def test_what_was_withdrawn_is_gone_and_unchanged_is_said(office):  # noqa: F811
    item = published(office)
    addresses = [LIST, f"{LIST}{item.pk}/", "/api/search/?q=停车收费"]
    marks = {path: Client().get(path).headers["ETag"] for path in addresses}
    for path, mark in marks.items():
        assert Client().get(path, headers={"If-None-Match": mark}).status_code == 304
    actions.end(item=item, by=office.sun_li, day=DAY, kind="withdrawn", reason="误公开")
    for path, mark in marks.items():
        answer = Client().get(path, headers={"If-None-Match": mark})
        assert answer.status_code in {200, 404}
        assert item.title not in answer.content.decode()


@pytest.mark.parametrize(
    ("path", "status"),
    [
        (f"{LIST}?page=0", 422),
        (f"{LIST}?page=101", 422),
        (f"{LIST}?since=昨天", 422),
        (f"{LIST}99999/", 404),
        ("/api/search/", 422),
        (f"/api/search/?q={'长' * 201}", 422),
    ],
)
def test_what_is_asked_wrongly_is_told_in_a_sentence(office, path, status):  # noqa: F811
    assert ask(path, status)["error"].endswith("。")


def test_who_asks_too_often_waits_and_the_others_do_not(office, monkeypatch):  # noqa: F811
    monkeypatch.setattr(limits.BUDGET, "most", 2)
    now = [limits.BUDGET._since]
    monkeypatch.setattr(limits, "monotonic", lambda: now[0])
    for _ in range(2):
        ask(LIST)
    answer = Client().get(LIST)
    assert (answer.status_code, answer.headers["Retry-After"]) == (429, "60")
    assert json.loads(answer.content)["error"] == "这个网络地址一分钟里问得太多，请过 60 秒再问。"
    assert Client(REMOTE_ADDR="192.0.2.7").get(LIST).status_code == 200
    now[0] += 60
    ask(LIST)
