"""Whose cases does a page of the desk show, on which day?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.http import QueryDict

from gongkai_web.agencies.models import Agency, Person
from gongkai_web.agencies.permissions import What, listed_where
from gongkai_web.agencies.queries import agencies_of, handlers_of
from gongkai_web.cases import queries as case_queries
from gongkai_web.cases.models import Case
from gongkai_web.desk import queries, words
from gongkai_web.desk.filters import CaseFilter
from gongkai_web.figures.period import Scope as Counted
from gongkai_web.office import days
from gongkai_web.office.request import OfficeRequest


@dataclass(frozen=True, slots=True)
class Scope:
    """Who looks, on which day, and at whose cases."""

    person: Person
    today: date
    agencies: Sequence[Agency]

    def found(self, chosen: CaseFilter, look: words.Look = words.EVERYWHERE) -> QuerySet[Case]:
        """The visible cases that the filter lets pass."""
        cases = case_queries.visible(self.person, self.today)
        return chosen.narrow(cases if chosen.one_agency else queries.of_agencies(cases, self.agencies), look)

    def counted(self, agency: Agency | None = None) -> Counted:
        """Whose records a number counts: those of one agency, or of all, that the person may see."""
        wanted = (agency,) if agency else self.agencies
        return Counted.of(*wanted).seen_by(self.person, self.today)

    def filter(self, data: QueryDict) -> CaseFilter:
        """The filter of an address. Handlers are offered for one agency, or for those of the person."""
        slug = data.get("agency")
        asked = [agency for agency in self.agencies if agency.slug == slug]
        whose = asked or listed_where(self.person, What.HANDLE, self.today) or self.agencies[:1]
        return self.narrowed(data, handlers_of(whose, self.today))

    def narrowed(self, data: Mapping[str, Any], staff: Iterable[Person] = ()) -> CaseFilter:
        """The same filter for counting, where nobody chooses a handler from a list."""
        return CaseFilter(data, person=self.person, today=self.today, agencies=self.agencies, staff=staff)


def scope_of(request: OfficeRequest) -> Scope:
    """The scope of whoever is signed in, today."""
    today = days.today()
    return Scope(request.user, today, agencies_of(request.user, today))
