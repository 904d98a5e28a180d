"""Who decides on what: 李强 makes it, 赵敏 reviews, 孙立 heads the office, 陈磊 comes later?"""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from gongkai_web.agencies import actions as agencies
from gongkai_web.agencies.models import Office, Person
from gongkai_web.annual import actions as annual
from gongkai_web.annual.models import Filing, Release
from gongkai_web.approval.standing import is_approved
from gongkai_web.audit.append_only import AppendOnlyError
from gongkai_web.errors import NotAllowed, Refused
from gongkai_web.files import actions as files
from gongkai_web.files import queries as redactions
from gongkai_web.files.models import RedactionBox, StoredFile
from gongkai_web.letters import actions as letters
from gongkai_web.letters import content
from gongkai_web.letters import queries as letter_queries
from gongkai_web.letters.models import Letter
from gongkai_web.proposals import actions as proposals
from gongkai_web.proposals import queries as proposal_queries
from gongkai_web.proposals.models import Proposal
from tests.people import FOUNDED
from tests.web.approval.conftest import JANUARY, PROPOSED
from tests.web.files.made import DAY
from tests.web.letters.written import SEPTEMBER

LATER = PROPOSED + timedelta(days=4)


def client_of(person) -> Client:
    client = Client()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client


def judge(proposal, by, *, publish=True, opinion="可以公开", **changes):
    return proposals.decide_proposal(
        proposal=proposal, by=by, day=LATER, publish=publish, opinion=opinion, **changes
    )


def decide(letter, by, *, approve=True, note="", day=SEPTEMBER, seen=None):
    letter.refresh_from_db()
    return letters.decide(
        letter=letter, by=by, day=day, approve=approve, seen=seen or letter.content_hash, note=note
    )


def rewrite(town, letter, more="另有说明如上。"):
    """李强 adds a paragraph and hands it in again."""
    texts = [*content.document_of(letter).paragraphs, more]
    letters.revise(letter=letter, by=town.li_qiang, day=SEPTEMBER, paragraphs=texts)
    return letters.submit(letter=letter, by=town.li_qiang, day=SEPTEMBER)


def confirm(redaction, by, *, seen=None):
    redaction.refresh_from_db()
    return files.confirm_redaction(by=by, redaction=redaction, day=DAY, seen=seen or redaction.pinned)


def appoint(town, person, role, since=FOUNDED):
    agencies.appoint(
        by=town.operator,
        person=person,
        agency=town.district,
        role=role,
        since=since,
        reason="启用本系统以前已任职",
    )


def leave(town, person, until):
    """The last day on which the person holds their office; the person as they stand then."""
    term = Office.objects.get(person=person)
    agencies.end_office(by=town.operator, office=term, until=until, reason="调离")
    return Person.objects.get(pk=person.pk)


# – whoever made it


def test_li_qiang_does_not_decide_on_his_own_letter_while_zhao_min_can(town, letter):
    appoint(town, town.li_qiang, "reviewer")
    assert not letter_queries.may_decide(town.li_qiang, letter, SEPTEMBER)
    with pytest.raises(NotAllowed, match=r"由李强起草，本机关还有别的审核人；须由另一人决定"):
        decide(letter, town.li_qiang)
    assert not letter.decisions.exists()


def test_where_zhao_min_may_no_longer_sign_in_li_qiang_decides_himself(town, letter):
    appoint(town, town.li_qiang, "reviewer")
    Person.objects.filter(pk=town.zhao_min.pk).update(is_active=False)
    assert decide(letter, town.li_qiang).person == town.li_qiang


def test_when_zhao_min_has_left_li_qiang_decides_himself(town, letter):
    appoint(town, town.li_qiang, "reviewer")
    leave(town, town.zhao_min, SEPTEMBER - timedelta(days=1))
    assert letter_queries.waiting_for(town.li_qiang, SEPTEMBER).get() == letter
    assert decide(letter, town.li_qiang).person == town.li_qiang


