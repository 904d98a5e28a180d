"""Does the state machine offer exactly what may be done, and do the invariants hold wherever it leads?

A walk of acts from `procedure.yaml`, day by day, over pure facts: what is offered must be possible and
lawful, what is not offered refused or flagged, and the invariants of handbook 01 §6 hold after every step.
"""

from datetime import date, timedelta

import hypothesis
import pytest
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase as DjangoTestCase
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from gongkai.deadlines import terms
from gongkai.errors import LawError
from gongkai.outcomes import outcomes
from gongkai.procedure import checks, machine, state
from gongkai.procedure.facts import Fact, Status
from gongkai_web.agencies.models import Role
from gongkai_web.audit.queries import verify
from gongkai_web.cases import actions, stored
from gongkai_web.cases.actions.entry import next_fact
from gongkai_web.cases.models import Case
from gongkai_web.errors import Refused
from tests.people import found_town

FIRST = date(2024, 9, 2)
LAST = date(2026, 6, 30)
OFFICER = frozenset({Role.OFFICER})
EVERYBODY = frozenset(Role.values)
SUBMITTED = {
    "applicant_kind": "natural_person",
    "applicant_name": "王芳",
    "title": "云溪路拓宽工程的征地补偿方案",
}
# What an honest clerk may have to do late: the letter still has to go out, and says so.
LATE = {"reply-late", "dispatch-late", "evidence-late"}


def particulars(act: str, now: state.State, today: date, outcome: str, number: object) -> dict:
    """What 李强 would type for that act as the case stands; `number` tells what he asks and files apart."""
    opinions = {
        kind: next((one.ref for one in now.open_consultations if one.kind == kind), "")
        for kind in ("third_party", "agency")
    }
    unserved = {
        kind: next((one.ref for one in now.open_consultations if one.kind == kind and not one.served), "")
        for kind in ("third_party", "agency")
    }
    pending = next((one.ref for one in now.appeals if not one.result), "")
    unanswered = next((one.ref for one in now.appeals if not one.result and not one.answered_on), "")
    pages = {"basis": "pages", "count": 50}
    given = {
        "assign": {"person": 1, "person_name": "李强"},
        "note_talk": {"content": "电话说明检索进展"},
        "split_case": {"cases": [1, 2], "reason": "一事一申请"},
        "ask_correction": {"items": "请写明文件的年度", "until": today + timedelta(days=15)},
        "record_search": {"places": "档案室", "keywords": "补偿方案", "result": "没有找到"},
        "receive_correction": {"description": "2023 年的方案"},
        "ask_third_party": {"ref": f"三{number}", "name": "示范建设公司"},
        "third_party_served": {"ref": unserved["third_party"]},
        "answer_third_party": {"ref": opinions["third_party"], "consent": False, "reason": "商业秘密"},
        "ask_agency": {
            "ref": f"机{number}",
            "name": "示范市水利局",
            **({"co_producer": False, "until": today + timedelta(days=10)} if number % 2 else {}),
        },
        "agency_served": {"ref": unserved["agency"]},
        "answer_agency": {"ref": opinions["agency"], "consent": True},
        "ask_reason": {"facts": "本月已申请 40 件"},
        "receive_reason": {"content": "用于核对", "reasonable": bool(number % 3)},
        "delay": {"until": (now.due_on or today) + timedelta(days=30), "reason": "数量多"},
        "extend": {"days": 20, "approved_by": 3, "approved_by_name": "孙立", "reason": "需要检索"},
        "decide_fee": {**pages, "amount": checks.fee_amount(pages, today)},
        "pay_fee": {"amount": now.fee_amount},
        "reply": {"outcome": outcome, "reason": "理由", "article": "条款"},
        "revoke_reply": {"reason": "自行纠正"},
        "reply_again": {"outcome": "granted", "corrects": "改为公开"},
        "file_appeal": {"ref": f"复{number}", "kind": "reconsideration", "received_on": today},
        "answer_appeal": {"ref": unanswered},
        "conclude_appeal": {"ref": pending, "result": "upheld"},
        "reassess": {"open_now": False, "content": "情势没有变化"},
        "handle_reminder": {"content": "已督促"},
    }
    return given.get(act, {})


