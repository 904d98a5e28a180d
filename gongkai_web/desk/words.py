"""Which cases have these words in what they ask for or in who asks?

By overlapping pairs of characters (`word_index`), so that 补偿 is found inside 征地补偿方案 without reading
every case; what is found by several pairs is compared with the words themselves.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.db import connections
from django.db.models import BooleanField, Q, QuerySet
from django.db.models.expressions import RawSQL

from gongkai_web.cases.models import Case

_RUNS = re.compile(r"[0-9A-Za-z\u3400-\u9fff]+")
# One entry of the index: what it finds has the word, and need not be read to be compared.
_EXACT = re.compile(r"[0-9A-Za-z\u3400-\u9fff]{1,2}")


@dataclass(frozen=True, slots=True)
class Look:
    """How far the index is read: cases with these primary keys (both ends included), the newest so many."""

    low: int = 0
    high: int = 2**62
    most: int = -1  # all


EVERYWHERE = Look()


def having(
    cases: QuerySet[Case], words: str, agency: int | None = None, look: Look = EVERYWHERE
) -> QuerySet[Case]:
    """Those of `cases` with every word in the title or in the applicant's name.

    `agency`: its primary key where only one is asked about; the index then reads no other's words.
    """
    for word in words.split():
        if not _EXACT.fullmatch(word):
            cases = cases.filter(Q(title__icontains=word) | Q(applicant_name__icontains=word))
    runs = [run.lower() for run in _RUNS.findall(words)]
    if not runs:
        return cases
    return _in_table(cases, runs, agency, look) if on_sqlite(cases) else _in_function(cases, runs)


def on_sqlite(cases: QuerySet[Case]) -> bool:
    """Whether the cases stand in SQLite."""
    return connections[cases.db].vendor == "sqlite"


def _grams(run: str) -> list[str]:
    return [run[at : at + 2] for at in range(len(run) - 1)] or [run]


def _in_table(cases: QuerySet[Case], runs: list[str], agency: int | None, look: Look) -> QuerySet[Case]:
    wanted = {f'"{gram}"' if len(gram) == 2 else f'"{gram}"*' for run in runs for gram in _grams(run)}
    if agency is not None:
        wanted.add(f'"agency{agency}"')
    match = " AND ".join(sorted(wanted))
    # The text is the program's own; what was typed goes in as a parameter.
    found = RawSQL(
        "SELECT rowid FROM desk_words WHERE desk_words MATCH %s AND rowid BETWEEN %s AND %s "
        "ORDER BY rowid DESC LIMIT %s",
        [match, look.low, look.high, look.most],
    )
    return cases.filter(pk__in=found)


def _in_function(cases: QuerySet[Case], runs: list[str]) -> QuerySet[Case]:
    wanted = sorted({gram for run in runs for gram in _grams(run)})
    said = "desk_grams(cases_case.title || ' ' || cases_case.applicant_name) @> %s::text[]"
    return cases.alias(has_words=RawSQL(said, [wanted], BooleanField())).filter(has_words=True)  # noqa: S611
