"""How is it noted who signed in and out, and who was locked out for guessing?

A wrong password by itself leaves no line: whoever is nobody here must not write without limit into a trail
that is kept for ever. What locks does, once for each lock. No line repeats what was typed as a name, for it
may have been the password.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from gongkai_web.agencies.models import Person
from gongkai_web.audit.actions import record
from gongkai_web.audit.queries import about
from gongkai_web.signin import limits

LOCK = "signin.lock"


@transaction.atomic
def note_sign_in(*, person: Person, address: str) -> None:
    """Notes that somebody signed in."""
    _line(person, "signin.sign_in", _subject(person), {"address": address})


@transaction.atomic
def note_sign_out(*, person: Person, address: str) -> None:
    """Notes that somebody signed out."""
    _line(person, "signin.sign_out", _subject(person), {"address": address})


@transaction.atomic
def note_lock(*, name: str, address: str, whole: bool) -> None:
    """Notes that a name is locked at the address, or the `whole` address; once while the lock lasts."""
    person = None if whole else Person.objects.filter(username=name).first()
    subject = _subject(person) if person else f"signin.Address:{address}"
    detail = {"address": address, "whole": whole, "known": person is not None}
    since = timezone.now() - timedelta(hours=settings.AXES_COOLOFF_TIME)
    noted = about(subject).filter(act=LOCK, at__gte=since).values_list("detail", flat=True)
    if detail not in list(noted):
        _line(None, LOCK, subject, detail)


@transaction.atomic
def forget_failures(*, now: datetime) -> None:
    """Takes away the failures that lock nobody any more."""
    limits.forgotten(now).delete()


def _subject(person: Person) -> str:
    return f"agencies.Person:{person.pk}"


def _line(person: Person | None, act: str, subject: str, detail: dict[str, object]) -> None:
    record(actor=person, agency=None, act=act, subject=subject, detail=detail)
