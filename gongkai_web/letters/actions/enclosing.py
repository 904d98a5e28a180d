"""How does a clean copy take the place of an enclosure, in one act?

The copy is made and examined before the database is held; it bears the name of the original, so that the text
of the letter stands. What was decided about the letter was about the original: it is decided anew.
"""

from __future__ import annotations

from datetime import date

from django.db import transaction

from gongkai_web.agencies.models import Person
from gongkai_web.agencies.permissions import What, require
from gongkai_web.errors import Refused
from gongkai_web.files import actions as files
from gongkai_web.files.models import StoredFile
from gongkai_web.letters import content
from gongkai_web.letters.actions.drafting import EDITABLE, back_to_draft
from gongkai_web.letters.actions.entry import line, locked, require_status
from gongkai_web.letters.living import show_in_case
from gongkai_web.letters.models import Letter

_CLEAN = "清理附件"


def clean_enclosure(*, letter: Letter, by: Person, day: date, file: StoredFile) -> StoredFile:
    """Encloses a clean copy instead of the file. Raises Refused where there is none, or it is too late."""
    require(by, letter.agency, What.HANDLE, day, _CLEAN)
    require_status(letter, _CLEAN, *EDITABLE)
    _require_enclosed(letter, file)
    made = files.clean_file(by=by, file=file, day=day)
    with transaction.atomic():
        letter = locked(letter)
        require_status(letter, _CLEAN, *EDITABLE)
        _require_enclosed(letter, file)
        letter.enclosures.remove(file)
        letter.enclosures.add(made)
        letter.content_hash = content.digest(letter, letter.enclosures.all())
        back_to_draft(letter, by)
        letter.save()
        show_in_case(letter.case, day)
        detail = {"from": file.sha256, "to": made.sha256, "file": made.pk, "hash": letter.content_hash}
        line(by, letter, "clean_enclosure", detail)
    return made


def _require_enclosed(letter: Letter, file: StoredFile) -> None:
    if not letter.enclosures.filter(pk=file.pk).exists():
        raise Refused(f"《{file.name}》已经不是这份文书的附件；请刷新页面。")
