"""Does the form of a letter hold what the case already knows?"""

from __future__ import annotations

from datetime import date

import pytest

from gongkai_web.cases import actions as cases
from gongkai_web.letters.checks import faults
from gongkai_web.letters.forms import LetterForm
from gongkai_web.letters.ground import of
from gongkai_web.letters.kinds import kinds_for
from tests.people import submit
from tests.web.letters.written import SEPTEMBER, consulted, drafted, issued, sealed, sent


def form_of(case, code: str, act: str, day: date = SEPTEMBER) -> LetterForm:
    kind = next(one for one in kinds_for(act, day) if one.code == code)
    return LetterForm(kind=kind, act=act, today=day, known=of(case))


def offered(case, code: str, act: str, *names: str, day: date = SEPTEMBER) -> list[object]:
    form = form_of(case, code, act, day)
    return [form.initial.get(name, "") for name in names]


def test_the_decision_to_disclose_goes_to_the_third_party_that_was_asked(office, case):
    consulted(office, case)
    sealed(office, issued(office, case, "L02"))
    assert offered(case, "P11", "tell_third_party", "to_name", "to_person") == ["示范建设公司", ""]
    said = form_of(case, "P11", "tell_third_party").fields["situation"].help_text
    assert "2024-09-03 收到征求意见书" in said
    assert "不同意公开，理由：商业秘密" in said


def test_it_goes_where_the_inquiry_went(office, case):
    asked = sent(office, case, "P08", "ask_third_party", date(2024, 9, 3))
    by = {"case": case, "by": office.li_qiang, "ref": asked.number}
    cases.third_party_served(**by, day=date(2024, 9, 3))
    cases.answer_third_party(**by, day=date(2024, 9, 5), consent=False, reason="商业秘密")
    sealed(office, issued(office, case, "L02"))
    names = ("to_name", "to_address", "to_postcode", "to_person")
    assert offered(case, "P11", "tell_third_party", *names) == [
        "赵老四",
        "示范市云溪区北街2号",
        "999101",
        True,
    ]


@pytest.mark.parametrize(
    ("code", "asked"), [("P12", "共同制作该信息的行政机关"), ("P13", "其他行政机关"), ("P08", "第三方")]
)
def test_the_applicant_is_told_who_was_asked(office, case, code, asked):
    act = "ask_third_party" if code == "P08" else "ask_agency"
    sent(office, case, code, act)
    assert offered(case, "P09", act, "asked", "asked_on") == [asked, SEPTEMBER.isoformat()]


def test_of_several_who_were_asked_the_one_that_has_not_answered_is_named(office, case):
    by = {"case": case, "by": office.li_qiang}
    cases.ask_third_party(**by, day=date(2024, 9, 3), ref="征1", name="示范建设公司")
    cases.ask_agency(**by, day=date(2024, 9, 4), ref="函1", name="示范市水利局")
    cases.answer_agency(**by, day=date(2024, 9, 5), ref="函1", consent=True)
    assert offered(case, "P09", "other", "asked", "asked_on") == ["第三方", "2024-09-03"]


def test_who_was_not_asked_is_not_told_of(office, case):
    sent(office, case, "P13", "ask_agency")
    wrong = drafted(office, case, "P09", "other")
    assert "本件「发出征求第三方意见书」没有这项登记" in "".join(one.message for one in faults(wrong))
    right = drafted(office, case, "P09", "ask_agency", values={"asked": "其他行政机关"})
    assert not [one for one in faults(right) if one.code == "case-day"]


def test_silence_is_offered_only_after_the_term(office, case):
    by = {"case": case, "by": office.li_qiang}
    cases.ask_third_party(**by, day=date(2024, 9, 3), ref="征1", name="示范建设公司")
    cases.third_party_served(**by, day=date(2024, 9, 3), ref="征1")
    assert offered(case, "L07", "reply", "asked_on", "answer") == ["2024-09-03", ""]
    later = date(2024, 9, 26)
    assert offered(case, "L07", "reply", "answer", day=later) == ["第三方逾期未提出意见"]


def test_what_was_corrected_stands_in_the_letter_that_finds_it_unclear(office, case):
    by = {"case": case, "by": office.li_qiang}
    cases.ask_correction(**by, day=date(2024, 9, 3), until=date(2024, 9, 27))
    cases.receive_correction(**by, day=date(2024, 9, 5), title="云溪路的文件", description="2023 年以后的")
    names = ("asked_on", "answered_on", "correction")
    assert offered(case, "L15", "reply", *names) == [
        "2024-09-03",
        "2024-09-05",
        "云溪路的文件；2023 年以后的",
    ]


def test_the_letter_to_somebody_else_holds_nobody(office, case):
    assert offered(case, "P08", "ask_third_party", "to_name") == [""]


@pytest.mark.parametrize(("medium", "carrier"), [("paper", "纸质复印件"), ("electronic", "电子文件")])
def test_the_carrier_is_the_one_that_was_asked_for(office, medium, carrier):
    case = submit(office, date(2024, 9, 2))
    fact = case.events.get(kind="submitted")
    cases.replace_event(
        case=case,
        by=office.li_qiang,
        day=date(2024, 9, 2),
        event=fact,
        reason="漏填获取方式",
        data={"medium": medium},
    )
    cases.confirm_receipt(case=case, by=office.li_qiang, day=date(2024, 9, 2))
    assert offered(case, "L02", "reply", "carrier") == [carrier]
