"""Which letters may this person see, which wait for their decision, and which may the applicant have?"""

from __future__ import annotations

from datetime import date

from django.contrib.auth.models import AnonymousUser
from django.db.models import F, Q, QuerySet

from gongkai_web.agencies.models import Agency, Office, Person
from gongkai_web.agencies.queries import own_agencies, roles_of, scope
from gongkai_web.cases import queries as cases
from gongkai_web.cases.models import Case
from gongkai_web.files.models import Purpose, StoredFile
from gongkai_web.letters.models import Addressee, Bundle, Decision, Letter, Status

ENCLOSED = (Purpose.INFORMATION, Purpose.REDACTED)


def visible(person: Person | AnonymousUser, day: date) -> QuerySet[Letter]:
    """The letters that the person may see on that day: those of the agencies in their scope."""
    found = Letter.objects.filter(agency__in=scope(person, day))
    return found.select_related("agency", "case", "prepared_by", "sealed_file", "proof_file")


def of_case(case: Case) -> QuerySet[Letter]:
    """All letters of a case, oldest first, void ones included."""
    return Letter.objects.filter(case=case).select_related("sealed_file").order_by("pk")


def for_applicant(case: Case) -> QuerySet[Letter]:
    """What the applicant may read on the site: letters to them that have left the house, newest first."""
    return (
        Letter.objects.filter(
            case=case, addressee=Addressee.APPLICANT, status__in=(Status.DISPATCHED, Status.SERVED)
        )
        .select_related("sealed_file")
        .prefetch_related("enclosures")
        .order_by("-issued_on", "-pk")
    )


def waiting_for(person: Person | AnonymousUser, today: date) -> QuerySet[Letter]:
    """The letters on which this person is to decide today, oldest first; a query for each office held.

    Not their own, unless nobody else at the agency holds the role of that step.
    """
    if not isinstance(person, Person):
        return Letter.objects.none()
    turns = Q(pk__in=())
    for agency in own_agencies(person, today):
        for role in roles_of(person, agency, today):
            turn = Q(agency=agency, waits_role=role)
            alone = not others_hold(person, agency, role, today)
            turns |= turn if alone else turn & ~Q(prepared_by=person)
    return (
        Letter.objects.filter(turns, status=Status.IN_REVIEW)
        .select_related("agency", "case", "prepared_by")
        .order_by("prepared_on", "pk")
    )


def open_letters(person: Person | AnonymousUser, today: date) -> QuerySet[Letter]:
    """The letters at the person's own agencies that have not been served, those longest on the way first."""
    done = (Status.SERVED, Status.VOID)
    return (
        visible(person, today)
        .filter(agency__in=own_agencies(person, today))
        .exclude(status__in=done)
        # An internal sheet is finished once it is made out.
        .exclude(addressee=Addressee.INTERNAL, status=Status.ISSUED)
        .order_by(F("issued_on").asc(nulls_last=True), "pk")
    )


def others_hold(person: Person, agency: Agency, role: str, day: date) -> bool:
    """Whether somebody else holds the role at the agency on that day and can sign in."""
    return (
        Office.objects.filter(agency=agency, role=role, since__lte=day, person__is_active=True)
        .filter(Q(until=None) | Q(until__gte=day))
        .exclude(person=person)
        .exists()
    )


def may_decide(person: Person | AnonymousUser, letter: Letter, day: date) -> bool:
    """Whether it is this person's turn."""
    return (
        isinstance(person, Person)
        and letter.status == Status.IN_REVIEW
        and letter.waits_role in roles_of(person, letter.agency, day)
        and (
            letter.prepared_by_id != person.pk
            or not others_hold(person, letter.agency, letter.waits_role, day)
        )
    )


def approvals(letter: Letter) -> list[Decision]:
    """For each step the approval of the letter as it reads now, in order; only as far as they go."""
    latest = {
        decision.step: decision
        for decision in letter.decisions.select_related("person")
        if decision.content_hash == letter.content_hash
    }
    found = []
    for step in range(len(letter.steps)):
        decision = latest.get(step)
        if decision is None or not decision.approved:
            break
        found.append(decision)
    return found


def proofs_of(letter: Letter) -> QuerySet[StoredFile]:
    """All that proves its service, oldest first: the slip of the post, then what came back signed."""
    return StoredFile.objects.filter(
        owner=f"letters.Letter:{letter.pk}", purpose=Purpose.SERVICE_PROOF, withdrawn=False
    ).order_by("pk")


def can_enclose(case: Case) -> QuerySet[StoredFile]:
    """The files of the case that can go with a letter; never what the applicant handed in."""
    return StoredFile.objects.filter(
        owner=f"cases.Case:{case.pk}", purpose__in=ENCLOSED, withdrawn=False
    ).order_by("pk")


def visible_bundles(person: Person | AnonymousUser, day: date) -> QuerySet[Bundle]:
    """The bundles of evidence of the cases that the person may see."""
    found = Bundle.objects.filter(case__in=cases.visible(person, day))
    return found.select_related("case__agency", "file")


def bundles_of(case: Case, ref: str) -> QuerySet[Bundle]:
    """The bundles of evidence made for an appeal, newest first."""
    return Bundle.objects.filter(case=case, ref=ref).select_related("file").order_by("-pk")
