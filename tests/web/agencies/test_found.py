"""How do agencies come to be, change their names, close?"""

from datetime import date

import pytest
from django.utils import timezone

from gongkai_web.agencies import actions, queries
from gongkai_web.agencies.models import Agency, Person
from gongkai_web.audit.models import AuditLine
from gongkai_web.errors import NotAllowed, Refused
from tests.people import found


def test_an_agency_is_supervised_by_its_parent_unless_said_otherwise(town):
    assert town.district.supervisor == town.city
    special = actions.found_agency(
        by=town.operator,
        name="示范市云溪区税务局",
        slug="yunxi-shuiwu",
        kind="vertical_agency",
        founded_on=date(2018, 7, 1),
        parent=town.district,
        supervisor=town.city,
        reason="国税地税征管体制改革",
    )
    assert special.supervisor == town.city


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"kind": "company"}, "不认识的机关类型"),
        ({"slug": "yunxi"}, "已有机关使用"),
        ({"slug": "云溪"}, "只能用小写字母"),
        ({"slug": "Shuili"}, "只能用小写字母"),
        ({"slug": "shui_li"}, "只能用小写字母"),
        ({"slug": "shuili\n"}, "只能用小写字母"),
        (
            {"name": " 示范市云溪区自然资源局"},
            "已有名为「示范市云溪区自然资源局」的机关（网址名 yunxi-ziran）",
        ),
        ({"founded_on": date(2024, 6, 2)}, "2024-06-02 还没有到"),
        ({"name": " "}, "名称不能为空"),
        ({"reason": " "}, "设立机关须写明理由或依据"),
    ],
)
def test_a_wrong_agency_is_refused_with_a_sentence(town, monkeypatch, changes, sentence):
    monkeypatch.setattr(timezone, "localdate", lambda *_, **__: date(2024, 6, 1))
    given = {"name": "示范市水利局", "slug": "shuili", "kind": "department", "founded_on": date(2019, 1, 1)}
    given["reason"] = "机构改革"
    with pytest.raises(Refused, match=sentence):
        actions.found_agency(by=town.operator, parent=town.city, **{**given, **changes})
    assert Agency.objects.count() == 4


def test_what_was_closed_is_above_no_new_agency_and_leaves_its_name(town, monkeypatch):
    actions.close_agency(by=town.operator, agency=town.county, day=date(2024, 6, 30), reason="撤县设区")
    monkeypatch.setattr(timezone, "localdate", lambda *_, **__: date(2024, 7, 1))
    given = {"slug": "baishi-2", "kind": "government_office", "founded_on": date(2024, 7, 1)}
    given |= {"name": town.county.name, "by": town.operator, "reason": "撤县设区"}
    with pytest.raises(Refused, match="上级「示范市白石县人民政府办公室」已于 2024-06-30 撤销"):
        actions.found_agency(parent=town.county, **given)
    with pytest.raises(Refused, match="主管部门「示范市白石县人民政府办公室」已于 2024-06-30 撤销"):
        actions.found_agency(parent=town.city, supervisor=town.county, **given)
    assert Agency.objects.count() == 4
    assert actions.found_agency(parent=town.city, **given).slug == "baishi-2"


def test_li_qiang_cannot_found_an_agency(town):
    with pytest.raises(NotAllowed, match="李强不是该机关或其上级的系统管理员"):
        found(town.li_qiang, "示范市云溪区水利局", "yunxi-shuili", "department", town.district)


def test_an_operator_of_the_city_works_for_the_agencies_below_but_not_beside(town):
    actions.appoint(
        by=town.operator,
        person=town.zhao_min,
        agency=town.district,
        role="operator",
        since=date(2020, 1, 1),
        reason="启用本系统以前已任职",
    )
    below = found(town.zhao_min, "示范市云溪区水利局", "yunxi-shuili", "department", town.bureau)
    assert below.parent == town.bureau
    with pytest.raises(NotAllowed):
        found(town.zhao_min, "示范市白石县水利局", "baishi-shuili", "department", town.county)


def test_an_agency_keeps_its_earlier_names(town):
    actions.rename_agency(
        by=town.operator,
        agency=town.bureau,
        name="示范市云溪区自然资源和规划局",
        day=date(2024, 3, 1),
        reason="机构改革",
    )
    assert town.bureau.name == "示范市云溪区自然资源和规划局"
    assert town.bureau.name_on(date(2024, 2, 29)) == "示范市云溪区自然资源局"
    assert town.bureau.name_on(date(2024, 3, 1)) == "示范市云溪区自然资源和规划局"
    assert town.bureau.name_on(date(1999, 1, 1)) == "示范市云溪区自然资源局"
    with pytest.raises(Refused, match="须晚于"):
        actions.rename_agency(
            by=town.operator, agency=town.bureau, name="又名", day=date(2024, 3, 1), reason="重复"
        )


def test_a_closed_agency_ends_its_terms_of_office(town):
    actions.close_agency(by=town.operator, agency=town.county, day=date(2024, 6, 30), reason="撤县设区")
    assert queries.roles_of(town.he_jing, town.county, date(2024, 6, 30)) == {"officer"}
    town.he_jing = type(town.he_jing).objects.get(pk=town.he_jing.pk)
    assert queries.roles_of(town.he_jing, town.county, date(2024, 7, 1)) == frozenset()
    assert town.county not in queries.visible(date(2024, 7, 1))
    assert town.county in queries.visible(date(2024, 6, 30))
    with pytest.raises(Refused, match="已于"):
        actions.close_agency(by=town.operator, agency=town.county, day=date(2024, 7, 1), reason="再次")


def test_every_act_leaves_its_line(town):
    acts = list(AuditLine.objects.order_by("position").values_list("act", flat=True))
    assert acts.count("agencies.found_agency") == 4
    assert acts.count("agencies.appoint") == 6
    assert acts[0] == "agencies.install_operator"
    reasons = AuditLine.objects.filter(act="agencies.found_agency").values_list("reason", flat=True)
    assert set(reasons) == {"市编办〔2010〕1号"}


def test_an_installation_is_set_up_only_once(town):
    with pytest.raises(Refused, match="不能再次初始化"):
        actions.install_operator(username="second", display_name="另一人", password=None)


def test_somebody_signs_in_with_the_password_of_another_where_that_is_wanted(town):
    first = actions.add_person(by=town.operator, username="one", display_name="甲", password="Cloud-7-stream")
    second = actions.add_person(by=town.operator, username="two", display_name="乙", password_of=first)
    assert Person.objects.get(pk=second.pk).check_password("Cloud-7-stream")


def test_a_weak_password_is_refused(town):
    with pytest.raises(Refused, match="口令不合要求"):
        actions.add_person(by=town.operator, username="new", display_name="新人", password="123")
