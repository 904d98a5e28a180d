"""Which letters may this person see, which wait for their decision, and which may the applicant have?"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.contrib.auth.models import AnonymousUser
from django.db.models import F, Q, QuerySet

from gongkai.letters import LetterKind
from gongkai.procedure.facts import Fact
from gongkai_web.agencies.asking import Asking, Who
from gongkai_web.agencies.models import Agency, Person, Role
from gongkai_web.agencies.queries import offices_of, own_agencies, roles_of, scope
from gongkai_web.agencies.roles import STEPS
from gongkai_web.approval import queries as approval
from gongkai_web.approval.matter import Author, Matter, Words
from gongkai_web.approval.standing import standing
from gongkai_web.cases import queries as cases
from gongkai_web.cases.models import Case
from gongkai_web.files.models import Purpose, StoredFile
from gongkai_web.letters.kinds import REPLIES
from gongkai_web.letters.living import to_sign
from gongkai_web.letters.models import Addressee, Bundle, Decision, Letter, Phrase, Status

WORDS = Words(
    "这份文书",
    act="审签这一步",
    made="起草",
    decide="决定",
    parts="文书或者附件",
    since="送审",
    submit="送审",
    look="在新打开的页面上看过现在的文字",
    reason="意见",
)
ENCLOSED = (Purpose.INFORMATION, Purpose.REDACTED)


def phrases_of(agency: Agency, kind: LetterKind) -> QuerySet[Phrase]:
    """The words that the agency keeps for letters of that kind, by field in the order of their keeping."""
    return (
        Phrase.objects.filter(agency=agency, kind=kind.code).select_related("agency").order_by("field", "pk")
    )


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


def facts_outside(case: Case, facts: Iterable[Fact]) -> list[Fact]:
    """The events of the case that people outside may know of: without what a letter asks that has not left.

    Version 0.1 entered it with the issue of the letter.
    """
    inside = set(
        Letter.objects.filter(case=case, status__in=(Status.ISSUED, Status.SEALED), event__isnull=False)
        .exclude(act__in=REPLIES)
        .values_list("event_id", flat=True)
    )
    return [fact for fact in facts if fact.id not in inside]


def in_review(who: Who) -> QuerySet[Letter]:
    """The letters whose next step is of a role that whoever asks holds there, oldest first."""
    turns = Q()
    for role in STEPS:
        turns |= Q(agency__in=who.holding(role), waits_role=role)
    return (
        Letter.objects.filter(turns, status=Status.IN_REVIEW)
        .select_related("agency", "case", "prepared_by")
        .order_by("prepared_on", "pk")
    )


def waiting_for(person: Person | AnonymousUser, today: date) -> QuerySet[Letter]:
    """The letters on which this person is to decide today, oldest first; a query for each office held.

    Not their own, unless nobody else at the agency holds the role of that step.
    """
    if not isinstance(person, Person):
        return Letter.objects.none()
    alone = Q(pk__in=())
    for agency in offices_of(person, today):
        for role in roles_of(person, agency, today) & frozenset(STEPS):
            if not approval.others_hold(person, agency, {role}, today):
                alone |= Q(agency=agency, waits_role=role)
    return in_review(Asking(person, today)).filter(~Q(prepared_by=person) | alone)


def to_decide(person: Person, today: date, most: int) -> tuple[Letter, ...]:
    """What waits for this person's decision, then for their signature: at most so many of each."""
    return (*waiting_for(person, today)[:most], *to_sign(person, today)[:most])


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


def matter(letter: Letter) -> Matter:
    """What is to be decided about it: by the role whose turn it is, and by its drafter only where alone."""
    waiting = letter.status == Status.IN_REVIEW
    return Matter(
        words=WORDS,
        agency=letter.agency,
        # The steps of an office are different roles.
        step=list(letter.steps).index(letter.waits_role) if waiting else 0,
        roles=frozenset({letter.waits_role}) if waiting else frozenset(),
        author_id=letter.prepared_by_id,
        content=letter.content_hash,
        author=Author.WHERE_ALONE,
    )


def may_decide(person: Person | AnonymousUser, letter: Letter, day: date) -> bool:
    """Whether it is this person's turn."""
    return approval.may_decide(person, matter(letter), day)


def steps_of(letter: Letter) -> list[frozenset[str]]:
    """Who decides at each step: one role."""
    return [frozenset({role}) for role in letter.steps]


def approvals(letter: Letter) -> list[Decision]:
    """For each step the approval of the letter as it reads now, in order; only as far as they go."""
    made = standing(steps_of(letter), letter.decisions.select_related("person"), letter.content_hash)
    # Handed in again, it starts at the first step, though the same text may have been approved before.
    return made[: matter(letter).step] if letter.status == Status.IN_REVIEW else made


def heads_agreeing(case: Case) -> frozenset[Person]:
    """The heads of whom letters here show that they agreed to an extension (第三十三条第二款)."""
    letters = Letter.objects.filter(case=case, act="extend").exclude(status=Status.VOID)
    agreed = Decision.objects.filter(letter__in=letters, role=Role.HEAD, approved=True)
    signed = letters.filter(issued_by__isnull=False).select_related("agency", "issued_by")
    return frozenset(
        [
            *(one.person for one in agreed.select_related("person")),
            *(one.issued_by for one in signed if one.issued_by and _was_head(one, one.issued_by)),
        ]
    )


def _was_head(letter: Letter, person: Person) -> bool:
    """Whether the person was head on the day of the letter."""
    return letter.issued_on is not None and Role.HEAD in roles_of(person, letter.agency, letter.issued_on)


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
