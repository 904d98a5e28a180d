"""机关情况: what everybody reads of how an agency is reached – which of it waits for a second person?

By the rule of contacts: a number goes out at once, free words once somebody else has read them. What letters
alone say – their series, before whom one appeals – is read by who decides on the letter.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from gongkai_web.agencies import actions as agencies
from gongkai_web.agencies.models import Agency, Particulars, Person
from gongkai_web.agencies.permissions import What, require
from gongkai_web.agencies.queries import particulars_of
from gongkai_web.publishing.catalogue.actions.holding import has_second_reader, hold, replaced
from gongkai_web.publishing.catalogue.actions.references import is_number
from gongkai_web.publishing.catalogue.kinds import HeldKind
from gongkai_web.publishing.wording.showing import require_showable

_FREE = ("office_name", "address", "hours")
_NUMBERS = ("phone", "fax")


def keep_particulars(*, by: Person, agency: Agency, day: date, **given: Any) -> list[str]:
    """Changes them as `agencies.set_particulars` does; gives the labels of what waits for a second person.

    For who calls it in the transaction of the page.
    """
    require(by, agency, What.SET_PARTICULARS, day)
    waits = _waiting(agency, given) if has_second_reader(agency, by, day) else {}
    known = {field.name: str(field.verbose_name) for field in Particulars._meta.fields}
    labels = {name: known[name] for name in waits}
    require_showable(agency, day, {labels[name]: said for name, said in waits.items()})
    now = {name: said for name, said in given.items() if name not in waits}
    agencies.set_particulars(by=by, agency=agency, day=day, **now)
    for name, said in waits.items():
        about = f"{HeldKind.PARTICULARS.label}：{labels[name]}"
        kind, words = HeldKind.PARTICULARS, {"field": name, "words": said}
        replaced(by=by, day=day, agency=agency, kind=kind, about=about)
        hold(by=by, agency=agency, day=day, kind=kind, about=about, given=words)
    return list(labels.values())


def write_particular(*, by: Person, agency: Agency, day: date, field: str, words: str) -> None:
    """Everybody reads it from now on. For the actions of this folder."""
    agencies.write_particulars(by=by, agency=agency, day=day, changes={field: words})


def _waiting(agency: Agency, given: Mapping[str, Any]) -> dict[str, str]:
    """What of it is changed, and free words; what is emptied says nothing."""
    before = particulars_of(agency)
    changed = {
        name: str(given[name]).strip()
        for name in (*_FREE, *_NUMBERS)
        if given.get(name) and given[name] != getattr(before, name)
    }
    return {name: said for name, said in changed.items() if name in _FREE or not is_number(said)}
