"""Can whoever runs the system start an empty installation, and nobody else?"""

from datetime import date

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.test import Client

from gongkai_web.agencies import actions
from gongkai_web.agencies.models import Agency, Person, Role
from gongkai_web.audit.models import AuditLine

NEW = "/office/agencies/new/"
WATER = {
    "name": "示范市云溪区水利局",
    "slug": "yunxi-shuili",
    "kind": "department",
    "founded_on": "2015-06-01",
    "supervisor": "",
    "reason": "云编办〔2015〕6号",
}


def client(person) -> Client:
    found = Client()
    found.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return found


def test_the_first_person_founds_the_first_agency_and_appoints_its_clerk(db, monkeypatch):
    monkeypatch.setenv("GONGKAI_FIRST_PASSWORD", "yunxi-2026-gongkai")
    call_command("first_operator", username="admin", name="管理员")
    admin = Person.objects.get()
    assert admin.check_password("yunxi-2026-gongkai")
    browser = client(admin)
    assert "/office/agencies/" in browser.get("/office/").content.decode()
    assert "还没有机关" in browser.get("/office/agencies/").content.decode()
    shown = browser.post(NEW, {**WATER, "parent": ""}, follow=True).content.decode()
    assert "示范市云溪区水利局已设立" in shown
    made = Agency.objects.get()
    assert (made.founded_on, made.parent, made.supervisor) == (date(2015, 6, 1), None, None)
    clerk = {
        "appoint": "1", "appoint-username": "liqiang", "appoint-display_name": "李强",
        "appoint-password": "yunxi-2026-liqiang", "appoint-role": "officer", "appoint-since": "2126-01-05",
    }  # fmt: skip
    browser.post("/office/agencies/yunxi-shuili/", clerk)
    assert Person.objects.get(username="liqiang").offices.get().agency == made
    acts = set(AuditLine.objects.values_list("act", flat=True))
    assert {"agencies.install_operator", "agencies.found_agency", "agencies.appoint"} <= acts


def test_a_second_first_person_is_refused(town):
    with pytest.raises(CommandError, match="已有人员"):
        call_command("first_operator", username="again", name="再来")


def test_the_operator_of_the_district_founds_below_it_only(town):
    wang = actions.add_person(by=town.operator, username="wangwei", display_name="王伟")
    actions.appoint(
        by=town.operator,
        person=wang,
        agency=town.district,
        role=Role.OPERATOR,
        since=date(2020, 1, 1),
        reason="启用本系统以前已任职",
    )
    browser = client(wang)
    refused = browser.post(NEW, {**WATER, "parent": town.county.pk})
    assert refused.status_code == 422
    assert "示范市云溪区水利局" in refused.content.decode()  # what he typed is still there
    browser.post(NEW, {**WATER, "parent": town.bureau.pk})
    made = Agency.objects.get(slug="yunxi-shuili")
    assert (made.parent, made.supervisor) == (town.bureau, town.bureau)


def test_a_name_in_use_and_the_name_of_the_page_are_refused_in_a_sentence(town):
    browser = client(town.operator)
    for slug, said in (
        ("yunxi", "yunxi"),
        ("new", "请换一个"),
        ("receipt", "请换一个"),
        ("Yunxi_2", "只能用小写字母"),
    ):
        shown = browser.post(NEW, {**WATER, "slug": slug, "parent": town.city.pk})
        assert shown.status_code == 422
        assert said in shown.content.decode()
    assert not Agency.objects.filter(name=WATER["name"]).exists()


def test_a_closed_agency_is_offered_neither_as_parent_nor_as_supervisor(town):
    offered = client(town.operator).get(NEW).content.decode()
    assert offered.count(f'<option value="{town.county.pk}"') == 2
    actions.close_agency(by=town.operator, agency=town.county, day=date(2024, 6, 30), reason="撤县设区")
    shown = client(town.operator).get(NEW).content.decode()
    assert f'<option value="{town.county.pk}"' not in shown
    assert f'<option value="{town.city.pk}"' in shown


def test_li_qiang_founds_nothing(town):
    browser = client(town.li_qiang)
    assert browser.get(NEW).status_code == 403
    assert browser.post(NEW, {**WATER, "parent": town.district.pk}).status_code == 403
    assert "设立机关" not in browser.get("/office/agencies/").content.decode()
