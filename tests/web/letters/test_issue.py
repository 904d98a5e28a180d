"""Does the issue of each letter enter its act into the case, under its number and as it was typed?"""

from datetime import date

import pytest

from gongkai.letters import LetterError, letter_kinds
from gongkai.outcomes import outcomes
from gongkai_web.audit.models import AuditLine
from gongkai_web.cases import actions as cases
from gongkai_web.cases.stored import current
from gongkai_web.errors import NotAllowed, OnPaperOnly, Refused
from gongkai_web.letters import actions, content, ground, queries
from gongkai_web.letters.actions import Service
from gongkai_web.letters.checks import Blocked
from gongkai_web.letters.forms import LetterForm
from gongkai_web.letters.given import fee_standard
from gongkai_web.letters.kinds import acts_with_letters, kinds_for
from gongkai_web.letters.models import Letter, Series
from tests.people import receive
from tests.web.letters.written import (
    SEPTEMBER,
    VALUES,
    consulted,
    drafted,
    furnish,
    issued,
    posted,
    sealed,
    sent,
    submitted,
)

pytestmark = pytest.mark.slow

PLAIN = [
    code
    for code in VALUES
    if code.startswith("L") and code not in {"L03", "L15", "L19", "L21", "L22", "L23", "L24"}
]

REVOKED = "予以撤销，另行作出答复"


@pytest.mark.parametrize("code", PLAIN)
def test_a_reply_enters_its_outcome_article_and_number(office, case, code):
    if code == "L07":
        consulted(office, case)
    letter = issued(office, case, code)
    now = current(case)
    assert now.outcome == letter_kinds()[code].outcomes[0]
    assert now.letter_number == letter.number == "云公开〔2024〕1号"
    assert now.concluded_on == letter.issued_on == SEPTEMBER
    assert letter.event.kind == "replied"
    if outcomes()[now.outcome].reason:
        assert now.reason
    if outcomes()[now.outcome].article:
        assert now.article
    assert letter.number in content.document_of(letter).text


def test_every_letter_of_the_procedure_has_a_page_that_offers_it():
    offered = {kind.code for act in acts_with_letters(SEPTEMBER) for kind in kinds_for(act, SEPTEMBER)}
    beside = {"P01", "P10", "P15", "P16"}  # sheets that are made from a case or beside a letter
    assert offered == set(letter_kinds()) - beside


def test_the_agency_in_charge_is_named_in_letter_and_case(office, case):
    letter = issued(office, case, "L13")
    assert letter.event.data["agency_named"] == "示范市云溪区自然资源局"


def test_a_correction_notice_asks_and_its_lapse_is_answered_by_another_letter(office, case):
    notice = sent(office, case, "P04", "ask_correction", date(2024, 9, 5))
    assert "请您自收到本告知书之日起10个工作日内向本机关提交补正材料" in content.document_of(notice).text
    assert (current(case).correction.days, current(case).correction.until) == (10, None)
    cases.serve_correction(case=case, by=office.li_qiang, day=date(2024, 9, 6))
    assert current(case).correction.until == current(case).applicant_until == date(2024, 9, 23)
    values = {"notice_number": notice.number}
    letter = issued(office, case, "L21", day=date(2024, 9, 29), values=values)
    assert current(case).outcome == "other_correction_overdue"
    assert notice.number in content.document_of(letter).text


def test_a_letter_after_an_unclear_correction(office, case):
    cases.ask_correction(case=case, by=office.li_qiang, day=date(2024, 9, 3), until=date(2024, 9, 27))
    cases.receive_correction(case=case, by=office.li_qiang, day=date(2024, 9, 5), description="云溪路")
    issued(office, case, "L15")
    assert current(case).outcome == "unavailable_unclear_after_correction"


def test_reasons_are_asked_and_a_delay_is_told(office, case):
    sent(office, case, "P05", "ask_reason", date(2024, 9, 3))
    assert current(case).reason_asked_on == date(2024, 9, 3)
    cases.receive_reason(
        case=case, by=office.li_qiang, day=date(2024, 9, 9), content="写论文", reasonable=True
    )
    sent(office, case, "P07", "delay")
    assert current(case).delayed_until == date(2024, 12, 20)


def test_reasons_that_do_not_convince_end_in_a_refusal(office, case):
    sent(office, case, "P05", "ask_reason", date(2024, 9, 3))
    cases.receive_reason(
        case=case, by=office.li_qiang, day=date(2024, 9, 9), content="没有说明", reasonable=False
    )
    issued(office, case, "L19", day=date(2024, 9, 11))
    assert current(case).outcome == "not_processed_excessive"


