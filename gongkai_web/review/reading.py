"""How is a file of strangers read without harm to the site?

In a process of its own (`gongkai.corpus`): what hangs, crashes or eats memory there is that file's failure
and becomes a sentence. This module is imported by that process and therefore knows nothing of Django.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from gongkai.corpus import Item, Outcome, run
from gongkai.document import to_json
from gongkai.report import Report
from gongkai_web.review import limits

Document = dict[str, Any]


def outcomes(todo: Iterator[Item]) -> Iterator[Outcome[Document]]:
    """What came of each file, in their order; close it to end the process."""
    return run(document, todo, jobs=1, seconds=limits.SECONDS_A_FILE)


def document(_: str, report: Report) -> Document:
    """The report as it is stored."""
    return to_json(report)
