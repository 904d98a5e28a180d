"""Between its draft and its service: is a letter on exactly one desk, and does nothing run before it left?"""

from datetime import date

import pytest
from lxml import html

from gongkai.procedure.duties import letter_acts
from gongkai.procedure.machine import label_of
from gongkai_web.cases import actions as cases
from gongkai_web.cases.models import Case
from gongkai_web.cases.stored import current, facts_of
from gongkai_web.errors import NotAllowed, OnPaperOnly, Refused
from gongkai_web.letters import actions, queries
from gongkai_web.letters.living import show_in_case, to_sign
from gongkai_web.letters.models import Letter
from gongkai_web.schedule.feed import feed
from tests.people import answer
from tests.web.letters.written import (
    SEPTEMBER,
    drafted,
    furnish,
    issued,
    posted,
    sealed,
    sent,
    submitted,
    typed,
)

NEXT = date(2024, 9, 11)


@pytest.fixture(autouse=True)
def on_that_day(monkeypatch):
    """They sit at their browsers on 10 September 2024."""
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *_, **__: SEPTEMBER)


def desk_of(client, person) -> dict[str, str]:
    """The rows of the case on the desk of a person: section and what the row says."""
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    tree = html.fromstring(client.get("/office/").content.decode())
    found = {}
    for row in tree.xpath("//main//tbody/tr[th/a]"):
        section = row.xpath("./ancestor::table[1]/caption|./preceding::h2[1]")[-1]
        said = " ".join(row.text_content().split())
        assert section.text_content().strip() not in found, "two rows in one section"
        found[section.text_content().strip()] = said
    return found


def page(client, person, address: str) -> str:
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return " ".join(html.fromstring(client.get(address).content.decode()).text_content().split())


def decide(letter, by, *, approve: bool, note: str = ""):
    return actions.decide(
        letter=letter, by=by, day=SEPTEMBER, approve=approve, seen=letter.content_hash, note=note
    )


def stands(case) -> tuple[str, date | None, str]:
    case.refresh_from_db()
    return case.next_act, case.next_on, case.waits_for


# – one row, on one desk


def test_a_letter_goes_from_desk_to_desk_until_it_has_left(office, case, client):
    furnish(office, steps=["head"])
    li, sun = office.li_qiang, office.sun_li
    due = current(case).due_on

    letter = drafted(office, case, "L12")
    assert stands(case) == ("letter_drafting", due, "")
    assert "起草中" in "".join(desk_of(client, li).values())
    letter = actions.submit(letter=letter, by=li, day=SEPTEMBER)
    assert stands(case) == ("letter_in_review", due, "review")
    assert list(desk_of(client, li)) == ["等待他人"]
    assert list(desk_of(client, sun)) == ["等我决定"]
    assert "待审核" in desk_of(client, sun)["等我决定"]

    decide(letter, sun, approve=False, note="检索范围没有写明")
    assert stands(case) == ("letter_returned", due, "")
    (row,) = desk_of(client, li).values()
    assert "已退回：检索范围没有写明" in row
    assert "已退回" in page(client, li, f"/office/letters/{letter.pk}/")

    letter.refresh_from_db()
    letter = actions.submit(letter=letter, by=li, day=SEPTEMBER)
    decide(letter, sun, approve=True)
    assert stands(case) == ("letter_approved", due, "")
    assert "待签发" in "".join(desk_of(client, li).values())

    letter.refresh_from_db()
    letter = actions.issue(letter=letter, by=li, day=SEPTEMBER)
    assert stands(case) == ("letter_unsealed", due, "")
    assert "待盖章" in "".join(desk_of(client, li).values())
    letter = sealed(office, letter)
    assert stands(case) == ("letter_unsent", due, "")
    assert "待发出" in "".join(desk_of(client, li).values())
    posted(office, letter)
    assert stands(case) == ("serve", None, "")


def acts_on(client, person) -> set[str]:
    """What the rows of the desk of a person offer to do."""
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    tree = html.fromstring(client.get("/office/").content.decode())
    return {" ".join(link.text_content().split()) for link in tree.xpath("//main//tbody/tr[th/a]/td//a")}


def test_a_letter_of_a_case_that_is_nobodys_is_work_for_its_author_and_for_the_others_to_assign(
    office, case, client
):
    letter = drafted(office, case, "L12")
    assert acts_on(client, office.li_qiang) == {"接着起草"}
    assert "还没有分派" in "".join(desk_of(client, office.zhao_min).values())
    for other in (office.zhao_min, office.sun_li):
        assert acts_on(client, other) == {"分派"}
    cases.assign(case=case, by=office.sun_li, day=SEPTEMBER, person=office.li_qiang)
    assert "分派" not in acts_on(client, office.sun_li)
    letter = actions.submit(letter=letter, by=office.li_qiang, day=SEPTEMBER)
    assert "待签发" in "".join(desk_of(client, office.sun_li).values())


