"""What can be done to the register of rules and normative documents? Every act; nothing else writes it."""

from gongkai_web.publishing.actions.changing import (
    amend_document,
    change,
    end_document,
    expire_due,
    extend_document,
    strike_change,
    told_anew,
    void_change,
)
from gongkai_web.publishing.actions.confirming import confirm_document
from gongkai_web.publishing.actions.entry import DOCUMENTS
from gongkai_web.publishing.actions.issuing import DocumentGiven, enter, issue_document, void, void_document
from gongkai_web.publishing.actions.sealing import (
    changes_named,
    forget_basis,
    restate_changes,
    seal_document,
    words_of_document,
)

__all__ = [
    "DOCUMENTS",
    "DocumentGiven",
    "amend_document",
    "change",
    "changes_named",
    "confirm_document",
    "end_document",
    "enter",
    "expire_due",
    "extend_document",
    "forget_basis",
    "issue_document",
    "restate_changes",
    "seal_document",
    "strike_change",
    "told_anew",
    "void",
    "void_change",
    "void_document",
    "words_of_document",
]
