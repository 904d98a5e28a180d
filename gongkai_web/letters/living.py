"""Which letter of a case is being made, what is still to be done to it, and who has to do it?

From its draft until it leaves the house a letter is the next act of its case (`duties.Underway`). Every act
on a letter ends with `show_in_case`, so that lists, calendar and mail say the same.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.urls import reverse

from gongkai.booktitle import in_marks
from gongkai.procedure.duties import ARRIVALS, TELL, Underway
from gongkai.procedure.facts import LetterStage
from gongkai_web.agencies.asking import Asking, Who
from gongkai_web.agencies.models import Office, Particulars, Person, Role
from gongkai_web.agencies.permissions import What
from gongkai_web.approval.queries import others_hold
from gongkai_web.approval.standing import returned
from gongkai_web.cases import stored
from gongkai_web.cases.models import Case
from gongkai_web.letters.content import kind_of
from gongkai_web.letters.kinds import AGAIN, REPLIES, carried_act, needs_seal
from gongkai_web.letters.models import Addressee, Decision, Letter, Status

LIVING = (Status.DRAFTING, Status.IN_REVIEW, Status.APPROVED, Status.ISSUED, Status.SEALED)
# Who issues what its author may not issue alone: the head where there is one, else a reviewer.
_SIGNERS = (Role.HEAD, Role.REVIEWER)
SEE_LETTER = "看文书"
_TO_DO = {
    LetterStage.DRAFTING: "接着起草",
    LetterStage.RETURNED: "到文书页修改",
    LetterStage.IN_REVIEW: SEE_LETTER,
    LetterStage.SIGNING: SEE_LETTER,
    LetterStage.APPROVED: "到文书页签发",
    LetterStage.UNSEALED: "到文书页盖章、发出",
    LetterStage.UNSENT: "到文书页发出",
}
_OTHERS_DECIDE = (LetterStage.IN_REVIEW, LetterStage.SIGNING)


def living_in(case: Case, act: str) -> Letter | None:
    """The letter that carries out that act of the case and has not left the house."""
    found = Letter.objects.filter(case=case, act=act, status__in=LIVING).order_by("pk")
    return next((one for one in found if carried_act(kind_of(one), act)), None)


def signers(letter: Letter, day: date) -> frozenset[str]:
    """The roles of which one has to issue the letter, since nobody but its author has decided on it.

    None where another person approved it as it is, where nobody else is there, and for internal sheets.
    """
    if letter.addressee == Addressee.INTERNAL or _another_approved(letter):
        return frozenset()
    for role in _SIGNERS:
        if others_hold(letter.prepared_by, letter.agency, {role}, day):
            return frozenset({role.value})
    return frozenset()


def _another_approved(letter: Letter) -> bool:
    return (
        letter.decisions.filter(approved=True, content_hash=letter.content_hash)
        .exclude(person=letter.prepared_by_id)
        .exists()
    )


def signable(who: Who) -> QuerySet[Letter]:
    """The approved letters of others on which nobody but their authors decided, oldest first: where whoever
    asks is of those who issue such.
    """
    there = Q(agency__in=who.holding(Role.HEAD)) | Q(agency__in=who.holding(Role.REVIEWER))
    by_another = Decision.objects.filter(
        letter=OuterRef("pk"), approved=True, content_hash=OuterRef("content_hash")
    ).exclude(person=F("letter__prepared_by"))
    return (
        Letter.objects.filter(there, ~Exists(by_another), status=Status.APPROVED)
        .exclude(addressee=Addressee.INTERNAL)
        .exclude(prepared_by=who.person())
        .select_related("agency", "case", "prepared_by")
        .order_by("prepared_on", "pk")
    )


def to_sign(person: Person, today: date) -> QuerySet[Letter]:
    """The letters that this person has to issue, because their authors may not alone; oldest first."""
    who = Asking(person, today)
    # A head comes first, unless the letter is that head's own.
    heads = Office.objects.filter(
        Q(until=None) | Q(until__gte=today),
        agency=OuterRef("agency"),
        role=Role.HEAD,
        since__lte=today,
        person__is_active=True,
    )
    no_head = ~Exists(heads.exclude(person=OuterRef("prepared_by")))
    return signable(who).filter(Q(agency__in=who.holding(Role.HEAD)) | no_head)


def arrived_unopened(who: Who) -> QuerySet[Letter]:
    """The letters on applicants' pages that nobody has opened since another day, oldest first.

    Not a reply in whose place another was given or is owed: nobody posts what is no longer in force.
    """
    again = Letter.objects.filter(
        case=OuterRef("case"), act=AGAIN, status__in=(Status.DISPATCHED, Status.SERVED), pk__gt=OuterRef("pk")
    )
    replaced = Q(act__in=REPLIES) & (Exists(again) | Q(case__next_act=AGAIN))
    sent = Letter.objects.filter(agency__in=who.at(What.HANDLE), dispatched_on__lt=who.day())
    return (
        sent.filter(~replaced, arrived_at__isnull=False, opened_at=None, reposted_on=None)
        .select_related("agency", "case", "prepared_by")
        .order_by("dispatched_on", "pk")
    )


def unopened(person: Person, today: date) -> QuerySet[Letter]:
    """Those that lie there longer than the agency waits."""
    who = Asking(person, today)
    own = who.at(What.HANDLE)
    late = Q(pk__in=())
    waits = dict(Particulars.objects.filter(agency__in=own).values_list("agency", "unopened_days"))
    for agency in own:
        days = waits.get(agency) or Particulars().unopened_days
        late |= Q(agency=agency, dispatched_on__lt=today - timedelta(days=days))
    return arrived_unopened(who).filter(late)


def on_their_way(who: Who) -> QuerySet[Letter]:
    """The letters of the asker's agencies that have left and whose arrival is not entered, oldest first.

    Not those whose arrival is the next act of their case: it has its own row.
    """
    return (
        Letter.objects.filter(agency__in=who.at(What.HANDLE), status=Status.DISPATCHED)
        .exclude(case__next_act__in=(*ARRIVALS, "serve"))
        .select_related("agency", "case", "prepared_by")
        .order_by("dispatched_on", "pk")
    )


def stage_of(letter: Letter, day: date) -> LetterStage | None:
    """What is still to be done to the letter; None where it has left, is void, or is finished inside."""
    if letter.addressee == Addressee.INTERNAL and letter.status in (Status.ISSUED, Status.SEALED):
        return None
    if letter.status == Status.DRAFTING:
        return LetterStage.RETURNED if returned(letter.decisions.all()) else LetterStage.DRAFTING
    if letter.status == Status.APPROVED:
        return LetterStage.SIGNING if signers(letter, day) else LetterStage.APPROVED
    if letter.status == Status.ISSUED:
        return LetterStage.UNSEALED if needs_seal(kind_of(letter)) else LetterStage.UNSENT
    return _PLAIN.get(Status(letter.status))


_PLAIN = {Status.IN_REVIEW: LetterStage.IN_REVIEW, Status.SEALED: LetterStage.UNSENT}


def show_in_case(case: Case, day: date) -> None:
    """Makes the letter that is being made the next act of its case, or gives the case back its own.

    Of several what is told a third party before the reply leaves, then the one that waits for nobody else,
    then the oldest.
    """
    found = []
    for letter in Letter.objects.filter(case=case, status__in=LIVING).select_related("agency", "prepared_by"):
        stage = stage_of(letter, day)
        if stage:
            rank = (letter.act != TELL, stage in _OTHERS_DECIDE, letter.pk)
            found.append((rank, letter.pk, Underway(letter.act, stage, letter.prepared_on)))
    _, key, letter_of_case = min(found, key=lambda one: one[0], default=(None, None, None))
    stored.carry_letter(case, key, letter_of_case)


@dataclass(frozen=True, slots=True)
class Shown:
    """The letter of a case as a row says it: 《…》待盖章, why it came back; what is to be done where.

    `author`: who writes it, by key.
    """

    said: str
    label: str
    href: str
    author: int


def shown_in(cases: Iterable[Case]) -> dict[int, Shown]:
    """The letters that are the next acts of these cases, by the key of the case; two queries at most."""
    stages = {case.letter_key: case for case in cases if case.letter_key and case.letter_stage}
    if not stages:
        return {}
    letters = Letter.objects.filter(pk__in=list(stages)).only("pk", "title", "prepared_by").in_bulk()
    why = _reasons([key for key, case in stages.items() if case.letter_stage == LetterStage.RETURNED])
    return {
        case.pk: _shown(letters[key], LetterStage(case.letter_stage), why.get(key, ""))
        for key, case in stages.items()
        if key in letters
    }


def _reasons(keys: list[int]) -> dict[int, str]:
    """Why each of these letters was returned: what was said with the last decision."""
    if not keys:
        return {}
    found = Decision.objects.filter(letter__in=keys).order_by("pk")
    return {one.letter_id: one.note for one in found}


def _shown(letter: Letter, stage: LetterStage, why: str) -> Shown:
    said = f"{in_marks(letter.title)}{stage.label}{f'：{why}' if why else ''}"
    return Shown(said, _TO_DO[stage], reverse("letters:letter", args=[letter.pk]), letter.prepared_by_id)
