"""How does a notice reach what is open, and how does a person get or lose the address of the feed?"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from gongkai_web.agencies.models import Agency, Person
from gongkai_web.audit.actions import record
from gongkai_web.cases.actions import Moved, recompute_open
from gongkai_web.holidays.actions import Span, enter_notice
from gongkai_web.holidays.queries import install
from gongkai_web.interaction.actions import recompute_messages
from gongkai_web.schedule.models import FeedKey


@dataclass(frozen=True, slots=True)
class Reckoned:
    """What moved: the cases, each with its days, and how many messages."""

    cases: Sequence[Moved]
    messages: int


def enter_and_recompute(
    *,
    by: Person,
    day: date,
    year: int,
    number: str,
    spans: Sequence[Span],
    work: Sequence[date],
    agency: Agency | None = None,
) -> Reckoned:
    """Enters a year's notice, reckons all open cases and messages anew and returns what moved.

    The notice is entered first and by itself: were the recomputation cut short, entering it again goes on.
    """
    notice = enter_notice(by=by, day=day, year=year, number=number, spans=spans, work=work, agency=agency)
    install()
    reason = f"登记 {year} 年{'地方放假日' if agency else '放假通知'}（{notice.number}）"
    return Reckoned(recompute_open(by=by, day=day, reason=reason), recompute_messages(by=by, reason=reason))


@transaction.atomic
def set_mail_address(*, by: Person, email: str) -> None:
    """Where the person gets the morning summary; empty: nowhere. The trail does not keep the address."""
    by.email = email.strip()
    by.save(update_fields=["email"])
    record(
        actor=by,
        agency=None,
        act="schedule.set_mail_address",
        subject=f"agencies.Person:{by.pk}",
        detail={"wanted": bool(by.email)},
    )


@transaction.atomic
def make_feed(*, by: Person) -> str:
    """A new secret for the person's feed; shown once, kept only as a digest. The old address ends."""
    secret = secrets.token_urlsafe(24)
    FeedKey.objects.update_or_create(person=by, defaults={"digest": digest_of(secret)})
    record(actor=by, agency=None, act="schedule.make_feed", subject=f"agencies.Person:{by.pk}", detail={})
    return secret


@transaction.atomic
def end_feed(*, by: Person) -> None:
    """The address of the feed ends; calendar programs get nothing more."""
    FeedKey.objects.filter(person=by).delete()
    record(actor=by, agency=None, act="schedule.end_feed", subject=f"agencies.Person:{by.pk}", detail={})


def digest_of(secret: str) -> str:
    """What is kept of the secret."""
    return hashlib.sha256(secret.encode()).hexdigest()