def test_his_own_boxes_li_qiang_never_confirms_not_even_alone(town, redaction):
    for one in (town.zhao_min, town.sun_li):
        leave(town, one, DAY - timedelta(days=1))
    assert not redactions.may_confirm(town.li_qiang, redaction, DAY)
    with pytest.raises(NotAllowed, match="由李强提交，须由另一人确认"):
        confirm(redaction, town.li_qiang)
    assert not redaction.decisions.exists()


def test_li_qiang_may_send_his_own_boxes_back(town, redaction):
    files.return_redaction(by=town.li_qiang, redaction=redaction, day=DAY, reason="第2页漏标")
    assert redaction.decisions.get().person == town.li_qiang


# – whose turn it is


def test_the_head_waits_for_the_reviewer(town, letter):
    with pytest.raises(NotAllowed, match="孙立在 2024-09-10 不是示范市云溪区人民政府办公室的审核人"):
        decide(letter, town.sun_li)
    decide(letter, town.zhao_min)
    with pytest.raises(NotAllowed, match=r"赵敏在 2024-09-10 不是.*公开机构负责人"):
        decide(letter, town.zhao_min)
    decide(letter, town.sun_li)
    letter.refresh_from_db()
    assert [one.person for one in letter_queries.approvals(letter)] == [town.zhao_min, town.sun_li]
    assert [(one.step, one.role) for one in letter.decisions.all()] == [(0, "reviewer"), (1, "head")]


def test_when_the_office_changes_hands_the_new_reviewer_decides(town, letter, chen_lei):
    zhao_min = leave(town, town.zhao_min, SEPTEMBER - timedelta(days=1))
    appoint(town, chen_lei, "reviewer", SEPTEMBER)
    assert not letter_queries.waiting_for(zhao_min, SEPTEMBER).exists()
    with pytest.raises(NotAllowed, match="赵敏在 2024-09-10 不是"):
        decide(letter, zhao_min)
    with pytest.raises(NotAllowed, match="陈磊在 2024-09-09 不是"):
        decide(letter, chen_lei, day=SEPTEMBER - timedelta(days=1))
    assert decide(letter, chen_lei).person == chen_lei


def test_what_was_approved_in_office_stands_when_the_office_has_passed_on(town, letter):
    decide(letter, town.zhao_min)
    leave(town, town.zhao_min, SEPTEMBER)
    later = SEPTEMBER + timedelta(days=1)
    decide(letter, town.sun_li, day=later)
    assert letters.issue(letter=letter, by=town.li_qiang, day=later).status == "issued"


def test_a_redaction_waits_for_nobody_before_it_is_handed_in(town, redaction):
    assert redactions.may_confirm(town.zhao_min, redaction, DAY)
    box = {"page": 2, "x": 0, "y": 0, "w": 100, "h": 100, "reason": "denied_state_secret"}
    files.add_box(by=town.li_qiang, redaction=redaction, day=DAY, **box)
    redaction.refresh_from_db()
    assert not redactions.may_confirm(town.zhao_min, redaction, DAY)


def test_only_the_head_publishes_the_report(town, filing):
    for other in (town.li_qiang, town.zhao_min, town.zhou_jie, town.he_jing, town.stranger):
        with pytest.raises(NotAllowed, match=f"{other.display_name}.*不是.*公开机构负责人，不能公布年报"):
            annual.release_report(by=other, filing=filing, day=JANUARY)
    annual.release_report(by=town.sun_li, filing=filing, day=JANUARY)
    with pytest.raises(NotAllowed, match="不能公布年报"):  # not that it is published already
        annual.release_report(by=town.zhao_min, filing=filing, day=JANUARY)
    made = filing.decisions.get()
    assert (made.person, made.role, made.approved, made.day) == (town.sun_li, "head", True, JANUARY)
    assert made.content_hash == filing.digest


