"""转主动公开: who proposes what on which ground, and who decides (《条例》第四十四条)?"""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from gongkai.letters.words import normal
from gongkai.letters.writing import text_of
from gongkai_web.audit.models import AuditLine
from gongkai_web.cases import actions as cases
from gongkai_web.errors import NotAllowed, Refused
from gongkai_web.proposals import actions, papers, queries, rows
from gongkai_web.proposals.models import Proposal, ProposalStatus
from gongkai_web.publishing.items import actions as items
from gongkai_web.publishing.items import queries as items_queries
from tests.people import answer, receive
from tests.web.items.written import again, decide, fresh, furnish, keep_secrets, published

DAY, LATER = date(2026, 3, 20), date(2026, 3, 24)
TITLE = "云溪路拓宽工程的征地补偿方案"


@pytest.fixture
def same(town):
    """王芳 and a company asked for the same."""
    company = {"applicant_name": "示范建材公司", "applicant_kind": "commercial_enterprise"}
    return [receive(town, date(2026, 3, 2)), receive(town, date(2026, 3, 4), **company)]


def proposed(town, found, **changes) -> Proposal:
    given = {"by": town.li_qiang, "agency": town.district, "day": DAY, "title": TITLE, "cases": found}
    return actions.propose(**{**given, **changes})


def decided(town, proposal, **changes) -> Proposal:
    given = {"by": town.sun_li, "day": LATER, "publish": True, "opinion": "同意"}
    return actions.decide_proposal(proposal=proposal, **{**given, **changes})


def client_of(person) -> Client:
    client = Client()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client


def test_two_requests_of_one_applicant_are_not_several(town):
    twice = [receive(town, date(2026, 3, 2)), receive(town, date(2026, 3, 4))]
    with pytest.raises(Refused, match="是同一个申请人的"):
        proposed(town, twice)
    assert Proposal.objects.count() == 0


def test_an_applicant_may_suggest_it_alone_and_is_named(town, same):
    with pytest.raises(Refused, match="哪一位申请人建议"):
        proposed(town, same[:1], by_applicant=True)
    made = proposed(town, same[:1], by_applicant=True, proposer_name="王芳")
    assert made.proposer_name == "王芳"


def test_a_case_of_another_agency_does_not_belong_here(town, same):
    theirs = receive(town, date(2026, 3, 2), by=town.he_jing, agency=town.county, applicant_name="他人")
    with pytest.raises(Refused, match="不是示范市云溪区人民政府办公室在册的申请件"):
        proposed(town, [same[0], theirs])


def test_the_same_is_not_proposed_twice_while_it_waits(town, same):
    proposed(town, same)
    with pytest.raises(Refused, match="已在待审核的建议"):
        proposed(town, same)


def test_only_the_head_decides(town, same):
    made = proposed(town, same)
    for person in (town.li_qiang, town.zhao_min, town.zhou_jie, town.he_jing, town.stranger):
        with pytest.raises(NotAllowed):
            decided(town, made, by=person)
    assert decided(town, made).status == "accepted"
    with pytest.raises(Refused, match="不能再审核"):
        decided(town, made, publish=False, opinion="改主意")


def test_a_no_needs_its_reason(town, same):
    made = proposed(town, same)
    with pytest.raises(Refused, match="须写明理由"):
        decided(town, made, publish=False, opinion=" ")
    assert decided(town, made, publish=False, opinion="涉及第三方商业秘密").status == "refused"


def test_what_was_denied_is_published_only_after_it_was_looked_at_again(town, same):
    answer(
        town, same[0], date(2026, 3, 10), "denied_process_information", reason="磋商信函", article="第十六条"
    )
    made = proposed(town, same)
    with pytest.raises(Refused, match="请先在该件登记重新评估"):
        decided(town, made)
    cases.reassess(
        case=same[0], by=town.li_qiang, day=date(2026, 3, 23), open_now=True, content="项目已批复，可以公开"
    )
    assert decided(town, made).status == "accepted"


def test_it_is_published_only_after_the_yes_and_with_its_place(town, same):
    made = proposed(town, same)
    with pytest.raises(Refused, match="不在“同意，待公开”"):
        actions.record_publication(proposal=made, by=town.li_qiang, day=LATER, place="/docs/1")
    decided(town, made)
    with pytest.raises(Refused, match="公开在哪里"):
        actions.record_publication(proposal=made, by=town.li_qiang, day=LATER, place="")
    with pytest.raises(Refused, match="早于审核同意"):
        actions.record_publication(proposal=made, by=town.li_qiang, day=DAY, place="/docs/1")
    done = actions.record_publication(proposal=made, by=town.li_qiang, day=LATER, place="政府公报第3期")
    assert (done.status, done.published_on) == ("published", LATER)