def fitting(now: state.State, chosen: str) -> str:
    """An outcome that the case allows: what lapsed ends as lapsed, what was withdrawn as withdrawn."""
    if now.status == Status.WITHDRAWN:
        return "other_misc"
    if now.waiting_for:
        return "other_correction_overdue" if now.waiting_for == "correction" else "other_fee_overdue"
    requires = outcomes()[chosen].requires
    if requires == "correction_received" and not (now.correction and now.correction.received):
        return "granted"
    return "granted" if requires in {"correction_lapsed", "fee_lapsed"} else chosen


# An opinion may still come then, or a search be written down; it is kept and changes nothing.
ENDED = {
    Status.WITHDRAWN,
    Status.REPLIED,
    Status.DISPATCHED,
    Status.SERVED,
    Status.CLOSED,
    Status.ARCHIVED,
}


class Walk(RuleBasedStateMachine):
    """One case, from the letter to the archive, along whatever way the acts allow."""

    @initialize(channel=st.sampled_from(["counter", "web", "registered_post", "ordinary_post"]))
    def it_comes(self, channel):
        self.today = FIRST
        self.facts: list[Fact] = []
        self.enter("submitted", {**SUBMITTED, "channel": channel})

    def enter(self, kind, data):
        self.facts.append(next_fact(self.facts, kind, self.today, data))
        self.now = state.of(self.facts)

    @precondition(lambda self: self.today < LAST)
    @rule(days=st.sampled_from([1, 2, 3, 5, 8, 13, 40]))
    def days_pass(self, days):
        # What is handed in is received on that very day; no clerk waits with it (第三十一条).
        if not (self.now.status == Status.SUBMITTED and self.now.channel == "counter"):
            self.today = min(self.today + timedelta(days=days), LAST)

    @rule(data=st.data(), outcome=st.sampled_from(sorted(outcomes())))
    def an_offered_act_is_done(self, data, outcome):
        allowed = machine.allowed(self.now, EVERYBODY, self.today)
        if not allowed:
            return
        # Notes change nothing: mostly something else is drawn, or the walk would not get far.
        telling = [act.key for act in allowed if act.key not in {"assign", "note_talk", "withdraw"}]
        every = [act.key for act in allowed]
        act = machine.acts()[data.draw(st.sampled_from([*telling * 4, *every]))]
        before = {flag.code for flag in self.now.flags}
        given = particulars(act.key, self.now, self.today, fitting(self.now, outcome), len(self.facts))
        self.enter(act.event, given)
        broken = {flag.code for flag in self.now.flags} - before
        assert broken <= LATE | {"consultation-open", "excessive-reasonable"}, (act.key, broken)

    @rule(data=st.data())
    def what_is_not_offered_is_refused_or_flagged(self, data):
        offered = {act.key for act in machine.allowed(self.now, EVERYBODY, self.today)}
        # Notes and assignments harm nobody; the archive only tidies up (see procedure.yaml).
        withheld = sorted(set(machine.acts()) - offered - {"assign", "note_talk", "reassess"})
        act = machine.acts()[data.draw(st.sampled_from(withheld))]
        given = particulars(act.key, self.now, self.today, fitting(self.now, "granted"), len(self.facts))
        if self.done_before_lapse(act.key):
            return
        before = {flag.code for flag in self.now.flags}
        try:
            after = state.of([*self.facts, next_fact(self.facts, act.event, self.today, given)])
        except Refused:
            return
        assert {flag.code for flag in after.flags} - before, act.key

    def done_before_lapse(self, act):
        """What the course takes though pages do not offer it: entries that come late on paper."""
        late = {"answer_third_party", "answer_agency", "record_search"}
        return act in late and self.now.status in ENDED

    # – the invariants of handbook 01 §6

    @invariant()
    def before_the_receipt_no_term_runs(self):
        if self.now.received_on is None:
            assert (self.now.due_on, self.now.due) == (None, None)

    @invariant()
    def a_request_is_corrected_and_extended_once_at_most(self):
        kinds = [fact.kind for fact in self.facts]
        assert kinds.count("correction.asked") <= 1
        assert kinds.count("extended") <= 1
        assert self.now.extended_by <= terms()["extension"].dated.on(FIRST).value.count

    @invariant()
    def what_is_done_has_one_leaf_of_table_three(self):
        assert bool(self.now.outcome) == (self.now.concluded_on is not None)
        assert not self.now.outcome or self.now.outcome in outcomes()

    @invariant()
    def every_counted_day_is_accounted_for(self):
        if self.now.due and self.now.due.due:
            since = [step for step in self.now.due.steps if step.day > self.now.due.started]
            assert sum(step.counted for step in since) == self.now.due.limit

    @invariant()
    def in_each_year_it_is_done_or_carried_over(self):
        if self.now.received_on and not self.now.split:
            for year in range(self.now.received_on.year, LAST.year + 1):
                end = date(year, 12, 31)
                done = self.now.concluded_on is not None and self.now.concluded_on <= end
                carried = self.now.received_on <= end and not done
                assert done != carried

    @invariant()
    def somebody_has_the_next_act_until_it_is_archived(self):
        over = self.now.status in {Status.ARCHIVED, Status.SPLIT, Status.VOIDED}
        withdrawn_unreceived = self.now.status == Status.WITHDRAWN and not self.now.received_on
        assert over or withdrawn_unreceived or self.now.next_act in machine.acts()

    @invariant()
    def it_is_the_same_for_ever(self):
        assert state.of(self.facts) == self.now


