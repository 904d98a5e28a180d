"""Which letters and files belong to a case?"""

from __future__ import annotations

import functools
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.core.files.uploadedfile import UploadedFile
from django.db.models import QuerySet
from django.urls import reverse

from gongkai_web.agencies.models import Agency, Person
from gongkai_web.cases.models import Case
from gongkai_web.files import actions as files
from gongkai_web.files.checks import Checked
from gongkai_web.files.models import Purpose, StoredFile
from gongkai_web.files.queries import made_as, of_owner
from gongkai_web.letters.doubtful import doubts
from gongkai_web.letters.models import Letter
from gongkai_web.letters.queries import of_case
from gongkai_web.look.parts import Link
from gongkai_web.prepared import Prepared, Slot, any_of

# What staff add by hand here; letters and their sealed copies come from the letters themselves.
ADDED = (
    Purpose.APPLICATION_ATTACHMENT,
    Purpose.IDENTITY_PROOF,
    Purpose.CORRECTION,
    Purpose.SCAN,
    Purpose.SERVICE_PROOF,
    Purpose.EVIDENCE,
    Purpose.INFORMATION,
)


def owner_of(case: Case) -> str:
    """The case as the owner of files."""
    return f"cases.Case:{case.pk}"


def files_of(case: Case) -> QuerySet[StoredFile]:
    """The files of the case, oldest first, without what was withdrawn."""
    return of_owner(owner_of(case))


@functools.cache
def any_files() -> Prepared:
    """The question whether a case has any."""
    return any_of(of_owner(Slot(owner_of)))


def named(files: Sequence[StoredFile]) -> list[tuple[StoredFile, str]]:
    """The files with what each is: two of one name are told apart."""
    told = made_as(files)
    return [(file, told[file.pk]) for file in files]


def keep_scan(case: Case, upload: UploadedFile[bytes], by: Person, day: date) -> StoredFile:
    """Keeps the paper that came in with an act."""
    return files.store_file(
        agency=case.agency,
        owner=owner_of(case),
        purpose=Purpose.SCAN,
        upload_name=upload.name or "扫描件",
        content=upload,
        by=by,
        day=day,
    )


def examined_scan(agency: Agency, upload: UploadedFile[bytes], by: Person, day: date) -> Checked:
    """The paper with which a case begins, examined before there is one. Call it outside a transaction."""
    return files.examine(
        agency=agency,
        owner="cases.Case:0",
        purpose=Purpose.SCAN,
        upload_name=upload.name or "扫描件",
        content=upload,
        by=by,
        day=day,
    )


def keep_examined(case: Case, checked: Checked, by: Person, day: date) -> StoredFile:
    """Keeps it with the case that was begun."""
    return files.keep(
        agency=case.agency, owner=owner_of(case), purpose=Purpose.SCAN, checked=checked, by=by, day=day
    )


@dataclass(frozen=True, slots=True)
class CaseLetters:
    """The letters of a case, for its page.

    `by_event`: by the id of the event that their issue entered; `others`: those that entered none (yet);
    `admitted`: what of their dates is out of order and was once entered all the same.
    """

    by_event: Mapping[int, tuple[Link, ...]]
    others: Sequence[Link]
    admitted: Sequence[str]


def all_letters(case: Case) -> list[Letter]:
    """Every letter of the case with its decisions; two queries, which what asks for them shares."""
    return list(of_case(case).select_related(None).prefetch_related("decisions"))


def shown_letters(letters: Iterable[Letter]) -> CaseLetters:
    """The letters of a case as its page shows them."""
    by_event: dict[int, tuple[Link, ...]] = defaultdict(tuple)
    others, admitted = [], []
    for letter in letters:
        link = _link(letter)
        if letter.event_id:
            by_event[letter.event_id] += (link,)
        else:
            others.append(link)
        admitted += [f"{letter}：{said}" for said in doubts(letter)]
    return CaseLetters(by_event, others, admitted)


def _link(letter: Letter) -> Link:
    return Link(f"{letter}（{letter.get_status_display()}）", reverse("letters:letter", args=[letter.pk]))
