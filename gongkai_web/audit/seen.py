"""Of which acts may the public see something? Of every one that is not named in the settings (`UNSEEN_ACTS`).

So an act that somebody adds is seen until it is named: pages are made anew once too often, never too seldom.
"""

from __future__ import annotations

import secrets

from django.conf import settings

_STEPS = 1 << 20


def public_step(act: str) -> int:
    """By how much an act moves the number of what the public sees (`queries.public_number`); 0: not at all.

    The step is drawn: when a backup was restored, no number of the days that are lost comes again, and no
    browser takes another page for the one that it holds.
    """
    return 0 if act.startswith(settings.UNSEEN_ACTS) else secrets.randbelow(_STEPS) + 1
