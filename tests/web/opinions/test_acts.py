"""意见征集: may opinions be asked like this, who may say what of them, and what is the decision told?"""

from datetime import date, timedelta

import pytest

from gongkai_web.audit.verify import verify
from gongkai_web.errors import NotAllowed, Refused
from gongkai_web.opinions import actions, contacts, queries, texts
from gongkai_web.opinions.actions import OpinionGiven
from gongkai_web.opinions.kinds import Channel
from gongkai_web.opinions.models import Answer, Call, Opinion
from gongkai_web.publishing.decisions import actions as decisions
from gongkai_web.publishing.items import actions as items
from tests.web.items.written import drafted
from tests.web.opinions.asked import (
    AFTER,
    BODY,
    DAY,
    LAST,
    answered,
    at,
    called,
    looked,
    now_of,
    out,
    parking,
    reviewed,
    sent,
)


@pytest.fixture
def parking_rule(office):
    """The major decision that carries the draft."""
    return decisions.open_decision(
        by=office.sun_li, agency=office.district, day=DAY, title="停车管理办法", unit="城市管理局"
    )


# – opening


def test_opinions_are_asked_on_what_is_public_and_nothing_else(office, draft):
    with pytest.raises(Refused, match="还没有公开"):
        called(office, drafted(office).item)
    with pytest.raises(NotAllowed):
        called(office, draft, by=office.he_jing)
    call = called(office, draft)
    assert (call.snapshot_id, call.keys) == (draft.live_id, ["c1", "c2", "c3"])
    with pytest.raises(Refused, match="正在征求意见，到 2026-04-01 止"):
        called(office, draft)


def test_a_time_shorter_than_the_law_needs_a_reason_that_everybody_reads(office, draft):
    short = date(2026, 3, 12)
    with pytest.raises(Refused, match=r"不足 30 日，至少应到 2026-04-01.*第十五条"):
        called(office, draft, until=short, term="rule_opinions")
    reason = "汛期将至，需要尽快施行。"
    assert called(office, draft, until=short, term="rule_opinions", reason=reason).reason == reason


def test_nobody_claims_days_on_which_nobody_could_write(office, draft, clock):
    later = date(2026, 3, 20)
    clock.at(later)
    with pytest.raises(Refused, match=r"截止日期 2026-03-19 已经过去（今天是 2026-03-20）"):
        called(office, draft, until=date(2026, 3, 19), reason="补登", today=later)
    for term in ("", "rule_opinions"):
        with pytest.raises(Refused, match=r"开始日期 2026-03-02 早于今天（2026-03-20）.*写明"):
            called(office, draft, term=term, today=later)
    with pytest.raises(Refused, match=r"自 2026-03-20 到 2026-04-18 不足 30 日，至少应到 2026-04-19"):
        called(office, draft, later, date(2026, 4, 18), term="rule_opinions", today=later)
    reason = "自三月二日起在区人民政府公报征求过意见。"
    assert called(office, draft, term="rule_opinions", reason=reason, today=later).reason == reason


def test_a_reason_with_somebodys_number_does_not_go_out(office, draft):
    with pytest.raises(Refused, match="身份证"):
        called(office, draft, reason="应 11010519491231002X 的要求缩短")


def test_a_clause_keeps_its_key_in_the_next_version(office, call, clock):
    longer = BODY.replace("<p>第二条", "<p>第二条　停车应当有序，不得占用消防通道。</p><p>第三条").replace(
        "<p>第三条　首", "<p>第四条　首"
    )
    edition = items.begin(item=call.item, by=office.li_qiang, day=AFTER)
    items.edit(edition=edition, by=office.li_qiang, day=AFTER, group="body", values={"body": longer}, seen=1)
    clock.at(AFTER)
    out(office, call.item)
    again = called(office, call.item, AFTER, AFTER + timedelta(days=30))
    assert [(one.label, one.key) for one in texts.clauses_of(again)] == [
        ("第一条", "c1"),
        ("第二条", "c4"),
        ("第三条", "c2"),
        ("第四条", "c3"),
    ]
    assert [one.label for one in texts.clauses_of(now_of(call))] == ["第一条", "第二条", "第三条"]


