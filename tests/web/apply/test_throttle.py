"""Whose hour and whose lock is it, where a proxy stands in front and where somebody forges its header?"""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from gongkai_web import proxies
from gongkai_web.apply import room
from gongkai_web.apply.actions import forget_counts
from gongkai_web.apply.models import Attempt, Draft, DraftFile
from gongkai_web.cases.models import Case
from tests.web.apply.conftest import PROOF, TYPED, Phone, fields, pdf, said

WANG_FANG, STRANGER = "203.0.113.7", "198.51.100.9"


@pytest.fixture
def proxied(settings):
    """The site behind a proxy on this machine."""
    settings.TRUSTED_PROXIES = proxies.named("1")
    settings.GONGKAI_APPLY_PER_HOUR = 1
    return settings


def apply_from(phone: Phone, client: str, **headers: str):
    """王芳's form, sent over the proxy for that client."""
    phone.client = Client(headers={"X-Forwarded-For": client, **headers})
    return phone.apply()


def test_the_hour_of_one_visitor_is_not_the_hour_of_another_behind_the_proxy(phone, proxied):
    assert apply_from(phone, STRANGER).status_code == 302
    again = apply_from(phone, f"192.0.2.1, {STRANGER}")
    assert (again.status_code, "提交得太多" in again.content.decode()) == (422, True)
    assert apply_from(phone, WANG_FANG).status_code == 302
    assert Attempt.objects.filter(kind="submit").values("key").distinct().count() == 2


def test_without_a_proxy_a_forged_header_gives_nobody_another_hour(phone, settings):
    settings.GONGKAI_APPLY_PER_HOUR = 1
    assert apply_from(phone, "192.0.2.1").status_code == 302
    assert apply_from(phone, "192.0.2.2", Forwarded="for=192.0.2.3").status_code == 422


def sends(phone: Phone, button: str = "", **typed):
    """王芳's form with a proof of some hundred bytes."""
    return phone.press(phone.open(), button, **{**TYPED, "proof": pdf(), **typed})


def test_from_one_address_come_only_so_many_bytes_an_hour(phone, settings, monkeypatch):
    monkeypatch.setattr(room, "MEGABYTE", len(PROOF))
    settings.GONGKAI_APPLY_MB_PER_HOUR = 2
    assert sends(phone).status_code == 302
    assert sends(phone, "save").status_code == 302
    refused = sends(phone)
    assert refused.status_code == 422
    assert "《证明.pdf》没有收下：同一网络一小时内最多上传 2 MB" in said(refused)
    assert fields(refused)["title"] == TYPED["title"]
    assert Case.objects.count() == 1
    phone.client = Client(REMOTE_ADDR=STRANGER)
    assert sends(phone).status_code == 302
    Attempt.objects.update(at=timezone.now() - timedelta(hours=2))
    phone.client = Client()
    assert sends(phone).status_code == 302


def test_drafts_hold_only_so_much_together_and_an_application_still_comes(phone, settings, monkeypatch):
    monkeypatch.setattr(room, "MEGABYTE", len(PROOF))
    settings.GONGKAI_APPLY_MB_PER_HOUR, settings.GONGKAI_DRAFTS_MAX_MB = 100, 1
    assert sends(phone, "save").status_code == 302
    full = sends(phone, "save")
    assert "本站暂存的文件已经太多" in said(full)
    assert DraftFile.objects.count() == 1
    assert sends(phone).status_code == 302
    assert Case.objects.count() == 1


def test_there_are_only_so_many_drafts(phone, monkeypatch):
    monkeypatch.setattr(room, "MOST_DRAFTS", 1)
    assert phone.press(phone.open(), "save", **TYPED).status_code == 302
    full = phone.press(phone.open(), "save", **TYPED)
    assert "本站暂存的草稿已经太多" in said(full)
    assert fields(full)["title"] == TYPED["title"]
    assert Draft.objects.count() == 1


def test_what_was_counted_yesterday_goes_at_night(phone):
    phone.apply()
    Attempt.objects.update(at=timezone.now() - timedelta(hours=25))
    forget_counts(now=timezone.now())
    assert not Attempt.objects.exists()


def sign_in(client: str, password: str):
    """李强's name with that password, over the proxy for that client."""
    browser = Client(headers={"X-Forwarded-For": client})
    return browser.post("/sign-in/", {"username": "liqiang", "password": password})


def test_five_wrong_passwords_lock_the_name_where_they_came_from_alone(town, proxied):
    town.li_qiang.set_password("cloud-brook-2024")
    town.li_qiang.save()
    for forged in range(5):
        sign_in(f"192.0.2.{forged}, {STRANGER}", "guess")
    assert sign_in(f"192.0.2.99, {STRANGER}", "cloud-brook-2024").status_code == 429
    assert sign_in(WANG_FANG, "cloud-brook-2024").status_code == 302
