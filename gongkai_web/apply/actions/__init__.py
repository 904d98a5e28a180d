"""What can a citizen do on the site, and what may the office do about a query code?

Drafts and counts are nobody's act: they leave no line in the audit trail. What becomes a case does.
"""

from gongkai_web.apply.actions.drafts import Upload, drop_draft, drop_file, purge_drafts, save_draft
from gongkai_web.apply.actions.following import answer_correction, keep_material, open_query
from gongkai_web.apply.actions.sending import Submitted, count, forget_counts, issue_code, submit

__all__ = [
    "Submitted",
    "Upload",
    "answer_correction",
    "count",
    "drop_draft",
    "drop_file",
    "forget_counts",
    "issue_code",
    "keep_material",
    "open_query",
    "purge_drafts",
    "save_draft",
    "submit",
]
