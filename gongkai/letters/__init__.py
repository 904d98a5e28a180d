"""Which letters go out in the handling of a request, what must each say, how is it made, checked and printed?

The book of letters (依申请公开文书): `letter_kinds` and `letters_for_outcome` say which there are, `compose`
makes one, `problems` checks its text against the law of its day and the case, `remedies_open` says what is
open against it and until when. `doubts` asks what only a person can say.
"""

from gongkai.letters.checks import CODES, Problem, doubts, problems
from gongkai.letters.compose import compose, elements_found
from gongkai.letters.forms import (
    application_form,
    application_receipt,
    archive_catalogue,
    envelope,
    evidence_catalogue,
    registration_form,
    service_record,
)
from gongkai.letters.kinds import Element, Field, LetterKind
from gongkai.letters.letter import Letter, letter_from_json, letter_to_json
from gongkai.letters.library import letter_kinds, letters_for_outcome, paper
from gongkai.letters.refusals import LetterError
from gongkai.letters.remedies import Remedy, remedies_open
from gongkai.letters.setting import LetterFacts, Setting
from gongkai.letters.writing import write

__all__ = [
    "CODES",
    "Element",
    "Field",
    "Letter",
    "LetterError",
    "LetterFacts",
    "LetterKind",
    "Problem",
    "Remedy",
    "Setting",
    "application_form",
    "application_receipt",
    "archive_catalogue",
    "compose",
    "doubts",
    "elements_found",
    "envelope",
    "evidence_catalogue",
    "letter_from_json",
    "letter_kinds",
    "letter_to_json",
    "letters_for_outcome",
    "paper",
    "problems",
    "registration_form",
    "remedies_open",
    "service_record",
    "write",
]
