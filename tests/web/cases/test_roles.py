"""Does the action itself refuse whoever the procedure does not name, and not only the page?"""

from dataclasses import replace
from datetime import date

import pytest

from gongkai.procedure import machine
from gongkai.procedure.facts import Role
from gongkai_web.cases import actions
from gongkai_web.cases.models import Event
from gongkai_web.errors import NotAllowed
from tests.people import answer, receive, submit

RECEIVED, REPLIED = date(2024, 6, 3), date(2024, 6, 17)


@pytest.fixture
def only(monkeypatch):
    """Another `procedure.yaml`, in which an act is for these roles."""

    def narrowed(act, *roles):
        known = machine.acts()
        changed = {**known, act: replace(known[act], roles=frozenset(roles))}
        monkeypatch.setattr(machine, "acts", lambda: changed)

    return narrowed


def test_a_reply_that_is_for_the_head_is_refused_to_li_qiang_and_not_to_sun_li(town, only):
    case = receive(town, RECEIVED)
    only("reply", Role.HEAD)
    with pytest.raises(NotAllowed) as said:
        answer(town, case, REPLIED)
    assert str(said.value) == (
        "李强在 2024-06-17 不是示范市云溪区人民政府办公室的公开机构负责人，不能登记「作出答复」。"
    )
    assert not Event.objects.filter(case=case, kind="replied").exists()
    actions.reply(case=case, by=town.sun_li, day=REPLIED, outcome="granted")
    assert case.outcome == "granted"


def test_what_is_for_two_roles_names_both_and_the_reviewer_may(town, only):
    case = receive(town, RECEIVED)
    only("reply", Role.HEAD, Role.REVIEWER)
    with pytest.raises(NotAllowed, match="的审核人或公开机构负责人，不能"):
        answer(town, case, REPLIED)
    actions.reply(case=case, by=town.zhao_min, day=REPLIED, outcome="granted")


def test_li_qiang_may_not_put_another_reply_in_place_of_the_heads(town, only):
    case = answer(town, receive(town, RECEIVED), REPLIED)
    only("reply", Role.HEAD)
    reply = Event.objects.get(case=case, kind="replied")
    with pytest.raises(NotAllowed, match="公开机构负责人"):
        actions.replace_event(
            case=case, by=town.li_qiang, day=REPLIED, event=reply, reason="日期写错", new_day=RECEIVED
        )


def test_splitting_asks_the_procedure_too(town, only):
    case = receive(town, RECEIVED)
    only("split_case", Role.HEAD)
    parts = [actions.Part("云溪路东段"), actions.Part("云溪路西段")]
    with pytest.raises(NotAllowed, match="公开机构负责人"):
        actions.split_case(case=case, by=town.li_qiang, day=RECEIVED, parts=parts, reason="一事一申请")
    assert not case.parts.exists()


def test_any_act_that_enters_the_event_will_do(town, only):
    case = receive(town, RECEIVED)
    only("reply", Role.HEAD)
    other = replace(machine.acts()["reply"], key="reply_at_once", roles=frozenset({Role.OFFICER}))
    machine.acts()["reply_at_once"] = other
    answer(town, case, REPLIED)
    assert case.outcome == "granted"


def test_the_supervisors_act_is_asked_of_the_procedure_as_well(town, only):
    case = receive(town, RECEIVED)
    actions.remind(case=case, day=date(2024, 7, 10), content="至今没有答复")
    only("handle_reminder", Role.HEAD)
    with pytest.raises(NotAllowed, match=r"周洁.*的公开机构负责人"):
        actions.handle_reminder(case=case, by=town.zhou_jie, day=date(2024, 7, 11), content="已督促")
    only("handle_reminder", Role.SUPERVISOR)
    actions.handle_reminder(case=case, by=town.zhou_jie, day=date(2024, 7, 11), content="已督促")
    assert case.reminded_on is None


def test_the_applicant_withdraws_online_whoever_may_enter_it_in_the_office(town, only):
    only("withdraw", Role.HEAD)
    case = submit(town, RECEIVED)
    actions.withdraw_online(case=case, day=RECEIVED)
    assert case.status == "withdrawn"
