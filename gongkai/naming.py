"""Do two ways of writing a name mean the same person or body?

One folding wherever names are compared – a query, a match, a count, an import. What is stored, shown and
printed stays as it was written.
"""

from __future__ import annotations

import unicodedata

DOT = "·"  # U+00B7, the dot between the parts of a name (GB/T 15834)
# What keyboards, fonts and other programs write for it. NFKC makes … three full stops and ･ a ・ before.
_DOTS = frozenset("·•‧・∙⋅●⸱ꞏᐧ᛫.．。｡﹒․‥…⸳▪◦∘˙")


def plain_name(name: str) -> str:
    """A name as it is compared: half-width capitals, no space or invisible sign, every dot the same."""
    signs = unicodedata.normalize("NFKC", "".join(DOT if sign in _DOTS else sign for sign in name)).upper()
    kept = "".join(DOT if sign in _DOTS else sign for sign in signs if not _unseen(sign))
    while DOT * 2 in kept:
        kept = kept.replace(DOT * 2, DOT)
    return kept.strip(DOT)


def _unseen(sign: str) -> bool:
    return sign.isspace() or unicodedata.category(sign) in {"Cf", "Cc"}
