"""Everything that can be done to a letter; nothing else writes letters."""

from gongkai_web.letters.actions.bulk import Result, decide_many, draft_many, issue_many
from gongkai_web.letters.actions.bundles import build_bundle
from gongkai_web.letters.actions.deciding import decide, send_back, submit
from gongkai_web.letters.actions.drafting import Given, draft, preview, redraft, revise
from gongkai_web.letters.actions.enclosing import clean_enclosure
from gongkai_web.letters.actions.issuing import approve_and_issue, issue, void
from gongkai_web.letters.actions.online import note_opening, repost
from gongkai_web.letters.actions.phrases import drop_phrase, keep_phrase
from gongkai_web.letters.actions.sending import dispatch, keep_proof, seal
from gongkai_web.letters.actions.serving import Service, serve
from gongkai_web.letters.actions.vouching import vouch_for_services

__all__ = [
    "Given",
    "Result",
    "Service",
    "approve_and_issue",
    "build_bundle",
    "clean_enclosure",
    "decide",
    "decide_many",
    "dispatch",
    "draft",
    "draft_many",
    "drop_phrase",
    "issue",
    "issue_many",
    "keep_phrase",
    "keep_proof",
    "note_opening",
    "preview",
    "redraft",
    "repost",
    "revise",
    "seal",
    "send_back",
    "serve",
    "submit",
    "void",
    "vouch_for_services",
]
