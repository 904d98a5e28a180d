"""May this person see or handle this case today? For pages and templates; actions check for themselves."""

from __future__ import annotations

import rules
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from gongkai_web.agencies.models import Person
from gongkai_web.agencies.rules import is_head_of, is_officer_of
from gongkai_web.cases.models import Case
from gongkai_web.cases.queries import visible

Anyone = Person | AnonymousUser


@rules.predicate
def may_see_case(person: Anyone, case: Case | None) -> bool:
    """The case is among those visible to the person."""
    return case is not None and visible(person, timezone.localdate()).filter(pk=case.pk).exists()


@rules.predicate
def may_handle_case(person: Anyone, case: Case | None) -> bool:
    """The person is officer, reviewer or head at the agency of the case."""
    return case is not None and bool(is_officer_of(person, case.agency))


@rules.predicate
def heads_case(person: Anyone, case: Case | None) -> bool:
    """The person heads the disclosure office of the agency of the case."""
    return case is not None and bool(is_head_of(person, case.agency))


rules.add_perm("cases.view_case", may_see_case)
rules.add_perm("cases.handle_case", may_handle_case)
rules.add_perm("cases.approve_extension", heads_case)
