"""What of all that was decided still stands, and whose turn is it then?

Pure functions over decisions in the order in which they were made. An approval counts for the very content
that it saw; whatever was changed afterwards has to be decided anew, from the first step on.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Sequence
from typing import Protocol, TypeVar

from gongkai_web.audit.models import canonical

# The roles of which one decides at a step.
Step = Collection[str]


class Decided(Protocol):
    """What is asked of a decision, be it a row of whichever table or a fact in a test."""

    @property
    def step(self) -> int:
        """The number of the step, from 0."""

    @property
    def role(self) -> str:
        """The role in which it was decided."""

    @property
    def approved(self) -> bool:
        """同意; else 退回."""

    @property
    def content_hash(self) -> str:
        """The digest of what was on the screen."""


D = TypeVar("D", bound=Decided)


def digest(content: object) -> str:
    """What a decision is bound to: SHA-256 (hex) of the canonical JSON of all that it is about."""
    return hashlib.sha256(canonical(content).encode()).hexdigest()


def standing(steps: Sequence[Step], decisions: Iterable[D], now: str) -> list[D]:
    """For each step the approval of the content as it is now, in order; only as far as they go.

    A return ends all that was approved before it; an approval in a role that is not that of its step is none.
    """
    approved: dict[int, D] = {}
    for one in decisions:
        if not one.approved:
            approved.clear()
        elif one.content_hash == now:
            approved[one.step] = one
    found = []
    for number, roles in enumerate(steps):
        counts = approved.get(number)
        if counts is None or counts.role not in roles:
            break
        found.append(counts)
    return found


def turn(steps: Sequence[Step], decisions: Iterable[D], now: str) -> int | None:
    """The number of the step that is to decide next; None where all have."""
    done = len(standing(steps, decisions, now))
    return done if done < len(steps) else None


def is_approved(steps: Sequence[Step], decisions: Iterable[D], now: str) -> bool:
    """Whether every step approved the content as it is now."""
    return turn(steps, decisions, now) is None


def returned(decisions: Iterable[D]) -> D | None:
    """The return with which it stands, and its reason; None where the last decision is none."""
    made = list(decisions)
    return made[-1] if made and not made[-1].approved else None
