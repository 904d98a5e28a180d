"""Does what 李强 typed into the form of a letter wait for him while he blackens a file?"""

from datetime import date

import pytest
from lxml import html

from gongkai_web.files import actions as files
from tests.web.files.made import plan
from tests.web.letters.written import SEPTEMBER

VALUES = {"open_parts": "补偿方案正文", "reason": "涉及个人隐私"}
GROUNDS = ["第十四条", "第十五条"]


@pytest.fixture
def li(office, client, monkeypatch):
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *_, **__: SEPTEMBER)
    client.force_login(office.li_qiang, backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.fixture
def original(office, case):
    return files.store_file(
        agency=office.district, owner=f"cases.Case:{case.pk}", purpose="information",
        upload_name="方案.pdf", content=plan(), by=office.li_qiang, day=SEPTEMBER,
    )  # fmt: skip


def form_of(case) -> str:
    return f"/office/letters/cases/{case.pk}/reply/new/?kind=L03"


def shown(answer) -> str:
    return answer.content.decode()


def leave(li, case, there: str):
    return li.post(form_of(case), {**VALUES, "withheld_article": GROUNDS, "leave": there})


def test_he_finds_what_he_typed_when_he_comes_back(case, li, original):
    there = f"/office/files/{original.pk}/redaction/"
    button = html.fromstring(shown(li.get(form_of(case)))).xpath('//button[@name="leave"]')[0]
    assert button.get("value") == there
    answer = leave(li, case, there)
    assert (answer.status_code, answer.url) == (302, there)
    links = html.fromstring(shown(li.get(there))).xpath("//main//a/@href")
    assert form_of(case) in links
    assert f"/office/cases/{case.pk}/" in links
    again = shown(li.get(form_of(case)))
    assert all(value in again for value in VALUES.values())
    ticked = html.fromstring(again).xpath('//input[@name="withheld_article"][@checked]/@value')
    assert ticked == GROUNDS
    assert "请填写。" not in again  # nothing is checked before it is sent
    assert form_of(case) not in html.fromstring(shown(li.get(there))).xpath("//main//a/@href")


def test_nobody_is_led_out_of_the_site(case, li):
    for there in ("https://elsewhere.example/", "//elsewhere.example/", "javascript:1"):
        assert leave(li, case, there).status_code == 200


def test_the_row_of_a_redaction_names_its_case(office, case, original, client, monkeypatch):
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *_, **__: date(2024, 9, 11))
    redaction = files.open_redaction(by=office.li_qiang, original=original, day=SEPTEMBER)
    files.add_box(
        by=office.li_qiang, redaction=redaction, day=SEPTEMBER, page=1, x=100, y=100, w=3000, h=300,
        reason="denied_third_party_rights", note="身份证号",
    )  # fmt: skip
    files.propose_redaction(by=office.li_qiang, redaction=redaction, day=SEPTEMBER)
    client.force_login(office.zhao_min, backend="django.contrib.auth.backends.ModelBackend")
    (row,) = html.fromstring(shown(client.get("/office/"))).xpath('//tr[.//a[.="复核涂黑"]]')
    assert case.registry_number in row.text_content()
