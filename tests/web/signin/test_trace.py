"""Does the trail know who signed in, who out, and who was locked out – and nothing that a stranger typed?"""

import pytest
from django.test import Client
from django.urls import reverse

from gongkai_web.audit.models import AuditLine
from gongkai_web.audit.verify import verify
from tests.web.signin.test_sign_in import ADDRESS, _own_places, li_qiang, sign_in, spray

__all__ = ["_own_places", "li_qiang"]


def lines() -> list[tuple]:
    found = AuditLine.objects.filter(act__startswith="signin.").order_by("position")
    return [(line.act, line.actor_name, line.subject, line.detail) for line in found]


def test_a_sign_in_and_a_sign_out_leave_a_line_each(li_qiang):
    client, subject = Client(), f"agencies.Person:{li_qiang.pk}"
    sign_in(client, "liqiang")
    client.post(reverse("sign_out"), REMOTE_ADDR=ADDRESS)
    client.post(reverse("sign_out"), REMOTE_ADDR=ADDRESS)
    assert lines() == [
        ("signin.sign_in", "李强", subject, {"address": ADDRESS}),
        ("signin.sign_out", "李强", subject, {"address": ADDRESS}),
    ]
    assert verify().sound


def test_wrong_passwords_leave_no_line_until_they_lock_and_then_one(li_qiang):
    for _ in range(4):
        sign_in(Client(), "liqiang", "?")
    assert lines() == []
    for _ in range(4):
        sign_in(Client(), "liqiang", "?")
    locked = {"address": ADDRESS, "whole": False, "known": True}
    assert lines() == [("signin.lock", "系统", f"agencies.Person:{li_qiang.pk}", locked)]


def test_an_address_that_is_locked_leaves_one_line(li_qiang):
    spray(30)
    locked = {"address": ADDRESS, "whole": True, "known": False}
    assert lines() == [("signin.lock", "系统", f"signin.Address:{ADDRESS}", locked)]


@pytest.mark.parametrize("name", ["cloud-brook-2024", "nobody"])
def test_what_a_stranger_typed_as_a_name_stands_nowhere(li_qiang, name):
    for _ in range(6):
        sign_in(Client(), name, "?")
    assert [(act, detail["known"]) for act, _, _, detail in lines()] == [("signin.lock", False)]
    assert name not in str(AuditLine.objects.values_list("subject", "detail", "reason"))
