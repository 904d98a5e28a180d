"""How are the bytes of a file taken out of everything and locked away?

For what must be nowhere any more and is still evidence: the bytes lie encrypted on a shelf of their own, the
row stays, and nothing that reads files finds it.
"""

from __future__ import annotations

import functools
from datetime import date

from django.db import transaction
from django.db.models import QuerySet

from gongkai_web.agencies.models import Person
from gongkai_web.files import store
from gongkai_web.files.actions.keeping import line
from gongkai_web.files.models import Acceptance, Examination, StoredFile, TextLayer


def names_of_files(owner: str) -> list[str]:
    """How the files of an owner are called: their names are words, too, and go with them."""
    return list(StoredFile.objects.filter(owner=owner, sealed=False).values_list("name", flat=True))


def reasons_of_files(owner: str) -> list[str]:
    """Why what was found in them might go out all the same; it can tell what stood there."""
    found = Acceptance.objects.filter(file__owner=owner, file__sealed=False).exclude(reason="")
    return list(found.values_list("reason", flat=True))


def subjects_of_files(owner: str) -> list[str]:
    """What the lines of the trail name that speak of them, or of whatever holds the same bytes."""
    return [f"files.StoredFile:{key}" for key in _alike(owner).values_list("pk", flat=True)]


def seal_files(*, by: Person, owner: str, day: date) -> list[str]:
    """Seals all files of an owner and whatever holds the same bytes at the same agency; their digests.

    Within the transaction of the act that calls it, which has checked who may; the plain bytes go when it is
    done.
    """
    digests = set(StoredFile.objects.filter(owner=owner, sealed=False).values_list("sha256", flat=True))
    same = _alike(owner)
    # What only grows refuses it otherwise.
    QuerySet(Acceptance).filter(file__in=same.values("pk")).update(reason="")
    for file in same.select_related("agency"):
        file.sealed, file.withdrawn, file.public, file.name = True, True, False, ""
        file.save(update_fields=["sealed", "withdrawn", "public", "name"])
        line(by, file, "seal_file", {"sha256": file.sha256, "day": day})
    elsewhere = StoredFile.objects.filter(sha256__in=digests, sealed=False)
    still = set(elsewhere.values_list("sha256", flat=True))
    for read in (TextLayer, Examination):
        read._default_manager.filter(sha256__in=digests).exclude(sha256__in=still).delete()
    for sha256 in digests:
        store.seal(sha256)
        if sha256 not in still:
            transaction.on_commit(functools.partial(store.drop, sha256))
    return sorted(digests)


def require_files_openable() -> None:
    """Raises LostError or LockedError where a sealed file cannot be opened."""
    for sha256 in _sealed():
        store.unsealed(sha256)


def reencrypt_files() -> int:
    """Locks every sealed file with the present key of the installation; how many."""
    return sum(store.relock(sha256) for sha256 in _sealed())


def _alike(owner: str) -> QuerySet[StoredFile]:
    """The files of an owner, and whatever holds the same bytes at the same agency."""
    own = list(StoredFile.objects.filter(owner=owner, sealed=False))
    digests, agencies = {file.sha256 for file in own}, {file.agency_id for file in own}
    return StoredFile.objects.filter(sha256__in=digests, agency__in=agencies, sealed=False)


def _sealed() -> list[str]:
    found = StoredFile.objects.filter(sealed=True).order_by("sha256")
    return list(found.values_list("sha256", flat=True).distinct())