def test_without_steps_the_head_returns_it_with_a_reason_to_its_author(office, case, client):
    letter = submitted(office, case, "L12")
    assert "李强（起草）" in desk_of(client, office.sun_li)["等我决定"]
    assert "退回修改" in page(client, office.sun_li, f"/office/letters/{letter.pk}/")
    address = f"/office/letters/{letter.pk}/send-back/"
    assert "退回理由" in client.post(address, {"seen": letter.content_hash, "note": ""}).content.decode()
    assert stands(case)[0] == "letter_signing"
    client.post(address, {"seen": letter.content_hash, "note": "检索范围没有写全"})
    assert stands(case)[0] == "letter_returned"
    assert "已退回：检索范围没有写全" in "".join(desk_of(client, office.li_qiang).values())
    assert "等我决定" not in desk_of(client, office.sun_li)


def test_the_head_issues_what_its_author_may_not_issue_alone(office, case, client):
    letter = submitted(office, case, "L12")
    assert (letter.status, stands(case)[0]) == ("approved", "letter_signing")
    assert list(desk_of(client, office.li_qiang)) == ["等待他人"]
    assert "待签发" in desk_of(client, office.sun_li)["等我决定"]
    assert "等我决定" not in desk_of(client, office.zhao_min)
    with pytest.raises(NotAllowed, match="公开机构负责人签发"):
        actions.issue(letter=letter, by=office.li_qiang, day=SEPTEMBER)
    said = page(client, office.li_qiang, f"/office/letters/{letter.pk}/")
    assert "请由本机关的公开机构负责人签发" in said
    assert actions.issue(letter=letter, by=office.sun_li, day=SEPTEMBER).status == "issued"


def test_whoever_is_alone_issues_what_they_wrote(office, case):
    for person in (office.sun_li, office.zhao_min):
        person.is_active = False
        person.save()
    letter = submitted(office, case, "L12")
    assert stands(case)[0] == "letter_approved"
    assert actions.issue(letter=letter, by=office.li_qiang, day=SEPTEMBER).status == "issued"


def test_a_head_who_left_signs_nothing_and_the_reviewer_does(office, case):
    office.sun_li.is_active = False
    office.sun_li.save()
    letter = submitted(office, case, "L12")
    assert list(to_sign(office.zhao_min, SEPTEMBER)) == [letter]
    assert actions.issue(letter=letter, by=office.zhao_min, day=SEPTEMBER).status == "issued"


def test_the_reviewer_issues_what_the_only_head_wrote(office, case):
    letter = actions.draft(
        case=case, by=office.sun_li, day=SEPTEMBER, act="reply", kind="L12", given=typed(office, "L12")
    )
    letter = actions.submit(letter=letter, by=office.sun_li, day=SEPTEMBER)
    assert list(to_sign(office.zhao_min, SEPTEMBER)) == [letter]
    assert not to_sign(office.sun_li, SEPTEMBER).exists()
    with pytest.raises(NotAllowed, match="审核人签发"):
        actions.issue(letter=letter, by=office.sun_li, day=SEPTEMBER)


def test_a_notice_of_correction_has_to_be_out_by_the_seventh_working_day(office, case):
    letter = issued(office, case, "P04", "ask_correction")
    assert stands(case) == ("letter_unsealed", date(2024, 9, 11), "")
    assert "待盖章" in feed([case], host="x", made=SEPTEMBER).decode()
    actions.void(letter=letter, by=office.li_qiang, day=SEPTEMBER, reason="不必补正")
    assert stands(case)[0] == "reply"


def test_of_two_letters_the_one_that_waits_for_nobody_is_the_row(office, case):
    furnish(office, steps=["head"])
    submitted(office, case, "P08", "ask_third_party")
    drafted(office, case, "P09", "ask_third_party")
    assert stands(case)[0] == "letter_drafting"
    assert case.letter_key == Letter.objects.get(kind="P09").pk


def test_what_comes_next_is_not_forgotten_by_an_entry_from_an_old_page(office, case):
    """A page that was opened before the draft does not overwrite the row."""
    old = Case.objects.get(pk=case.pk)
    drafted(office, case, "L12")
    cases.note_talk(case=old, by=office.li_qiang, day=SEPTEMBER, content="电话说明")
    assert stands(case)[0] == "letter_drafting"


def test_what_has_left_and_moves_no_case_waits_for_its_arrival_all_the_same(office, case, client):
    letter = sent(office, case, "P06", "extend")
    assert stands(case)[0] == "reply"
    assert letter.title in desk_of(client, office.li_qiang)["待登记送达的其他文书"]
    by_herself = actions.Service("王芳", "本人")
    actions.serve(letter=letter, by=office.li_qiang, day=SEPTEMBER, service=by_herself)
    assert "待登记送达的其他文书" not in desk_of(client, office.li_qiang)


