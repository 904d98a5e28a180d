"""Is it a person who sends this form? Whoever sends thousands at once shall have some work with each.

A browser finds a number for which a digest of the form's key begins with zeros: less than a second for one
form, hours for ten thousand. Where there is no script the form waits: who has read and filled it in for a few
seconds notices nothing. No picture has to be read, nobody is asked who they are.
"""

from __future__ import annotations

import hashlib

from django.core.signing import BadSignature, TimestampSigner

BITS = 14  # zeros at the beginning: some sixteen thousand tries
WAIT = 8  # seconds, where no number was found
NOT_YET = "提交得太快，这一次没有提交；填写的内容都在，请等几秒钟再按一次“提交”。"
_A_DAY = 24 * 60 * 60
_LONGEST = 20


def opened(key: str, given: str = "") -> str:
    """When the form with that key was opened first, signed; what it brought along itself is kept."""
    return given if _age_is_known(given, key) else _signer().sign(key)


def is_made(key: str, number: str, given: str) -> bool:
    """Whether the number fits the key, or the form has lain open long enough."""
    return fits(key, number) or _has_waited(given, key)


def fits(key: str, number: str) -> bool:
    """Whether the digest of key and number begins with enough zeros."""
    if not (number.isascii() and number.isdecimal() and len(number) <= _LONGEST):
        return False
    found = hashlib.sha256(f"{key}:{number}".encode()).digest()
    return int.from_bytes(found[:4], "big") >> (32 - BITS) == 0


def _has_waited(given: str, key: str) -> bool:
    """Younger than the time to wait it still opens; older it does not."""
    try:
        _signer().unsign(given, max_age=WAIT)
    except BadSignature:
        return _age_is_known(given, key)
    return False


def _age_is_known(given: str, key: str) -> bool:
    try:
        return _signer().unsign(given, max_age=_A_DAY) == key
    except BadSignature:
        return False


def _signer() -> TimestampSigner:
    return TimestampSigner(salt="gongkai.visitors.effort")
