"""Is guessing kept out, and is whoever is turned away told the truth?"""

import os
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.conf import settings
from django.contrib.auth.hashers import MD5PasswordHasher, identify_hasher, make_password
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from lxml import html

from gongkai_web import devices
from gongkai_web.agencies.models import Person
from gongkai_web.signin import gate, limits
from gongkai_web.tasks.periodic import registry
from gongkai_web.tasks.run import discover

PASSWORD = "cloud-brook-2024"
ADDRESS = "198.51.100.7"
LOOKS = 500
CHEAP = ["django.contrib.auth.hashers.MD5PasswordHasher"]
AS_SERVED = settings.PASSWORD_HASHERS


@pytest.fixture(autouse=True)
def _own_places(settings, tmp_path):
    """Nobody else signs in at this site; what many hashes cost is nothing of these tests."""
    settings.DATA = tmp_path
    settings.PASSWORD_HASHERS = CHEAP


@pytest.fixture
def li_qiang(town) -> Person:
    town.li_qiang.set_password(PASSWORD)
    town.li_qiang.save()
    return town.li_qiang


def sign_in(client: Client, name: str, password: str = PASSWORD, address: str = ADDRESS, **fields: str):
    given = {"username": name, "password": password, **fields}
    return client.post(reverse("sign_in"), given, REMOTE_ADDR=address)


def said(response) -> str:
    return " ".join(html.fromstring(response.content).xpath("string(//main)").split())


def spray(names: int, address: str = ADDRESS) -> list[int]:
    """One password over so many names."""
    return [
        sign_in(Client(), f"name-{number}", "Spring-2024!", address).status_code for number in range(names)
    ]


def test_the_page_says_sign_in_name_and_password_in_the_words_of_the_office(li_qiang):
    page = Client().get("/sign-in/").content.decode()
    wrong = Client().post("/sign-in/", {"username": "liqiang", "password": "不对"}).content.decode()
    for said in (page, wrong):
        assert "登录名" in said
        assert "用户名" not in said
        assert "密码" not in said
    assert "登录名或者口令不对" in wrong


def test_one_password_over_thirty_names_is_stopped_after_twenty(li_qiang):
    assert spray(30) == [200] * 20 + [429] * 10
    stranger = sign_in(Client(), "liqiang")
    assert stranger.status_code == 429
    assert "从这个网络地址登录，输错的已有 20 次以上" in said(stranger)
    assert sign_in(Client(), "liqiang", address="198.51.100.8").status_code == 302


def test_a_colleague_who_forgot_his_password_locks_nobody_else_at_the_office(li_qiang):
    assert [sign_in(Client(), "zhaomin", "?").status_code for _ in range(40)][-1] == 429
    assert sign_in(Client(), "liqiang").status_code == 302


def test_li_qiang_s_own_browser_is_not_turned_away_for_what_others_guess(li_qiang):
    own = Client()
    assert sign_in(own, "liqiang").status_code == 302
    own.post(reverse("sign_out"))
    spray(21)
    assert sign_in(own, "zhaomin").status_code == 429
    assert sign_in(own, "liqiang").status_code == 302
    made_up = Client()
    made_up.cookies[devices.COOKIE] = own.cookies[devices.COOKIE].value[:-1] + "x"
    assert sign_in(made_up, "liqiang").status_code == 429


def test_addresses_of_one_network_count_as_one(li_qiang):
    for number in range(20):
        sign_in(Client(), f"name-{number}", "?", f"2001:db8::{number + 1:x}")
    assert sign_in(Client(), "liqiang", address="2001:db8::ffff").status_code == 429


def test_whoever_is_locked_reads_chinese_with_the_time_and_keeps_his_name(li_qiang):
    client = Client()
    for _ in range(5):
        last = sign_in(client, "liqiang", "?", next="/office/cases/")
    assert last.status_code == 429
    assert "「liqiang」在这里连续 5 次口令不对，到 " in said(last)
    assert "Account locked" not in last.content.decode()
    page = html.fromstring(last.content)
    assert page.xpath('//input[@name="username"]/@value') == ["liqiang"]
    assert page.xpath('//input[@name="next"]/@value') == ["/office/cases/"]
    assert 0 < int(last.headers["Retry-After"]) <= 3600


def test_a_lock_holds_also_for_the_right_password_and_costs_no_hash(li_qiang, monkeypatch):
    for _ in range(5):
        sign_in(Client(), "liqiang", "?")
    monkeypatch.setattr(MD5PasswordHasher, "encode", lambda *_: pytest.fail("a password was hashed"))
    assert sign_in(Client(), "liqiang").status_code == 429


