"""Which applicants have something new to see, and what does the mail say that tells them so?

Only what the agency did and what has left the house; a mail may lie open, so it says nothing of the content.
Found by looking, not told by the acts: no act waits for a mail or fails with one.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from hashlib import sha256

from django.conf import settings
from django.db.models import QuerySet
from django.template.loader import render_to_string
from django.urls import reverse

from gongkai_web.cases import stored
from gongkai_web.cases.models import Applicant, Case, Event
from gongkai_web.letters.models import Addressee, Letter
from gongkai_web.letters.queries import facts_outside

# Acts of the agency; what the applicant did, and that a letter arrived, is no news to the applicant.
STEPS = (
    "confirmed", "correction.asked", "correction.received", "third_party.asked", "third_party.answered",
    "agency.asked", "agency.answered", "reason.asked", "reason.received", "delayed", "extended",
    "fee.decided", "fee.paid", "fee.refunded", "split", "dispatched", "reminder.handled", "revoked",
)  # fmt: skip
# What is entered late, of a register or of days long past, is told to nobody.
LATEST_ENTRY = timedelta(days=3)
LATEST_STEP = timedelta(days=10)


@dataclass(frozen=True, slots=True)
class News:
    """One person and what they have not been told of; `mark` changes only when something is added."""

    applicant: Applicant
    mark: str


def news(day: date, now: datetime) -> Iterator[News]:
    """Everybody with an address of their own in whose case something new can be seen."""
    events, letters = _fresh_events(day, now), _fresh_letters(day)
    cases = {one.case_id for one in events} | {one.case_id for one in letters}
    reached = Applicant.objects.filter(case__in=cases).exclude(email="").select_related("case")
    told: set[tuple[int, str]] = set()
    for person in reached.order_by("case_id", "position"):
        to = (person.case_id, person.email.casefold())
        mark = _mark(person.case) if to not in told else ""
        if mark:
            told.add(to)
            yield News(person, mark)


def _fresh_events(day: date, now: datetime) -> list[Event]:
    """Of the last days by both: when it happened (which has an index), and when it was entered."""
    found = Event.objects.filter(kind__in=STEPS, day__gt=day - LATEST_STEP, day__lte=day)
    return list(found.filter(recorded_at__gt=now - LATEST_ENTRY).exclude(person_id=None).only("case_id"))


def _fresh_letters(day: date) -> list[Letter]:
    return list(_out().filter(dispatched_on__gt=day - LATEST_ENTRY, dispatched_on__lte=day).only("case_id"))


def _out() -> QuerySet[Letter]:
    """Letters to an applicant that have left the house, those taken back later too."""
    return Letter.objects.filter(addressee=Addressee.APPLICANT, dispatched_on__isnull=False)


def _mark(case: Case) -> str:
    """All that was ever to be seen, in short; empty where there is nothing yet.

    What is voided stays in it, and what was entered in its place does not come in: neither is a new step.
    """
    facts = stored.facts_of(case)
    again = {fact.position + 1 for fact in facts if fact.kind == "voided" and fact.data.get("replaced")}
    outside = {fact.id for fact in facts_outside(case, facts) if fact.position not in again}
    steps = Event.objects.filter(pk__in=outside, kind__in=STEPS).exclude(person_id=None)
    seen = [*steps.order_by("pk").values_list("pk", flat=True), "", *_letters_out(case)]
    return sha256(json.dumps(seen).encode()).hexdigest()[:32] if len(seen) > 1 else ""


def _letters_out(case: Case) -> list[int]:
    return list(_out().filter(case=case).order_by("pk").values_list("pk", flat=True))


def message_of(one: Applicant) -> tuple[str, str]:
    """Subject and body: which request, and where to look. Neither title nor name nor what happened."""
    site = settings.GONGKAI_SITE
    context = {
        "number": one.case.registry_number,
        "site": site["name"],
        "address": f"{_origin(site['domain'])}{reverse('apply:query')}" if site["domain"] else "",
    }
    subject = f"政府信息公开申请 {one.case.registry_number} 有新的进展"
    return subject, render_to_string("apply/step.txt", context).strip() + "\n"


def _origin(domain: str) -> str:
    """With its scheme, so that a mail program makes a link of it."""
    scheme = "https" if settings.SESSION_COOKIE_SECURE else "http"
    return domain if "://" in domain else f"{scheme}://{domain}"
