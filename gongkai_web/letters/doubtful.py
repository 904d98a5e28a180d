"""Which letters made here bear dates that cannot be: before their draft, an approval or their seal?

The dates of a letter go only forwards now (`actions.days`). Earlier versions took them backwards – with the
tick 如实补登, which they kept (`Letter.admitted`), or without a word. Nothing of that is changed: what was
counted and released stays, but whoever counts or reads is told that 按期 of such a case is to be checked.
"""

from __future__ import annotations

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from gongkai_web.letters.models import Decision, Letter, Status

_CHECK = "请核对原件，是否按期以核对的为准。"


def doubtful() -> QuerySet[Letter]:
    """The letters with such dates; void ones say nothing."""
    approved_later = Decision.objects.filter(
        letter=OuterRef("pk"), approved=True, day__gt=OuterRef("issued_on")
    )
    backwards = (
        ~Q(admitted=[])
        | Q(issued_on__lt=F("prepared_on"))
        | Q(dispatched_on__lt=F("issued_on"))
        | Q(dispatched_on__lt=F("sealed_on"))
        | Exists(approved_later)
    )
    return Letter.objects.filter(backwards, issued_on__isnull=False).exclude(status=Status.VOID)


def doubts(letter: Letter) -> list[str]:
    """What is out of order in this letter, in sentences. Whoever lists many reads their decisions along."""
    if letter.status == Status.VOID or letter.issued_on is None:
        return []
    if letter.admitted:
        return [str(one["message"]) for one in letter.admitted]
    approved = [one.day for one in letter.decisions.all() if one.approved]
    before = [("起草", letter.prepared_on), *(("审签同意", day) for day in approved)]
    word, latest = max(before, key=lambda one: one[1])
    found = []
    if letter.issued_on < latest:
        found.append(f"日期存疑：成文日期 {letter.issued_on} 早于本站登记的{word}日期 {latest}；{_CHECK}")
    sent, sealed = letter.dispatched_on, letter.sealed_on
    if sent and sent < max(letter.issued_on, sealed or letter.issued_on):
        found.append(f"日期存疑：发出日期 {sent} 早于成文、盖章的日期；{_CHECK}")
    return found