def test_who_is_locked_stores_nothing_more(li_qiang):
    for _ in range(9):
        sign_in(Client(), "liqiang", "?" * 500)
    (kept,) = limits.AccessAttempt.objects.all()
    assert (kept.failures_since_start, kept.post_data.count("---------")) == (5, 4)


def test_where_too_many_sign_in_the_rest_are_told_so_and_lose_nothing(li_qiang, monkeypatch):
    monkeypatch.setattr(gate, "_waiting", threading.BoundedSemaphore(1))
    gate._waiting.acquire()
    held = [gate._taken() for _ in range(gate.places())]
    client = Client()
    crowded = sign_in(client, "liqiang", next="/office/cases/")
    assert crowded.status_code == 503
    assert crowded.headers["Retry-After"]
    assert "正在登录的人太多，这一次没有核对口令，不算输错" in said(crowded)
    assert html.fromstring(crowded.content).xpath('//input[@name="username"]/@value') == ["liqiang"]
    assert not limits.AccessAttempt.objects.exists()
    for lock in held:
        os.close(lock)
    assert sign_in(client, "liqiang").status_code == 302


def test_no_more_are_hashed_at_once_than_there_are_places(monkeypatch):
    monkeypatch.setattr(gate, "places", lambda: 2)
    monkeypatch.setattr(gate, "_waiting", threading.BoundedSemaphore(3))
    full, come = threading.Event(), gate.threading.Semaphore(0)

    def hashing(_: int) -> str:
        try:
            with gate.place():
                come.release()
                assert full.wait(30)
                return "hashed"
        except gate.CrowdedError:
            return "turned away"

    with ThreadPoolExecutor(9) as people:
        asked = [people.submit(hashing, number) for number in range(9)]
        come.acquire()
        come.acquire()
        for _ in range(LOOKS):  # three may wait, four are turned away at once
            if sum(one.done() for one in asked) == 4:
                break
            time.sleep(0.01)
        more_than_places = come.acquire(blocking=False)
        full.set()
        came = [one.result() for one in asked]
    assert not more_than_places
    assert sorted(came) == ["hashed"] * 5 + ["turned away"] * 4


def test_a_place_is_free_again_when_its_holder_is_killed(monkeypatch):
    monkeypatch.setattr(gate, "places", lambda: 1)
    monkeypatch.setattr(gate, "SECONDS_WAITED", 60.0)
    ready, holder = os.pipe(), os.fork()
    if holder == 0:
        with gate.place():
            os.write(ready[1], b"x")
            time.sleep(600)
    assert os.read(ready[0], 1) == b"x"
    assert gate._taken() is None
    os.kill(holder, 9)
    os.waitpid(holder, 0)
    with gate.place():
        assert gate._taken() is None
    os.close(ready[0])
    os.close(ready[1])


def test_a_password_of_an_earlier_version_opens_and_is_stored_anew(town, settings):
    settings.PASSWORD_HASHERS = AS_SERVED
    town.li_qiang.password = make_password(PASSWORD, hasher="pbkdf2_sha256")
    town.li_qiang.save()
    assert sign_in(Client(), "liqiang").status_code == 302
    town.li_qiang.refresh_from_db()
    assert identify_hasher(town.li_qiang.password).algorithm == "scrypt"


def test_signing_out_takes_the_pages_out_of_the_browser(li_qiang):
    client = Client()
    sign_in(client, "liqiang")
    assert client.post(reverse("sign_out")).headers["Clear-Site-Data"] == '"cache"'


def test_sessions_that_have_ended_and_failures_long_ago_go_at_night(li_qiang):
    here, gone = Client(), Client()
    sign_in(here, "liqiang")
    sign_in(gone, "liqiang")
    Session.objects.filter(pk=gone.session.session_key).update(
        expire_date=timezone.now() - timedelta(minutes=1)
    )
    sign_in(Client(), "zhaomin", "?")
    limits.AccessAttempt.objects.update(attempt_time=timezone.now() - timedelta(hours=2))
    sign_in(Client(), "sunli", "?")
    discover()
    registry["signin.purge"].task.func()
    assert [one.pk for one in Session.objects.all()] == [here.session.session_key]
    assert [one.username for one in limits.AccessAttempt.objects.all()] == ["sunli"]
