"""Which documents are there, and who sees a void entry? What is counted of them: `figures`."""

from __future__ import annotations

from datetime import date

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet

from gongkai_web.agencies.models import Agency, Person
from gongkai_web.agencies.queries import scope, with_taken_over
from gongkai_web.publishing.models import NormativeDocument

# A void entry is counted nowhere, nor one that was entered by hand and waits for a second person; nor is, as
# long as it lasts, one whose text was taken back as published by mistake or as secret: what leaves the count
# of items (`ends.yaml`) leaves the register of the public, too.
TAKEN_BACK = ("withdrawn", "secret")
COUNTED = Q(voided=False, waits=False) & ~Q(text__ending__in=TAKEN_BACK)


def nameable() -> QuerySet[NormativeDocument]:
    """What pages and lists of other documents may name: nothing that nobody may read of."""
    return NormativeDocument.objects.filter(COUNTED)


def visible(person: Person | AnonymousUser, day: date) -> QuerySet[NormativeDocument]:
    """All documents are public (《条例》第二十条第（一）项); what does not count, within the scope."""
    return NormativeDocument.objects.filter(COUNTED | Q(agency__in=scope(person, day)))


def counted(agency: Agency | None = None) -> QuerySet[NormativeDocument]:
    """The entries that count: of all, or of one agency and those whose work it took over."""
    found = NormativeDocument.objects.filter(COUNTED)
    return found if agency is None else found.filter(agency__in=with_taken_over(agency))
