"""Whose hour and whose lock is it, where a proxy stands in front and where somebody forges its header?"""

import pytest
from django.test import Client

from gongkai_web import proxies
from gongkai_web.apply.models import Attempt
from tests.web.apply.conftest import Phone

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
