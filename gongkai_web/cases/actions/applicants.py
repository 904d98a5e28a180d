"""申请人: who asks, how are they matched, and who looked at an identity number?"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from django.db import transaction

from gongkai.naming import plain_name
from gongkai.procedure.facts import ApplicantRole
from gongkai_web import identity
from gongkai_web.agencies.models import Person
from gongkai_web.agencies.permissions import What, require
from gongkai_web.audit.actions import record
from gongkai_web.cases import particulars
from gongkai_web.cases.models import Applicant, Case
from gongkai_web.errors import require_reason

SET = "cases.set_applicant"


@dataclass(frozen=True, slots=True)
class ApplicantGiven:
    """Somebody who asks, as entered; `id_number` in clear, kept only encrypted. First the applicant."""

    name: str
    role: str = ApplicantRole.APPLICANT
    id_kind: str = ""
    id_number: str = ""
    contact: str = ""
    phone: str = ""
    email: str = ""
    address: str = ""
    postcode: str = ""


def with_known_number(case: Case, given: ApplicantGiven) -> ApplicantGiven:
    """The same person as in an earlier request, with the number that is kept there; nobody sees it.

    Only where no number was typed, for the same name in the same role.
    """
    if given.id_number.strip():
        return given
    for row in Applicant.objects.filter(case=case, role=given.role, id_kind=given.id_kind or ""):
        if row.masked and plain_name(row.name) == plain_name(given.name):
            return replace(given, id_number=identity.decrypt(row.id_cipher))
    return given


def applicant_key(applicant_kind: str, first: ApplicantGiven) -> str:
    """Who asks, for matching (handbook 03 §6): by identity where known; the principal, not the agent."""
    found = identity.digest(first.id_kind, first.id_number)
    return found or name_key(applicant_kind, first.name)


def name_key(applicant_kind: str, name: str) -> str:
    """The key of an applicant of whom no identity number is known, however the name is written."""
    return f"{applicant_kind}:{plain_name(name)}"


def applicant_row(position: int, one: ApplicantGiven) -> Applicant:
    """The row of an applicant, not yet saved nor of any case; the number only encrypted."""
    return Applicant(
        position=position,
        role=one.role,
        name=one.name.strip(),
        id_kind=one.id_kind if one.id_number.strip() else "",
        id_cipher=identity.encrypt(one.id_number),
        id_digest=identity.digest(one.id_kind, one.id_number),
        masked=identity.masked(one.id_number),
        contact=one.contact.strip(),
        phone=one.phone.strip(),
        email=one.email.strip(),
        address=one.address.strip(),
        postcode=one.postcode.strip(),
    )


@transaction.atomic
def set_applicant(
    *, case: Case, by: Person, day: date, position: int, given: ApplicantGiven, reason: str
) -> Applicant:
    """Mends the particulars of an applicant. The trail keeps which were changed, never the number itself.

    The name on letters and in the register is that of the application: a wrong one is replaced there.
    """
    require_reason(reason, "更正申请人情况")
    require(by, case.agency, What.HANDLE, day)
    # Held: the number that is taken over from it may be brought under another key just now.
    before = Applicant.objects.select_for_update(no_key=True).filter(case=case, position=position).first()
    if given.id_number.strip():
        identity.check(given.id_kind, given.id_number)
    after = applicant_row(position, given)
    after.case = case
    if before:
        after.pk = before.pk
        if not given.id_number.strip():
            after.id_kind, after.id_cipher = before.id_kind, before.id_cipher
            after.id_digest, after.masked = before.id_digest, before.masked
    changed = [
        field.name
        for field in Applicant._meta.fields
        if before is None
        or _comparable(getattr(before, field.name)) != _comparable(getattr(after, field.name))
    ]
    after.save()
    if position == 1 and after.id_digest:
        Case.objects.filter(pk=case.pk).update(applicant_key=after.id_digest)
    record(
        actor=by,
        agency=case.agency,
        act=SET,
        subject=f"cases.Case:{case.pk}",
        detail={
            "position": position,
            "changed": changed,
            "applicants": particulars.seal(Applicant.objects.filter(case=case)),
        },
        reason=reason,
    )
    return after


def _comparable(value: object) -> object:
    """Databases give back bytes as a memoryview; for comparing."""
    return bytes(value) if isinstance(value, memoryview) else value


@transaction.atomic
def reveal_identity(*, applicant: Applicant, by: Person, day: date, reason: str) -> str:
    """The identity number in clear, for whoever handles the case; each view leaves its line in the trail."""
    require_reason(reason, "查看证件号码")
    require(by, applicant.case.agency, What.HANDLE, day)
    number = identity.decrypt(applicant.id_cipher)
    record(
        actor=by,
        agency=applicant.case.agency,
        act="cases.reveal_identity",
        subject=f"cases.Case:{applicant.case_id}",
        detail={"position": applicant.position},
        reason=reason,
    )
    return number
