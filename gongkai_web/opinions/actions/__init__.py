"""What happens to a call for opinions, to an opinion, and to its answer? Nothing else writes them."""

from gongkai_web.opinions.actions.answering import answer_opinions
from gongkai_web.opinions.actions.looking import Several, look_at, look_at_several
from gongkai_web.opinions.actions.opening import open_call, prolong, stop
from gongkai_web.opinions.actions.receiving import (
    OpinionGiven,
    Submitted,
    count,
    open_opinion,
    register_opinion,
    register_opinions,
    submit_online,
)
from gongkai_web.opinions.actions.results import draft_results, results_are_public
from gongkai_web.opinions.actions.rewriting import rewrite
from gongkai_web.opinions.actions.vouching import (
    reencrypt_contacts,
    require_openable,
    vouch_for_opinions,
)

__all__ = [
    "OpinionGiven",
    "Several",
    "Submitted",
    "answer_opinions",
    "count",
    "draft_results",
    "look_at",
    "look_at_several",
    "open_call",
    "open_opinion",
    "prolong",
    "reencrypt_contacts",
    "register_opinion",
    "register_opinions",
    "require_openable",
    "results_are_public",
    "rewrite",
    "stop",
    "submit_online",
    "vouch_for_opinions",
]
