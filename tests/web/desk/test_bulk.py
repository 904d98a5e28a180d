"""Does the preview say what will happen, and does exactly that happen?"""

from datetime import date

import pytest
from lxml import html

from gongkai_web.audit.models import AuditLine
from gongkai_web.cases import actions
from gongkai_web.cases.models import Case, Event
from gongkai_web.errors import Refused
from tests.people import submit
from tests.web.desk.conftest import DAY


def chosen(*cases, act: str) -> str:
    return "/office/bulk/?" + "&".join([f"act={act}", *(f"case={case.pk}" for case in cases)])


def told(tree, caption: str) -> list[str]:
    """The numbers under that caption."""
    return [
        one.text_content().strip() for one in tree.xpath(f'//table[caption="{caption}"]//th[@scope="row"]')
    ]


def post(client, act: str, cases, **given):
    data = {"act": act, "case": [case.pk for case in cases], "day": "2024-12-09", **given}
    return client.post("/office/bulk/", data)


def test_the_preview_parts_what_can_be_done_from_what_cannot_and_writes_nothing(office, see):
    before = Event.objects.count(), AuditLine.objects.count()
    tree = see(office.town.li_qiang, chosen(office.denied, office.granted, office.late, act="close"))
    assert told(tree, "将要办理") == [office.denied.registry_number, office.granted.registry_number]
    assert told(tree, "不能办理") == [office.late.registry_number]
    assert "不能结案" in tree.text_content()
    assert (Event.objects.count(), AuditLine.objects.count()) == before


def test_whoever_closes_many_reads_of_each_what_is_still_open(office, see):
    tree = see(office.town.li_qiang, chosen(office.denied, office.granted, act="close"))
    said = {
        row.xpath("string(th)").strip(): " ".join(row.text_content().split())
        for row in tree.xpath('//table[caption="将要办理"]/tbody/tr')
    }
    assert "行政复议 复1 尚未审结" in said[office.denied.registry_number]
    assert "此后提起的，照样登记在本件" in said[office.denied.registry_number]
    assert "尚未审结" not in said[office.granted.registry_number]


@pytest.mark.parametrize(
    ("act", "names", "given", "status"),
    [
        ("close", ("denied", "granted"), {"content": "全部办完"}, "closed"),
        ("archive", ("older",), {"volume": "2023-1", "place": "档案室"}, "archived"),
        ("serve", ("granted",), {"way": "post"}, "served"),
        ("confirm_receipt", ("fresh",), {"how": "电话"}, "received"),
        ("assign", ("late", "soon"), {}, "received"),
    ],
)
def test_each_act_is_done_for_all_that_were_previewed(office, sign_in, act, names, given, status):
    cases = [getattr(office, name) for name in names]
    if act == "assign":
        given = {"person": office.town.zhao_min.pk, "stand_in": office.town.li_qiang.pk}
    refused = office.fresh if act == "archive" else office.older
    before = refused.events.count()
    response = post(sign_in(office.town.li_qiang), act, [*cases, refused], **given)
    assert response.status_code == 200
    assert [Case.objects.get(pk=case.pk).status for case in cases] == [status] * len(cases)
    kind = {"close": "closed", "archive": "archived", "serve": "served", "assign": "assigned"}
    last = Event.objects.filter(case=cases[0]).order_by("position").last()
    assert last.kind == kind.get(act, "confirmed")
    assert last.person_name == "李强"
    assert refused.events.count() == before


def test_nobody_stands_in_for_themselves(office, sign_in):
    min_ = office.town.zhao_min
    page = post(sign_in(office.town.li_qiang), "assign", [office.late], person=min_.pk, stand_in=min_.pk)
    assert "代班人不能是经办人本人" in page.content.decode()
    with pytest.raises(Refused, match="代班人不能是经办人本人"):
        actions.assign(case=office.late, by=office.town.li_qiang, day=DAY, person=min_, stand_in=min_)
    assert not office.late.events.filter(kind="assigned").exists()


def test_the_letters_leave_each_with_its_own_number(office, sign_in):
    town = office.town
    actions.reply(case=office.mine, by=town.li_qiang, day=DAY, outcome="granted")
    actions.reply(case=office.soon, by=town.li_qiang, day=DAY, outcome="granted")
    numbers = {f"number-{office.mine.pk}": "EMS001", f"number-{office.soon.pk}": "EMS002"}
    post(sign_in(town.li_qiang), "dispatch", [office.mine, office.soon], way="post", **numbers)
    sent = [Event.objects.get(case=case, kind="dispatched") for case in (office.mine, office.soon)]
    assert [event.data["number"] for event in sent] == ["EMS001", "EMS002"]


