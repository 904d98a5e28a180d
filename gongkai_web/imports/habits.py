"""What is known of an agency's registers from those it imported before?"""

from __future__ import annotations

from gongkai_web.agencies.models import Agency
from gongkai_web.imports.meanings import REPLIED, Defaults
from gongkai_web.imports.models import Habit


def known_of(agency: Agency) -> Defaults:
    """What the agency's clerks told before."""
    habit = Habit.objects.filter(agency=agency).first()
    if habit is None:
        return Defaults(sent=REPLIED)
    return Defaults(columns=habit.columns, words=habit.words, sent=habit.sent)
