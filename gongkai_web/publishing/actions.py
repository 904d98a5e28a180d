"""How does a normative document come onto the register, end, and leave it when it was entered wrongly?"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction

from gongkai_web.agencies.models import Agency, Person
from gongkai_web.agencies.permissions import What, require
from gongkai_web.audit.actions import record
from gongkai_web.errors import Refused
from gongkai_web.publishing.models import DocumentKind, Ending, NormativeDocument


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
    today: date | None = None,
) -> NormativeDocument:
    """Enters a document. `kind`: a DocumentKind; `effective_from`: by default the day of issue."""
    _require_handler(by, agency, issued_on, today)
    if kind not in DocumentKind.values:
        raise Refused(f"不认识的文件类型「{kind}」；可用：{'、'.join(DocumentKind.values)}。")
    if not title.strip():
        raise Refused("文件标题不能为空。")
    effective = effective_from or issued_on
    if effective < issued_on:
        raise Refused(f"施行日期 {effective} 早于成文日期 {issued_on}；请核对。")
    taken = NormativeDocument.objects.filter(agency=agency, number=number.strip(), voided=False)
    if number.strip() and taken.exists():
        raise Refused(f"文号「{number}」已经登记；登记有误的请先作废。")
    document = NormativeDocument(
        agency=agency,
        kind=kind,
        title=title.strip(),
        number=number.strip(),
        issued_on=issued_on,
        effective_from=effective,
    )
    document.save()
    detail = {
        "kind": kind,
        "title": document.title,
        "number": document.number,
        "issued_on": issued_on,
        "effective_from": effective,
    }
    _line(by, document, "issue_document", detail)
    return document


@transaction.atomic
def end_document(
    *,
    by: Person,
    document: NormativeDocument,
    day: date,
    ending: str,
    basis: str = "",
    today: date | None = None,
) -> NormativeDocument:
    """Ends a document on `day`, from which it is no longer in force. `basis`: the decision that ended it."""
    document = _locked(document)
    _require_handler(by, document.agency, day, today)
    if ending not in Ending.values:
        raise Refused(f"不认识的失效方式「{ending}」；可用：{'、'.join(Ending.values)}。")
    if document.voided:
        raise Refused(f"《{document.title}》的登记已作废。")
    if document.ended_on:
        raise Refused(f"《{document.title}》已于 {document.ended_on} 失效；登记有误的请作废后另记。")
    if day < document.issued_on:
        raise Refused(f"失效日期 {day} 早于成文日期 {document.issued_on}；请核对。")
    document.ended_on, document.ending = day, ending
    document.save(update_fields=["ended_on", "ending"])
    _line(by, document, "end_document", {"day": day, "ending": ending}, basis)
    return document


@transaction.atomic
def void_document(*, by: Person, document: NormativeDocument, day: date, reason: str) -> NormativeDocument:
    """Declares a wrong entry void on `day`; it stays in sight of the staff and is counted nowhere."""
    document = _locked(document)
    _require_handler(by, document.agency, day, day)
    if not reason.strip():
        raise Refused("作废须写明理由。")
    if document.voided:
        raise Refused(f"《{document.title}》的登记已经作废。")
    document.voided, document.void_reason = True, reason
    document.save(update_fields=["voided", "void_reason"])
    _line(by, document, "void_document", {"day": day}, reason)
    return document


def _locked(document: NormativeDocument) -> NormativeDocument:
    """The row as it stands now, held until the act is done."""
    return (
        NormativeDocument.objects.select_for_update(of=("self",)).select_related("agency").get(pk=document.pk)
    )


def _require_handler(by: Person, agency: Agency, day: date, today: date | None) -> None:
    today = today or day
    if day > today:
        raise Refused(f"{day} 还没有到（今天是 {today}），不能登记；请核对日期。")
    require(by, agency, What.HANDLE, today, "登记文件")


def _line(
    by: Person, document: NormativeDocument, act: str, detail: Mapping[str, Any], reason: str = ""
) -> None:
    record(
        actor=by,
        agency=document.agency,
        act=f"publishing.{act}",
        subject=f"publishing.NormativeDocument:{document.pk}",
        detail=detail,
        reason=reason,
    )