def test_the_new_due_day_of_an_extension_is_computed_and_never_typed(office, case):
    before = current(case).due_on
    letter = sent(office, case, "P06", "extend", values={"until": "2030-01-01"})
    said = content.document_of(letter).text
    assert "经本机关政府信息公开工作机构负责人同意，答复期限延长20个工作日" in said
    now = current(case)
    assert now.due_on > before
    assert letter.values["until"] == now.due_on.isoformat()
    assert f"{now.due_on.month}月{now.due_on.day}日" in content.document_of(letter).text
    assert letter.event.data["approved_by"] == office.sun_li.pk


def test_an_extension_names_a_head_who_agreed(office, case):
    with pytest.raises(Refused, match="公开工作机构负责人同意"):
        drafted(office, case, "P06", "extend", approved_by=office.zhao_min)


def test_a_third_party_is_asked_under_the_number_of_the_letter(office, case):
    letter = sent(office, case, "P08", "ask_third_party")
    assert [one.ref for one in current(case).open_consultations] == [letter.number]
    other = issued(office, case, "P09", "ask_third_party")
    assert (other.number, other.event) == ("云公开〔2024〕2号", None)


@pytest.mark.parametrize("code", ["P12", "P13"])
def test_another_agency_is_asked(office, case, code):
    sent(office, case, code, "ask_agency")
    assert current(case).open_consultations[0].kind == "agency"


def test_the_fee_is_the_tariffs_and_its_lapse_is_answered(office, case):
    letter = sent(office, case, "P14", "decide_fee", date(2024, 9, 5))
    assert letter.values["amount"] == str(current(case).fee_amount)
    assert f"人民币{current(case).fee_amount}元" in content.document_of(letter).text
    cases.serve_fee_notice(case=case, by=office.li_qiang, day=date(2024, 9, 6))
    issued(office, case, "L22", day=date(2024, 10, 14))
    assert current(case).outcome == "other_fee_overdue"


@pytest.mark.parametrize(
    ("basis", "count", "said"),
    [
        ("items", 31, "第1至10件不收费，第11至30件每件100元，第31件200元；本件是本月第31件"),
        ("items", 45, "第31至40件每件200元，第41至45件每件300元；本件是本月第45件"),
        ("pages", 31, "第1至30页不收费，第31页10元；本件共31页"),
    ],
)
def test_the_standard_of_the_fee_reads_as_people_say_it(basis, count, said):
    assert fee_standard({"basis": basis, "count": count}, SEPTEMBER).endswith(said)


def test_a_withdrawn_request_is_ended_by_a_letter(office, case):
    cases.withdraw(case=case, by=office.li_qiang, day=date(2024, 9, 5))
    issued(office, case, "L23")
    assert current(case).outcome == "other_misc"


@pytest.mark.parametrize(("code", "outcome"), [("L24", "granted"), ("L02", "granted")])
def test_a_second_reply_carries_its_own_outcome(office, case, code, outcome):
    issued(office, case, "L12")
    changes = {} if code == "L24" else {"corrects": "原答复称不存在"}
    letter = issued(office, case, code, "reply_again", date(2024, 9, 20), **changes)
    assert (current(case).outcome_again, letter.event.kind) == (outcome, "replied_again")


def test_a_reply_is_taken_back_by_a_letter_and_given_anew_by_another(office, case):
    first = issued(office, case, "L12")
    values = {"act_of_correction": REVOKED, "content": "撤销该信息不存在的答复", "cause": "检索有遗漏"}
    taken_back = sent(office, case, "L24", "revoke_reply", date(2024, 9, 20), values=values)
    now = current(case)
    assert (now.revoked_on, now.replied_again_on, now.outcome_again) == (date(2024, 9, 20), None, "")
    event = case.events.get(kind="revoked")
    assert event.data == {"reason": "检索有遗漏", "letter_number": taken_back.number}
    text = content.document_of(taken_back).text
    assert "决定对上述答复予以撤销，另行作出答复" in text
    assert "本机关将对您的政府信息公开申请依法另行作出答复，新的答复文书另行送达。" in text
    assert "也可以自收到本决定之日起6个月内" in text
    assert first.number in text
    again = issued(office, case, "L02", "reply_again", date(2024, 9, 21))
    now = current(case)
    assert (now.revoked_on, now.outcome_again, again.event.kind) == (None, "granted", "replied_again")
    assert case.events.filter(kind="replied_again").count() == 1


