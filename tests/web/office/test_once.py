"""Is what 李强 sends twice done once, and does the second click see the result of the first?"""

import threading
import time
from datetime import date, timedelta

import pytest
from django.contrib.messages import get_messages
from django.core import signing
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from gongkai_web.cases.models import Case
from gongkai_web.office import actions, jobs, once
from gongkai_web.office.keeping import KEPT
from gongkai_web.office.models import Sent
from tests.people import receive, submit
from tests.web.casework.conftest import BACKEND, at, said, tree  # noqa: F401 – a fixture

TALK = {"day": "2024-03-14", "how": "电话", "with_whom": "王芳", "content": "要 2023 年的方案"}


@pytest.fixture
def li_qiang(town):
    client = Client()
    client.force_login(town.li_qiang, backend=BACKEND)
    return client


@pytest.fixture
def case(town, at):  # noqa: F811
    at(2024, 3, 15)
    return receive(town, date(2024, 3, 1))


def key_on(client, address) -> str:
    """The key of the longest form of the page."""
    return keys_on(client.get(address))[-1]


def keys_on(page) -> list[str]:
    return [str(one) for one in tree(page).xpath('//main//form//input[@name="once"]/@value')]


def talked(case) -> int:
    return case.events.filter(kind="talked").count()


def test_a_double_click_records_one_talk_and_leads_to_the_case_both_times(case, li_qiang):
    address = reverse("casework:act", args=[case.pk, "note_talk"])
    form = {**TALK, "once": key_on(li_qiang, address)}
    first, second = li_qiang.post(address, form), li_qiang.post(address, form)
    assert (first.status_code, second.status_code) == (302, 302)
    assert first.url == second.url == reverse("casework:case", args=[case.pk])
    assert talked(case) == 1
    assert once.AGAIN in [str(one) for one in get_messages(second.wsgi_request)]


def test_a_key_used_on_one_case_says_nothing_of_another(town, case, li_qiang):
    other = receive(town, date(2024, 3, 1))
    first, second = (reverse("casework:act", args=[one.pk, "note_talk"]) for one in (case, other))
    form = {**TALK, "once": key_on(li_qiang, first)}
    assert [li_qiang.post(address, form).status_code for address in (first, second)] == [302, 302]
    assert (talked(case), talked(other)) == (1, 1)


def test_the_second_click_on_the_receipt_of_a_fax_is_no_error(town, at, li_qiang):  # noqa: F811
    at(2024, 3, 4)
    case = submit(town, date(2024, 3, 1), channel="fax")
    address = reverse("casework:act", args=[case.pk, "confirm_receipt"])
    form = {"day": "2024-03-04", "how": "电话", "with_whom": "王芳", "once": key_on(li_qiang, address)}
    assert [li_qiang.post(address, form).status_code for _ in range(2)] == [302, 302]
    case.refresh_from_db()
    assert case.received_on == date(2024, 3, 4)


def test_one_registration_makes_one_case(town, at, li_qiang):  # noqa: F811
    at(2024, 3, 15)
    address = reverse("casework:intake")
    form = tree(li_qiang.get(address)).forms[-1]
    given = {name: value or "" for name, value in form.form_values()}
    given |= {"agency": town.district.pk, "title": "征地补偿方案", "description": "征地补偿方案"}
    given |= {"applicant_kind": "natural_person", "applicant-name": "王芳"}
    given |= {"channel": "counter", "submitted_on": "2024-03-14"}
    answers = [li_qiang.post(address, given) for _ in range(2)]
    assert len({(one.status_code, one.headers.get("Location")) for one in answers}) == 1
    assert answers[0].status_code == 302, said(answers[0])
    assert Case.objects.count() == 1


def test_what_was_refused_may_be_sent_again_as_often_as_it_takes(case, li_qiang):
    address = reverse("casework:act", args=[case.pk, "note_talk"])
    key = key_on(li_qiang, address)
    wrong = {**TALK, "content": "", "once": key}
    assert [li_qiang.post(address, wrong).status_code for _ in range(2)] == [422, 422]
    assert li_qiang.post(address, {**TALK, "once": key}).status_code == 302
    assert talked(case) == 1


def test_other_words_with_a_used_key_are_shown_again_and_asked_about(case, li_qiang):
    address = reverse("casework:act", args=[case.pk, "note_talk"])
    key = key_on(li_qiang, address)
    li_qiang.post(address, {**TALK, "once": key})
    page = li_qiang.post(address, {**TALK, "content": "也要 2022 年的", "once": key})
    assert page.status_code == 409
    assert once.CHANGED in said(page)
    assert "也要 2022 年的" in tree(page).xpath('//textarea[@name="content"]')[0].text_content()
    assert talked(case) == 1
    assert keys_on(page)[-1] != key
    again = {**TALK, "content": "也要 2022 年的", "once": keys_on(page)[-1]}
    assert li_qiang.post(address, again).status_code == 302
    assert talked(case) == 2


def test_a_button_that_was_refused_is_not_told_as_done(town, case, li_qiang):
    """An act whose refusal leads to another page frees its key too."""
    address = reverse("letters:together")
    form = {"act": "print", "once": once.new_key()}
    first = li_qiang.post(address, form)
    assert first.status_code == 302
    second = li_qiang.post(address, form)
    assert once.AGAIN not in [str(one) for one in get_messages(second.wsgi_request)]


