"""How do free words of another room – why a time was cut, who reads – wait for a second person to read them?

They stand in the row of that room; what waits here names row and field, and repeats no word, so that what is
sealed there is gone. Everybody reads them once somebody else agreed (`queries.kept_back`), never before.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Model

from gongkai_web.agencies.models import Agency, Person
from gongkai_web.publishing.catalogue.actions.holding import has_second_reader, hold, settle
from gongkai_web.publishing.catalogue.kinds import HeldKind
from gongkai_web.publishing.catalogue.queries import key_of


@dataclass(frozen=True, slots=True)
class Written:
    """Words in the fields of a row. `about`: what the row is called, without a word of its subject; `page`:
    the row on whose page it stands, as `opinions.Call:12`; `labels`: what each field is called.
    """

    row: Model
    about: str
    page: str
    labels: Mapping[str, str]


def keep_back(
    *,
    by: Person,
    agency: Agency,
    day: date,
    kind: HeldKind,
    written: Written,
    words: Mapping[str, str],
    anew: bool = False,
) -> None:
    """The words, by field, wait for somebody else, where there is somebody; for the act that wrote them.

    `anew`: they stand in the place of words that somebody sent back, and would be hidden as those were.
    """
    told = {field: said for field, said in words.items() if said.strip()}
    alone = not has_second_reader(agency, by, day)
    if alone and not anew:
        return
    for field in told:
        about = f"{written.about}：{written.labels[field]}"
        given = {"subject": key_of(written.row), "field": field, "page": written.page}
        held = hold(by=by, agency=agency, day=day, kind=kind, about=about, given=given)
        if alone:
            settle(held, by=by, day=day, agreed=True)
