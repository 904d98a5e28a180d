"""Everything that can be done in these registers; nothing else writes them."""

from gongkai_web.records.actions.bundles import build_bundle
from gongkai_web.records.actions.corrections import (
    CorrectionGiven,
    decide_correction,
    register_correction,
    tell_correction,
    void_correction_event,
)
from gongkai_web.records.actions.proposals import (
    decide_proposal,
    mend_publication,
    propose,
    record_publication,
    reopen_proposal,
)

__all__ = [
    "CorrectionGiven",
    "build_bundle",
    "decide_correction",
    "decide_proposal",
    "mend_publication",
    "propose",
    "record_publication",
    "register_correction",
    "reopen_proposal",
    "tell_correction",
    "void_correction_event",
]
