"""What must section six of the report say by itself about how the records were counted?

Where a reader would else find the tables at odds with what happened: parts of a request that was carried over
and split in this year (handbook 02 §3.4), and first replies that did not last (table 三 knows only them).
Each sentence is a counted figure, whose records the office can list.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from gongkai_web.agencies.models import Agency
from gongkai_web.annual.tally import period_of
from gongkai_web.cases.figures import REPLY_REPLACED, SPLIT_LATER
from gongkai_web.figures.counting import Asked, counts, prepare
from gongkai_web.figures.declared import Figure
from gongkai_web.figures.period import Scope

SECTION = 6
# By figure: the sentence, with its number.
SENTENCES: Mapping[Figure, str] = {
    SPLIT_LATER: "上年结转的申请本年拆分办理，拆分后第一件承接上年结转，其余{count}件计入本年新收。",
    REPLY_REPLACED: "表三按首次答复计数，本年作出的首次答复后来撤销、变更或者重新答复的{count}件。",
}


@dataclass(frozen=True, slots=True)
class Remark:
    """A sentence, the figure that it tells of, and its number."""

    figure: Figure
    count: int
    sentence: str


def remarks(agency: Agency, year: int) -> tuple[Remark, ...]:
    """Those whose number is not zero."""
    found = counts(_asked(year), Scope.of(agency))
    return tuple(
        Remark(figure, count, sentence.format(count=count))
        for figure, sentence in SENTENCES.items()
        if (count := int(found[figure.id]))
    )


def prepare_remarks(year: int) -> None:
    """Writes what is asked of that year before anybody does; nothing is counted."""
    prepare(_asked(year))


def _asked(year: int) -> dict[str, Asked]:
    return {figure.id: Asked(figure, period_of(year)) for figure in SENTENCES}
