"""What does one finding in a text look like that is to be published?

The one shape of every check before publication – words, personal data, links, elements, files – for form,
API, batch and command alike.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace

BLOCK, ASK, NOTE = LEVELS = ("block", "ask", "note")
LEVEL_LABELS = {BLOCK: "拦下", ASK: "要确认", NOTE: "提示"}


@dataclass(frozen=True, slots=True)
class Finding:
    """Something at a place of a field.

    `level`: `block` must be mended first, `ask` goes out when somebody has looked and given a reason, `note`
    is said and no more. `message` is a whole sentence that says what to do. `start` and `end` count the signs
    of the field as it was handed in (of a page of HTML, its source). `quote` is what stands there; of
    personal data only the masked form, for findings are stored and logged. `suggestion` is what may stand
    there instead, None where nobody knows.
    """

    code: str
    level: str
    message: str
    field: str
    start: int
    end: int
    quote: str
    suggestion: str | None = None

    def at_level(self, level: str) -> Finding:
        """The same, with what a single word says follows."""
        return replace(self, level=level)

    def to_json(self) -> dict[str, str | int | None]:
        """As it is printed and sent."""
        return asdict(self)


def ordered(findings: Iterable[Finding], fields: Iterable[str]) -> tuple[Finding, ...]:
    """The gravest first; within a level as one reads: field by field, from the beginning to the end."""
    place = {field: number for number, field in enumerate(fields)}
    return tuple(
        sorted(
            dict.fromkeys(findings),
            key=lambda one: (LEVELS.index(one.level), place[one.field], one.start, one.end, one.code),
        )
    )