def test_the_letter_that_takes_a_reply_back_can_say_when_the_new_one_comes(office, case):
    sent(office, case, "L12", "reply")
    values = {"act_of_correction": REVOKED, "again_until": "2024-10-08"}
    letter = drafted(office, case, "L24", "revoke_reply", date(2024, 9, 20), values=values)
    case.refresh_from_db()
    assert (case.next_act, case.next_on) == ("letter_drafting", date(2024, 10, 23))
    actions.void(letter=letter, by=office.li_qiang, day=date(2024, 9, 20), reason="重写")
    letter = sent(office, case, "L24", "revoke_reply", date(2024, 9, 20), values=values)
    assert (
        "本机关将最迟于2024年10月8日对您的政府信息公开申请依法另行作出答复"
        in content.document_of(letter).text
    )
    assert content.document_of(letter).text.count("另行作出答复，新的答复文书") == 1
    case.refresh_from_db()
    assert (case.next_act, current(case).reply_until) == ("reply_again", date(2024, 10, 8))


def test_the_letter_that_takes_a_reply_back_enters_nothing_more_when_it_is_served(office, case):
    issued(office, case, "L12")
    values = {"act_of_correction": REVOKED}
    letter = sealed(office, issued(office, case, "L24", "revoke_reply", values=values))
    letter = posted(office, letter)
    before = case.events.count()
    by_herself = Service("王芳", "本人")
    letter = actions.serve(letter=letter, by=office.li_qiang, day=SEPTEMBER, service=by_herself)
    assert case.events.count() == before
    assert [one.key for one in content.remedies_of(letter)] == ["reconsideration", "litigation"]
    now = current(case)
    assert (now.dispatched_on, now.served_on, now.again_dispatched_on) == (None, None, None)


@pytest.mark.parametrize(
    ("act", "values", "field"),
    [
        ("revoke_reply", {"act_of_correction": "予以更正"}, "act_of_correction"),
        ("revoke_reply", {"act_of_correction": REVOKED, "remedy": "B"}, "remedy"),
        ("reply_again", {"act_of_correction": REVOKED}, "act_of_correction"),
    ],
)
def test_what_the_correcting_letter_does_is_what_its_act_does(office, case, act, values, field):
    issued(office, case, "L12")
    with pytest.raises(LetterError) as refused:
        drafted(office, case, "L24", act, values=values)
    assert list(refused.value.fields) == [field]


def test_the_form_offers_what_the_act_can_do(office, case):
    issued(office, case, "L12")
    offered = {
        act: LetterForm(kind=letter_kinds()["L24"], act=act, today=SEPTEMBER, known=ground.of(case))
        for act in ("revoke_reply", "reply_again")
    }
    taking_back, again = offered["revoke_reply"], offered["reply_again"]
    assert [value for value, _ in taking_back.fields["act_of_correction"].choices] == ["", REVOKED]
    assert taking_back.initial["act_of_correction"] == REVOKED
    assert not {"outcome", "article", "corrects"} & set(taking_back.fields)
    assert REVOKED not in dict(again.fields["act_of_correction"].choices)
    assert {"outcome", "article", "corrects"} <= set(again.fields)


def test_the_second_correction_names_the_reply_that_it_corrects(office, case):
    issued(office, case, "L12")
    again = issued(office, case, "L24", "reply_again", date(2024, 9, 20))
    form = LetterForm(kind=letter_kinds()["L24"], act="reply_again", today=SEPTEMBER, known=ground.of(case))
    assert form.initial["original_number"] == again.number
    assert form.initial["original_day"] == "2024-09-20"


@pytest.mark.parametrize("code", ["P02", "P17"])
def test_a_letter_without_an_event_only_takes_a_number(office, case, code):
    count = case.events.count()
    letter = issued(office, case, code, "other")
    assert letter.number == "云公开〔2024〕1号"
    assert case.events.count() == count


def test_an_internal_sheet_takes_no_number_and_is_not_sent(office, case):
    letter = issued(office, case, "P03", "other")
    assert not queries.open_letters(office.li_qiang, SEPTEMBER).exists()
    assert (letter.number, Series.objects.count()) == ("", 0)
    with pytest.raises(Refused, match="内部"):
        actions.dispatch(letter=letter, by=office.li_qiang, day=SEPTEMBER, way="in_person")


def test_what_is_missing_is_said_at_its_field(office, case):
    with pytest.raises(LetterError) as refused:
        drafted(office, case, "L12", values={"keywords": " "})
    assert list(refused.value.fields) == ["keywords"]
    assert Letter.objects.count() == 0


def test_a_letter_of_another_act_is_refused(office, case):
    with pytest.raises(Refused, match="P04"):
        drafted(office, case, "L12", "ask_correction")


def test_a_second_draft_of_a_reply_is_refused_until_the_first_is_void(office, case):
    first = drafted(office, case, "L12")
    with pytest.raises(Refused, match="已有一份"):
        drafted(office, case, "L01")
    actions.void(letter=first, by=office.li_qiang, day=SEPTEMBER, reason="改用另一种文书")
    assert drafted(office, case, "L01").status == "drafting"


