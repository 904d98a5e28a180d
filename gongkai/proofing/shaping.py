"""Which sign does a reader take this one for?

Full-width digits are digits, 戶 is 户, and what nobody sees – a zero-width space between two digits – is not
there. So that no check is passed by a sign that looks the same.
"""

from __future__ import annotations

import functools
import unicodedata

from opencc import OpenCC

_UNSEEN = frozenset({"Cf", "Mn", "Me", "Cc", "Cs", "Co", "Cn"})  # formats, marks, controls, no signs at all
_FILLERS = frozenset("\u115f\u1160\u3164\uffa0")  # letters by their class, and nothing to be seen
_BREAKS = {"\n": "\n", "\r": "\n", "\t": "\t", "\x0b": "\n", "\x0c": "\n", "\u2028": "\n", "\u2029": "\n"}


@functools.cache
def shaped(sign: str) -> str:
    """The sign as it is compared: one, none, or (㈱) several."""
    if sign in _BREAKS:
        return _BREAKS[sign]
    if sign in _FILLERS:
        return ""
    seen = (one for one in unicodedata.normalize("NFKC", sign) if unicodedata.category(one) not in _UNSEEN)
    return "".join(map(_plain, seen))


def _plain(sign: str) -> str:
    if "\u2e80" <= sign <= "\U0003ffff":
        simplified = _to_simplified().convert(sign)
        return simplified if len(simplified) == 1 else sign
    digit = unicodedata.decimal(sign, None)
    if digit is not None:
        return str(digit)
    if unicodedata.category(sign) == "Zs":
        return " "
    return "-" if unicodedata.category(sign) == "Pd" else sign


@functools.cache
def _to_simplified() -> OpenCC:
    return OpenCC("t2s")
