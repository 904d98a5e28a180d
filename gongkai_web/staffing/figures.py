"""How many people hold which role of disclosure work at an agency?"""

from __future__ import annotations

import functools
from datetime import date

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet

from gongkai_web.agencies.asking import Asking, Who
from gongkai_web.agencies.models import Office, Person, Role
from gongkai_web.figures.declared import Column, Dimension, Figure, Listing, Subject, until_inclusive


def _visible(person: Person | AnonymousUser, day: date) -> QuerySet[Office]:
    return _seen_by(Asking(person, day)) if isinstance(person, Person) else Office.objects.none()


def _seen_by(who: Who) -> QuerySet[Office]:
    """Who holds which role is told to the staff of the agency and to who supervises it."""
    return Office.objects.filter(agency__in=who.scope())


AGENCY = Dimension("agency", "机关", "agency")
ROLE = Dimension("role", "岗位", "role", lambda: dict(Role.choices))
OFFICES = Subject(
    model=Office,
    agency="agency",
    visible=_visible,
    listing=Listing(
        caption="所计人员",
        columns=(
            Column("人员", lambda office: office.person),
            Column("岗位", lambda office: office.get_role_display()),
            Column("自", lambda office: office.since),
            Column("至", lambda office: office.until),
        ),
        order=("role", "since", "pk"),
        related=("person",),
        opens=lambda office: office.agency,
    ),
    seen_by=_seen_by,
)
HELD = Figure(
    "offices.held",
    "公开工作岗位的人员",
    "人",
    "任职的登记（《条例》第四条、第十七条）：期末在任，一人兼几个岗位的各计一次",
    OFFICES,
    functools.partial(until_inclusive, "since", "until"),
    (AGENCY, ROLE),
)

FIGURES = (HELD,)
