"""What can be done to an item? Every act, by chapter; nothing else writes items."""

from gongkai_web.publishing.items.actions.drafting import (
    Both,
    Conflict,
    begin,
    draft,
    drop,
    edit,
    set_readers,
)
from gongkai_web.publishing.items.actions.publishing import (
    keep_inside,
    publish,
    publish_due,
    schedule,
    unschedule,
)
from gongkai_web.publishing.items.actions.reviewing import VERDICTS, decide, set_steps, submit
from gongkai_web.publishing.items.actions.taking_up import take_up

__all__ = [
    "VERDICTS",
    "Both",
    "Conflict",
    "begin",
    "decide",
    "draft",
    "drop",
    "edit",
    "keep_inside",
    "publish",
    "publish_due",
    "schedule",
    "set_readers",
    "set_steps",
    "submit",
    "take_up",
    "unschedule",
]
