"""How does the publication of a document's text put it on the register, and change what it changes?

In the transaction of the publication: the row stands there without being typed again, and what the text
amends, repeals or declares invalid is so from the day of its force. Only for the actions of this folder.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from gongkai_web.agencies.models import Person
from gongkai_web.agencies.queries import with_taken_over
from gongkai_web.publishing.actions import DocumentGiven, change, enter, strike_change, void
from gongkai_web.publishing.actions.changing import Cause
from gongkai_web.publishing.items.content import Content, day_of
from gongkai_web.publishing.items.models import Item
from gongkai_web.publishing.models import ChangeKind, NormativeDocument

EFFECTS = {
    "amends": ChangeKind.AMENDED,
    "repeals": ChangeKind.REPEALED,
    "invalidates": ChangeKind.DECLARED_INVALID,
}
_SAYS_SO = "所依据的文件有规定"
_OTHERWISE = "公开的内容改为不作这一变动，或者自另一天起作"
_NO_DOCUMENT = "公开的内容改为不是规章、规范性文件"


def register(item: Item, content: Content, day: date, by: Person | None) -> None:
    """The row of the register follows the text that goes out; sets `item.document`, saves no item."""
    issued = day_of(content, "formed_on")
    if not content.get("document_kind") or issued is None:
        if item.document is not None and not item.document.voided:
            void(document=item.document, day=day, by=by, reason=_NO_DOCUMENT)
        return
    given = DocumentGiven(
        kind=content["document_kind"],
        title=content["title"],
        issued_on=issued,
        effective_from=day_of(content, "effective_from") or issued,
        number=content["document_number"],
        registration_number=content["registration_number"],
        expires_on=day_of(content, "expires_on"),
    )
    item.document = enter(agency=item.agency, by=by, given=given, document=row_of(item, content))


def take_effect(
    item: Item, content: Content, day: date, by: Person | None, *, before: Content | None = None
) -> None:
    """What the text amends and ends is so from the day of its force; once, also where it goes out again.

    `before`: what was public last. What only that one said no longer holds, nor its day where it is another.
    """
    if before is not None:
        _take_back(item, before, content, day, by)
    if not any(content.get(name) for name in EFFECTS):
        return
    since, cause = day_of(content, "effective_from") or day, _cause(item, content)
    for name, kind in EFFECTS.items():
        for document in _own(item, content.get(name, ())):
            if not _stands(document, kind, cause):
                change(document=document, kind=kind, day=max(since, document.issued_on), by=by, cause=cause)


def _take_back(item: Item, before: Content, content: Content, day: date, by: Person | None) -> None:
    moved = before.get("effective_from") != content.get("effective_from")
    cause = _cause(item, before)
    for name, kind in EFFECTS.items():
        over = set(before.get(name, ())) - (set() if moved else set(content.get(name, ())))
        for document in _own(item, over):
            standing = document.changes.filter(kind=kind, voided=False, by_document=cause.document)
            for change_ in standing.filter(basis=cause.basis):
                strike_change(change=change_, day=day, by=by, reason=_OTHERWISE)


def row_of(item: Item, content: Content) -> NormativeDocument | None:
    """The row that is there already: of this item, or entered before under the same number."""
    if item.document is not None and not item.document.voided:
        return item.document
    number = content["document_number"]
    known = NormativeDocument.objects.filter(agency=item.agency, number=number, voided=False, text=None)
    return known.first() if number else None


def _own(item: Item, keys: Iterable[int]) -> Iterable[NormativeDocument]:
    """An agency changes its own documents alone, and those of the agencies whose work it took over."""
    own = NormativeDocument.objects.filter(agency__in=with_taken_over(item.agency))
    return own.filter(pk__in=keys).order_by("pk")


def _cause(item: Item, content: Content) -> Cause:
    """By what it was done, as the public reads it: a document of the register, else what it is called."""
    basis = "" if item.document is not None else content["document_number"] or content["title"]
    # By which document is told by its row: its title, sealed later, must stand neither here nor in the trail.
    return Cause(content.get("effects_reason", "") or _SAYS_SO, item.document, basis)


def _stands(document: NormativeDocument, kind: str, cause: Cause) -> bool:
    known = document.changes.filter(kind=kind, voided=False, by_document=cause.document)
    return known.filter(basis=cause.basis).exists()
