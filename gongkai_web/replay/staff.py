"""Who acts when records are made from a file?

Replay and import act as people of the agency, through the same actions: an officer and a head of the
disclosure office, appointed from before the year. They cannot sign in until somebody sets a password.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import date

from gongkai_web.agencies import actions
from gongkai_web.agencies.models import Agency, Office, Person, Role


@dataclass(frozen=True, slots=True)
class Staff:
    """The people in whose name records are made."""

    officer: Person
    head: Person


def system_operator() -> Person:
    """Whoever runs the system: the first superuser, installed where there is nobody yet."""
    found = Person.objects.filter(is_superuser=True, is_active=True).order_by("pk").first()
    if found:
        return found
    return actions.install_operator(
        username="operator", display_name="系统管理员", password=secrets.token_urlsafe(24)
    )


def agency_called(name: str, *, kind: str, founded_on: date, slug: str = "") -> Agency:
    """The agency of that name, founded where there is none."""
    found = Agency.objects.filter(name=name).first()
    if found:
        return found
    number = Agency.objects.count() + 1
    return actions.found_agency(
        by=system_operator(),
        name=name,
        slug=slug or f"agency-{number}",
        kind=kind,
        founded_on=founded_on,
        reason="重演年报：报告里的机关",
    )


def staff_of(agency: Agency, since: date) -> Staff:
    """An officer and a head of the agency, appointed from `since` on where nobody holds the role."""
    return Staff(
        _holder(agency, Role.OFFICER, "经办人", since), _holder(agency, Role.HEAD, "公开机构负责人", since)
    )


def holders(agency: Agency, role: Role, title: str, since: date, *, at_least: int) -> list[Person]:
    """Who holds the role from `since` on; more are appointed where they are fewer than that."""
    held = Office.objects.filter(agency=agency, role=role, since__lte=since, until=None)
    people = [office.person for office in held.select_related("person").order_by("pk")]
    return [*people, *(_appoint(agency, role, title, since, n) for n in range(len(people) + 1, at_least + 1))]


def _holder(agency: Agency, role: Role, title: str, since: date) -> Person:
    return holders(agency, role, title, since, at_least=1)[0]


def _appoint(agency: Agency, role: Role, title: str, since: date, number: int) -> Person:
    """The holder of that number, who cannot sign in until somebody sets a password."""
    operator = system_operator()
    tail = f"-{number}" if number > 1 else ""
    person = actions.add_person(
        by=operator,
        username=f"{agency.slug}-{role.value}{tail}",
        display_name=f"{agency.name}{title}{number if number > 1 else ''}",
    )
    actions.appoint(
        by=operator,
        person=person,
        agency=agency,
        role=role,
        since=since,
        reason="重演以前年度：件由当时的人办理",
    )
    return person
