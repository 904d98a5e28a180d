"""How is it noted that personal data left the house on paper or in a file?"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction

from gongkai_web.agencies.models import Agency, Person
from gongkai_web.audit.actions import record


@dataclass(frozen=True, slots=True)
class Taken:
    """A paper about somebody: whose records, about what (`cases.Case:12`), and which paper."""

    agency: Agency
    subject: str
    paper: str


@transaction.atomic
def note_taken(*, by: Person, taken: Iterable[Taken], fmt: str) -> None:
    """One line for each paper that somebody took; the line names the paper, never who is in it."""
    # By agency: two who take papers of several write into their chains in the same order.
    for one in sorted(taken, key=lambda each: each.agency.pk):
        detail = {"paper": one.paper, "format": fmt}
        record(actor=by, agency=one.agency, act="office.take_paper", subject=one.subject, detail=detail)
