"""What is a passage about that states no number?"""

from __future__ import annotations

from gongkai.prose.tokens import tokens
from gongkai.prose.vocabulary import SUBJECT, WEAK, vocabulary

_FARTHEST = 200  # characters back: what was spoken of before that is forgotten


def last_topic(text: str) -> str | None:
    """The subject named last in a passage in the shape of `wording.plain`; None where none is."""
    named = [
        sense.key
        for token in tokens(text[-_FARTHEST:], vocabulary(), None)
        for sense in token.senses
        if sense.kind in {SUBJECT, WEAK}
    ]
    return named[-1] if named else None
