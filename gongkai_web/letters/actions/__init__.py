"""Everything that can be done to a letter; nothing else writes letters."""

from gongkai_web.letters.actions.bulk import Result, decide_many, draft_many, issue_many
from gongkai_web.letters.actions.bundles import build_bundle
from gongkai_web.letters.actions.deciding import decide, submit
from gongkai_web.letters.actions.drafting import Given, draft, preview, redraft, revise
from gongkai_web.letters.actions.enclosing import clean_enclosure
from gongkai_web.letters.actions.issuing import approve_and_issue, issue, void
from gongkai_web.letters.actions.sending import Service, dispatch, keep_proof, seal, serve

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
    "issue",
    "issue_many",
    "keep_proof",
    "preview",
    "redraft",
    "revise",
    "seal",
    "serve",
    "submit",
    "void",
]
