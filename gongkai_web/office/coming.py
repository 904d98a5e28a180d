"""What comes next for a subject? The room of its pages says so; lower rooms ask without knowing whom.

As with the page of a subject (`office.places`) the room registers in its `AppConfig.ready`, by the label of a
model: so the page of a letter says the same of its case as the page of the case itself.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db.models import Model
from django.utils.module_loading import import_string

from gongkai_web.look.parts import NextAct

if TYPE_CHECKING:
    from gongkai_web.agencies.models import Person

# The subject, who asks, and the day.
Says = Callable[[Any, "Person", date], NextAct | None]

_SAYS: dict[str, str] = {}


def said_by(label: str, function: str) -> None:
    """Who says what comes next for the subjects of that kind: the dotted name of a function (`Says`)."""
    _SAYS[label] = function


def next_of(subject: Model, person: Person, today: date) -> NextAct | None:
    """What comes next for the subject, as this person may do it; None where nothing does."""
    function = _SAYS.get(subject._meta.label)
    if function is None:
        return None
    says: Says = import_string(function)
    return says(subject, person, today)
