"""What do all acts on a document share: the lock, who may, and the line in the trail?"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import date
from typing import Any

from gongkai_web.agencies.models import Agency, Person
from gongkai_web.agencies.permissions import What, require
from gongkai_web.audit.actions import record
from gongkai_web.errors import Refused
from gongkai_web.publishing.models import NormativeDocument
from gongkai_web.search.actions import follow

# Under this name the documents of the register are found.
DOCUMENTS = "documents"


def locked(document: NormativeDocument) -> NormativeDocument:
    """The row as it stands now, held until the act is done."""
    found = NormativeDocument.objects.select_for_update(of=("self",), no_key=True).select_related("agency")
    return found.get(pk=document.pk)


def keep(document: NormativeDocument) -> None:
    """Saves the row; what is found by the public's search follows it."""
    document.save()
    follow(DOCUMENTS, [document.pk])


def require_handler(by: Person, agency: Agency, day: date, today: date | None) -> None:
    """Raises where the day has not come, or the person does not handle the register of the agency."""
    _require(by, agency, What.HANDLE, "登记文件", day=day, today=today)


def needed_for(document: NormativeDocument) -> What:
    """What one must be allowed to do for what is said of a document: of a text that everybody reads, what
    ends such a text – whoever drafted it does not mark it as repealed alone.
    """
    text = getattr(document, "text", None)
    return What.END_ITEM if text is not None and text.live_id is not None else What.HANDLE


def require_keeper(by: Person, document: NormativeDocument, day: date, today: date | None) -> None:
    """The same as `require_handler`, of a document that is on the register."""
    doing = "登记已经公开的文件的修改、废止"
    _require(by, document.agency, needed_for(document), doing, day=day, today=today)


def _require(by: Person, agency: Agency, what: What, doing: str, *, day: date, today: date | None) -> None:
    today = today or day
    if day > today:
        raise Refused(f"{day} 还没有到（今天是 {today}），不能登记；请核对日期。")
    require(by, agency, what, today, doing)


def subject_of(document: NormativeDocument) -> str:
    """What the lines about it name."""
    return f"publishing.NormativeDocument:{document.pk}"


def line(
    by: Person | None, document: NormativeDocument, act: str, detail: Mapping[str, Any], reason: str = ""
) -> None:
    """The audit line of an act on a document; `by` None: the clock."""
    record(
        actor=by,
        agency=document.agency,
        act=f"publishing.{act}",
        subject=subject_of(document),
        detail=detail,
        reason=reason,
    )


def hashed(words: str) -> str:
    """The digest of a title or a number."""
    return hashlib.sha256(words.encode()).hexdigest()
