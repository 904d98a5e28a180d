"""李强 drafts, 赵敏 reviews, 孙立 signs: is what goes out what was approved?"""

import pytest

from gongkai_web.agencies import actions as agencies
from gongkai_web.audit.append_only import AppendOnlyError
from gongkai_web.errors import NotAllowed, Refused
from gongkai_web.files import actions as files
from gongkai_web.letters import actions, content, queries
from gongkai_web.letters.models import Letter
from tests.people import FOUNDED
from tests.web.letters.written import SEPTEMBER, drafted, furnish, posted, sealed, submitted


@pytest.fixture
def stepped(office, case):
    """A letter of 李强's that goes to 赵敏 and then to 孙立."""
    furnish(office, steps=["reviewer", "head"])
    return submitted(office, case, "L12")


def decide(letter, by, *, approve=True, note=""):
    letter.refresh_from_db()
    return actions.decide(
        letter=letter, by=by, day=SEPTEMBER, approve=approve, seen=letter.content_hash, note=note
    )


def texts(letter, *more):
    return [*content.document_of(letter).paragraphs, *more]


def test_it_goes_from_step_to_step_and_is_then_issued(office, stepped):
    assert (stepped.status, stepped.waits_role) == ("in_review", "reviewer")
    decide(stepped, office.zhao_min)
    stepped.refresh_from_db()
    assert (stepped.status, stepped.waits_role) == ("in_review", "head")
    with pytest.raises(Refused, match="不能签发"):
        actions.issue(letter=stepped, by=office.li_qiang, day=SEPTEMBER)
    decide(stepped, office.sun_li, note="同意")
    letter = actions.issue(letter=stepped, by=office.li_qiang, day=SEPTEMBER)
    assert letter.number == "云公开〔2024〕1号"
    assert [one.person.display_name for one in queries.approvals(letter)] == ["赵敏", "孙立"]


def test_each_waits_for_the_one_whose_turn_it_is(office, stepped):
    def waiting(person):
        return list(queries.waiting_for(person, SEPTEMBER))

    assert (waiting(office.zhao_min), waiting(office.sun_li)) == ([stepped], [])
    decide(stepped, office.zhao_min)
    assert (waiting(office.zhao_min), waiting(office.sun_li)) == ([], [stepped])
    for other in (office.li_qiang, office.he_jing, office.zhou_jie, office.stranger):
        assert waiting(other) == []


@pytest.mark.parametrize("who", ["li_qiang", "sun_li", "he_jing", "zhou_jie", "stranger"])
def test_nobody_decides_out_of_turn(office, stepped, who):
    with pytest.raises(NotAllowed, match="审核人"):
        decide(stepped, getattr(office, who))
    assert stepped.decisions.count() == 0


def test_whoever_drafted_does_not_decide_where_another_can(office, case):
    furnish(office, steps=["reviewer"])
    agencies.appoint(
        by=office.operator,
        person=office.li_qiang,
        agency=office.district,
        role="reviewer",
        since=FOUNDED,
        reason="启用本系统以前已任职",
    )
    letter = submitted(office, case, "L12")
    assert not queries.waiting_for(office.li_qiang, SEPTEMBER).exists()
    with pytest.raises(NotAllowed, match="须由另一人决定"):
        decide(letter, office.li_qiang)
    decide(letter, office.zhao_min)


def test_in_an_office_of_one_the_drafter_decides(office, case):
    furnish(office, steps=["legal"])
    agencies.appoint(
        by=office.operator,
        person=office.li_qiang,
        agency=office.district,
        role="legal",
        since=FOUNDED,
        reason="启用本系统以前已任职",
    )
    letter = submitted(office, case, "L12")
    assert queries.waiting_for(office.li_qiang, SEPTEMBER).get() == letter
    decide(letter, office.li_qiang)
    letter.refresh_from_db()
    assert letter.status == "approved"


def test_a_legal_reviewer_who_handles_no_cases_decides(office, case):
    furnish(office, steps=["legal"])
    agencies.appoint(
        by=office.operator,
        person=office.stranger,
        agency=office.district,
        role="legal",
        since=FOUNDED,
        reason="启用本系统以前已任职",
    )
    letter = submitted(office, case, "L12")
    decide(letter, office.stranger)
    with pytest.raises(NotAllowed):
        actions.issue(letter=letter, by=office.stranger, day=SEPTEMBER)


def test_a_text_changed_after_the_approval_must_be_decided_again(office, stepped):
    decide(stepped, office.zhao_min)
    decide(stepped, office.sun_li)
    stepped.refresh_from_db()
    actions.revise(
        letter=stepped, by=office.li_qiang, day=SEPTEMBER, paragraphs=texts(stepped, "另有说明如上。")
    )
    with pytest.raises(Refused, match="起草"):
        actions.issue(letter=stepped, by=office.li_qiang, day=SEPTEMBER)
    letter = actions.submit(letter=stepped, by=office.li_qiang, day=SEPTEMBER)
    assert (letter.status, queries.approvals(letter)) == ("in_review", [])