def test_longer_only_and_not_without_a_public_reason(office, call):
    with pytest.raises(Refused, match="须写明理由"):
        actions.prolong(call=call, by=office.li_qiang, day=DAY, until=date(2026, 4, 10), reason=" ")
    with pytest.raises(Refused, match="只能延长，不能缩短"):
        actions.prolong(call=call, by=office.li_qiang, day=DAY, until=date(2026, 3, 5), reason="够了")
    with pytest.raises(NotAllowed):
        actions.prolong(call=call, by=office.zhou_jie, day=DAY, until=date(2026, 4, 10), reason="多听听")
    actions.prolong(call=call, by=office.li_qiang, day=AFTER, until=date(2026, 4, 10), reason="意见不多")
    call = now_of(call)
    assert (call.until, call.results_due_on) == (date(2026, 4, 10), date(2026, 5, 11))
    assert sent(call, now=at(date(2026, 4, 10), "23:59:59")).received_on == date(2026, 4, 10)


# – receiving


def test_taken_to_the_last_second_and_not_after_it(call):
    assert sent(call, now=at(LAST, "23:59:59")).number == 1
    with pytest.raises(actions.receiving.Closed, match="已于 2026-04-01 24 时截止"):
        sent(call, now=at(AFTER, "00:00:00"))
    assert Opinion.objects.count() == 1


def test_whoever_presses_twice_has_written_once_also_after_the_end(call):
    key = queries.CODES.new_submission_key()
    first = sent(call, key=key)
    assert sent(call, key=key, now=at(AFTER)) == first
    assert queries.of_code(queries.CODES.code_of(key), f"意见{call.pk}-0001") == first


def test_who_wrote_can_be_read_by_the_office_and_not_in_the_database(call):
    opinion = now_of(sent(call, name="王芳", phone="13800001111"))
    assert contacts.opened(opinion.contact) == {"name": "王芳", "phone": "13800001111"}
    assert b"13800001111" not in bytes(opinion.contact)
    assert bytes(now_of(sent(call)).contact) == b""


def test_a_clause_that_the_draft_does_not_have(call):
    with pytest.raises(Refused, match="没有这一条"):
        sent(call, clause="c9")
    with pytest.raises(Refused, match="意见没有填写"):
        sent(call, text=" ")


def test_paper_comes_in_by_the_same_door_within_the_same_time(office, call):
    given = OpinionGiven(text="支持", clause="c1", channel=Channel.POST, contact={"name": "云溪商会"})
    made = actions.register_opinion(call=call, by=office.li_qiang, day=LAST, given=given)
    assert (made.number, made.code_digest) == (1, None)
    with pytest.raises(Refused, match="不在征求意见的 2026-03-02 至 2026-04-01 之内"):
        actions.register_opinion(call=call, by=office.li_qiang, day=AFTER, given=given)
    with pytest.raises(NotAllowed):
        actions.register_opinion(call=call, by=office.he_jing, day=LAST, given=given)
    with pytest.raises(Refused, match="请选择意见的来源"):
        actions.register_opinion(call=call, by=office.li_qiang, day=LAST, given=OpinionGiven(text="支持"))


# – looking


def test_nothing_is_shown_before_somebody_looked(office, call):
    opinion = sent(call)
    assert not queries.shown(call).exists()
    looked(office, opinion)
    assert list(queries.shown(call)) == [opinion]
    looked(office, opinion, "hidden", note="与前一条重复")
    assert not queries.shown(call).exists()


def test_personal_data_are_not_shown_whatever_somebody_says(office, call):
    opinion = sent(call, text="我的身份证号码 11010519491231002X，请给我办。")
    with pytest.raises(Refused, match="请选不公开显示"):
        looked(office, opinion, note="看过")
    with pytest.raises(Refused, match="须写明理由"):
        looked(office, opinion, "hidden")
    looked(office, opinion, "hidden", note="含身份证号码")
    with pytest.raises(NotAllowed):
        actions.look_at(opinion=opinion, by=office.he_jing, day=DAY, status="hidden", note="看")


PERSONAL = {
    "手机": "请打 13812345678 找我。",
    "邮箱": "请回 wangfang@example.com。",
    "住址": "家住云溪区桃园小区3栋2单元501室。",
    "车牌": "我的车是京A12345。",
}