def test_a_code_that_is_shown_once_is_the_same_after_the_second_click(case, li_qiang):
    address = reverse("desk:code", args=[case.pk])
    form = {"once": key_on(li_qiang, address)}
    pages = [li_qiang.post(address, form) for _ in range(2)]
    codes = [tree(page).xpath("//main//code")[0].text_content() for page in pages]
    assert codes[0] == codes[1]
    kept = Sent.objects.get()
    assert codes[0].encode() not in bytes(kept.page)


def test_what_is_still_under_way_is_not_done_a_second_time(town, case, li_qiang, monkeypatch):
    """The site was killed between the act and its note: whoever asks again is told to look first."""
    monkeypatch.setattr(once, "WAIT", 0)
    monkeypatch.setattr(actions, "end_sending", lambda **_: None)
    address = reverse("casework:act", args=[case.pk, "note_talk"])
    form = {**TALK, "once": key_on(li_qiang, address)}
    li_qiang.post(address, form)
    page = li_qiang.post(address, form)
    assert page.status_code == 409
    assert once.UNKNOWN in said(page)
    assert TALK["content"] in tree(page).xpath('//textarea[@name="content"]')[0].text_content()
    assert talked(case) == 1


def test_the_key_of_another_person_is_no_key(town, case, li_qiang):
    address = reverse("casework:act", args=[case.pk, "note_talk"])
    form = {**TALK, "once": key_on(li_qiang, address)}
    li_qiang.post(address, form)
    sun_li = Client()
    sun_li.force_login(town.sun_li, backend=BACKEND)
    sun_li.post(address, form)
    assert talked(case) == 2


def sent_with(client, address, key):
    """As a browser sends it: with the token of the page, and this key."""
    page = client.get(address)
    token = str(tree(page).xpath('//main//form//input[@name="csrfmiddlewaretoken"]/@value')[-1])
    given = {} if key is None else {"once": key}
    return client.post(address, {**TALK, "csrfmiddlewaretoken": token, **given})


@pytest.fixture
def browser(town):
    client = Client(enforce_csrf_checks=True)
    client.force_login(town.li_qiang, backend=BACKEND)
    return client


@pytest.mark.parametrize("key", [None, "", "guessed", "x" * 200, "aGVsbG8:1a2b3c:forged"])
def test_a_form_without_a_key_of_ours_comes_back_filled_and_is_then_taken(case, browser, key):
    address = reverse("casework:act", args=[case.pk, "note_talk"])
    page = sent_with(browser, address, key)
    assert page.status_code == 409
    assert once.NOT_OURS in said(page)
    assert TALK["content"] in tree(page).xpath('//textarea[@name="content"]')[0].text_content()
    assert talked(case) == 0
    assert sent_with(browser, address, keys_on(page)[-1]).status_code == 302
    assert talked(case) == 1


def test_a_forged_form_is_not_shown_again_with_good_keys(case, browser):
    address = reverse("casework:act", args=[case.pk, "note_talk"])
    page = browser.post(address, TALK)
    assert page.status_code == 403
    assert TALK["content"] not in page.content.decode()


def test_a_key_whose_sending_may_be_forgotten_is_not_taken(case, browser, monkeypatch):
    address = reverse("casework:act", args=[case.pk, "note_talk"])
    long_ago = time.time() - KEPT.total_seconds() - 1
    with monkeypatch.context() as then:
        then.setattr(signing.time, "time", lambda: long_ago)
        key = once.new_key()
    assert sent_with(browser, address, key).status_code == 409
    assert talked(case) == 0


def test_the_same_words_with_another_file_of_that_name_are_no_second_click(case, li_qiang):
    address = reverse("casework:act", args=[case.pk, "note_talk"])
    key = key_on(li_qiang, address)
    answers = [
        li_qiang.post(address, {**TALK, "once": key, "scan": SimpleUploadedFile("录音记录.txt", content)})
        for content in (b"one", b"another")
    ]
    assert [answer.status_code for answer in answers] == [302, 409]


def test_what_was_typed_is_not_kept(case, li_qiang):
    address = reverse("casework:act", args=[case.pk, "note_talk"])
    li_qiang.post(address, {**TALK, "once": key_on(li_qiang, address)})
    row = Sent.objects.values().get()
    assert not [value for value in row.values() if "王芳" in str(value) or "方案" in str(value)]


def test_a_sending_is_forgotten_after_two_days(town):
    now = timezone.now()
    for number, days in enumerate((1, 3)):
        actions.begin_sending(key=str(number), by=town.li_qiang, typed="", now=now - timedelta(days=days))
    assert jobs.purge.func() == 1
    assert Sent.objects.get().key == "0"


@pytest.mark.django_db(transaction=True)
def test_of_two_clicks_at_once_one_is_the_first(town, case):
    address = reverse("casework:act", args=[case.pk, "note_talk"])
    clients = [Client(), Client()]
    for client in clients:
        client.force_login(town.li_qiang, backend=BACKEND)
    form, answers = {**TALK, "once": once.new_key()}, []

    def click(client):
        answers.append(client.post(address, form))
        connection.close()

    clicks = [threading.Thread(target=click, args=[client]) for client in clients]
    for one in clicks:
        one.start()
    for one in clicks:
        one.join()
    assert [(one.status_code, one.url) for one in answers] == [
        (302, reverse("casework:case", args=[case.pk]))
    ] * 2
    assert talked(case) == 1