def test_every_stage_has_its_word(office):
    assert [label_of(key) for key in letter_acts()] == [
        "起草中", "已退回", "待审核", "待签发", "待签发", "待盖章", "待发出",
    ]  # fmt: skip


# – a second one only on purpose


def test_the_act_leads_to_the_letter_that_is_being_made(office, case, client):
    letter = drafted(office, case, "L12")
    for address in (f"/office/cases/{case.pk}/acts/reply/", f"/office/letters/cases/{case.pk}/reply/new/"):
        assert "已有一份" in page(client, office.li_qiang, address)
    with pytest.raises(Refused, match="已有一份"):
        drafted(office, case, "L01")
    issued_one = actions.submit(letter=letter, by=office.li_qiang, day=SEPTEMBER)
    actions.issue(letter=issued_one, by=office.sun_li, day=SEPTEMBER)
    with pytest.raises(Refused):
        drafted(office, case, "L01")


def test_another_third_party_is_asked_on_purpose(office, case):
    issued(office, case, "P08", "ask_third_party")
    with pytest.raises(Refused, match="另起草一份"):
        drafted(office, case, "P08", "ask_third_party")
    given = typed(office, "P08")
    letter = actions.draft(
        case=case, by=office.li_qiang, day=SEPTEMBER, act="ask_third_party", kind="P08", given=given,
        another=True,
    )  # fmt: skip
    assert letter.status == "drafting"


# – spans begin with the dispatch


def test_nothing_runs_before_the_letter_to_the_third_party_has_left(office, case, client):
    before = current(case)
    letter = sealed(office, issued(office, case, "P08", "ask_third_party"))
    now = current(case)
    assert (now.due_on, now.status, now.open_consultations) == (before.due_on, before.status, ())
    assert letter.event is None
    letter = posted(office, letter, NEXT)
    now = current(case)
    assert (letter.event.kind, letter.event.day) == ("third_party.asked", NEXT)
    assert now.open_consultations[0].asked == NEXT
    assert now.due_on > before.due_on


def test_a_notice_that_leaves_too_late_says_so_when_it_leaves(office, case):
    letter = sealed(office, issued(office, case, "P04", "ask_correction"))
    with pytest.raises(OnPaperOnly, match="补正"):
        posted(office, letter, date(2024, 9, 12))
    assert current(case).correction is None


def test_what_cannot_be_is_refused_at_the_issue_already(office, case):
    sent(office, case, "P04", "ask_correction")
    with pytest.raises(Refused):
        issued(office, case, "P14", "decide_fee")
    assert Letter.objects.get(kind="P14").number == ""


def test_an_issue_that_was_only_tried_leaves_no_trace(office, case):
    before = [(fact.kind, fact.day) for fact in facts_of(case)]
    issued(office, case, "P06", "extend")
    assert [(fact.kind, fact.day) for fact in facts_of(case)] == before
    assert current(case).extended_by == 0


# – what version 0.1 left


def test_what_was_entered_with_the_issue_moves_to_the_day_of_the_dispatch(office, case):
    letter = sealed(office, issued(office, case, "P08", "ask_third_party"))
    event = cases.ask_third_party(
        case=case, by=office.li_qiang, day=SEPTEMBER, ref=letter.number, name="赵老四"
    )
    Letter.objects.filter(pk=letter.pk).update(event=event)
    show_in_case(case, SEPTEMBER)
    assert stands(case)[0] == "letter_unsent"
    kinds = [fact.kind for fact in queries.facts_outside(case, facts_of(case))]
    assert "third_party.asked" not in kinds
    letter.refresh_from_db()
    letter = posted(office, letter, NEXT)
    assert letter.event.day == NEXT
    assert current(case).open_consultations[0].asked == NEXT
    assert "third_party.asked" in [fact.kind for fact in queries.facts_outside(case, facts_of(case))]


def test_a_reply_on_paper_has_no_letter_and_its_own_next_act(office, case):
    answer(office, case, SEPTEMBER)
    assert stands(case)[0] == "dispatch"


def test_who_signs_and_who_drafted_read_that_the_applicant_has_withdrawn(office, case, client):
    submitted(office, case, "L12")
    places = ((office.li_qiang, "/office/"), (office.li_qiang, f"/office/cases/{case.pk}/"))
    places += ((office.sun_li, "/office/"),)

    def told() -> list[bool]:
        found = []
        for person, address in places:
            client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
            found.append("申请人已撤回" in client.get(address).content.decode())
        return found

    assert told() == [False, False, False]
    cases.withdraw(case=case, by=office.li_qiang, day=SEPTEMBER, reason="不需要了")
    assert told() == [True, True, True]
