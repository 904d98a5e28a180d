"""Which documents were issued, ended, in force – and who sees a void entry?"""

from __future__ import annotations

from datetime import date

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet

from gongkai_web.agencies.models import Agency, Person
from gongkai_web.agencies.queries import scope
from gongkai_web.publishing.models import NormativeDocument


def visible(person: Person | AnonymousUser, day: date) -> QuerySet[NormativeDocument]:
    """All documents are public (《条例》第二十条第（一）项); void entries only within the person's scope."""
    return NormativeDocument.objects.filter(Q(voided=False) | Q(agency__in=scope(person, day)))


def counted(agency: Agency | None = None) -> QuerySet[NormativeDocument]:
    """The entries that count, of one agency or of all."""
    found = NormativeDocument.objects.filter(voided=False)
    return found if agency is None else found.filter(agency=agency)


def in_force_on(day: date, agency: Agency | None = None) -> QuerySet[NormativeDocument]:
    """Effective by that day and not ended by it; the last day in force is the one before `ended_on`."""
    return counted(agency).filter(effective_from__lte=day).filter(Q(ended_on=None) | Q(ended_on__gt=day))


def issued_in(year: int, agency: Agency | None = None) -> QuerySet[NormativeDocument]:
    """Issued in that year (本年制发件数)."""
    return counted(agency).filter(issued_on__range=(date(year, 1, 1), date(year, 12, 31)))


def ended_in(year: int, agency: Agency | None = None) -> QuerySet[NormativeDocument]:
    """Ended in that year, in whatever way (本年废止件数)."""
    return counted(agency).filter(ended_on__range=(date(year, 1, 1), date(year, 12, 31)))
