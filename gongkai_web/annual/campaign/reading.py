"""How is a file of strangers read without harm to the site?

In a process of its own (`gongkai.corpus`): what hangs, crashes or eats memory there is that file's failure
and becomes a sentence. This module is imported by that process and therefore knows nothing of Django.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator
from typing import Any

from gongkai.checking import check
from gongkai.corpus import Item, Outcome, run
from gongkai.document import from_json, to_json
from gongkai.report import Report
from gongkai_web.annual.campaign import limits

Document = dict[str, Any]


def outcomes(todo: Iterator[Item]) -> Generator[Outcome[Document], None, None]:
    """What came of each file, in their order; close it to end the process.

    The next is taken from `todo` only when the one before is done with: it is claimed for us alone, and
    whoever else reads could not have it meanwhile.
    """
    yield from run(document, todo, jobs=1, at_once=1, seconds=limits.SECONDS_A_FILE)


def document(_: str, report: Report) -> Document:
    """The report as it is stored, once it is sure that it comes back from there and can be checked."""
    stored = to_json(report)
    check(from_json(stored))
    return stored
