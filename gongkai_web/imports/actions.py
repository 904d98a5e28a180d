"""What is kept of how an agency writes its registers?"""

from __future__ import annotations

from django.db import transaction

from gongkai_web.agencies.models import Agency
from gongkai_web.imports.meanings import Defaults
from gongkai_web.imports.models import Habit
from gongkai_web.imports.words import group_of

# Words of a column; what was chosen by somebody's name is of that person and not kept.
_KEPT = ("applicant_kind", "channel", "way", "medium", "extended", "outcome")


@transaction.atomic
def remember_habit(*, agency: Agency, meant: Defaults) -> None:
    """Keeps what will hold for the next register too.

    A word that can be several outcomes says something else in every row, and an empty cell says nothing.
    """
    kept = {key: code for key, code in meant.words.items() if _lasting(*key.split(":", 1))}
    Habit.objects.update_or_create(
        agency=agency, defaults={"columns": dict(meant.columns), "words": kept, "sent": meant.sent}
    )


def _lasting(name: str, word: str) -> bool:
    return name in _KEPT and bool(word) and not (name == "outcome" and group_of(word))
