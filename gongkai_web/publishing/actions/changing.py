"""How is a document amended, ended, extended, and how does it lapse by itself when its term is over?

Each is a row with its day, its reason and the document that did it. What the columns of a document say of it
is a cache, written here alone (`restated`). A wrong entry is declared void, never rubbed out.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef

from gongkai.booktitle import in_marks
from gongkai.publication.validity import ended
from gongkai_web.agencies.models import Person
from gongkai_web.errors import Refused, require_reason
from gongkai_web.publishing.actions.entry import hashed, keep, line, locked, require_keeper
from gongkai_web.publishing.models import ChangeKind, DocumentChange, Ending, NormativeDocument
from gongkai_web.publishing.queries import nameable
from gongkai_web.publishing.wording.showing import require_showable

_BY_ITSELF = "有效期届满"


@dataclass(frozen=True, slots=True)
class Cause:
    """Why a document changes. `document`: by which one; `basis`: the decision, where it is none of ours."""

    reason: str = ""
    document: NormativeDocument | None = None
    basis: str = ""

    @property
    def said(self) -> str:
        """By what, in a few signs: its number, else its title."""
        return (self.document.number or self.document.title) if self.document else self.basis


@transaction.atomic
def amend_document(
    *,
    by: Person,
    document: NormativeDocument,
    day: date,
    reason: str,
    by_document: NormativeDocument | None = None,
    basis: str = "",
    today: date | None = None,
) -> DocumentChange:
    """Says that a document is another one from `day` on; it stays in force."""
    require_keeper(by, document, day, today)
    require_reason(reason, "登记修改")
    _require_showable(document, today or day, basis)
    cause = Cause(reason, by_document, basis)
    if not cause.said:
        raise Refused("请写明修改的依据：哪一份文件，或者哪一个决定。")
    return change(document=document, kind=ChangeKind.AMENDED, day=day, by=by, cause=cause)


@transaction.atomic
def end_document(
    *,
    by: Person,
    document: NormativeDocument,
    day: date,
    ending: str,
    basis: str = "",
    reason: str = "",
    by_document: NormativeDocument | None = None,
    today: date | None = None,
) -> NormativeDocument:
    """Ends a document on `day`, from which it is no longer in force. `basis`: the decision that ended it."""
    require_keeper(by, document, day, today)
    if ending not in Ending.values:
        raise Refused(f"不认识的失效方式「{ending}」；可用：{'、'.join(Ending.values)}。")
    _require_showable(document, today or day, basis)
    cause = Cause(reason, by_document, basis)
    return change(document=document, kind=ending, day=day, by=by, cause=cause).document


@transaction.atomic
def extend_document(
    *,
    by: Person,
    document: NormativeDocument,
    day: date,
    until: date,
    reason: str,
    basis: str = "",
    by_document: NormativeDocument | None = None,
) -> DocumentChange:
    """Lets a document hold until another last day; asked before it lapses (评估后续期)."""
    require_keeper(by, document, day, day)
    require_reason(reason, "延长有效期")
    _require_showable(document, day, basis)
    cause = Cause(reason, by_document, basis)
    return change(document=document, kind=ChangeKind.EXTENDED, day=day, by=by, cause=cause, until=until)


@transaction.atomic
def change(
    *,
    document: NormativeDocument,
    kind: str,
    day: date,
    by: Person | None,
    cause: Cause,
    until: date | None = None,
) -> DocumentChange:
    """Writes a change; who calls has asked who may. `by` None: the clock.

    `day` may lie ahead: a document that is published today may end another on the day of its own force.
    """
    document = locked(document)
    if cause.document is not None and cause.document.waits:
        raise Refused(f"{in_marks(cause.document.title)}的登记还没有由另一个人确认，不能作依据；请先确认。")
    _require_changeable(document, kind, day, until)
    made = DocumentChange(
        document=document,
        number=document.changes.count() + 1,
        kind=kind,
        day=day,
        until=until,
        reason=cause.reason.strip(),
        basis=cause.basis.strip(),
        by_document=cause.document,
        person=by,
    )
    made.save()
    restated(document)
    keep(document)
    act = {ChangeKind.AMENDED: "amend_document", ChangeKind.EXTENDED: "extend_document"}
    told = {"day": day, "ending": kind} if kind in Ending.values else {"day": day, "until": until}
    by_key = cause.document.pk if cause.document else None
    detail = {**told, "change": made.number, "by_document": by_key}
    detail["basis_hash"] = hashed(made.basis)
    line(by, document, act.get(ChangeKind(kind), "end_document"), detail, made.reason)
    return made


@transaction.atomic
def void_change(*, by: Person, change: DocumentChange, day: date, reason: str) -> DocumentChange:
    """Declares a wrong entry void: the document stands as if it had never been made."""
    require_keeper(by, locked(change.document), day, day)
    require_reason(reason, "作废这条登记")
    return strike_change(by=by, change=change, day=day, reason=reason)


@transaction.atomic
def strike_change(*, by: Person | None, change: DocumentChange, day: date, reason: str) -> DocumentChange:
    """The same; who calls has asked who may. `by` None: the clock."""
    document = locked(change.document)
    change = DocumentChange.objects.get(pk=change.pk)
    if change.voided:
        raise Refused("这条登记已经作废。")
    change.voided, change.void_reason = True, reason.strip()
    change.save(update_fields=["voided", "void_reason"])
    restated(document)
    keep(document)
    line(by, document, "void_change", {"day": day, "change": change.number}, reason.strip())
    return change


def expire_due(today: date) -> list[DocumentChange]:
    """Writes down which documents have lapsed by themselves, each once; how they stand is known without."""
    found = NormativeDocument.objects.filter(
        voided=False, waits=False, ending=Ending.EXPIRED, ended_on__lte=today
    )
    written = DocumentChange.objects.filter(document=OuterRef("pk"), kind=ChangeKind.EXPIRED, voided=False)
    return [_expire(one) for one in found.exclude(Exists(written)).order_by("pk")]


def restated(document: NormativeDocument) -> None:
    """Writes the cached columns from the changes that stand and the term of the document; saves nothing."""
    standing = []
    if document.pk:
        standing = list(
            document.changes.filter(voided=False).select_related("by_document").order_by("number")
        )
    extended = [one.until for one in standing if one.kind == ChangeKind.EXTENDED and one.until]
    document.extended_until = extended[-1] if extended else None
    endings = [one for one in standing if one.kind in Ending.values]
    document.ended_on, document.ending = ended([(one.day, one.kind) for one in endings], document.last_day)
    by = {one.by_document_id for one in standing if one.by_document_id is not None}
    hidden = by - set(nameable().filter(pk__in=by).values_list("pk", flat=True)) if by else by
    said = {one.pk: "" if one.by_document_id in hidden else one.said for one in standing}
    document.ended_by = next((said[one.pk] for one in endings if one.day == document.ended_on), "")
    amendments = sorted((one for one in standing if one.kind == ChangeKind.AMENDED), key=lambda one: one.day)
    document.amended_on = amendments[0].day if amendments else None
    document.amended_by = said[amendments[0].pk] if amendments else ""


def told_anew(document: NormativeDocument) -> None:
    """What it changed says by what, or does not while nobody may read of it.

    For the act that took it back, or brought it out again.
    """
    for key in document.effects.order_by("document").values_list("document", flat=True).distinct():
        changed = locked(NormativeDocument(pk=key))
        restated(changed)
        keep(changed)


@transaction.atomic
def _expire(document: NormativeDocument) -> DocumentChange:
    cause = Cause(_BY_ITSELF)
    last = document.last_day
    day = last + timedelta(days=1) if last else document.ended_on or document.issued_on
    return change(document=document, kind=ChangeKind.EXPIRED, day=day, by=None, cause=cause)


def _require_showable(document: NormativeDocument, day: date, basis: str) -> None:
    """Everybody reads by what it was done."""
    require_showable(document.agency, day, {"依据": basis})


def _require_changeable(document: NormativeDocument, kind: str, day: date, until: date | None) -> None:
    if document.voided:
        raise Refused(f"{in_marks(document.title)}的登记已作废。")
    if document.waits and kind != ChangeKind.EXPIRED:
        raise Refused(f"{in_marks(document.title)}的登记还没有由另一个人确认；请先确认，再登记它的变动。")
    label = ChangeKind(kind).label
    if day < document.issued_on:
        raise Refused(f"失效日期 {day} 早于成文日期 {document.issued_on}；请核对。")
    written = document.changes.filter(voided=False, kind__in=Ending.values).exists()
    over = document.ended_on is not None and document.ended_on <= day and kind != ChangeKind.EXPIRED
    if over or (written and kind in Ending.values):
        raise Refused(
            f"{in_marks(document.title)}已于 {document.ended_on} 失效，不能再登记“{label}”；"
            "登记有误的请作废后另记。"
        )
    if kind == ChangeKind.EXTENDED:
        _require_longer(document, until)


def _require_longer(document: NormativeDocument, until: date | None) -> None:
    if document.last_day is None:
        raise Refused(f"{in_marks(document.title)}没有写失效日期，不用延长。")
    if until is None or until <= document.last_day:
        raise Refused(f"延长以后的最后一天应晚于现在的 {document.last_day}；请核对。")
