"""Does 王芳 lose a word when her hour has ended or her browser has lost its cookies?"""

import pytest
from django.test import Client

from gongkai_web.cases import actions as cases
from gongkai_web.cases.models import Case
from tests.web.apply.conftest import TYPED, errors, fields, pdf, said, tree


def test_when_the_browser_has_lost_its_cookies_nothing_typed_is_lost(phone):
    phone.client = Client(enforce_csrf_checks=True)
    page = phone.press(phone.open(), "save", **TYPED, attachments=pdf("图.pdf"))
    page = phone.open(page.url)
    phone.client.cookies.clear()
    answer = phone.press(page, title="另一件")
    assert answer.status_code == 403
    assert "这一次没有提交" in errors(answer)
    assert {**fields(page), "title": "另一件"}.items() <= {**fields(answer)}.items() | {
        ("csrfmiddlewaretoken", fields(page)["csrfmiddlewaretoken"])
    }
    assert "已收到：图.pdf" in said(answer)
    assert Case.objects.count() == 0
    assert phone.press(answer).status_code == 302
    assert Case.objects.get().title == "另一件"


def test_a_query_without_cookies_asks_for_one_more_click(phone):
    _, code = phone.receipt()
    phone.client = Client(enforce_csrf_checks=True)
    page = phone.follow(code)
    assert page.status_code == 403
    assert "请再按一次" in errors(page)
    hidden = dict(tree(page).xpath("//form[.//input[@name='code']]")[0].form_values())
    assert hidden["code"] == code
    assert phone.client.post("/follow/", hidden).status_code == 302


def test_what_she_typed_when_her_hour_had_ended_is_back_after_the_query(applied, phone, town, at):
    day = at(2024, 3, 6)
    cases.ask_correction(case=applied, by=town.li_qiang, day=day, items="哪一路段")
    phone.client.cookies.clear()
    answer = phone.client.post(f"/follow/{applied.pk}/correction/", {"content": "东段，一标"})
    assert answer.status_code == 404
    assert "您刚才填写的内容还在" in said(answer)
    hidden = {"carried": "东段，一标", "carried_act": "correction", "carried_case": str(applied.pk)}
    page = phone.client.post("/follow/", {"code": phone.code, "fact": "王芳", **hidden})
    assert page.status_code == 200
    assert "东段，一标" in page.content.decode()
    assert phone.open(f"/follow/{applied.pk}/").status_code == 200


@pytest.mark.parametrize(
    ("act", "button"), [("correction", "提交补正"), ("withdraw", "确认撤回"), ("remind", "反映")]
)
def test_when_the_browser_has_lost_its_cookies_her_words_are_carried_on(
    applied, phone, town, at, act, button
):
    if act == "correction":
        cases.ask_correction(case=applied, by=town.li_qiang, day=at(2024, 3, 6), items="哪一路段")
    else:
        at(2024, 4, 8)
    applied.refresh_from_db()
    status, address, code = applied.status, f"/follow/{applied.pk}/{act}/", phone.code
    phone.client = Client(enforce_csrf_checks=True)
    lost = phone.client.post(address, {"content": "东段，一标", "materials": pdf()})
    assert lost.status_code == 404
    assert "您刚才填写的内容还在" in errors(lost)
    assert "所选的文件没有收下" in errors(lost)
    hidden = dict(tree(lost).xpath("//form[.//textarea or .//input[@name='code']]")[0].form_values())
    page = phone.client.post("/follow/", {**hidden, "code": code, "fact": "王芳"})
    assert page.status_code == 200
    assert "东段，一标" in page.content.decode()
    assert button in said(page)
    # The query stands, only the key of the page is another one: it is asked for no second time.
    stale = phone.client.post(address, {"content": "东段，二标", "csrfmiddlewaretoken": "x" * 64})
    assert stale.status_code == 403
    assert "请再按一次" in errors(stale)
    assert "东段，二标" in stale.content.decode()
    applied.refresh_from_db()
    assert applied.status == status
    assert applied.reminded_on is None
