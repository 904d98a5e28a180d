"""A session of 李强 is read by a question that was written before: does it end when it should?"""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from gongkai_web.signin.sessions import SessionStore


@pytest.fixture
def signed_in(town):
    """The browser of 李强, and the key of his session."""
    client = Client()
    client.force_login(town.li_qiang, backend="django.contrib.auth.backends.ModelBackend")
    return client, client.session.session_key


def test_who_has_signed_in_is_known_until_the_session_is_over(signed_in):
    client, key = signed_in
    assert client.get("/office/").status_code == 200
    Session.objects.filter(pk=key).update(expire_date=timezone.now() - timedelta(seconds=1))
    assert client.get("/office/").status_code == 302


def test_a_session_that_never_was_or_that_is_over_says_nothing_and_gets_another_key(signed_in):
    _, key = signed_in
    assert SessionStore(key).load()["_auth_user_id"]
    Session.objects.filter(pk=key).update(expire_date=timezone.now() - timedelta(seconds=1))
    for told in (key, "x" * 32):
        store = SessionStore(told)
        assert store.load() == {}
        assert store.session_key is None