def test_a_wrong_place_is_mended_with_a_reason_and_the_trail_keeps_it(town, same):
    made = proposed(town, same)
    with pytest.raises(Refused, match="还没有登记公开"):
        actions.mend_publication(proposal=made, by=town.li_qiang, day=LATER, place="公报4期", reason="写错")
    decided(town, made)
    actions.record_publication(proposal=made, by=town.li_qiang, day=LATER, place="公报3期")
    client = client_of(town.li_qiang)
    page = f"/office/records/proposals/{made.pk}/"
    assert "更正公开登记" in client.get(page).content.decode()
    given = {"day": "2026-03-25", "place": "公报4期", "reason": ""}
    refused = client.post(f"{page}published/mend/", given)
    assert (refused.status_code, "公报4期" in refused.content.decode()) == (422, True)
    assert client.post(f"{page}published/mend/", {**given, "reason": "期号写错"}).status_code == 302
    assert Proposal.objects.get().place == "公报4期"
    line = AuditLine.objects.get(act="records.mend_publication")
    assert (line.detail["before"]["place"], line.reason) == ("公报3期", "期号写错")


def test_sun_li_takes_a_wrong_decision_back(town, same):
    made = decided(town, proposed(town, same), publish=False, opinion="不可以公开")
    page = f"/office/records/proposals/{made.pk}/"
    assert "撤回审核意见" not in client_of(town.li_qiang).get(page).content.decode()
    head = client_of(town.sun_li)
    assert "撤回审核意见" in head.get(page).content.decode()
    assert head.post(f"{page}reopen/", {"reason": "点错了"}).status_code == 302
    assert Proposal.objects.get().status == "waiting"
    assert AuditLine.objects.get(act="records.reopen_proposal").detail["before"]["opinion"] == "不可以公开"
    decided(town, made)
    actions.record_publication(proposal=made, by=town.li_qiang, day=LATER, place="公报3期")
    with pytest.raises(Refused, match="没有可以撤回的审核意见"):
        actions.reopen_proposal(proposal=made, by=town.sun_li, day=LATER, reason="点错了")


def test_who_suggested_it_is_to_be_told(town, same):
    made = proposed(town, same[:1], by_applicant=True, proposer_name="王芳")
    client, page = client_of(town.li_qiang), f"/office/records/proposals/{made.pk}/"
    assert "告知王芳" not in client.get(page).content.decode()
    decided(town, made)
    assert "请把审核结果告知王芳" in client.get(page).content.decode()


def test_the_work_lists_change_hands(town, same):
    made = proposed(town, same)
    assert queries.tasks(town.sun_li, DAY) == (made,)
    assert queries.tasks(town.li_qiang, DAY) == ()
    decided(town, made)
    assert queries.tasks(town.li_qiang, DAY) == (made,)
    assert queries.tasks(town.he_jing, DAY) == ()
    actions.record_publication(proposal=made, by=town.li_qiang, day=LATER, place="政府公报第3期")
    assert queries.tasks(town.li_qiang, LATER) == ()


def test_the_form_has_number_proposer_and_opinion(town, same):
    made = proposed(town, same)
    before = normal(text_of(papers.proposal_file(made, "pdf"), "pdf"))
    assert normal("相同申请数") in before
    assert "2件" in before
    assert "李强" in before
    after = normal(text_of(papers.proposal_file(decided(town, made, opinion="可以公开"), "docx"), "docx"))
    assert normal("转主动公开：可以公开（孙立，2026-03-24）") in after
    assert "2026-0001、2026-0002" in after


def test_visible_to_the_supervisor_not_to_another_county(town, same):
    made = proposed(town, same)
    assert queries.visible(town.zhou_jie, DAY).get() == made
    assert not queries.visible(town.he_jing, DAY).exists()
    assert client_of(town.he_jing).get(f"/office/records/proposals/{made.pk}/").status_code == 404


def test_li_qiang_starts_from_a_case_and_finds_those_that_ask_the_same(town, same):
    client = client_of(town.li_qiang)
    shown = client.get(f"/office/records/proposals/new/?case={same[0].pk}")
    assert shown.context["form"].initial["numbers"] == "2026-0001\n2026-0002"
    given = {
        "agency": town.district.pk,
        "day": "2026-03-20",
        "title": TITLE,
        "numbers": "2026-0001、2026-9999",
        "by_applicant": "no",
    }
    lost = client.post("/office/records/proposals/new/", given)
    assert "没有登记号为 2026-9999 的申请件" in lost.content.decode()
    done = client.post("/office/records/proposals/new/", {**given, "numbers": "2026-0001、2026-2"})
    made = Proposal.objects.get()
    assert done.url == f"/office/records/proposals/{made.pk}/"
    assert set(made.cases.all()) == set(same)
    assert client.get(f"{done.url}decide/").status_code == 403
    head = client_of(town.sun_li)
    assert head.post(f"{done.url}decide/", {"day": "2026-03-24", "publish": "yes"}).status_code == 302
    assert client.post(f"{done.url}published/", {"day": "2026-03-25", "place": "公报3期"}).status_code == 302
    page = client.get(done.url).content.decode()
    assert "2 件，2 个申请人" in page
    assert "公报3期" in page