@pytest.mark.parametrize("text", PERSONAL.values(), ids=PERSONAL)
def test_nothing_that_tells_of_a_person_goes_out_by_any_field(office, draft, call, text):
    opinion = sent(call, text=text)
    with pytest.raises(Refused, match="请选不公开显示"):
        looked(office, opinion, note="看过，可以")
    looked(office, opinion, "hidden", note="含个人信息")
    for name in ("summary", "reason"):
        with pytest.raises(Refused, match="照原样公开；请删去或者改写"):
            answered(office, call, opinion, **{name: text})
    with pytest.raises(Refused, match="照原样公开"):
        actions.prolong(call=call, by=office.li_qiang, day=DAY, until=AFTER, reason=text)
    other = parking(office)
    for name in ("reads", "reason"):
        with pytest.raises(Refused, match="照原样公开"):
            called(office, other, **{name: text})
    assert not queries.shown(call).exists()
    assert not Answer.objects.exists()


def test_the_telephone_of_the_office_may_stand_there(office, draft):
    reads = "云溪区城市管理局法制科，电话 010-66001234"
    assert called(office, draft, reads=reads).reads == reads


# – answering, and the results


def test_equal_opinions_are_answered_together_and_counted_by_clause(office, call):
    two = [looked(office, sent(call)), looked(office, sent(call, text="两小时"))]
    one = looked(office, sent(call, clause=""), "hidden", note="全是口号")
    none = looked(office, sent(call, text="广告"), "void", note="与草案无关")
    answered(office, call, *two)
    answered(office, call, one, verdict="refused", reason="没有具体内容")
    rows = {row.label: (row.received, row.adopted, row.refused, row.left) for row in queries.by_clause(call)}
    assert rows == {
        "全文": (1, 0, 1, 0),
        "第一条": (0, 0, 0, 0),
        "第二条": (0, 0, 0, 0),
        "第三条": (2, 2, 0, 0),
    }
    with pytest.raises(Refused, match="审看为不是意见"):
        answered(office, call, none)
    answered(office, call, two[0], verdict="partly")
    assert (queries.totals(call).adopted, queries.totals(call).partly) == (1, 1)
    assert Answer.objects.count() == 3


def test_an_opinion_of_another_call_is_not_answered_here(office, call):
    other = called(office, parking(office))
    foreign = looked(office, sent(other))
    with pytest.raises(Refused, match="不是这次征集的意见"):
        answered(office, call, foreign)
    with pytest.raises(Refused, match="还没有审看"):
        answered(office, call, sent(call))


def test_an_answer_repeats_nobodys_number_for_it_stands_beside_the_opinion(office, call):
    opinion = looked(office, sent(call))
    for name in ("summary", "reason"):
        changes = {name: "身份证号码 11010519491231002X 的市民要两小时"}
        with pytest.raises(Refused, match="身份证"):
            answered(office, call, opinion, **changes)
    assert not Answer.objects.exists()


def test_results_wait_for_the_end_and_for_every_answer(office, call):
    opinion = sent(call)
    for day, why in ((LAST, "截止以后才能起草"), (AFTER, "没有审看")):
        with pytest.raises(Refused, match=why):
            actions.draft_results(call=call, by=office.li_qiang, day=day)
    looked(office, opinion)
    with pytest.raises(Refused, match="没有处理"):
        actions.draft_results(call=call, by=office.li_qiang, day=AFTER)


def test_the_results_go_through_the_review_and_say_what_the_register_says(office, call, clock):
    clock.at(AFTER)
    opinion = looked(office, sent(call))
    answered(office, call, opinion)
    item = actions.draft_results(call=call, by=office.li_qiang, day=AFTER)
    assert item.live is None
    answered(office, call, opinion, verdict="refused", reason="财力不够")
    edition = reviewed(office, item)
    with pytest.raises(Refused, match=r"采纳情况正在.*不能改变意见的处理"):
        answered(office, call, opinion)
    with pytest.raises(Refused, match="处理又改过"):
        items.publish(edition=edition, by=office.li_qiang, day=AFTER)
    items.edit(
        edition=edition, by=office.li_qiang, day=AFTER, group="heading", values={"keywords": "停车"}, seen=1
    )
    assert actions.draft_results(call=call, by=office.li_qiang, day=AFTER) == item
    item = out(office, item)
    assert "不采纳 1 条" in item.live.text.content["summary"]
    assert "财力不够" in item.live.text.content["body"]
    call = now_of(call)
    assert (call.results_id, call.results_on) == (item.pk, AFTER)
    with pytest.raises(Refused, match="已于 2026-04-02 公布"):
        answered(office, call, opinion)
    assert verify().sound


