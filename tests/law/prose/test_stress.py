"""Does what is not understood stay silent: words that are missing, scopes and kinds that nobody knows?"""

from __future__ import annotations

from functools import cache

import pytest

from gongkai.prose import statements
from gongkai.prose.vocabulary import vocabulary
from tests.law.prose import marked, stress

pytestmark = pytest.mark.slow

EVERY, SELDOM = 5, 20  # of all marked samples every fifth is read, or every twentieth: all sets take part
FEW = 0.02  # alarms by sample, or by figure, of what nobody could understand


@cache
def samples(step: int = EVERY) -> list[marked.Sample]:
    return stress.every(step)


@pytest.mark.parametrize(("share", "seed"), [(0.1, 1), (0.1, 2), (0.2, 1)])
def test_words_that_are_missing_make_no_alarms(share, seed):
    found = stress.dropped_out(samples(), share, seed)
    alarms = [(one.sample.name, alarm.message) for one in found for alarm in one.alarms]
    assert len(alarms) <= FEW * len(found), alarms
    read = sum(one.comparable - len(one.missed) for one in found)
    assert read > sum(one.comparable for one in found) / 2  # it is read, and not given up


def test_a_figure_that_unknown_words_narrow_is_left_alone():
    told = [one for sample in samples(SELDOM) for one in stress.narrowed(sample, seed=1)]
    alarms = [(words, found[0].message) for words, found in told if found]
    assert len(told) > len(samples(SELDOM))
    assert len(alarms) <= FEW * len(told), alarms


def test_a_sentence_about_something_unknown_is_left_alone():
    told = [one for sample in samples(SELDOM) for one in stress.added(sample, seed=1)]
    alarms = [(words, found[0].message) for words, found in told if found]
    assert len(alarms) <= FEW * len(told), alarms


def test_a_sentence_about_other_matters_or_another_year_is_left_alone():
    told = [one for sample in samples(SELDOM) for one in stress.of_other_matters(sample)]
    alarms = [(words, found[0].message) for words, found in told if found]
    assert len(told) == len(stress.OF_OTHER_MATTERS) * len(samples(SELDOM))
    assert len(alarms) <= FEW * len(told), alarms


def test_without_the_words_a_vocabulary_has_fewer_of_them_and_comes_back_whole():
    whole = vocabulary()
    with stress.without(0.2, seed=1) as less:
        assert 0.75 * len(whole.words) < len(less.words) < 0.85 * len(whole.words)
        assert statements.vocabulary() is less
    assert statements.vocabulary() is whole
