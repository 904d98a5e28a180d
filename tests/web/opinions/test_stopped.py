"""终止征集: is nothing taken any more, everything kept, why said to everybody, and is it counted apart?"""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from gongkai_web.audit.verify import verify
from gongkai_web.errors import NotAllowed, Refused
from gongkai_web.figures.counting import count
from gongkai_web.figures.period import EVERYWHERE, Period
from gongkai_web.opinions import actions, figures, queries
from gongkai_web.opinions.actions import OpinionGiven
from gongkai_web.opinions.actions.receiving import Closed
from gongkai_web.opinions.kinds import Channel
from gongkai_web.opinions.models import Opinion
from gongkai_web.publishing.decisions import actions as decisions
from gongkai_web.publishing.decisions import figures as of_decisions
from tests.web.interaction.written import client_of
from tests.web.opinions.asked import AFTER, DAY, LAST, agreed, at, called, looked, now_of, sent

WHY = "上位法正在修订，这份草案不再制定。"
NEXT = DAY + timedelta(days=1)


def stopped(office, call, reason=WHY, day=NEXT, by=None):
    return actions.stop(call=call, by=by or office.li_qiang, day=day, reason=reason)


def test_nothing_is_taken_any_more_and_what_was_written_is_kept_and_counted(office, draft, call, clock):
    looked(office, sent(call))
    stopped(office, call)
    clock.at(NEXT)
    with pytest.raises(Closed, match="已于 2026-03-03 终止，不再收意见"):
        sent(call, now=at(NEXT, "10:00:00"))
    paper = OpinionGiven(text="支持", channel=Channel.POST)
    actions.register_opinion(call=call, by=office.li_qiang, day=DAY, given=paper, today=NEXT)
    with pytest.raises(Refused, match="2026-03-02 至 2026-03-03 之内"):
        actions.register_opinion(call=call, by=office.li_qiang, day=LAST, given=paper)
    assert Opinion.objects.count() == 2
    numbers = {one.id: count(one, EVERYWHERE, Period(DAY, AFTER)) for one in figures.FIGURES}
    expected = {"held": 0, "stopped": 1, "results_overdue": 0, "received": 2}
    assert {key: numbers[f"opinions.{key}"] for key in expected} == expected
    assert now_of(call).results_due_on is None
    assert verify().sound
    called(office, draft, NEXT, AFTER + timedelta(days=9))


def test_not_without_a_reason_that_everybody_reads_and_only_while_it_is_open(office, call):
    for reason, why in ((" ", "须写明理由"), ("请打 13812345678 问我。", "照原样公开")):
        with pytest.raises(Refused, match=why):
            stopped(office, call, reason)
    with pytest.raises(NotAllowed):
        stopped(office, call, by=office.zhou_jie)
    with pytest.raises(Refused, match="已于 2026-04-01 结束"):
        stopped(office, call, day=AFTER)
    stopped(office, call)
    for again in (
        lambda: stopped(office, call),
        lambda: actions.prolong(call=call, by=office.li_qiang, day=NEXT, until=AFTER, reason="多听听"),
    ):
        with pytest.raises(Refused, match="已于 2026-03-03"):
            again()


def test_whoever_reads_or_wrote_reads_that_it_was_stopped_and_why(office, call, clock):
    key, citizen = queries.CODES.new_submission_key(), Client()
    opinion = sent(call, key=key)
    clock.at(NEXT)
    staff, one = client_of(office.li_qiang), [call.pk]
    assert staff.post(reverse("opinions:stop", args=one), {"reason": WHY}).status_code == 302
    agreed(office)
    code = {"code": queries.CODES.code_of(key), "number": opinion.registry_number}
    mine = citizen.post(reverse("opinions:follow"), code).url
    for client, address in (
        (citizen, reverse("opinions:call", args=one)),
        (citizen, mine),
        (staff, reverse("opinions:kept_one", args=one)),
    ):
        shown = client.get(address).content.decode()
        assert WHY.rstrip("。") in shown, address
        assert "2026-03-03 终止" in shown, address
        assert "还有" not in shown, address
    assert "2026-03-03 终止" in citizen.get(reverse("opinions:calls")).content.decode()
    assert "已于 2026-03-03 终止" in citizen.get(reverse("opinions:write", args=one)).content.decode()
    kept = staff.get(reverse("opinions:kept"), {"show": "ended"}).content.decode()
    assert "2026-03-03 终止" in kept
    assert "审看意见" in kept


def test_its_decision_is_told_owes_no_results_and_says_so_to_everybody(office, draft, clock):
    rule = decisions.open_decision(
        by=office.sun_li, agency=office.district, day=DAY, title="停车管理办法", unit="城市管理局"
    )
    decisions.enter_stage(decision=rule, by=office.li_qiang, day=DAY, stage="listed")
    call = called(office, draft, decision=rule, until=AFTER + timedelta(days=8))
    actions.prolong(call=call, by=office.li_qiang, day=DAY, until=AFTER + timedelta(days=9), reason="多听听")
    stopped(office, call)
    rule = now_of(rule)
    assert (rule.stage, rule.opinions_from, rule.opinions_until, rule.next_on) == ("stopped", DAY, None, None)
    assert count(of_decisions.OVERDUE, EVERYWHERE, Period(DAY, AFTER + timedelta(days=90))) == 0
    clock.at(NEXT)
    shown = Client().get(reverse("decisions:one", args=[rule.pk])).content.decode()
    assert "征求意见已于 2026-03-03 终止。" in shown
    assert "终止征求意见" in shown
    assert "正在征求意见" not in shown + Client().get(reverse("decisions:decisions")).content.decode()
    kept = client_of(office.li_qiang).get(reverse("decisions:kept_one", args=[rule.pk])).content.decode()
    assert "<li>公布草案，征求意见" in kept  # what comes next
    assert "<li>公布意见采纳情况" not in kept
    told = rule.events.get(kind="stopped")
    with pytest.raises(Refused, match="不能在这里作废"):
        decisions.void_stage(decision=rule, by=office.li_qiang, day=NEXT, event=told, reason="点错了")
    called(office, draft, NEXT, NEXT + timedelta(days=40), decision=rule)
    rule = now_of(rule)
    assert (rule.stage, rule.opinions_until) == ("draft", NEXT + timedelta(days=40))
    assert rule.next_on is not None
    assert verify().sound
