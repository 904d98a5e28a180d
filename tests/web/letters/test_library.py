"""Does the office know every act, particular and word of which the letters of the law speak?"""

from __future__ import annotations

import inspect

import pytest

from gongkai.letters import letter_kinds
from gongkai.letters.kinds import COMPUTED, ENTERED, OFFERED
from gongkai.procedure.machine import acts
from gongkai_web.cases import actions
from gongkai_web.letters import given
from gongkai_web.letters.actions import issuing
from gongkai_web.letters.kinds import OTHER


def test_every_act_that_a_letter_enters_or_goes_along_with_is_one_of_the_procedure():
    for kind in letter_kinds().values():
        assert {*kind.enters, *kind.beside} <= {*acts(), OTHER}, kind.code
    assert {*issuing._ON_PAPER, *issuing._LAWFUL_ONLY} == set(ENTERED)


@pytest.mark.parametrize("act", ENTERED)
def test_what_a_letter_may_tell_is_an_argument_of_the_action(act):
    taken = inspect.signature(getattr(actions, act)).parameters
    assert set(ENTERED[act]) <= set(taken)


def test_every_word_that_a_field_may_be_offered_is_known_to_the_case():
    assert set(given._OFFERED) == set(OFFERED)
    assert set(given._COMPUTED) == set(COMPUTED)


def test_every_word_is_offered_somewhere():
    fields = [field for kind in letter_kinds().values() for field in kind.fields]
    assert {field.offered for field in fields} - {""} == set(OFFERED)
    assert {field.computed for field in fields} - {""} == set(COMPUTED)
