"""Do the columns of a case repeat its state, and the trail every act, wherever the procedure leads?

The walk over pure facts stands in `tests/law/procedure/`; here it goes through the actions and the database.
"""

import inspect
from datetime import timedelta

import hypothesis
import pytest
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase as DjangoTestCase

from gongkai.procedure import machine
from gongkai.procedure.facts import Role
from gongkai_web.audit.verify import verify
from gongkai_web.cases import actions, stored
from gongkai_web.cases.models import Case
from tests.law.procedure.typed import FIRST, SUBMITTED, fitting, particulars
from tests.people import found_town

OFFICER = frozenset({Role.OFFICER})
# Not made small when it fails: that would take minutes, and the walk as it is tells enough.
UNSHRUNK = (hypothesis.Phase.explicit, hypothesis.Phase.reuse, hypothesis.Phase.generate)


@pytest.mark.slow
class TestRecorded(DjangoTestCase):
    """A walk through the actions: the columns repeat the state, the trail is whole."""

    def setUp(self):
        super().setUp()
        self.town = found_town()

    @hypothesis.settings(max_examples=15, deadline=None, phases=UNSHRUNK)
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
            given = particulars(act.key, now, today, fitting(now, today, "granted"), turn)
            given |= {"assign": {"person": by}, "extend": {"approved_by": self.town.sun_li}}.get(act.key, {})
            for computed in (
                "person_name",
                "approved_by_name",
                *(["amount"] if act.key == "decide_fee" else []),
            ):
                given.pop(computed, None)
            action = getattr(actions, act.key)
            unlawful = {"on_paper": True} if "on_paper" in inspect.signature(action).parameters else {}
            action(case=case, by=by, day=today, **given, **unlawful)
            today += timedelta(days=data.draw(st.integers(0, 15)))
        row, now = Case.objects.get(pk=case.pk), stored.current(case)
        for column in stored.COLUMNS:
            assert getattr(row, column) == getattr(now, column), column
        assert verify().sound


def test_every_act_of_the_procedure_is_an_action():
    assert all(callable(getattr(actions, key, None)) for key in machine.acts())
