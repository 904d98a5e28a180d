"""What is the content of a letter: what was approved must be what goes out?

The digest covers the text, what was typed, and the enclosed files; number and date come with the issue and
are not part of it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from pathlib import PurePath

from gongkai.letters import Letter as Document
from gongkai.letters import (
    LetterKind,
    Remedy,
    letter_from_json,
    letter_kinds,
    letter_to_json,
    remedies_open,
)
from gongkai.letters.kinds import CHOSEN
from gongkai.procedure.facts import BY_INTERNET
from gongkai_web.agencies.queries import particulars_of
from gongkai_web.approval import standing
from gongkai_web.files.models import StoredFile
from gongkai_web.letters.ground import To
from gongkai_web.letters.models import Addressee, Letter

_AT_ISSUE = ("number", "day")
_CONCERNED = (Addressee.APPLICANT, Addressee.THIRD_PARTY)


def kind_of(letter: Letter, day: date | None = None) -> LetterKind:
    """What the library knows of it: by the law of its own day, or of `day` for one that is to be issued.

    Raises NotInForce where there was no such letter on that day.
    """
    own = day or letter.issued_on or date.fromisoformat(str(letter.document["day"]))
    return letter_kinds().at(letter.kind, own)


def document_of(letter: Letter) -> Document:
    """The letter itself."""
    return letter_from_json(letter.document)


def numbered(document: Document, number: str, day: date) -> Document:
    """The letter under its number and date."""
    return replace(document, number=number, day=day)


def to_of(letter: Letter) -> To | None:
    """Whom it addresses where that is not the applicant."""
    to = letter.particulars.get("to")
    return To(**to) if to else None


def enclosed_name(file: StoredFile) -> str:
    """The name of an enclosure as the letter lists it."""
    return PurePath(file.name).stem


def digest(letter: Letter, files: Iterable[StoredFile]) -> str:
    """SHA-256 (hex) of all that a decision is about."""
    document = {name: value for name, value in letter.document.items() if name not in _AT_ISSUE}
    content = {
        "case": letter.case_id,
        "kind": letter.kind,
        "act": letter.act,
        "document": document,
        "values": letter.values,
        "particulars": letter.particulars,
        "files": sorted(file.sha256 for file in files),
        "by_internet": letter.by_internet,
    }
    return standing.digest(content)


def remedies_of(letter: Letter) -> tuple[Remedy, ...]:
    """What is open against a letter to whom it concerns since it arrived; each with its last day.

    Nothing before that day, and nothing for procedural letters. Raises NotInForce where the law on file
    does not reach that day.
    """
    if letter.served_on is None or letter.addressee not in _CONCERNED:
        return ()
    agency = particulars_of(letter.agency)
    # A letter that puts a reply right has the remedies of its new outcome.
    chosen = kind_of(letter).remedy == CHOSEN
    return remedies_open(
        str(letter.particulars.get("outcome") or letter.kind) if chosen else letter.kind,
        letter.served_on,
        letter.way in BY_INTERNET,
        made_on=letter.issued_on,
        words={} if chosen else letter.values,
        reconsideration_authority=agency.heard_by(letter.issued_on or letter.served_on),
        court=agency.court,
        online_reconsideration_url=agency.reconsideration_url,
    )


def as_json(document: Document) -> dict[str, object]:
    """As the row keeps it."""
    return letter_to_json(document)
