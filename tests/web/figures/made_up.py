"""What would a domain have to write to count something new? This, and its name in `FIGURES`."""

from datetime import date

from django.db.models import Q, QuerySet

from gongkai_web.agencies.models import Office, Person, Role
from gongkai_web.agencies.queries import scope
from gongkai_web.figures.declared import Column, Dimension, Figure, Listing, Subject

ROLE = Dimension("role", "岗位", "role", lambda: dict(Role.choices))


def visible(person: Person, day: date) -> QuerySet[Office]:
    """The terms of office at the agencies in the person's scope."""
    return Office.objects.filter(agency__in=scope(person, day))


TERMS = Subject(
    model=Office,
    agency="agency",
    visible=visible,
    listing=Listing(
        caption="所计任职",
        columns=(
            Column("人员", lambda term: term.person.display_name),
            Column("自", lambda term: term.since),
            Column("至", lambda term: term.until),
        ),
        order=("person__display_name", "pk"),
        related=("person",),
    ),
)
RUNNING = Figure(
    "terms.running",
    "任职的人次",
    "人次",
    "机关的任职登记",
    TERMS,
    lambda period: Q(since__lte=period.last) & (Q(until=None) | Q(until__gte=period.first)),
    (ROLE,),
)
FIGURES = (RUNNING,)
