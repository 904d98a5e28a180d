"""What can be done to a finding? Found, sent, moved, paused, answered with proof, looked at again, merged."""

from gongkai_web.oversight.rectification.actions.entry import Seen, owner_of, require_keeps
from gongkai_web.oversight.rectification.actions.finding import Found, add_evidence, register_finding
from gongkai_web.oversight.rectification.actions.mending import merge, recheck, reply, void_event
from gongkai_web.oversight.rectification.actions.sending import move, notify, pause, prolong, resume

__all__ = [
    "Found",
    "Seen",
    "add_evidence",
    "merge",
    "move",
    "notify",
    "owner_of",
    "pause",
    "prolong",
    "recheck",
    "register_finding",
    "reply",
    "require_keeps",
    "resume",
    "void_event",
]
