"""封存: how do the words of a document leave the register, when the text that brought it there is sealed?

In the transaction of that act, which has checked who may and keeps the words (`items.actions.sealing`).
The row stays, void and without a word; what it changed stays changed.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from django.db.models import Q, QuerySet

from gongkai_web.agencies.models import Agency, Person
from gongkai_web.publishing.actions.changing import restated
from gongkai_web.publishing.actions.entry import hashed, keep, line, locked, subject_of
from gongkai_web.publishing.actions.issuing import WORDS
from gongkai_web.publishing.models import DocumentChange, NormativeDocument

SEALED = "所登记的文件已经撤下"


def words_of_document(document: NormativeDocument) -> dict[str, str]:
    """What the register says of it."""
    return {name: getattr(document, name) for name in WORDS if getattr(document, name)}


def seal_document(*, document: NormativeDocument, by: Person, day: date) -> None:
    """Takes its title and its numbers out of the register, also where other documents name it."""
    document = locked(document)
    named = _naming(document)
    for name in WORDS:
        setattr(document, name, "")
    document.voided, document.void_reason = True, SEALED
    keep(document)
    line(by, document, "seal_document", {"day": day})
    _forget(DocumentChange.objects.filter(named), by)


def forget_basis(*, by: Person, agency: Agency, words: Collection[str]) -> None:
    """By what the documents of an agency were changed is not told any more in these words.

    For a decision that is no document of the register itself, e.g. the result of a clean-up.
    """
    _forget(DocumentChange.objects.filter(_by_words(agency, words)), by)


def changes_named(
    *, document: NormativeDocument | None, agency: Agency, words: Collection[str]
) -> list[tuple[str, str]]:
    """The changes that lose their words with all this: what their lines name, and the reason they tell."""
    condition = _by_words(agency, words)
    if document is not None:
        condition |= _naming(document)
    found = DocumentChange.objects.filter(condition).select_related("document")
    return [(subject_of(one.document), one.reason) for one in found]


def _naming(document: NormativeDocument) -> Q:
    words = list(words_of_document(document).values())
    return Q(by_document=document) | Q(document=document) | Q(basis__in=words) | Q(reason__in=words)


def _by_words(agency: Agency, words: Collection[str]) -> Q:
    return Q(document__agency=agency, by_document=None, basis__in=words)


def restate_changes(*, by: Person, keys: Collection[int]) -> None:
    """The documents say of these changes what stands there now, and the lines of each document, too."""
    changed = DocumentChange.objects.filter(pk__in=keys)
    said: dict[int, dict[str, str]] = {}
    for document, number, basis in changed.order_by("number").values_list("document", "number", "basis"):
        said.setdefault(document, {})[str(number)] = hashed(basis)
    for other in NormativeDocument.objects.filter(pk__in=said).order_by("agency", "pk"):
        restated(other)
        keep(other)
        line(by, other, "forget_basis", {"changes": said[other.pk]})


def _forget(found: QuerySet[DocumentChange], by: Person) -> None:
    """Takes the words out of these changes."""
    keys = list(found.values_list("pk", flat=True))
    found.update(reason="", basis="")
    restate_changes(by=by, keys=keys)
