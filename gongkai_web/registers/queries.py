"""Who sees a register? Whoever works for the agency or supervises it; nothing of it is public by itself."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet

from gongkai_web.agencies.models import Person
from gongkai_web.agencies.queries import scope
from gongkai_web.registers.declared import Register
from gongkai_web.registers.models import Entry

# A void entry is counted nowhere.
COUNTED = Q(voided=False)


def visible(register: Register, person: Person | AnonymousUser, day: date) -> QuerySet[Entry]:
    """The entries of the agencies in the person's scope, void ones included."""
    found: QuerySet[Entry] = register.model._default_manager.filter(agency__in=scope(person, day))
    return found.select_related("agency", "entered_by")


def seen_by(model: type[Entry]) -> Callable[[Person | AnonymousUser, date], QuerySet[Entry]]:
    """The same for figures, which know the table alone."""

    def of_scope(person: Person | AnonymousUser, day: date) -> QuerySet[Entry]:
        found: QuerySet[Entry] = model._default_manager.filter(agency__in=scope(person, day))
        return found

    return of_scope
