"""Does the state machine offer exactly what may be done, and do the invariants hold wherever it leads?

A walk of acts from `procedure.yaml`, day by day, over pure facts: what is offered must be possible and
lawful, what is not offered refused or flagged, and the invariants of handbook 01 §6 hold after every step.
"""

from datetime import date, timedelta

import hypothesis
import pytest
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from gongkai.deadlines import terms
from gongkai.errors import LawError
from gongkai.outcomes import outcomes
from gongkai.procedure import machine, state
from gongkai.procedure.facts import Fact, Role, Status
from gongkai.procedure.refusals import Refused
from tests.law.procedure.entered import entered
from tests.law.procedure.typed import FIRST, SUBMITTED, fitting, particulars

LAST = date(2026, 6, 30)
EVERYBODY = frozenset(Role.values)
# What an honest clerk may have to do late: the letter still has to go out, and says so.
LATE = {
    "receipt-late",
    "reply-late",
    "reply-again-late",
    "again-dispatch-late",
    "dispatch-late",
    "evidence-late",
}
# What the outcome that he happens to choose may break.
AT_HIS_RISK = {
    "consultation-open",
    "excessive-reasonable",
    "third-party-unasked",
    "third-party-unserved",
    "denied-against-consent",
    "required-before",
}
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
        self.facts.append(entered(self.facts, kind, self.today, data))
        self.now = state.of(self.facts)

    def typed(self, act, outcome):
        fits = fitting(self.now, self.today, outcome)
        return particulars(act, self.now, self.today, fits, len(self.facts))

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
        given = self.typed(act.key, outcome)
        self.enter(act.event, given)
        broken = {flag.code for flag in self.now.flags} - before
        assert broken <= LATE | AT_HIS_RISK, (act.key, broken)

    @rule(data=st.data())
    def what_is_not_offered_is_refused_or_flagged(self, data):
        offered = {act.key for act in machine.allowed(self.now, EVERYBODY, self.today)}
        # Notes and assignments harm nobody; the archive only tidies up (see procedure.yaml).
        withheld = sorted(set(machine.acts()) - offered - {"assign", "note_talk", "reassess"})
        act = machine.acts()[data.draw(st.sampled_from(withheld))]
        given = self.typed(act.key, "granted")
        if self.done_before_lapse(act.key):
            return
        before = {flag.code for flag in self.now.flags}
        try:
            after = state.of([*self.facts, entered(self.facts, act.event, self.today, given)])
        except Refused:
            return
        assert {flag.code for flag in after.flags} - before, act.key

    @rule(data=st.data())
    def what_can_be_broken_on_paper_is_taken_and_flagged(self, data):
        found = [one.act for one in machine.offers(self.now, EVERYBODY, self.today) if one.on_paper]
        if not found:
            return
        act = data.draw(st.sampled_from(found))
        before = len(self.now.flags)
        given = self.typed(act.key, "granted")
        after = state.of([*self.facts, entered(self.facts, act.event, self.today, given)])
        assert len(after.flags) > before, act.key

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
TestWalk = pytest.mark.slow(Walk.TestCase)


def test_the_procedure_refuses_what_it_does_not_know(tmp_path, monkeypatch):
    broken = tmp_path / "procedure.yaml"
    broken.write_text(machine.FILE.read_text(encoding="utf-8").replace("no_fee", "no_fees"), encoding="utf-8")
    monkeypatch.setattr(machine, "FILE", broken)
    machine.acts.cache_clear()
    with pytest.raises(LawError, match="不认识「no_fees」"):
        machine.acts()
    monkeypatch.undo()
    machine.acts.cache_clear()
