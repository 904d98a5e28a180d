"""What does an answer, or that none came, say of what was asked for: fine, a fault, or nothing?

The one place of the three verdicts: the inspection of sites, the tries of a week and the check of links in
what is published ask here, so that one answer is never two things. Of a status the law says it
(`gongkai.pages.facts`).
"""

from __future__ import annotations

from gongkai.pages.facts import Verdict, verdict_of
from gongkai_web.fetching.errors import UNSURE, Failed

__all__ = ["Verdict", "of_failure", "of_status"]


def of_status(status: int) -> Verdict:
    """By the number of the answer."""
    return verdict_of(status)


def of_failure(why: Failed) -> Verdict:
    """By how it failed; whether it may be our own line is for whoever asked."""
    return Verdict.UNTOLD if why.failure in UNSURE else Verdict.FAULT
