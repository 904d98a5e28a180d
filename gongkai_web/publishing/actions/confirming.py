"""确认登记: how does a document that was entered by hand become public – by a second person?

Its text went through no review, so its title and numbers are read by somebody else than who typed them; where
nobody else handles the register, who entered it answers for it alone (the rule of `approval`).
"""

from __future__ import annotations

from datetime import date

from django.contrib.auth.models import AnonymousUser
from django.db import transaction

from gongkai.booktitle import in_marks
from gongkai_web.agencies.models import Person
from gongkai_web.agencies.permissions import TABLE, What
from gongkai_web.approval.actions import require_turn
from gongkai_web.approval.matter import Author, Matter, Words
from gongkai_web.approval.queries import may_decide
from gongkai_web.errors import Refused
from gongkai_web.publishing.actions.entry import keep, line, locked
from gongkai_web.publishing.models import NormativeDocument

HANDLERS = TABLE[What.HANDLE].roles
_WORDS = Words(
    "这份文件的登记", act="确认登记", made="录入", decide="确认", parts="登记", since="录入", submit="录入"
)


@transaction.atomic
def confirm_document(*, by: Person, document: NormativeDocument, day: date) -> NormativeDocument:
    """It is public, and counts, from now on."""
    document = locked(document)
    if document.voided or not document.waits:
        raise Refused(f"{in_marks(document.title)}的登记不等谁确认；请刷新页面，看现在的状态。")
    require_turn(_matter(document), by, day)
    document.waits = False
    keep(document)
    line(by, document, "confirm_document", {"day": day})
    return document


def may_confirm(person: Person | AnonymousUser, document: NormativeDocument, day: date) -> bool:
    """Whether the person may confirm it that day."""
    waits = document.waits and not document.voided
    return waits and may_decide(person, _matter(document), day)


def _matter(document: NormativeDocument) -> Matter:
    return Matter(
        words=_WORDS,
        agency=document.agency,
        step=0,
        roles=HANDLERS,
        author_id=document.entered_by_id,
        content="",
        author=Author.WHERE_ALONE,
    )