# Not made small when it fails: that would take minutes, and the walk as it is tells enough.
UNSHRUNK = (hypothesis.Phase.explicit, hypothesis.Phase.reuse, hypothesis.Phase.generate)
Walk.TestCase.settings = hypothesis.settings(
    max_examples=150, stateful_step_count=30, phases=UNSHRUNK, report_multiple_bugs=False
)
TestWalk = Walk.TestCase


class TestRecorded(DjangoTestCase):
    """The same walk through the actions: the columns repeat the state, the trail is whole."""

    def setUp(self):
        super().setUp()
        self.town = found_town()

    @hypothesis.settings(max_examples=15, deadline=None)
    @hypothesis.given(data=st.data())
    def test_what_is_written_is_what_the_events_say(self, data):
        by, today = self.town.li_qiang, FIRST
        case = actions.register_case(
            by=by, agency=self.town.district, day=today, channel="registered_post", **SUBMITTED
        )
        for turn in range(data.draw(st.integers(1, 12))):
            now = stored.current(case)
            allowed = [act for act in machine.allowed(now, OFFICER, today) if act.key != "split_case"]
            act = machine.acts()[data.draw(st.sampled_from([act.key for act in allowed]))]
            given = particulars(act.key, now, today, fitting(now, "granted"), turn)
            given |= {"assign": {"person": by}, "extend": {"approved_by": self.town.sun_li}}.get(act.key, {})
            for computed in (
                "person_name",
                "approved_by_name",
                *(["amount"] if act.key == "decide_fee" else []),
            ):
                given.pop(computed, None)
            late = {"on_paper": True} if act.key in {"reply", "dispatch", "serve", "answer_appeal"} else {}
            getattr(actions, act.key)(case=case, by=by, day=today, **given, **late)
            today += timedelta(days=data.draw(st.integers(0, 15)))
        row, now = Case.objects.get(pk=case.pk), stored.current(case)
        for column in stored.COLUMNS:
            assert getattr(row, column) == getattr(now, column), column
        assert verify().sound


def test_every_act_of_the_procedure_is_an_action():
    assert all(callable(getattr(actions, key, None)) for key in machine.acts())


def test_the_procedure_refuses_what_it_does_not_know(tmp_path, monkeypatch):
    broken = tmp_path / "procedure.yaml"
    broken.write_text(machine.FILE.read_text(encoding="utf-8").replace("no_fee", "no_fees"), encoding="utf-8")
    monkeypatch.setattr(machine, "FILE", broken)
    machine.acts.cache_clear()
    with pytest.raises(LawError, match="不认识「no_fees」"):
        machine.acts()
    monkeypatch.undo()
    machine.acts.cache_clear()
