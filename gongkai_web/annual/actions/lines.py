"""How does an act on a report stand in the audit trail?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import Model

from gongkai_web.agencies.models import Agency, Person
from gongkai_web.audit.actions import record


def one_after_another(agency: Agency) -> None:
    """What is decided and published of one agency waits for what is under way of the same."""
    Agency.objects.select_for_update(no_key=True).get(pk=agency.pk)


def told(by: Person, agency: Agency, act: str, subject: Model, detail: Mapping[str, Any]) -> None:
    """Writes the line."""
    about = f"{subject._meta.label}:{subject.pk}"
    record(actor=by, agency=agency, act=f"annual.{act}", subject=about, detail=detail)
