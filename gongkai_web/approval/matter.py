"""What is to be decided, by whom, and what is it called in the sentences?"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto

from gongkai_web.agencies.models import Agency


class Author(Enum):
    """What whoever made it may do when it is to be decided."""

    NEVER = auto()  # a second person always
    WHERE_ALONE = auto()  # a second person where there is one
    MAY = auto()  # the office itself answers for it


@dataclass(frozen=True, slots=True)
class Words:
    """How the sentences speak of a subject: `Words("这份文书", act="审签这一步", made="起草", …)`.

    `act`, `made`, `decide`, `submit`: what is done; `parts`: of what it consists; `since`: after which act it
    was changed; `changed`, `look`: what happened behind an old page and what to do; `refusal`, `reason`,
    `purpose`: what needs to be told why, and what for.
    """

    thing: str
    act: str
    made: str
    decide: str
    parts: str
    since: str
    submit: str
    changed: str = "改动过"
    look: str = "在新打开的页面上看过现在的内容"
    refusal: str = "退回"
    reason: str = "理由"
    purpose: str = "修改"


@dataclass(frozen=True, slots=True)
class Matter:
    """What waits for a decision: at which agency, at which step, by whoever holds one of which roles.

    No roles: it waits for nobody. `content`: its digest when it was handed in.
    """

    words: Words
    agency: Agency
    step: int
    roles: frozenset[str]
    author_id: int | None
    content: str
    author: Author = Author.NEVER
