"""Is a day of a text too far ahead, or gone by? Whoever wrote it says why; a slip in the year is found so."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from gongkai.proofing.finding import ASK, Finding
from gongkai.publication.day_limits import day_limits
from gongkai_web.publishing.items.content import FIELDS, Content, day_of, is_public

_REASSESS = "reassess_on"


def day_points(content: Content, day: date) -> Iterator[Finding]:
    """What is asked about the days of a text."""
    for name, limit in day_limits().items():
        given = day_of(content, name)
        if given is not None and (months := limit.passed_by(given, day)):
            said = f"{limit.label} {given} 在 {day} 的 {months} 个月以后；请核对，确要这么久的请说明。"
            yield _asked("days.far", said, name)
    again = day_of(content, _REASSESS)
    if again is not None and again <= day and content["attribute"] and not is_public(content):
        label = FIELDS[_REASSESS].label
        said = (
            f"{label} {again} 不在今天（{day}）以后，不会再提醒评估（《条例》第十八条）；请核对，或者说明。"
        )
        yield _asked("days.reassess", said, _REASSESS)


def _asked(code: str, message: str, field: str) -> Finding:
    return Finding(code, ASK, message, field, 0, 0, "")
