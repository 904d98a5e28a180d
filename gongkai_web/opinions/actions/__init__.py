"""What happens to a call for opinions, to an opinion, and to its answer? Nothing else writes them."""

from gongkai_web.opinions.actions.answering import answer_opinions
from gongkai_web.opinions.actions.looking import look_at
from gongkai_web.opinions.actions.opening import open_call, prolong, stop
from gongkai_web.opinions.actions.receiving import (
    OpinionGiven,
    Submitted,
    count,
    open_opinion,
    register_opinion,
    submit_online,
)
from gongkai_web.opinions.actions.results import draft_results, results_are_public
from gongkai_web.opinions.actions.vouching import (
    reencrypt_contacts,
    require_openable,
    vouch_for_opinions,
)

__all__ = [
    "OpinionGiven",
    "Submitted",
    "answer_opinions",
    "count",
    "draft_results",
    "look_at",
    "open_call",
    "open_opinion",
    "prolong",
    "reencrypt_contacts",
    "register_opinion",
    "require_openable",
    "results_are_public",
    "stop",
    "submit_online",
    "vouch_for_opinions",
]
