"""How does a rule or normative document come onto the register, and leave it when it was entered wrongly?

From a page of the register, or with the publication of its text (`items`): the same row, never typed twice.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from django.db import transaction

from gongkai.booktitle import in_marks
from gongkai_web.agencies.models import Agency, Person
from gongkai_web.approval.queries import others_hold
from gongkai_web.errors import Refused, require_reason
from gongkai_web.publishing.actions.changing import restated
from gongkai_web.publishing.actions.confirming import HANDLERS
from gongkai_web.publishing.actions.entry import hashed, keep, line, locked, require_handler, require_keeper
from gongkai_web.publishing.models import DocumentKind, NormativeDocument
from gongkai_web.publishing.wording.showing import require_showable

WORDS = ("title", "number", "registration_number")
_LABELS = {"title": "标题", "number": "文号", "registration_number": "统一登记号"}


@dataclass(frozen=True, slots=True)
class DocumentGiven:
    """What the register holds of a document. `kind`: a DocumentKind; `expires_on`: its last day in force."""

    kind: str
    title: str
    issued_on: date
    effective_from: date
    number: str = ""
    registration_number: str = ""
    expires_on: date | None = None


@transaction.atomic
def issue_document(
    *,
    by: Person,
    agency: Agency,
    kind: str,
    title: str,
    issued_on: date,
    number: str = "",
    effective_from: date | None = None,
    expires_on: date | None = None,
    registration_number: str = "",
    today: date | None = None,
) -> NormativeDocument:
    """Enters a document by hand: nothing of it is public before somebody else confirmed it (`confirming`),
    where there is somebody else. `kind`: a DocumentKind; `effective_from`: by default the day of issue.
    """
    require_handler(by, agency, issued_on, today)
    given = DocumentGiven(
        kind=kind,
        title=title.strip(),
        issued_on=issued_on,
        effective_from=effective_from or issued_on,
        number=number.strip(),
        registration_number=registration_number.strip(),
        expires_on=expires_on,
    )
    _require_typed_sound(given)
    require_showable(agency, today or issued_on, {_LABELS[one]: getattr(given, one) for one in WORDS})
    taken = NormativeDocument.objects.filter(agency=agency, number=given.number, voided=False)
    if given.number and taken.exists():
        raise Refused(f"发文字号「{given.number}」已经登记；登记有误的请先作废。")
    return enter(
        agency=agency, by=by, given=given, waits=others_hold(by, agency, HANDLERS, today or issued_on)
    )


@transaction.atomic
def enter(
    *,
    agency: Agency,
    by: Person | None,
    given: DocumentGiven,
    document: NormativeDocument | None = None,
    waits: bool = False,
) -> NormativeDocument:
    """Writes the row of a document that has been published; who calls has asked who may.

    `document`: the row that is there already, from the register or from an earlier text. `waits`: nobody but
    who enters it has seen it.
    """
    _require_sound(given)
    act = "correct_document" if document else "issue_document"
    row = locked(document) if document else NormativeDocument(agency=agency)
    told = asdict(given)
    if document and row.waits == waits and all(getattr(row, name) == value for name, value in told.items()):
        return row
    for name, value in told.items():
        setattr(row, name, value)
    row.waits, row.entered_by = waits, by if waits else row.entered_by
    restated(row)
    keep(row)
    line(by, row, act, {**told_in_trail(told), "waits": waits})
    return row


def told_in_trail(given: Mapping[str, Any]) -> dict[str, Any]:
    """What a line says of a document: its words by their digest, so that what is sealed is not there."""
    words = {f"{name}_hash": hashed(given[name]) for name in WORDS}
    return {**{name: value for name, value in given.items() if name not in WORDS}, **words}


@transaction.atomic
def void_document(*, by: Person, document: NormativeDocument, day: date, reason: str) -> NormativeDocument:
    """Declares a wrong entry void on `day`; it stays in sight of the staff and is counted nowhere."""
    require_keeper(by, document, day, day)
    return void(document=document, day=day, by=by, reason=reason)


@transaction.atomic
def void(*, document: NormativeDocument, day: date, by: Person | None, reason: str) -> NormativeDocument:
    """The same; who calls has asked who may."""
    document = locked(document)
    require_reason(reason, "作废")
    if document.voided:
        raise Refused(f"{in_marks(document.title)}的登记已经作废。")
    if document.effects.filter(voided=False).exists():
        raise Refused(
            f"{in_marks(document.title)}修改、废止过别的文件，作废它以前请先在那些文件的页面作废这些修改、废止。"
        )
    document.voided, document.void_reason = True, reason
    document.voided_by, document.voided_on = by, day
    keep(document)
    line(by, document, "void_document", {"day": day}, reason)
    return document


def _require_typed_sound(given: DocumentGiven) -> None:
    """Of an entry that nobody reviewed: a document in force before it was made is a slip.

    Of a text that was (`days.effective` asks about it) it is what its reviewers approved, e.g. in favour of
    those whom it concerns.
    """
    if given.effective_from < given.issued_on:
        raise Refused(f"施行日期 {given.effective_from} 早于成文日期 {given.issued_on}；请核对。")


def _require_sound(given: DocumentGiven) -> None:
    if given.kind not in DocumentKind.values:
        raise Refused(f"不认识的文件类型「{given.kind}」；可用：{'、'.join(DocumentKind.values)}。")
    if not given.title:
        raise Refused("文件标题不能为空。")
    if given.expires_on and given.expires_on < given.effective_from:
        raise Refused(f"失效日期 {given.expires_on} 早于施行日期 {given.effective_from}；请核对。")