def test_one_that_was_refused_in_the_meantime_takes_no_other_with_it(office, sign_in):
    actions.close(case=office.granted, by=office.town.sun_li, day=DAY)
    response = post(sign_in(office.town.li_qiang), "close", [office.granted, office.denied])
    page = html.fromstring(response.content.decode()).text_content()
    assert "已办理 1 件，1 件没有办理" in page
    assert Case.objects.get(pk=office.denied.pk).status == "closed"
    assert Event.objects.filter(case=office.granted, kind="closed").count() == 1


def test_an_act_that_refuses_by_its_own_rule_is_told_and_the_rest_is_done(office, sign_in):
    early = str(date(2024, 3, 19))
    response = post(sign_in(office.town.li_qiang), "close", [office.granted, office.older], day=early)
    page = html.fromstring(response.content.decode()).text_content()
    assert "已办理 0 件，2 件没有办理" in page
    assert Case.objects.get(pk=office.granted.pk).status == "dispatched"


def test_a_day_that_has_not_come_is_refused_and_nothing_is_lost(office, sign_in):
    response = post(sign_in(office.town.li_qiang), "close", [office.denied], day="2024-12-10", content="说明")
    tree = html.fromstring(response.content.decode())
    assert response.status_code == 422
    assert "还没有到" in tree.text_content()
    assert tree.xpath('//input[@name="content"]/@value') == ["说明"]
    assert tree.xpath('//input[@name="case"]/@value') == [str(office.denied.pk)]
    assert Case.objects.get(pk=office.denied.pk).status == "served"


@pytest.mark.parametrize("who", ["zhou_jie", "he_jing", "stranger"])
def test_nobody_else_closes_the_cases_of_the_office(office, sign_in, who):
    response = post(sign_in(getattr(office.town, who)), "close", [office.denied])
    assert "已办理 1 件" not in response.content.decode()
    assert Case.objects.get(pk=office.denied.pk).status == "served"
    if who == "zhou_jie":  # who sees the case is told why
        assert response.status_code == 403
        assert "周洁在 2024-12-09 不是示范市云溪区人民政府办公室的" in response.content.decode()
    else:
        assert office.denied.title not in response.content.decode()


def test_without_cases_or_with_an_unknown_act_it_says_what_to_do(office, see, sign_in):
    assert "没有选择申请件" in see(office.town.li_qiang, "/office/bulk/?act=close").text_content()
    response = sign_in(office.town.li_qiang).get(chosen(office.denied, act="reply"))
    assert response.status_code == 422
    assert "请选择要办的步骤" in response.content.decode()


@pytest.fixture
def waiting(office):
    """Two that came online on the second and one on the sixth; it is the ninth of December."""
    days = [date(2024, 12, 2), date(2024, 12, 2), date(2024, 12, 6)]
    return [submit(office.town, day, channel="web") for day in days]


def test_a_late_receipt_of_several_needs_its_reason_and_names_the_late_ones(waiting, office, sign_in):
    response = post(sign_in(office.town.li_qiang), "confirm_receipt", waiting, how="电话")
    said = response.content.decode()
    assert response.status_code == 422
    assert f"{waiting[0].registry_number}、{waiting[1].registry_number} 到达以后没有及时登记收到" in said
    assert not Event.objects.filter(case__in=waiting, kind="confirmed").exists()


def test_one_reason_holds_for_all_that_are_late_and_each_may_have_its_own(waiting, office, sign_in):
    own = {f"reason-{waiting[1].pk}": "系统停机"}
    response = post(
        sign_in(office.town.li_qiang), "confirm_receipt", waiting, how="电话", late_reason="经办人病假", **own
    )
    assert response.status_code == 200
    kept = [Event.objects.get(case=case, kind="confirmed").data.get("reason") for case in waiting]
    assert kept == ["经办人病假", "系统停机", None]
    assert ["receipt-late" in Case.objects.get(pk=case.pk).flags for case in waiting] == [True, True, False]


def test_reasons_of_their_own_are_enough(waiting, office, sign_in):
    own = {f"reason-{case.pk}": "电话不通" for case in waiting[:2]}
    assert post(sign_in(office.town.li_qiang), "confirm_receipt", waiting, **own).status_code == 200
    assert Event.objects.filter(case__in=waiting, kind="confirmed").count() == 3