def test_the_decision_is_told_of_the_draft_and_of_what_became_of_the_opinions(
    office, draft, parking_rule, clock
):
    call = called(office, draft, decision=parking_rule)
    assert call.term == "decision_opinions"
    actions.prolong(call=call, by=office.li_qiang, day=DAY, until=date(2026, 4, 10), reason="多听听")
    decision = now_of(parking_rule)
    assert (decision.opinions_from, decision.opinions_until) == (DAY, date(2026, 4, 10))
    assert decision.next_on == date(2026, 5, 11)
    opinions = [looked(office, sent(call, text=text)) for text in ("两小时", "三小时", "不收费")]
    later = date(2026, 4, 11)
    clock.at(later)
    answered(office, call, *opinions[:2], day=later)
    answered(office, call, opinions[2], verdict="refused", day=later)
    out(office, actions.draft_results(call=call, by=office.li_qiang, day=later), later)
    decision = now_of(parking_rule)
    numbers = [getattr(decision, f"opinions_{name}") for name in ("received", "adopted", "partly", "refused")]
    assert (decision.adoption_on, numbers) == (later, [3, 2, 0, 1])
    assert verify().sound


def test_what_the_staff_entered_of_the_draft_before_is_not_entered_twice(office, draft, parking_rule):
    decisions.enter_stage(decision=parking_rule, by=office.li_qiang, day=DAY, stage="draft", until=LAST)
    called(office, draft, decision=parking_rule)
    assert parking_rule.events.count() == 1


def test_results_that_go_out_at_their_time_are_told_too(office, draft, parking_rule, clock):
    call = called(office, draft, decision=parking_rule)
    clock.at(AFTER)
    edition = reviewed(office, actions.draft_results(call=call, by=office.li_qiang, day=AFTER))
    when = at(AFTER, "10:00:00")
    items.schedule(edition=edition, by=office.li_qiang, day=AFTER, at=when, now=clock.now)
    items.publish_due(when)
    assert now_of(call).results_on == AFTER
    event = parking_rule.events.last()
    assert (event.kind, event.person_name, event.data["received"]) == ("adoption", "系统", 0)
    assert verify().sound


# – the trail


def test_what_is_changed_past_the_acts_is_found(office, call):
    opinion = looked(office, sent(call, name="王芳"))
    answered(office, call, opinion)
    assert verify().sound
    Opinion.objects.filter(pk=opinion.pk).update(text="支持")
    assert {fault.ledger for fault in verify().faults} == {"意见"}
    Opinion.objects.filter(pk=opinion.pk).update(text=opinion.text, status="hidden")
    Call.objects.filter(pk=call.pk).update(until=date(2026, 3, 3))
    assert {fault.ledger for fault in verify().faults} == {"意见", "意见征集"}


def test_after_a_change_of_key_all_of_it_opens_and_is_vouched_for(call, settings):
    opinion = sent(call, name="王芳")
    settings.IDENTITY_KEYS = ("another-key-of-the-installation-0123", *settings.IDENTITY_KEYS)
    actions.require_openable()
    assert (actions.reencrypt_contacts(), actions.vouch_for_opinions()) == (1, 1)
    assert actions.reencrypt_contacts() == 0
    settings.IDENTITY_KEYS = settings.IDENTITY_KEYS[:1]
    assert contacts.opened(now_of(opinion).contact) == {"name": "王芳"}


def test_what_is_sealed_is_gone_from_opinions_and_answers(office, call):
    opinion = looked(office, sent(call, text="附件里的地图应当删去"))
    answered(office, call, opinion)
    items.end(item=call.item, by=office.chen_jing, day=DAY, kind="secret", reason="涉密")
    assert (now_of(opinion).text, Answer.objects.get().summary, now_of(call).reads) == ("", "", "")
    assert not queries.public(DAY).exists()
    assert not queries.visible(office.li_qiang, DAY).exists()
    assert verify().sound
