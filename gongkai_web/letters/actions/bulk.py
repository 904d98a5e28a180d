"""批量: how do many cases of one outcome each get a letter of their own?

Each in a transaction of its own, with its own number; what fails is named with its reason and does not hold
up the rest.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import partial

from django.db import transaction

from gongkai.errors import GongkaiError
from gongkai_web.agencies.models import Person
from gongkai_web.cases.models import Case
from gongkai_web.errors import Refused
from gongkai_web.letters.actions.deciding import decide, submit
from gongkai_web.letters.actions.drafting import Given, draft
from gongkai_web.letters.actions.issuing import issue
from gongkai_web.letters.living import signers
from gongkai_web.letters.models import Letter, Status


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one: the letter, or the sentence that says why not."""

    case: Case
    letter: Letter | None = None
    problem: str = ""


def draft_many(
    *, cases: Iterable[Case], by: Person, day: date, act: str, kind: str, given: Given
) -> list[Result]:
    """Drafts, submits and, where nobody else has to decide, issues a letter for each case, dated `day`."""

    def one(case: Case) -> Letter:
        letter = draft(case=case, by=by, day=day, act=act, kind=kind, given=given)
        letter = submit(letter=letter, by=by, day=day)
        alone = letter.status == Status.APPROVED and not signers(letter, day)
        return issue(letter=letter, by=by, day=day) if alone else letter

    return [_tried(case, partial(one, case)) for case in cases]


def issue_many(*, letters: Iterable[Letter], by: Person, day: date) -> list[Result]:
    """Issues approved letters, dated `day`."""
    return [_tried(letter.case, partial(issue, letter=letter, by=by, day=day)) for letter in letters]


def decide_many(
    *, letters: Iterable[Letter], by: Person, day: date, seen: dict[int, str], note: str = ""
) -> list[Result]:
    """Approves letters at the step where they stand. `seen`: the digest that was on the screen, by letter."""

    def one(letter: Letter) -> Letter:
        digest = seen.get(letter.pk, "")
        return decide(letter=letter, by=by, day=day, approve=True, seen=digest, note=note).letter

    return [_tried(letter.case, partial(one, letter)) for letter in letters]


def _tried(case: Case, act: Callable[[], Letter]) -> Result:
    try:
        with transaction.atomic():
            return Result(case, act())
    except (Refused, GongkaiError) as problem:
        return Result(case, problem=str(problem))
