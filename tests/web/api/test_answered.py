"""Does a program read the public answers as everybody does – and nothing of what only 王芳 is told?"""

import json
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from gongkai_web.api.public import limits
from gongkai_web.interaction import actions
from tests.web.interaction.conftest import _the_first_of_june  # noqa: F401 – a day that stands still
from tests.web.interaction.written import FAULT, MENDED, MONDAY, answered, asked, drafted, sent

LIST = "/api/messages/"
# Every address of it; anybody gets it.
ANSWERED = ("messages", "message")


@pytest.fixture(autouse=True)
def _nobody_asked_yet(monkeypatch):
    monkeypatch.setattr(limits.BUDGET, "_counts", {})


def ask(path, status=200):
    answer = Client().get(path)
    assert answer.status_code == status, answer.content.decode()
    return json.loads(answer.content)


@pytest.fixture
def consultation(town):
    """王芳 agreed that the answer to her question is public."""
    told = {"end": "done", "answer": "带身份证。", "what": "", "where": ""}
    return answered(town, asked(town), **told, public_title="老年卡", public_question="要什么材料？")


def test_anybody_reads_every_address(town, consultation):
    addresses = {
        "messages": reverse("api:messages"),
        "message": reverse("api:message", args=[consultation.pk]),
    }
    assert set(addresses) == set(ANSWERED)
    for path in addresses.values():
        for person in (None, town.li_qiang, town.stranger):
            client = Client()
            if person:
                client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
            assert client.get(path).status_code == 200
        assert Client().post(path).status_code == 405


def test_what_is_public_is_listed_newest_first_and_read_whole(town, consultation):
    fault = answered(town, sent(town), visible_on=date(2026, 6, 10))
    found = ask(LIST)
    assert [one["id"] for one in found["messages"]] == [fault.pk, consultation.pk]
    assert (found["page"], found["next"]) == (1, None)
    whole = ask(f"{LIST}{fault.pk}/")
    assert (whole["question"], whole["answer"]) == (MENDED["public_question"], MENDED["answer"])
    assert (whole["what"], whole["where"]) == (MENDED["what"], MENDED["where"])
    assert whole["visible_on"] == "2026-06-10"
    assert (whole["number"], whole["end"], whole["open_again"]) == (fault.registry_number, "已改", False)
    assert Client().get(whole["page"]).status_code == 200
    assert FAULT["text"] not in json.dumps(whole, ensure_ascii=False)  # only what was reviewed
    assert ask(f"{LIST}{consultation.pk}/")["what"] == ""


def test_it_is_asked_for_by_agency_kind_and_day(town, consultation):
    fault = answered(town, sent(town))

    def keys(query):
        return [one["id"] for one in ask(f"{LIST}?{query}")["messages"]]

    assert keys("kind=fault") == [fault.pk]
    assert keys("agency=yunxi&since=2026-06-01") == [fault.pk, consultation.pk]
    assert keys("agency=baishi") == keys("since=2026-06-02") == []


def test_a_page_says_whether_there_is_a_next_one(town, monkeypatch):
    monkeypatch.setattr("gongkai_web.api.public.answered._PAGE", 2)
    for _ in range(3):
        answered(town, sent(town))
    pages = [ask(f"{LIST}?page={number}") for number in (1, 2, 3)]
    assert [(len(one["messages"]), one["next"]) for one in pages] == [(2, 2), (1, None), (0, None)]


def test_what_is_not_public_is_not_there(town):
    """Not answered yet, answered to 王芳 alone, and withdrawn."""
    waiting, alone, withdrawn = (
        sent(town),
        answered(town, asked(town), publish=False),
        answered(town, sent(town)),
    )
    drafted(town, waiting)
    addresses = (LIST, f"{LIST}{withdrawn.pk}/")
    marks = {path: Client().get(path).headers["ETag"] for path in addresses}
    assert all(
        Client().get(path, headers={"If-None-Match": mark}).status_code == 304 for path, mark in marks.items()
    )
    actions.withdraw_answer(message=withdrawn, by=town.li_qiang, day=MONDAY, reason="写错了路名")
    for path, mark in marks.items():
        assert Client().get(path, headers={"If-None-Match": mark}).status_code in {200, 404}
    assert ask(LIST)["messages"] == []
    for one in (waiting, alone, withdrawn):
        assert ask(f"{LIST}{one.pk}/", 404)["error"] == "没有公开这一件留言的答复；请核对编号。"


def test_an_answer_that_did_not_help_is_said_to_be_seen_to_again(town):
    message = answered(town, sent(town))
    actions.reopen(message=message, day=MONDAY, words="第二页还是 8 元")
    found = ask(f"{LIST}{message.pk}/")
    assert (found["open_again"], found["answered_on"], found["answer"]) == (True, None, MENDED["answer"])


@pytest.mark.parametrize(
    ("path", "status"),
    [
        (f"{LIST}?page=0", 422),
        (f"{LIST}?since=昨天", 422),
        (f"{LIST}?kind=nothing", 404),
        (f"{LIST}?agency=%00", 422),
        (f"{LIST}99999/", 404),
    ],
)
def test_what_is_asked_wrongly_is_told_in_a_sentence(town, path, status):
    assert ask(path, status)["error"].endswith("。")


def test_who_asks_too_often_waits(town, monkeypatch):
    monkeypatch.setattr(limits.BUDGET, "most", 1)
    ask(LIST)
    assert Client().get(LIST).status_code == 429
