"""提交: how does an application become one case, with one code, however often the button is pressed?"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from gongkai_web.agencies.models import Agency, Person
from gongkai_web.agencies.permissions import What, require
from gongkai_web.apply import codes, store
from gongkai_web.apply.actions.drafts import Upload, drop_draft
from gongkai_web.apply.models import Access, Draft, DraftFile, Part
from gongkai_web.apply.queries import COUNTS
from gongkai_web.audit.actions import record
from gongkai_web.cases import actions as cases
from gongkai_web.cases.actions import RequestGiven
from gongkai_web.cases.models import Case
from gongkai_web.files import actions as files
from gongkai_web.files import checks
from gongkai_web.files.checks import Checked
from gongkai_web.files.models import Purpose
from gongkai_web.visitors import actions as visitors

# An authorisation shows identity numbers as a proof does; both are noted when somebody looks at them.
PURPOSES = {
    Part.PROOF: Purpose.IDENTITY_PROOF,
    Part.AUTHORISATION: Purpose.IDENTITY_PROOF,
    Part.ATTACHMENT: Purpose.APPLICATION_ATTACHMENT,
}


@dataclass(frozen=True, slots=True)
class Submitted:
    """The case; `again` where it was there already."""

    case: Case
    again: bool


@transaction.atomic
def submit(
    *,
    agency: Agency,
    day: date,
    given: RequestGiven,
    submission_key: str,
    uploads: Iterable[Upload] = (),
    draft: Draft | None = None,
) -> Submitted:
    """Hands the request in with the uploads and the files of its draft; the draft is gone then.

    Files come examined: no scanner is asked while the numbers are locked. Raises Refused; nothing was
    written then. The code follows from the key (`codes.code_of`).
    """
    case = cases.submit_online(agency=agency, day=day, given=given, submission_key=submission_key)
    again = Access.objects.filter(case=case).exists()
    if not again:
        Access(case=case, code_digest=codes.digest(codes.code_of(submission_key))).save()
        waiting = [_from_draft(file) for file in draft.files.all()] if draft else []
        for one in (*waiting, *uploads):
            files.keep(
                agency=agency,
                owner=f"cases.Case:{case.pk}",
                purpose=PURPOSES[Part(one.part)],
                checked=one.checked,
                by=None,
                day=day,
            )
    if draft:
        drop_draft(draft=draft)
    return Submitted(case, again)


@transaction.atomic
def issue_code(*, case: Case, by: Person, day: date) -> str:
    """Gives the applicant of a case a query code, to be handed over now: it is kept nowhere.

    For requests that came on paper, and where a code was lost; an earlier one no longer opens anything.
    """
    require(by, case.agency, What.HANDLE, day)
    code = codes.new_code()
    # Two who give the first code at once follow one another.
    Case.objects.select_for_update(of=("self",), no_key=True).get(pk=case.pk)
    access = Access.objects.filter(case=case).first() or Access(case=case)
    access.code_digest = codes.digest(code)
    access.save()
    record(
        actor=by,
        agency=case.agency,
        act="apply.issue_code",
        subject=f"cases.Case:{case.pk}",
        detail={"number": case.registry_number},
    )
    return code


@transaction.atomic
def count(*, kind: str, address: str, now: datetime, amount: int = 1) -> None:
    """Counts so much more of `kind` from that address (`queries.within_hour`, `room`)."""
    visitors.count(COUNTS, kind=kind, address=address, now=now, amount=amount)


@transaction.atomic
def forget_counts(*, now: datetime) -> None:
    """Takes away what was counted more than a day ago."""
    visitors.forget(COUNTS, now=now)


def _from_draft(file: DraftFile) -> Upload:
    data = store.read(file.draft_id, file.pk, file.sha256, file.name)
    kind = next(one for one in checks.ALLOWED if one.media_type == file.media_type)
    return Upload(file.part, Checked(file.name, kind, data, file.sha256, file.pages))
