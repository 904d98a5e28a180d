"""May this person do this to this agency today? The predicates that pages and templates ask.

Actions check again for themselves; a predicate only decides whether a button is shown or a page opens.
"""

from __future__ import annotations

import rules
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from gongkai_web.agencies.models import Agency, Person, Role
from gongkai_web.agencies.queries import roles_of, scope

Anyone = Person | AnonymousUser


@rules.predicate
def is_staff_of(person: Anyone, agency: Agency | None) -> bool:
    """Holds any role at the agency today."""
    return agency is not None and bool(_roles(person, agency))


@rules.predicate
def is_officer_of(person: Anyone, agency: Agency | None) -> bool:
    """May handle its cases: officer, reviewer or head."""
    return agency is not None and bool(_roles(person, agency) & {Role.OFFICER, Role.REVIEWER, Role.HEAD})


@rules.predicate
def is_head_of(person: Anyone, agency: Agency | None) -> bool:
    """Heads its disclosure office (《条例》第三十三条: approves extensions)."""
    return agency is not None and Role.HEAD in _roles(person, agency)


@rules.predicate
def is_operator_of(person: Anyone, agency: Agency | None) -> bool:
    """Runs the system for it."""
    if isinstance(person, Person) and person.is_active and person.is_superuser:
        return True
    return agency is not None and Role.OPERATOR in _roles(person, agency)


@rules.predicate
def may_see(person: Anyone, agency: Agency | None) -> bool:
    """Has the agency in scope: works for it or supervises it."""
    return agency is not None and scope(person, timezone.localdate()).filter(pk=agency.pk).exists()


def _roles(person: Anyone, agency: Agency) -> frozenset[str]:
    return roles_of(person, agency, timezone.localdate())


rules.add_perm("agencies.view_records", may_see)
rules.add_perm("agencies.handle_cases", is_officer_of)
rules.add_perm("agencies.approve_extension", is_head_of)
rules.add_perm("agencies.change_agency", is_operator_of)