def test_a_changed_enclosure_undoes_the_approval(office, case, stepped):
    decide(stepped, office.zhao_min)
    decide(stepped, office.sun_li)
    file = files.store_file(
        agency=office.district,
        owner=f"cases.Case:{case.pk}",
        purpose="information",
        upload_name="方案.txt",
        content="补偿方案".encode(),
        by=office.li_qiang,
        day=SEPTEMBER,
    )
    stepped.enclosures.add(file)  # past the actions: the digest notices
    with pytest.raises(Refused, match="与审签时的不一致"):
        actions.issue(letter=stepped, by=office.li_qiang, day=SEPTEMBER)


def test_a_text_tampered_with_after_the_approval_is_noticed(office, stepped):
    decide(stepped, office.zhao_min)
    decide(stepped, office.sun_li)
    document = {**stepped.document, "paragraphs": [*stepped.document["paragraphs"], "多出的一段。"]}
    Letter.objects.filter(pk=stepped.pk).update(document=document)
    with pytest.raises(Refused, match="与审签时的不一致"):
        actions.issue(letter=stepped, by=office.li_qiang, day=SEPTEMBER)


def test_saving_the_same_text_changes_nothing(office, stepped):
    decide(stepped, office.zhao_min)
    letter = actions.revise(letter=stepped, by=office.li_qiang, day=SEPTEMBER, paragraphs=texts(stepped))
    assert letter.status == "in_review"


def test_a_decision_is_about_what_was_on_the_screen(office, stepped):
    seen = stepped.content_hash
    actions.revise(letter=stepped, by=office.li_qiang, day=SEPTEMBER, paragraphs=texts(stepped, "补充。"))
    actions.submit(letter=stepped, by=office.li_qiang, day=SEPTEMBER)
    with pytest.raises(Refused, match="改动过"):
        actions.decide(letter=stepped, by=office.zhao_min, day=SEPTEMBER, approve=True, seen=seen)


def test_a_change_on_an_outdated_page_is_refused(office, case):
    letter = drafted(office, case, "L12")
    seen = letter.content_hash
    actions.revise(letter=letter, by=office.zhao_min, day=SEPTEMBER, paragraphs=texts(letter, "甲。"))
    with pytest.raises(Refused, match="别人改过"):
        actions.revise(letter=letter, by=office.li_qiang, day=SEPTEMBER, paragraphs=["乙。"], seen=seen)


def test_a_return_needs_its_note_and_goes_back_to_the_draft(office, stepped):
    with pytest.raises(Refused, match="意见"):
        decide(stepped, office.zhao_min, approve=False)
    decide(stepped, office.zhao_min, approve=False, note="检索范围没有写全")
    stepped.refresh_from_db()
    assert (stepped.status, stepped.waits_role) == ("drafting", "")


def test_a_reviewer_who_changes_the_text_becomes_its_drafter(office, stepped):
    letter = actions.revise(
        letter=stepped, by=office.zhao_min, day=SEPTEMBER, paragraphs=texts(stepped, "补充。")
    )
    assert letter.prepared_by == office.zhao_min


def test_a_decision_is_never_changed(office, stepped):
    decision = decide(stepped, office.zhao_min)
    decision.note = "改"
    with pytest.raises(AppendOnlyError):
        decision.save()


def test_an_extension_that_a_reviewer_alone_signed_names_no_head(office, case):
    furnish(office, steps=["reviewer"])
    letter = submitted(office, case, "P06", "extend")
    decide(letter, office.zhao_min)
    issue = {"letter": letter, "by": office.li_qiang, "day": SEPTEMBER}
    for ticked in (False, True):
        with pytest.raises(Refused, match="没有负责人审签或者签发这份告知书"):
            actions.issue(**issue, on_paper=ticked)
    letter = posted(office, sealed(office, actions.issue(**{**issue, "by": office.sun_li})))
    assert letter.event.data["approved_by_name"] == "孙立"


def test_the_head_who_signs_an_extension_is_the_one_who_agreed(office, case):
    furnish(office, steps=["head"])
    other = agencies.add_person(by=office.operator, username="chenlei", display_name="陈磊")
    agencies.appoint(
        by=office.operator,
        person=other,
        agency=office.district,
        role="head",
        since=FOUNDED,
        reason="启用本系统以前已任职",
    )
    letter = submitted(office, case, "P06", "extend")
    decide(letter, other)
    letter = actions.issue(letter=letter, by=office.li_qiang, day=SEPTEMBER)
    assert posted(office, sealed(office, letter)).event.data["approved_by_name"] == "陈磊"