def test_he_jing_of_another_county_drafts_and_issues_nothing(office, case):
    with pytest.raises(NotAllowed):
        actions.draft(
            case=case, by=office.he_jing, day=SEPTEMBER, act="reply", kind="L12", given=actions.Given()
        )
    letter = submitted(office, case, "L12")
    for act in (
        lambda: actions.issue(letter=letter, by=office.he_jing, day=SEPTEMBER),
        lambda: actions.void(letter=letter, by=office.he_jing, day=SEPTEMBER, reason="不对"),
        lambda: actions.revise(letter=letter, by=office.stranger, day=SEPTEMBER, paragraphs=["不"]),
        lambda: actions.issue(letter=letter, by=office.zhou_jie, day=SEPTEMBER),
    ):
        with pytest.raises(NotAllowed):
            act()
    assert not queries.visible(office.he_jing, SEPTEMBER).exists()
    assert queries.visible(office.zhou_jie, SEPTEMBER).exists()


def test_a_late_reply_is_shown_its_flags_first_and_uses_no_number(office, case):
    late = date(2024, 12, 2)
    letter = submitted(office, case, "L12", day=late)
    with pytest.raises(OnPaperOnly) as refused:
        actions.issue(letter=letter, by=office.sun_li, day=late)
    assert [flag.code for flag in refused.value.flags] == ["reply-late"]
    assert Series.objects.count() == 0
    letter = actions.issue(letter=letter, by=office.sun_li, day=late, on_paper=True)
    assert (letter.late, letter.number) == (True, "云公开〔2024〕1号")
    assert "reply-late" in [flag.code for flag in current(case).flags]


def test_a_day_to_come_is_refused(office, case):
    letter = submitted(office, case, "L12")
    with pytest.raises(Refused, match="还没有到"):
        actions.issue(letter=letter, by=office.sun_li, day=date(2024, 9, 11), today=SEPTEMBER)


def test_an_impossible_reply_leaves_neither_number_nor_event(office, case):
    cases.ask_correction(case=case, by=office.li_qiang, day=date(2024, 9, 3), until=date(2024, 9, 27))
    letter = submitted(office, case, "L12")
    with pytest.raises(Refused, match="等待申请人补正"):
        actions.issue(letter=letter, by=office.sun_li, day=SEPTEMBER)
    letter.refresh_from_db()
    assert (letter.number, letter.status, Series.objects.count()) == ("", "approved", 0)


def test_the_number_of_a_void_letter_stays_used_and_its_event_is_void(office, case):
    letter = issued(office, case, "L12")
    actions.void(letter=letter, by=office.li_qiang, day=SEPTEMBER, reason="发现已有该信息")
    assert current(case).outcome == ""
    again = issued(office, case, "L01", day=date(2024, 9, 11))
    assert again.number == "云公开〔2024〕2号"
    letter.refresh_from_db()
    assert (letter.number, letter.status) == ("云公开〔2024〕1号", "void")
    told = AuditLine.objects.get(act="letters.void")
    assert (told.reason, told.detail["number"]) == ("发现已有该信息", "云公开〔2024〕1号")


def test_a_void_needs_a_reason(office, case):
    with pytest.raises(Refused, match="理由"):
        actions.void(letter=drafted(office, case, "L12"), by=office.li_qiang, day=SEPTEMBER, reason=" ")


def test_each_year_and_each_agency_has_its_own_series(office, case):
    issued(office, case, "L12")
    later = receive(office, date(2024, 12, 30))
    letter = issued(office, later, "L12", day=date(2025, 1, 6))
    assert letter.number == "云公开〔2025〕1号"


def test_without_a_word_of_its_own_the_series_is_called_by_the_default(office, case):
    furnish(office, letter_word="")
    assert issued(office, case, "L12").number == "公开〔2024〕1号"


def test_every_act_leaves_its_line(office, case):
    issued(office, case, "L12")
    acts = list(AuditLine.objects.filter(act__startswith="letters.").values_list("act", flat=True))
    assert acts == ["letters.draft", "letters.submit", "letters.issue"]


def test_a_draft_with_problems_is_not_handed_in(office, case):
    letter = drafted(office, case, "L12")
    letter = actions.revise(letter=letter, by=office.li_qiang, day=SEPTEMBER, paragraphs=["您好。"])
    with pytest.raises(Blocked) as refused:
        actions.submit(letter=letter, by=office.li_qiang, day=SEPTEMBER)
    assert {"registry-number", "received-day", "article"} <= {one.code for one in refused.value.faults}
