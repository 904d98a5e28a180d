"""What does an answer mean for the address that was asked for: fine, a fault, or nothing that can be told?"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import date, datetime
from typing import Any

from gongkai.pages.check import About, Checked, check_page
from gongkai.pages.decoding import decoded
from gongkai.pages.facts import NOT_MODIFIED, Seen, Verdict
from gongkai.pages.files import file_faults
from gongkai.pages.linking import may_be_asked
from gongkai.pages.page import MENU, Page, read_page
from gongkai.pages.service import search_form, search_told
from gongkai.pages.shapes import fingerprint
from gongkai.proofing.checklist import NO_HABITS, Habits
from gongkai_web.fetching import verdicts
from gongkai_web.fetching.errors import Failed
from gongkai_web.fetching.fetch import Fetched
from gongkai_web.oversight.inspection.actions.visits import Came, Named
from gongkai_web.oversight.inspection.addresses import (
    Own,
    Wanted,
    canonical,
    host_of,
    invented,
    purpose_of,
    whole,
)
from gongkai_web.oversight.inspection.models import Outcome, Purpose, Visit

_KEPT_HEADERS = ("content-type", "content-length", "etag", "last-modified", "server", "date", "location")
_LONGEST_NAME = 20
_SAID, _LONG = 60, 300


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a run before an address is read."""

    run: int
    own: Own
    day: date
    named: frozenset[str] = frozenset()
    habits: Habits = field(default=NO_HABITS)


def outcome_of(why: Failed) -> Outcome:
    """What it says of the other side that nothing came."""
    return Outcome(verdicts.of_failure(why).value)


def failed(why: Failed) -> Came:
    """Nothing came."""
    return Came({"outcome": outcome_of(why), "said": str(why)[:_SAID]})


def not_asked(why: str) -> Came:
    """It was not asked."""
    return Came({"outcome": Outcome.UNTOLD, "said": why[:_SAID]})


def read(visit: Visit, fetched: Fetched, known: Known) -> Came:
    """What came, by what it was asked for; with until when the certificate holds under which it came."""
    came, ends = _read_as(visit, fetched, known), fetched.answer.certificate_ends
    if ends is None or visit.purpose not in {Purpose.PAGE, Purpose.PAIR}:
        return came
    facts = {**came.fields.get("facts", visit.facts), "certificate": ends.isoformat()}
    return replace(came, fields={**came.fields, "facts": facts})


def _read_as(visit: Visit, fetched: Fetched, known: Known) -> Came:
    answer = fetched.answer
    final = canonical(fetched.hops[-1]) or fetched.hops[-1]
    seen = Seen(visit.address, answer.status, answer.headers, answer.body, final, answer.cut)
    verdict = verdicts.of_status(seen.status)
    fields: dict[str, Any] = {
        "outcome": Outcome(verdict.value),
        "status": seen.status,
        "said": str(seen.status),
        "final": final if final != visit.address else "",
        "headers": {name: seen.headers[name][:_LONG] for name in _KEPT_HEADERS if name in seen.headers},
        "body_hash": hashlib.sha256(seen.body).hexdigest() if seen.body else "",
    }
    if verdict != Verdict.FINE:
        return Came(fields)
    if visit.purpose == Purpose.FILE and seen.status != NOT_MODIFIED:
        return Came(fields, faults=tuple(file_faults(seen)))
    if visit.purpose in {Purpose.INVENTED, Purpose.SEARCH} and seen.is_page:
        return Came({**fields, **_looked_at(visit, seen)})
    if visit.purpose == Purpose.PAGE and seen.is_page and known.own.holds(final):
        return _page(visit, seen, known, fields)
    return Came(fields)


def _looked_at(visit: Visit, seen: Seen) -> dict[str, Any]:
    """A page that is no page of the site: only what it looks like, or what a search found."""
    page = _read(seen)
    print_ = fingerprint(f"{page.title} {page.main}")
    if visit.purpose == Purpose.SEARCH:
        return {"facts": {**visit.facts, "found": search_told(page, visit.facts["title"]).value}}
    return {"print": print_}


def _read(seen: Seen) -> Page:
    text = decoded(seen.body, seen.headers.get("content-type", "")).text
    return read_page(text, seen.final, lambda written: whole(seen.final, written), cut=seen.cut)


def _page(visit: Visit, seen: Seen, known: Known, fields: dict[str, Any]) -> Came:
    is_home = visit.address == known.own.home
    was_led = seen.final != visit.address and not is_home
    folder = [Wanted(one, Purpose.INVENTED) for one in invented(visit.folder, known.run)]
    if was_led:  # what stands there is read under its own address
        there = Named(Wanted(seen.final, Purpose.PAGE, visit.depth + 1, visit.column), in_list=True)
        return Came(fields, named=(there,), further=tuple(folder))
    about = About(known.day, known.own.hosts, known.named, known.habits, visit.column, is_home)
    checked = check_page(seen, lambda written: whole(seen.final, written), about)
    named = tuple(_named(checked.page, visit, known, is_home=is_home))
    facts = _facts(checked, is_home=is_home)
    return Came({**fields, "facts": facts, "print": checked.print}, named, checked.faults, tuple(folder))


def _named(page: Page, visit: Visit, known: Known, *, is_home: bool) -> Iterator[Named]:
    """What the page names that is asked for; the menu of the home page names the columns."""
    for one in page.links:
        purpose = purpose_of(one.address, one.tag, known.own)
        if purpose is None:
            continue
        address = canonical(one.address)
        registered = known.own.holds(address) or host_of(address) in known.named
        if not registered and not may_be_asked(one.address):
            continue
        menu = is_home and one.region == MENU and one.leads and purpose == Purpose.PAGE
        column = one.text if menu and address != known.own.home and len(one.text) <= _LONGEST_NAME else ""
        yield Named(Wanted(address, purpose, visit.depth + 1, column), in_list=one.region != MENU)


def _facts(checked: Checked, *, is_home: bool) -> dict[str, Any]:
    """What is needed of a page when all are known, as it is kept."""
    form = search_form(checked.page) if is_home else None
    told: Mapping[str, Any] = {
        "newest": _iso(checked.shown.newest),
        "recent": checked.shown.recent,
        "entries": checked.shown.entries,
        "day": _iso(checked.day),
        "title": checked.page.heading[:80] if checked.is_article else "",
        "is_empty": checked.is_empty,
        "cut": checked.page.is_cut,
        **dict.fromkeys(checked.offers, True),
        "form": asdict(form) if form else None,
    }
    return {name: one for name, one in told.items() if one}


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""


def when(now: datetime, seconds: float, came: Came) -> Came:
    """The same with when it was and how long it took."""
    return Came(
        {**came.fields, "at": now, "seconds": round(seconds, 3)}, came.named, came.faults, came.further
    )