def test_each_act_leaves_its_line(town, same):
    decided(town, proposed(town, same))
    acts = AuditLine.objects.filter(act__startswith="records.").values_list("act", flat=True)
    assert list(acts.order_by("position")) == ["records.propose", "records.decide_proposal"]


def accepted(town, same) -> Proposal:
    return decided(town, proposed(town, same))


def test_the_item_that_is_drafted_from_it_closes_it_when_it_is_published(town, same):
    office = furnish(town)
    proposal = accepted(town, same)
    item = actions.draft_item(proposal=proposal, by=town.li_qiang, day=LATER)
    assert (item.title, item.attribute, item.state) == (TITLE, "proactive", "draft")
    assert actions.draft_item(proposal=proposal, by=town.li_qiang, day=LATER) == item
    proposal.refresh_from_db()
    assert (proposal.item, proposal.status) == (item, ProposalStatus.ACCEPTED)
    edition = items_queries.under_way(item)
    for group, values in (
        ("heading", {"summary": "补偿标准"}),
        ("body", {"body": "<p>每亩补偿标准见下。</p>"}),
        ("days", {"formed_on": date(2025, 5, 12)}),  # long since: no term of 第二十六条 ran
    ):
        items.edit(edition=edition, by=town.li_qiang, day=LATER, group=group, values=values, seen=1)
    items.submit(edition=again(edition), by=town.li_qiang, day=LATER, looked="已核对")
    decide(office.zhao_min, edition, LATER)
    keep_secrets(office.chen_jing, edition, LATER)
    decide(office.sun_li, edition, LATER)
    items.publish(edition=again(edition), by=town.li_qiang, day=date(2026, 3, 27))
    proposal.refresh_from_db()
    assert (proposal.status, proposal.published_on) == (ProposalStatus.PUBLISHED, date(2026, 3, 27))
    assert fresh(item).due_on is None
    assert proposal.place == f"索引号 {fresh(item).index_number}，/items/{item.pk}/"
    line = AuditLine.objects.filter(act="records.record_publication").get()
    assert (line.actor_id, line.detail["item"]) == (town.li_qiang.pk, item.pk)


def test_what_is_published_of_other_drafts_or_after_a_decision_was_taken_back_closes_nothing(town, same):
    office = furnish(town)
    proposal = accepted(town, same)
    item = actions.draft_item(proposal=proposal, by=town.li_qiang, day=LATER)
    published(office)
    proposal.refresh_from_db()
    assert proposal.status == ProposalStatus.ACCEPTED
    actions.reopen_proposal(proposal=proposal, by=town.sun_li, day=LATER, reason="尚未评估")
    actions.close_by_item(proposal.pk, item, LATER, None)
    proposal.refresh_from_db()
    assert (proposal.status, proposal.published_on) == (ProposalStatus.WAITING, None)


def test_nothing_is_drafted_before_the_yes_nor_by_a_stranger(town, same):
    proposal = proposed(town, same)
    with pytest.raises(Refused, match="不在“同意，待公开”的状态，不能起草"):
        actions.draft_item(proposal=proposal, by=town.li_qiang, day=LATER)
    decided(town, proposal)
    for person in (town.zhou_jie, town.he_jing, town.operator):
        with pytest.raises(NotAllowed):
            actions.draft_item(proposal=proposal, by=person, day=LATER)


def test_the_row_of_what_was_agreed_to_says_the_next_act(town, same):
    proposal = accepted(town, same)
    row = rows.proposal_row(proposal, town.li_qiang, LATER)
    page = reverse("proposals:proposal", args=[proposal.pk])
    assert (row.act.label, row.act.href) == ("起草", page)
    actions.draft_item(proposal=proposal, by=town.li_qiang, day=LATER)
    proposal.refresh_from_db()
    row = rows.proposal_row(proposal, town.li_qiang, LATER)
    item = reverse("items:item", args=[proposal.item_id])
    assert (row.act.label, row.act.href, row.href) == ("看起草的信息", item, page)


def test_li_qiang_drafts_it_from_its_page(town, same):
    proposal, client = accepted(town, same), client_of(town.li_qiang)
    page, act = (reverse(f"proposals:{name}", args=[proposal.pk]) for name in ("proposal", "proposal_draft"))
    assert "起草为主动公开的信息" in client.get(page).content.decode()
    answered = client.post(act)
    proposal.refresh_from_db()
    assert answered.url == reverse("items:item", args=[proposal.item_id])
    assert reverse("items:item", args=[proposal.item_id]) in client.get(page).content.decode()
    assert client_of(town.he_jing).post(act).status_code == 404
    assert client_of(town.zhou_jie).post(act).status_code == 403
