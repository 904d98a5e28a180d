"""Is each item looked at once in the period, however many there are, and no host asked too often?"""

from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from gongkai_web.publishing.items.link_pace import MOST_ITEMS, ROUND, SOONEST, Walk, in_turns, may_begin

BEGUN = datetime(2026, 3, 2, 9, tzinfo=timezone.get_fixed_timezone(480))
PERIOD = timedelta(days=30)


def walked(count: int, away: tuple[int, int] = (0, 0)) -> tuple[timedelta, int]:
    """How long the way through so many takes, how many a round reads at most; `away`: days without rounds."""
    now, left, most = BEGUN, count, 0
    while left:
        if not away[0] <= (now - BEGUN).days < away[1]:
            share = Walk(BEGUN, now, PERIOD).share(left)
            left, most = left - min(share, left), max(most, share)
        now += ROUND
    return now - BEGUN, most


@pytest.mark.parametrize("count", [1, 10_000, 100_000, 1_000_000, 3_000_000])
def test_all_are_read_within_the_period_and_no_round_reads_more_than_that_needs(count):
    taken, most = walked(count)
    assert taken <= PERIOD
    assert most <= max(100, count // (PERIOD // ROUND) + 2)


def test_few_are_not_spread_over_the_whole_period():
    taken, _ = walked(10_000)
    assert taken < timedelta(days=1)


def test_what_was_missed_is_caught_up():
    taken, most = walked(1_000_000, away=(3, 13))
    assert taken <= PERIOD
    assert most <= MOST_ITEMS


def test_where_there_are_too_many_a_round_stays_bounded_and_that_is_said():
    taken, most = walked(6_000_000)
    assert most == MOST_ITEMS
    assert taken > PERIOD
    assert Walk(BEGUN, BEGUN + taken, PERIOD).is_late(1)
    assert not Walk(BEGUN, BEGUN + PERIOD, PERIOD).is_late(1)
    assert not Walk(BEGUN, BEGUN + taken, PERIOD).is_late(0)


def test_nobody_is_asked_anew_within_a_week():
    assert may_begin(begun=None, now=BEGUN)
    assert not may_begin(begun=BEGUN, now=BEGUN + SOONEST - ROUND)
    assert may_begin(begun=BEGUN, now=BEGUN + SOONEST)


def test_one_host_after_another_gets_its_turn_and_each_address_once():
    a, b, c = ("https://a.example", "https://b.example", "http://c.example:8080")
    asked = [f"{a}/1", f"{a}/2", f"{a}/3", f"{b}/1", f"{a}/1", f"{c}/1", f"{b}/2"]
    assert in_turns(asked) == [f"{a}/1", f"{b}/1", f"{c}/1", f"{a}/2", f"{b}/2", f"{a}/3"]