def test_the_head_decides_on_a_proposal_even_his_own(town, proposal, chen_lei):
    appoint(town, chen_lei, "head")
    Proposal.objects.filter(pk=proposal.pk).update(proposed_by=town.sun_li)
    for other in (town.li_qiang, town.zhao_min, town.zhou_jie, town.he_jing, town.stranger):
        with pytest.raises(NotAllowed, match=f"{other.display_name}.*公开机构负责人，不能审核转主动公开"):
            judge(proposal, other)
    judge(proposal, town.sun_li)
    made = proposal.decisions.get()
    assert (made.person, made.role, made.approved, made.note) == (town.sun_li, "head", True, "可以公开")
    assert (made.day, made.content_hash) == (LATER, proposal_queries.digest(proposal))


def test_who_enters_an_earlier_decision_must_be_head_today(town, proposal, chen_lei):
    leave(town, town.sun_li, LATER)
    today = LATER + timedelta(days=1)
    appoint(town, chen_lei, "head", today)
    with pytest.raises(NotAllowed, match=f"孙立在 {today} 不是"):
        judge(proposal, Person.objects.get(pk=town.sun_li.pk), today=today)
    judge(proposal, chen_lei, today=today)
    assert (proposal.decisions.get().person, proposal.decisions.get().day) == (chen_lei, LATER)


# – what was seen


def test_a_change_after_the_approval_lets_it_lapse(town, letter):
    decide(letter, town.zhao_min)
    decide(letter, town.sun_li)
    letter.refresh_from_db()
    again = rewrite(town, letter)
    assert letter_queries.approvals(again) == []
    assert (again.status, again.waits_role) == ("in_review", "reviewer")
    # Even where somebody sets it past the actions.
    Letter.objects.filter(pk=letter.pk).update(status="approved", waits_role="")
    with pytest.raises(Refused, match="还没有按现在的内容由各环节决定完，不能签发"):
        letters.issue(letter=letter, by=town.li_qiang, day=SEPTEMBER)


def test_the_same_text_handed_in_again_starts_at_the_first_step(town, letter):
    decide(letter, town.zhao_min)
    decide(letter, town.sun_li, approve=False, note="再核一遍")
    letter.refresh_from_db()
    again = letters.submit(letter=letter, by=town.li_qiang, day=SEPTEMBER)
    assert (again.waits_role, letter_queries.approvals(again)) == ("reviewer", [])


def test_a_text_changed_back_is_decided_from_the_first_step_again(town, letter):
    before = content.document_of(letter).paragraphs
    decide(letter, town.zhao_min)
    decide(letter, town.sun_li)
    letter.refresh_from_db()
    rewrite(town, letter)
    again = letters.revise(letter=letter, by=town.li_qiang, day=SEPTEMBER, paragraphs=before)
    again = letters.submit(letter=again, by=town.li_qiang, day=SEPTEMBER)
    assert (again.waits_role, letter_queries.approvals(again)) == ("reviewer", [])
    decide(again, town.zhao_min)
    again.refresh_from_db()
    assert (again.status, again.waits_role) == ("in_review", "head")


def test_a_text_tampered_with_while_it_waits_is_not_decided(town, letter):
    document = {**letter.document, "paragraphs": [*letter.document["paragraphs"], "多出的一段。"]}
    Letter.objects.filter(pk=letter.pk).update(document=document)
    with pytest.raises(Refused, match="文书或者附件在送审以后有改动，与送审时的不一致，不能决定；请重新送审"):
        decide(letter, town.zhao_min)
    assert not letter.decisions.exists()


def test_zhao_mins_old_page_decides_nothing_and_keeps_what_she_typed(town, letter, monkeypatch):
    monkeypatch.setattr("gongkai_web.office.days.timezone.localdate", lambda: SEPTEMBER)
    seen = letter.content_hash
    rewrite(town, letter)
    sent = {"approve": "0", "note": "请补充检索的时间范围", "seen": seen}
    page = client_of(town.zhao_min).post(reverse("letters:decide", args=[letter.pk]), sent).content.decode()
    assert "页面打开以后这份文书改动过；请在新打开的页面上看过现在的文字，再决定。" in page
    assert "请补充检索的时间范围" in page
    assert not letter.decisions.exists()
    letter.refresh_from_db()
    assert (letter.status, letter.waits_role) == ("in_review", "reviewer")


