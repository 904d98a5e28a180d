"""申诉 about a public enterprise: is it chosen from the lists, and written only where it is on none?"""

import re

import pytest
from django.urls import reverse

from gongkai_web.interaction.models import Message
from gongkai_web.interaction.pages import asking
from gongkai_web.interaction.queries import CODES
from gongkai_web.look.parts import ListRow
from gongkai_web.publishing.catalogue import actions as catalogue
from tests.web.interaction.written import MONDAY, client_of, worked

FORM = reverse("interaction:form", args=["enterprise"])
WRITTEN = {"title": "停水没有公告", "text": "5 月 28 日停水，没有在网站公布。", "looked": "1"}


@pytest.fixture
def water(town):
    """李强 puts the water works on the list of 云溪区."""
    given = {"by": town.li_qiang, "agency": town.district, "day": MONDAY, "sector": "water"}
    return catalogue.list_enterprise(**given, name="云溪供水有限公司")


def sent(client, **given):
    page = client.get(FORM).content.decode()
    key = re.search(r'name="submission_key" value="(\w+)"', page)[1]
    assert CODES.is_submission_key(key)
    return client.post(FORM, {"submission_key": key, "effort": worked(key), **WRITTEN, **given})


def test_who_chooses_from_the_list_writes_to_the_department_in_charge(town, water):
    client = client_of()
    page = client.get(FORM).content.decode()
    assert '<optgroup label="供水">' in page
    assert f"云溪供水有限公司（{town.district.name}）" in page
    assert sent(client, enterprise=water.pk).status_code == 302
    message = Message.objects.get()
    assert (message.about_name, message.agency) == ("云溪供水有限公司", town.district)


def test_nothing_that_was_published_stands_between_somebody_and_an_appeal(town, water, monkeypatch):
    """It is never answered for others to read: what is like it settles nothing (第五十五条)."""
    alike = [ListRow("2024 年政府信息公开工作年度报告", "/reports/1/", MONDAY)]
    monkeypatch.setattr(asking, "similar", lambda *_, **__: alike)
    client = client_of()
    assert "先查一查" not in client.get(FORM).content.decode()
    answer = sent(client, enterprise=water.pk, looked=[])
    assert answer["Location"] == reverse("interaction:receipt")
    message = Message.objects.get()
    assert f"{message.due_on}</time>（含当日）前答复" in client.get(answer["Location"]).content.decode()


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({}, "请选择一项。"),
        ({"enterprise": "unlisted"}, "请填写单位的名称。"),
        ({"enterprise": "unlisted", "about_name": "云溪公交"}, "请选择它的主管部门。"),
        ({"enterprise": "listed", "about_name": "云溪公交"}, "上面选的是「云溪供水有限公司」"),
    ],
)
def test_what_is_missing_is_said_and_nothing_is_lost(town, water, given, sentence):
    chosen = {**given, "enterprise": water.pk} if given.get("enterprise") == "listed" else given
    answer = sent(client_of(), **chosen)
    page = answer.content.decode()
    assert (answer.status_code, sentence in page, WRITTEN["text"] in page) == (422, True, True)
    assert not Message.objects.exists()


def test_what_is_on_no_list_is_written_with_its_department(town, water):
    given = {"enterprise": "unlisted", "about_name": "云溪公交", "agency": town.bureau.slug}
    assert sent(client_of(), **given).status_code == 302
    message = Message.objects.get()
    assert (message.about_name, message.agency) == ("云溪公交", town.bureau)


def test_without_a_list_the_name_is_written(town):
    assert 'name="enterprise"' not in client_of().get(FORM).content.decode()
    assert sent(client_of(), about_name="云溪公交", agency=town.district.slug).status_code == 302


def test_what_left_the_list_is_not_offered(town, water):
    catalogue.end_enterprise(by=town.li_qiang, enterprise=water, day=MONDAY, reason="并入市水务集团")
    assert 'name="enterprise"' not in client_of().get(FORM).content.decode()


def test_the_office_is_offered_what_its_own_agencies_list(town, water):
    form = reverse("interaction:new", args=["enterprise"])
    assert "云溪供水有限公司" in client_of(town.li_qiang).get(form).content.decode()
    page = client_of(town.he_jing).get(form).content.decode()
    assert 'name="enterprise"' not in page
    assert re.search(r'<input[^>]*name="about_name"[^>]*>', page)
