"""Is an identity number safe in the store, and does it still tell who asks again?"""

from dataclasses import replace
from datetime import date

import pytest

from gongkai_web import identity
from gongkai_web.audit.models import AuditLine
from gongkai_web.cases import actions
from gongkai_web.cases.actions.applicants import with_known_number
from gongkai_web.cases.models import Applicant, Case, Event
from gongkai_web.cases.queries import position_in_month
from gongkai_web.errors import NotAllowed, Refused
from tests.people import WANG_FANG

# 11010519491231002X is the example of the standard itself, nobody's number.
NUMBER = "11010519491231002X"
DAY = date(2024, 9, 20)


def ask(town, name=WANG_FANG, number=NUMBER, **changes):
    given = actions.RequestGiven(
        channel="counter",
        applicant_kind="natural_person",
        applicants=(
            actions.ApplicantGiven(name, id_kind="resident_id", id_number=number, phone="0000-0000000"),
        ),
        title="云溪路拓宽工程的征地补偿方案",
        **changes,
    )
    case = actions.register_request(by=town.li_qiang, agency=town.district, day=DAY, given=given)
    actions.confirm_receipt(case=case, by=town.li_qiang, day=DAY)
    return case


def test_the_number_stands_nowhere_in_clear(town):
    case = ask(town)
    kept = Applicant.objects.get(case=case)
    assert kept.masked == "110***********002X"
    assert NUMBER.encode() not in bytes(kept.id_cipher)
    written = [str(event.data) for event in Event.objects.all()]
    written += [str(line.detail) + line.reason for line in AuditLine.objects.all()]
    assert not any(NUMBER in text for text in written)
    assert identity.decrypt(kept.id_cipher) == NUMBER


def test_the_same_number_is_matched_whatever_the_name_and_the_way_of_writing(town):
    first, second = ask(town), ask(town, name="王 芳", number="110105 19491231 002x")
    assert first.applicant_key == second.applicant_key
    assert (position_in_month(first), position_in_month(second)) == (1, 2)
    assert bytes(first.applicants.get().id_cipher) != bytes(second.applicants.get().id_cipher)


def test_equal_names_without_numbers_are_one_applicant_and_a_number_tells_them_apart(town):
    assert position_in_month(ask(town, number="")) == 1
    assert position_in_month(ask(town, number="")) == 2
    assert position_in_month(ask(town)) == 1


def test_another_key_opens_nothing_and_says_what_to_restore(town, settings):
    case = ask(town)
    settings.IDENTITY_KEYS = ("another",)
    with pytest.raises(Refused, match="identity_key"):
        identity.decrypt(case.applicants.get().id_cipher)


@pytest.mark.parametrize(
    ("kind", "number", "said"),
    [
        ("resident_id", "1101051949123100", "18 位"),
        ("resident_id", "110105194912310021", "校验位"),
        ("credit_code", "91350100M000100Y4", "18 位"),
        ("credit_code", "91350100M000100Y44", "校验位"),
        ("other", "9" * 41, "过长"),
    ],
)
def test_a_mistyped_number_is_refused_and_no_case_is_made(town, kind, number, said):
    with pytest.raises(Refused, match=said):
        identity.check(kind, number)
    if kind == "resident_id":
        with pytest.raises(Refused, match=said):
            ask(town, number=number)
        assert not Case.objects.exists()


def test_a_sound_credit_code_passes(town):
    identity.check("credit_code", "91350100M000100Y43")


def test_li_qiang_sees_it_for_a_reason_and_each_view_is_on_record(town):
    applicant = ask(town).applicants.get()
    shown = actions.reveal_identity(applicant=applicant, by=town.li_qiang, day=DAY, reason="核对身份")
    line = AuditLine.objects.get(act="cases.reveal_identity")
    assert (shown, line.actor_name, line.reason) == (NUMBER, "李强", "核对身份")
    with pytest.raises(Refused, match="理由"):
        actions.reveal_identity(applicant=applicant, by=town.li_qiang, day=DAY, reason=" ")
    with pytest.raises(NotAllowed):
        actions.reveal_identity(applicant=applicant, by=town.zhou_jie, day=DAY, reason="检查")


def test_mending_keeps_a_number_that_was_not_typed_again_and_names_what_changed(town):
    case = ask(town)
    given = actions.ApplicantGiven(WANG_FANG, phone="0000-0000002")
    mended = actions.set_applicant(
        case=case, by=town.li_qiang, day=DAY, position=1, given=given, reason="电话写错"
    )
    assert (identity.decrypt(mended.id_cipher), mended.phone) == (NUMBER, "0000-0000002")
    assert AuditLine.objects.get(act="cases.set_applicant").detail["changed"] == ["phone"]


def test_the_number_of_an_agent_makes_nobody_else_the_applicant(town):
    case = ask(town)
    agent = actions.ApplicantGiven("陈刚", "agent", id_kind="resident_id", id_number="110101199003078515")
    actions.set_applicant(case=case, by=town.li_qiang, day=DAY, position=2, given=agent, reason="补登代理人")
    assert Applicant.objects.filter(case=case).count() == 2
    assert Case.objects.get(pk=case.pk).applicant_key == case.applicant_key


def test_a_number_is_taken_over_for_the_same_name_in_the_same_role_and_kind_only(town):
    case, again = ask(town), actions.ApplicantGiven(WANG_FANG, id_kind="resident_id")
    assert with_known_number(case, again).id_number == NUMBER
    for changed in ({"role": "agent"}, {"id_kind": "passport"}, {"name": "陈刚"}):
        other = replace(again, **changed)
        assert with_known_number(case, other) == other


def test_an_oral_request_needs_its_reading_back(town):
    given = actions.RequestGiven(
        channel="oral",
        applicant_kind="natural_person",
        applicants=(actions.ApplicantGiven(WANG_FANG),),
        title="低保发放情况",
        taken_down=True,
    )
    with pytest.raises(Refused, match="经申请人确认"):
        actions.register_request(by=town.li_qiang, agency=town.district, day=DAY, given=given)