def test_a_decision_that_saw_nothing_is_refused(town, letter, redaction):
    for seen in ("", "-"):
        with pytest.raises(Refused, match="页面打开以后这份文书改动过"):
            letters.decide(letter=letter, by=town.zhao_min, day=SEPTEMBER, approve=True, seen=seen)
        with pytest.raises(Refused, match="页面打开以后这次涂黑重新提交过"):
            files.confirm_redaction(by=town.zhao_min, redaction=redaction, day=DAY, seen=seen)


def test_an_old_preview_is_neither_confirmed_nor_returned(town, redaction):
    seen = redaction.pinned
    box = {"page": 2, "x": 0, "y": 0, "w": 100, "h": 100, "reason": "denied_state_secret"}
    files.add_box(by=town.li_qiang, redaction=redaction, day=DAY, **box)
    files.propose_redaction(by=town.li_qiang, redaction=redaction, day=DAY)
    with pytest.raises(Refused, match="页面打开以后这次涂黑重新提交过；请刷新页面，看过现在的预览，再确认"):
        confirm(redaction, town.zhao_min, seen=seen)
    sent = {"seen": seen, "reason": "第1页也要涂黑姓名"}
    address = reverse("files:return", args=[redaction.original_id])
    page = client_of(town.zhao_min).post(address, sent).content.decode()
    assert "重新提交过" in page
    assert "第1页也要涂黑姓名" in page
    assert not redaction.decisions.exists()
    assert StoredFile.objects.count() == 1


def test_the_page_of_a_redaction_says_with_both_forms_what_was_seen(town, redaction):
    address = reverse("files:redaction", args=[redaction.original_id])
    page = client_of(town.zhao_min).get(address).content.decode()
    assert page.count(f'<input type="hidden" name="seen" value="{redaction.pinned}">') == 2


def test_boxes_moved_past_the_actions_are_not_confirmed(town, redaction):
    RedactionBox.objects.update(x=0)
    with pytest.raises(Refused, match="涂黑处在提交以后有改动，与提交时的不一致，不能确认；请重新提交复核"):
        confirm(redaction, town.zhao_min)


def test_a_report_that_is_not_the_frozen_one_is_not_published(town, filing):
    document = {**filing.document, "title": "另一份年报"}
    changed = Filing.objects.get(pk=filing.pk)
    changed.document = document
    with pytest.raises(Refused, match="年报或者各格所计的记录在定稿以后有改动"):
        annual.release_report(by=town.sun_li, filing=changed, day=JANUARY)
    with pytest.raises(Refused, match="页面打开以后这份年报另有定稿"):
        annual.release_report(by=town.sun_li, filing=filing, day=JANUARY, seen="0" * 64)
    assert not Release.objects.exists()
    kept = Filing.objects.get(pk=filing.pk)
    assert annual.release_report(by=town.sun_li, filing=kept, day=JANUARY, seen=filing.digest).pk


def test_a_proposal_changed_after_the_yes_is_not_published(town, proposal):
    judge(proposal, town.sun_li)
    proposal.cases.remove(proposal.cases.first())  # past the actions: the digest notices
    with pytest.raises(Refused, match="这项建议还没有按现在的内容由各环节审核完，不能登记公开"):
        proposals.record_publication(proposal=proposal, by=town.li_qiang, day=LATER, place="公报3期")
    proposals.reopen_proposal(proposal=proposal, by=town.sun_li, day=LATER, reason="少了一件")
    judge(proposal, town.sun_li)
    published = proposals.record_publication(proposal=proposal, by=town.li_qiang, day=LATER, place="公报3期")
    assert published.status == "published"


