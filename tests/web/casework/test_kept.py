"""Is anything typed lost when the session ends before the form is sent?"""

import json
from datetime import date

import pytest
from django.contrib.messages.storage.cookie import CookieStorage
from django.contrib.sessions.models import Session
from django.forms import Form, PasswordInput
from django.test import Client, RequestFactory
from django.urls import get_resolver, reverse

from gongkai_web import devices
from gongkai_web.cases.models import Case
from gongkai_web.office import kept
from tests.people import receive
from tests.web.casework.conftest import said, tree

pytestmark = pytest.mark.slow

SECRET = "Yunxi-2024-secret"


@pytest.fixture
def case(town, at):
    at(2024, 3, 15)
    town.li_qiang.set_password(SECRET)
    town.li_qiang.save()
    return receive(town, date(2024, 3, 1))


def signed_out() -> Client:
    """李强's browser, in which his session has ended."""
    client = Client()
    client.post(reverse("sign_in"), {"username": "liqiang", "password": SECRET})
    client.post(reverse("sign_out"))
    return client


def sign_in_again(client: Client, asked) -> str:
    """Where the sign-in leads."""
    given = {"username": "liqiang", "password": SECRET, "next": asked.url.split("next=")[1]}
    return client.post(reverse("sign_in"), given).url


def test_the_form_comes_back_filled_after_the_sign_in(case):
    client = signed_out()
    address = reverse("casework:act", args=[case.pk, "note_talk"])
    asked = client.post(address, {"day": "2024-03-14", "how": "电话", "content": "要 2023 年的方案"})
    assert asked.url == f"/sign-in/?next={address}"
    assert sign_in_again(client, asked) == address
    page = client.get(address)
    assert page.status_code == 200
    assert "登录已经过期" in said(page)
    assert "要 2023 年的方案" in tree(page).xpath('//textarea[@name="content"]')[0].text_content()
    assert tree(page).xpath('//input[@name="day"]/@value') == ["2024-03-14"]
    assert not case.events.filter(kind="talked").exists()
    again = client.get(address)
    assert "要 2023 年的方案" not in said(again)


def test_the_intake_comes_back_with_all_its_people(town, case):
    client = signed_out()
    address = reverse("casework:intake")
    given = {
        "title": "部门决算",
        "applicant-name": "王芳",
        "applicant-id_kind": "resident_id",
        "applicant-id_number": "110101199003070011",
        "joint-TOTAL_FORMS": "1",
        "joint-INITIAL_FORMS": "0",
        "joint-0-name": "王明",
    }
    asked = client.post(address, given)
    stored = "".join(str(json.dumps(one.get_decoded())) for one in Session.objects.all())
    assert "110101199003070011" not in stored
    assert "王芳" not in stored
    page = tree(client.get(sign_in_again(client, asked)))
    assert page.xpath('//input[@name="title"]/@value') == ["部门决算"]
    assert page.xpath('//input[@name="applicant-id_number"]/@value') == ["110101199003070011"]
    assert page.xpath('//input[@name="joint-0-name"]/@value') == ["王明"]
    assert not page.xpath('//*[@class="errors"]')
    assert Case.objects.count() == 1


def test_a_password_is_never_kept_whatever_prefix_its_field_has(town, case):
    client = signed_out()
    address = reverse("casework:act", args=[case.pk, "note_talk"])
    given = {"content": "要 2023 年的方案", "staff-0-new_Password2": SECRET, "管理员口令": SECRET}
    asked = client.post(address, given)
    sign_in_again(client, asked)
    request = RequestFactory().get(address)
    request.session, request._messages = client.session, CookieStorage(request)
    found = kept.typed(request)
    assert found is not None
    assert dict(found.items()) == {"content": "要 2023 年的方案"}


def test_every_field_for_a_password_has_a_name_by_which_it_is_never_kept():
    assert get_resolver().url_patterns  # with them the forms of all pages are there
    secret = [
        f"{form.__qualname__}.{name}"
        for form in forms_below(Form)
        for name, field in form.base_fields.items()
        if isinstance(field.widget, PasswordInput) and not kept.is_secret(name)
    ]
    assert any(name == "password" for form in forms_below(Form) for name in form.base_fields)
    assert secret == []


def forms_below(kind: type) -> list[type]:
    """All forms of that kind that any page has."""
    return [one for below in kind.__subclasses__() for one in (below, *forms_below(below))]


def test_what_was_typed_shows_on_no_other_page(case):
    client = signed_out()
    address = reverse("casework:act", args=[case.pk, "note_talk"])
    asked = client.post(address, {"content": "要 2023 年的方案"})
    sign_in_again(client, asked)
    other = client.get(reverse("casework:act", args=[case.pk, "record_search"]))
    assert "登录已经过期" not in said(other)
    assert "要 2023 年的方案" in said(client.get(address))


def test_after_an_hour_it_is_gone(case, monkeypatch):
    client = signed_out()
    address = reverse("casework:act", args=[case.pk, "note_talk"])
    asked = client.post(address, {"content": "要 2023 年的方案"})
    sign_in_again(client, asked)
    monkeypatch.setattr(kept, "AN_HOUR", -1)
    assert "要 2023 年的方案" not in said(client.get(address))


def test_a_stranger_stores_nothing_whatever_he_posts(case):
    address = reverse("casework:act", args=[case.pk, "note_talk"])
    for _ in range(3):
        stranger = Client()
        assert stranger.post(address, {"content": "要 2023 年的方案"}).status_code == 302
        stranger.cookies[devices.COOKIE] = "WyJhYmMiXQ:1tTtTt:forged"
        stranger.post(address, {"content": "要 2023 年的方案"})
    assert not Session.objects.exists()


def test_a_colleague_stores_no_books(case):
    client = signed_out()
    address = reverse("casework:act", args=[case.pk, "note_talk"])
    client.post(address, {"content": "长" * kept.LARGEST})
    assert kept.SESSION_KEY not in client.session


def test_an_address_without_a_page_leads_back_to_the_case(case):
    client = signed_out()
    asked = client.post(reverse("casework:reveal", args=[case.pk, 1]), {"reason": "核对"})
    assert asked.url == f"/sign-in/?next={reverse('casework:case', args=[case.pk])}"
