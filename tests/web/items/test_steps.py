"""Are the steps of the review set on a page that says what they mean, and who is locked out by them?"""

import pytest
from django.urls import reverse
from lxml import html

from gongkai_web.agencies import actions as agencies
from gongkai_web.errors import Refused
from gongkai_web.publishing.items import actions, review
from gongkai_web.publishing.items.reviewers import setting_of
from tests.people import FOUNDED
from tests.web.casework.conftest import at, sign_in  # noqa: F401 – a day that stands still, a browser
from tests.web.items.written import DAY

TWO_SECRECY = ["secrecy", "secrecy", "approval"]


@pytest.fixture(autouse=True)
def _today(at):  # noqa: F811
    at(2026, 3, 2)


def set_steps(office, *steps, agency=None, by=None):
    rows = [{"kind": kind, "roles": roles} for kind, roles in steps]
    given = {"by": by or office.sun_li, "agency": agency or office.district, "day": DAY}
    return actions.set_steps(**given, steps=rows)


def said(answer) -> str:
    return " ".join(html.fromstring(answer.content.decode()).xpath("//main")[0].text_content().split())


def test_the_page_says_what_the_setting_means_and_who_is_there(office, sign_in):  # noqa: F811
    page = said(sign_in(office.li_qiang).get(reverse("items:steps_of", args=["yunxi"])))
    assert (
        "送审以后依次经过3步：1. 科室负责人审核：审核人（赵敏）；2. 保密审查：保密审查员（陈静、吴刚）；"
        "3. 批准：公开机构负责人或分管领导（孙立）。"
        "办过前面一步的人，后面的由别人办理；没有别人能办的，才可以接着办。写过这份内容的人哪一步都不办。"
        in page
    )
    assert "孙立起草的，「批准」没有另外的人办理" in page
    assert "由公开机构负责人或者系统管理员设定" in page


def test_one_leader_and_two_secrecy_reviewers_are_set_on_the_page(office, sign_in):  # noqa: F811
    """一名分管领导和2名保密人员."""
    leader = agencies.add_person(by=office.operator, username="zhengling", display_name="郑玲")
    given = {"agency": office.district, "role": "leader", "since": FOUNDED, "reason": "补登"}
    agencies.appoint(by=office.operator, person=leader, **given)
    fields = {"kind_1": "secrecy", "roles_1": ["secrecy"], "kind_2": "secrecy", "roles_2": ["secrecy"]}
    client, address = sign_in(office.sun_li), reverse("items:steps_of", args=["yunxi"])
    answer = client.post(address, {**fields, "kind_3": "approval", "roles_3": ["leader"]})
    assert answer.status_code == 302, said(answer)
    assert [step.kind for step in review.steps_of(office.district)] == TWO_SECRECY
    page = said(client.get(address))
    assert "保密审查的几次由不同的人办理" in page
    assert "3. 批准：分管领导（郑玲）" in page


def test_what_was_typed_stays_where_the_setting_is_refused(office, sign_in):  # noqa: F811
    answer = sign_in(office.sun_li).post(
        reverse("items:steps_of", args=["yunxi"]), {"kind_1": "approval", "roles_1": ["head"]}
    )
    assert answer.status_code == 422
    assert "须有保密审查这一步" in said(answer)
    tree = html.fromstring(answer.content.decode())
    assert tree.xpath('//select[@name="kind_1"]/option[@selected]/@value') == ["approval"]
    roles = sign_in(office.sun_li).post(reverse("items:steps_of", args=["yunxi"]), {"roles_1": ["head"]})
    assert "没有选这一步是什么" in said(roles)


def test_a_step_that_nobody_could_decide_is_not_set(office):
    with pytest.raises(Refused, match=r"「批准」由分管领导办理，.*现在没有这样的人"):
        set_steps(office, ("secrecy", ["secrecy"]), ("approval", ["leader"]))
    with pytest.raises(Refused, match="「保密审查」的几次须由不同的人办理，现在的人不够"):
        set_steps(office, *[("secrecy", ["secrecy"])] * 3, ("approval", ["head"]))
    assert review.steps_of(office.district) == review.DEFAULT


def test_nobody_sets_steps_by_which_every_writer_is_locked_out(office):
    """何静 alone works for 白石县: whatever she writes waits for herself."""
    given = {"by": office.operator, "person": office.he_jing, "agency": office.county, "since": FOUNDED}
    for role in ("secrecy", "head"):
        agencies.appoint(**given, role=role, reason="补登")
    office.he_jing.__dict__.pop("_terms", None)
    with pytest.raises(Refused, match="谁起草的都没有人能审：何静起草的，「保密审查」没有另外的人办理"):
        set_steps(
            office, ("secrecy", ["secrecy"]), ("approval", ["head"]), agency=office.county, by=office.he_jing
        )


def test_one_person_fills_one_of_two_steps_of_a_kind(office):
    """赵敏 may do either; 陈静 only the second: the two are enough, in whichever order they are asked."""
    wanted = review.read(
        [
            {"kind": "secrecy", "roles": ["reviewer", "secrecy"]},
            {"kind": "secrecy", "roles": ["reviewer"]},
            {"kind": "approval", "roles": ["head"]},
        ]
    )
    setting = setting_of(wanted, office.district, DAY)
    assert setting.refusal == ""
    assert [str(person) for person, _ in setting.locked_out] == ["赵敏", "孙立"]