def test_an_old_page_of_a_proposal_decides_nothing_and_keeps_what_was_typed(town, proposal, monkeypatch):
    monkeypatch.setattr("django.utils.timezone.localdate", lambda: LATER)
    client, address = client_of(town.sun_li), reverse("proposals:proposal_decide", args=[proposal.pk])
    seen = proposal_queries.digest(proposal)
    assert f'value="{seen}"' in client.get(address).content.decode()
    Proposal.objects.update(title="另一份方案")
    sent = {"day": LATER.isoformat(), "publish": "yes", "opinion": "可以全文公开", "seen": seen}
    page = client.post(address, sent).content.decode()
    assert "页面打开以后这项建议改动过；请刷新页面，看过现在的建议，再审核。" in page
    assert "可以全文公开" in page
    assert not proposal.decisions.exists()
    proposal.refresh_from_db()
    assert (proposal.status, proposal.decided_by) == ("waiting", None)


# – a no and its reason


def test_a_return_without_a_reason_is_refused(town, letter, redaction):
    with pytest.raises(Refused, match="退回须写明意见，以便修改"):
        decide(letter, town.zhao_min, approve=False, note=" ")
    with pytest.raises(Refused, match="退回须写明理由，以便修改"):
        files.return_redaction(by=town.zhao_min, redaction=redaction, day=DAY, reason=" ")
    assert not letter.decisions.exists()
    assert not redaction.decisions.exists()


def test_zhao_min_returns_the_letter_with_her_reason(town, letter):
    made = decide(letter, town.zhao_min, approve=False, note=" 检索范围没有写全 ")
    letter.refresh_from_db()
    assert (letter.status, letter.steps) == ("drafting", [])
    assert (made.approved, made.note, str(made)) == (False, "检索范围没有写全", "审核人 赵敏 退回")


def test_a_decision_that_was_taken_back_counts_no_more_and_is_kept(town, proposal):
    with pytest.raises(Refused, match="不转为主动公开的，须写明理由，以便告知"):
        judge(proposal, town.sun_li, publish=False, opinion=" ")
    judge(proposal, town.sun_li)
    proposals.reopen_proposal(proposal=proposal, by=town.sun_li, day=LATER, reason="点错了")
    now, made = proposal_queries.digest(proposal), proposal.decisions.all()
    assert not is_approved(proposal_queries.STEPS, made, now)
    judge(proposal, town.sun_li, publish=False, opinion="涉及第三方商业秘密")
    said = [(one.approved, one.note) for one in proposal.decisions.all()]
    assert said == [(True, "可以公开"), (False, "点错了"), (False, "涉及第三方商业秘密")]


def test_every_return_of_a_redaction_is_kept_not_only_the_last(town, redaction):
    for page, reason in ((1, "姓名没有涂"), (2, "第2页漏涂")):
        files.return_redaction(by=town.zhao_min, redaction=redaction, day=DAY, reason=reason)
        with pytest.raises(Refused, match=f"已被退回（{reason}）"):
            files.propose_redaction(by=town.li_qiang, redaction=redaction, day=DAY)
        box = {"page": page, "x": 0, "y": 0, "w": 100, "h": 100, "reason": "denied_state_secret"}
        files.add_box(by=town.li_qiang, redaction=redaction, day=DAY, **box)
        files.propose_redaction(by=town.li_qiang, redaction=redaction, day=DAY)
    confirm(redaction, town.zhao_min)
    said = [(one.approved, one.note) for one in redaction.decisions.all()]
    assert said == [(False, "姓名没有涂"), (False, "第2页漏涂"), (True, "")]
    assert [one.role for one in redaction.decisions.all()] == ["reviewer"] * 3


def test_a_decision_is_never_changed(town, redaction, filing):
    confirm(redaction, town.zhao_min)
    annual.release_report(by=town.sun_li, filing=filing, day=JANUARY)
    for made in (redaction.decisions.get(), filing.decisions.get()):
        made.note = "改"
        for attempt in (made.save, made.delete):
            with pytest.raises(AppendOnlyError):
                attempt()


def test_the_day_of_the_decision_is_that_of_the_act(town, letter):
    made = decide(letter, town.zhao_min, day=date(2024, 9, 11))
    assert made.day == date(2024, 9, 11)
