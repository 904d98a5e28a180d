"""Disclosed though 示范建设公司 objected: is it told first, and does the reply wait for that (第三十二条)?"""

from __future__ import annotations

from datetime import date

import pytest
from lxml import html

from gongkai.procedure.machine import label_of
from gongkai_web.cases import actions as cases
from gongkai_web.cases.stored import current
from gongkai_web.errors import OnPaperOnly, Refused
from gongkai_web.letters import actions, content
from gongkai_web.letters.checks import faults
from gongkai_web.letters.ground import To
from tests.web.letters.test_under_way import desk_of
from tests.web.letters.written import SEPTEMBER, consulted, drafted, issued, posted, sealed, sent, typed


@pytest.fixture(autouse=True)
def on_that_day(monkeypatch):
    """They sit at their browsers on 10 September 2024."""
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *_, **__: SEPTEMBER)


@pytest.fixture
def disclosed(office, case):
    """The reply that gives it all is sealed; the third party knows nothing of it."""
    consulted(office, case)
    return sealed(office, issued(office, case, "L02"))


def next_of(case) -> str:
    case.refresh_from_db()
    return case.next_act


def test_telling_the_third_party_comes_before_the_sealed_reply(office, case, disclosed, client):
    assert (next_of(case), case.next_on) == ("tell_third_party", current(case).due_on)
    row = "".join(desk_of(client, office.li_qiang).values())
    assert label_of("tell_third_party") in row
    letter = drafted(office, case, "P11", "tell_third_party")
    assert (next_of(case), case.letter_key) == ("letter_drafting", letter.pk)


def test_the_reply_waits_until_the_letter_to_the_third_party_left(office, case, disclosed):
    with pytest.raises(OnPaperOnly, match="书面告知第三方（征1）"):
        posted(office, disclosed)
    due = current(case).due_on
    told = sent(office, case, "P11", "tell_third_party")
    assert [event.data for event in case.events.filter(kind="third_party.told")] == [
        {"ref": "征1", "letter_number": told.number}
    ]
    assert next_of(case) == "letter_unsent"
    assert current(case).due_on == due
    assert posted(office, disclosed).dispatched_on == SEPTEMBER
    assert not current(case).flags


def test_what_left_before_the_telling_is_entered_from_paper_and_marked(office, case, disclosed):
    posted(office, disclosed, on_paper=True)
    assert [flag.code for flag in current(case).flags] == ["disclosed-untold"]
    sent(office, case, "P11", "tell_third_party")
    assert [flag.code for flag in current(case).flags] == ["disclosed-untold"]


def test_what_must_be_told_stays_the_next_act_after_the_dispatch_and_the_service(office, case, disclosed):
    posted(office, disclosed, on_paper=True)
    assert next_of(case) == "tell_third_party"
    cases.serve(case=case, by=office.li_qiang, day=SEPTEMBER, way="post", receiver="王芳")
    assert next_of(case) == "tell_third_party"
    sent(office, case, "P11", "tell_third_party")
    assert next_of(case) == "close"


def test_the_letter_offers_the_number_under_which_the_third_party_was_asked(office, case, disclosed, client):
    client.force_login(office.li_qiang, backend="django.contrib.auth.backends.ModelBackend")
    tree = html.fromstring(
        client.get(f"/office/letters/cases/{case.pk}/tell_third_party/new/?kind=P11").content.decode()
    )
    assert [one.value.strip() for one in tree.xpath("//*[contains(@name, 'inquiry_number')]")] == ["征1"]


def test_a_number_that_asked_nobody_is_refused_before_it_is_submitted(office, case, disclosed):
    letter = drafted(office, case, "P11", "tell_third_party", values={"inquiry_number": "征9"})
    with pytest.raises(Refused, match="征9"):
        actions.submit(letter=letter, by=office.li_qiang, day=SEPTEMBER)


def said(letter) -> str:
    return "".join(fault.message for fault in faults(letter) if fault.code == "third-party")


def test_an_objection_on_record_is_not_told_as_silence(office, case, disclosed):
    silent = drafted(office, case, "P11", "tell_third_party", values={"situation": "逾期未提出意见"})
    assert "2024-09-05 登记的意见是不同意公开" in said(silent)
    with pytest.raises(Refused, match="没有提出意见"):
        actions.submit(letter=silent, by=office.li_qiang, day=SEPTEMBER)


def test_nor_by_a_text_changed_by_hand(office, case, disclosed):
    letter = drafted(office, case, "P11", "tell_third_party")
    assert said(letter) == ""
    texts = [
        text.replace("不同意公开的意见已经收悉", "未按期提出意见")
        for text in content.document_of(letter).paragraphs
    ]
    actions.revise(letter=letter, by=office.li_qiang, day=SEPTEMBER, paragraphs=texts)
    letter.refresh_from_db()
    assert "不同意公开" in said(letter)


def test_it_goes_to_whoever_was_asked_under_that_number(office, case, disclosed):
    letter = drafted(office, case, "P11", "tell_third_party", to=To("赵老四", person=True))
    assert "征求意见的第三方是「示范建设公司」" in said(letter)


def test_silence_is_told_only_after_the_term(office, case):
    by = {"case": case, "by": office.li_qiang}
    cases.ask_third_party(**by, day=date(2024, 9, 3), ref="征1", name="示范建设公司")
    cases.third_party_served(**by, day=date(2024, 9, 3), ref="征1")
    silence = {"situation": "逾期未提出意见"}
    early = drafted(office, case, "P11", "tell_third_party", values=silence)
    assert "意见期限到 2024-09-25" in said(early)
    actions.void(letter=early, by=office.li_qiang, day=SEPTEMBER, reason="还没有到期")
    later = date(2024, 9, 26)
    assert said(drafted(office, case, "P11", "tell_third_party", day=later, values=silence)) == ""
    objected = {"situation": "不同意公开，没有合理理由"}
    wrong = actions.redraft(
        letter=case.letters.first(),
        by=office.li_qiang,
        day=later,
        given=typed(office, "P11", values=objected),
    )
    assert "还没有收到意见的登记" in said(wrong)


@pytest.mark.parametrize("spoke", [False, True])
def test_the_last_day_of_the_term_belongs_to_the_third_party(office, case, spoke):
    by, last = {"case": case, "by": office.li_qiang}, date(2024, 9, 25)
    cases.ask_third_party(**by, day=date(2024, 9, 3), ref="征1", name="示范建设公司")
    cases.third_party_served(**by, day=date(2024, 9, 3), ref="征1")
    if spoke:
        cases.answer_third_party(**by, day=last, ref="征1", consent=False, reason="商业秘密")
    day = date(2024, 9, 26) if spoke else last
    silence = {"situation": "逾期未提出意见"}
    letter = drafted(office, case, "P11", "tell_third_party", day=day, values=silence)
    wanted = f"{last} 登记的意见是不同意公开" if spoke else f"意见期限到 {last}"
    assert wanted in said(letter)


def test_the_decision_to_the_applicant_says_it_as_the_register_does(office, case):
    consulted(office, case)
    assert said(drafted(office, case, "L07", values={"answer": "第三方逾期未提出意见"}))
    case.letters.all().update(status="void")
    assert said(drafted(office, case, "L07", values={"answer": "第三方书面表示同意公开"}))
    case.letters.all().update(status="void")
    assert said(drafted(office, case, "L07")) == ""
