"""Can 孙立 set what letters say, and whoever runs the system appoint, and nobody else?"""

import re
from datetime import date

import pytest
from django.conf import settings
from django.test import Client

from gongkai_web import vault
from gongkai_web.agencies.models import Office, Person, Role
from gongkai_web.agencies.queries import particulars_of, roles_of
from gongkai_web.audit.models import AuditLine
from gongkai_web.office import kept as look_kept
from tests.web.browsers import signed_out
from tests.web.items.written import furnish, submitted

YUNXI = "/office/agencies/yunxi/"
GIVEN = {
    "particulars": "1",
    "letter_word": "云公开",
    "court": "示范市云溪区人民法院",
    "reconsideration_authority": "示范市云溪区人民政府",
    "steps": ["head", "reviewer"],
}
NEW = {
    "appoint": "1",
    "appoint-username": "wangwei",
    "appoint-display_name": "王伟",
    "appoint-password": "yunxi-2026-gongkai",
    "appoint-role": "legal",
    "appoint-since": "2126-01-05",
}


def client(person) -> Client:
    found = Client()
    found.force_login(person)
    return found


def test_sun_li_sets_what_letters_say_and_who_decides_on_them(town):
    shown = client(town.sun_li).post(YUNXI, GIVEN, follow=True).content.decode()
    found = particulars_of(town.district)
    assert "机关情况已保存" in shown
    assert (found.letter_word, found.court) == ("云公开", "示范市云溪区人民法院")
    assert found.steps == ["reviewer", "head"]
    assert AuditLine.objects.get(act="agencies.set_particulars").detail["letter_word"] == "云公开"


def test_a_refused_form_keeps_what_was_typed(town):
    shown = client(town.sun_li).post(YUNXI, {**GIVEN, "email": "不是邮箱"}).content.decode()
    assert "云公开" in shown
    assert particulars_of(town.district).letter_word == ""


def test_li_qiang_reads_it_and_can_change_nothing(town):
    assert "<form class" not in client(town.li_qiang).get(YUNXI).content.decode().split("<main", 1)[1]
    assert client(town.li_qiang).post(YUNXI, GIVEN).status_code == 403
    assert particulars_of(town.district).letter_word == ""


def test_the_operator_adds_wang_wei_as_legal_reviewer_and_ends_the_term(town):
    done = client(town.operator).post(YUNXI, NEW, follow=True).content.decode()
    wang_wei = Person.objects.get(username="wangwei")
    assert "已任命王伟" in done
    assert roles_of(wang_wei, town.district, date(2126, 1, 5)) == {Role.LEGAL}
    office = Office.objects.get(person=wang_wei)
    end = {"end": "1", "end-office": office.pk, "end-until": "2126-03-01", "end-reason": "调离"}
    client(town.operator).post(YUNXI, end)
    office.refresh_from_db()
    assert office.until == date(2126, 3, 1)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"appoint-username": "zhaomin"}, "已有人使用（赵敏）"),
        ({"appoint-display_name": "", "appoint-password": ""}, "没有登录名为「wangwei」的人"),
        ({"appoint-password": ""}, "同时填写姓名和初始口令"),
        ({"appoint-password": "12345"}, "口令"),
    ],
)
def test_half_an_account_is_refused_and_nothing_is_made(town, changes, said):
    shown = client(town.operator).post(YUNXI, {**NEW, **changes}).content.decode()
    assert said in shown
    assert not Person.objects.filter(username="wangwei").exists()


@pytest.mark.parametrize("role", ["head", "officer"])
def test_the_operator_lets_neither_himself_in_nor_anybody_for_days_gone_by(town, role):
    known = {"appoint-display_name": "", "appoint-password": "", "appoint-role": role}
    himself = client(town.operator).post(YUNXI, {**NEW, **known, "appoint-username": "operator"})
    assert himself.status_code == 422
    assert "系统管理员不能任命自己" in himself.content.decode()
    backwards = client(town.operator).post(YUNXI, {**NEW, "appoint-since": "2020-01-01"})
    assert backwards.status_code == 422
    assert "任命不能倒填日期" in backwards.content.decode()
    assert not Person.objects.filter(username="wangwei").exists()
    assert not Office.objects.filter(person=town.operator).exists()


def test_sun_li_cannot_appoint(town):
    assert client(town.sun_li).post(YUNXI, NEW).status_code == 403
    assert not Person.objects.filter(username="wangwei").exists()


def test_he_jing_and_the_stranger_find_no_such_page(town):
    for person in (town.he_jing, town.stranger):
        assert client(person).get(YUNXI).status_code == 404
    assert Client().get(YUNXI).status_code == 302


def test_what_was_typed_after_the_session_ended_comes_back_without_the_password(town):
    browser = client(town.operator)
    (name,) = re.findall(r'type="password" name="([\w-]+)"', browser.get(YUNXI).content.decode())
    signed_out(browser, town.operator)
    assert browser.post(YUNXI, {**NEW, name: "geheim-2026-gongkai"}).url.startswith("/sign-in/")
    kept = kept_of(browser)
    assert "wangwei" in kept
    assert "geheim" not in kept
    browser.force_login(town.operator)
    assert 'value="wangwei"' in browser.get(YUNXI).content.decode()
    assert not Person.objects.filter(username="wangwei").exists()


def kept_of(browser: Client) -> str:
    """What the session of the signed-out keeps, in clear."""
    sealed = browser.session[look_kept.SESSION_KEY]["data"].encode()
    return vault.decrypt((settings.SECRET_KEY,), look_kept.ROOM, "typed", sealed).decode()


def test_li_qiang_reads_the_steps_in_words(town):
    client(town.sun_li).post(YUNXI, GIVEN)
    shown = client(town.li_qiang).get(YUNXI).content.decode()
    assert "审核人、公开机构负责人" in shown


def test_what_was_chosen_is_read_in_words(town):
    client(town.sun_li).post(YUNXI, {**GIVEN, "online_service": "arrival"})
    assert "放到查询页之日" in client(town.li_qiang).get(YUNXI).content.decode()


def test_a_term_is_given_with_its_last_day_and_can_be_ended_before_it(town):
    client(town.operator).post(YUNXI, {**NEW, "appoint-until": "2126-12-31"})
    office = Office.objects.get(person__username="wangwei")
    assert office.until == date(2126, 12, 31)
    end = {"end": "1", "end-office": office.pk, "end-until": "2126-03-01", "end-reason": "调离"}
    client(town.operator).post(YUNXI, end)
    office.refresh_from_db()
    assert office.until == date(2126, 3, 1)


def test_who_ends_a_term_is_told_of_what_waits_for_nobody_then(town):
    office = furnish(town)
    submitted(office)  # 赵敏 is the only reviewer
    held = Office.objects.get(person=town.zhao_min)
    end = {"end": "1", "end-office": held.pk, "end-until": "2126-03-01", "end-reason": "调离"}
    shown = client(town.operator).post(YUNXI, end, follow=True).content.decode()
    assert "赵敏的任职到 2126-03-01 为止。这以后有 1 件正在审查的信息（批次）没有人能办下一步" in shown
