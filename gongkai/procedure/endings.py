"""How can a case end as it stands: with which outcomes can it be answered on that day?

What is offered, not what is allowed: an answer that went out on paper is entered whatever it says.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from gongkai.outcomes import outcomes
from gongkai.procedure.course import walk
from gongkai.procedure.course.reply import fits
from gongkai.procedure.facts import Fact, standing


def endings(facts: Iterable[Fact], day: date, *, again: bool = False) -> dict[str, bool]:
    """The outcomes that fit the case, by code; true for one for which a lapse is required and was reached.

    `again`: for a reply that is given once more.
    """
    course = walk(standing(facts))
    return {
        code: one.requires.endswith("_lapsed")
        for code, one in outcomes().on(day).items()
        if fits(course, one, day, again=again)
    }
