"""What stands of what 赵敏 (step 0) and 孙立 (step 1) decided?"""

from dataclasses import dataclass

import pytest

from gongkai_web.approval.standing import digest, is_approved, returned, standing, turn

STEPS = (frozenset({"reviewer"}), frozenset({"head"}))
TEXT, OTHER = digest({"text": "一"}), digest({"text": "二"})


@dataclass(frozen=True)
class Decided:
    step: int
    role: str
    approved: bool = True
    content_hash: str = TEXT
    note: str = ""


ZHAO_MIN, SUN_LI = Decided(0, "reviewer"), Decided(1, "head")


def test_the_steps_decide_in_order():
    assert turn(STEPS, [], TEXT) == 0
    assert turn(STEPS, [ZHAO_MIN], TEXT) == 1
    assert turn(STEPS, [ZHAO_MIN, SUN_LI], TEXT) is None
    assert standing(STEPS, [ZHAO_MIN, SUN_LI], TEXT) == [ZHAO_MIN, SUN_LI]
    assert is_approved(STEPS, [ZHAO_MIN, SUN_LI], TEXT)


def test_the_yes_of_the_head_alone_is_no_approval():
    assert standing(STEPS, [SUN_LI], TEXT) == []
    assert turn(STEPS, [SUN_LI], TEXT) == 0


def test_an_approval_counts_for_what_it_saw_and_lapses_with_any_change():
    assert turn(STEPS, [ZHAO_MIN, SUN_LI], OTHER) == 0
    assert not is_approved(STEPS, [ZHAO_MIN, SUN_LI], OTHER)
    # One step saw the old text, the other the new one.
    mixed = [Decided(0, "reviewer", content_hash=OTHER), SUN_LI]
    assert not is_approved(STEPS, mixed, TEXT)
    assert not is_approved(STEPS, mixed, OTHER)


def test_a_return_ends_what_was_approved_before_it():
    sent_back = Decided(1, "head", approved=False, note="检索范围没有写全")
    assert standing(STEPS, [ZHAO_MIN, sent_back], TEXT) == []
    assert turn(STEPS, [ZHAO_MIN, sent_back, ZHAO_MIN], TEXT) == 1
    assert is_approved(STEPS, [ZHAO_MIN, sent_back, ZHAO_MIN, SUN_LI], TEXT)


def test_a_return_is_told_with_its_reason_until_the_next_decision():
    sent_back = Decided(1, "head", approved=False, note="检索范围没有写全")
    assert returned([]) is None
    assert returned([ZHAO_MIN, sent_back]) is sent_back
    assert returned([ZHAO_MIN, sent_back, ZHAO_MIN]) is None


def test_an_approval_in_the_role_of_another_step_is_none():
    assert not is_approved((frozenset({"head"}),), [ZHAO_MIN], TEXT)
    assert is_approved((frozenset({"head", "reviewer"}),), [ZHAO_MIN], TEXT)


def test_without_steps_there_is_nothing_to_wait_for():
    assert is_approved((), [], TEXT)


@pytest.mark.parametrize("changed", [{"甲": 2}, {"甲": "1"}, {"乙": 1}, {"甲": 1, "乙": None}])
def test_every_change_makes_another_digest(changed):
    assert digest(changed) != digest({"甲": 1})


def test_the_order_of_the_keys_makes_none():
    assert digest({"甲": 1, "乙": 2}) == digest({"乙": 2, "甲": 1})


def test_the_digest_is_that_of_the_decisions_already_kept():
    # Decisions made before are bound to it: another way of writing would let all of them lapse.
    kept = "813a234c7ac3395b68450e48886dea6e052354fe509037fccac673f070989b87"
    assert digest({"original": "ab", "boxes": [(1, "理由")]}) == kept
