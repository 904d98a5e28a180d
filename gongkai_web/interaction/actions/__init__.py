"""What happens to a message, and by whom? Lock, who, rule, row, trail, columns – in one transaction."""

from gongkai_web.interaction.actions.answering import decide_answer, draft_answer, withdraw_answer
from gongkai_web.interaction.actions.asking import (
    count,
    forget_counts,
    note_question,
    note_solved,
    open_message,
    rate,
    reopen,
)
from gongkai_web.interaction.actions.handling import assign, note_changed, transfer, void_event
from gongkai_web.interaction.actions.receiving import MessageGiven, Submitted, register_message, submit_online
from gongkai_web.interaction.actions.recompute import recompute_messages
from gongkai_web.interaction.actions.vouching import vouch_for_messages

__all__ = [
    "MessageGiven",
    "Submitted",
    "assign",
    "count",
    "decide_answer",
    "draft_answer",
    "forget_counts",
    "note_changed",
    "note_question",
    "note_solved",
    "open_message",
    "rate",
    "recompute_messages",
    "register_message",
    "reopen",
    "submit_online",
    "transfer",
    "void_event",
    "vouch_for_messages",
    "withdraw_answer",
]
