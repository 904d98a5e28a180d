"""What do all pages about letters share: who may open them, and where they stand?"""

from __future__ import annotations

from django.shortcuts import get_object_or_404

from gongkai_web.cases import queries as cases
from gongkai_web.cases.models import Case
from gongkai_web.letters import queries
from gongkai_web.letters.models import Letter
from gongkai_web.look.parts import Link
from gongkai_web.office.days import today
from gongkai_web.office.frame import Section
from gongkai_web.office.places import page_of
from gongkai_web.office.request import OfficeRequest

LETTERS = Section("文书", "letters:letters")


def letter_or_404(request: OfficeRequest, pk: int) -> Letter:
    """The letter, where the person may see it; else no such page."""
    return get_object_or_404(queries.visible(request.user, today()).select_related("case__agency"), pk=pk)


def case_or_404(request: OfficeRequest, pk: int) -> Case:
    """The case, where the person may see it; else no such page."""
    return get_object_or_404(cases.visible(request.user, today()).select_related("agency"), pk=pk)


def case_link(case: Case) -> Link:
    """Back to the case."""
    return Link(case.registry_number, page_of(case))
