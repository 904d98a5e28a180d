"""How does somebody without an account prove that a request or a draft is theirs?

A query code of twelve signs that cannot be mistaken for each other; a secret link for a draft; a key in each
form, by which a repeated click is known. The database holds keyed digests; the key lies outside of it.

The code of an online request is derived from the key of its form: whoever clicks twice gets the same code
with either answer, and still it is stored nowhere.
"""

from __future__ import annotations

import hmac
import secrets
import unicodedata

from django.conf import settings
from django.utils.crypto import salted_hmac

# Without 0 O, 1 I L, 2 Z, 5 S, 8 B, U V: 23 signs, twelve of them are 54 bits.
SIGNS = "34679ACDEFGHJKMNPQRTWXY"
LENGTH = 12
_GROUP = 4
_KEY_SIGNS = 32


def new_code() -> str:
    """A code drawn by chance."""
    return "".join(secrets.choice(SIGNS) for _ in range(LENGTH))


def code_of(submission_key: str) -> str:
    """The code of the request that was submitted with that key."""
    number = int.from_bytes(_hmac("code-of-key", submission_key).digest())
    signs = []
    for _ in range(LENGTH):
        number, sign = divmod(number, len(SIGNS))
        signs.append(SIGNS[sign])
    return "".join(signs)


def shown(code: str) -> str:
    """In groups of four, as it is written down."""
    return "-".join(code[at : at + _GROUP] for at in range(0, len(code), _GROUP))


def plain(typed: str) -> str:
    """A code as it is compared: half-width capitals without spaces and hyphens."""
    kept = unicodedata.normalize("NFKC", typed).upper()
    return "".join(sign for sign in kept if sign.isalnum())


def digest(code: str) -> str:
    """What is stored of a code, 64 hex digits."""
    return _hmac("code", plain(code)).hexdigest()


def new_token() -> str:
    """The secret part of the link to a draft."""
    return secrets.token_urlsafe(24)


def token_digest(token: str) -> str:
    """What is stored of it."""
    return _hmac("draft", token).hexdigest()


def address_digest(address: str) -> str:
    """A network address as it is counted."""
    return _hmac("address", address).hexdigest()


def new_submission_key() -> str:
    """The key that a form carries; signed, so that only this site hands keys out."""
    chance = secrets.token_hex(_KEY_SIGNS // 2)
    return chance + _seal(chance)


def is_submission_key(key: str) -> bool:
    """Whether this site made it."""
    chance, seal = key[:_KEY_SIGNS], key[_KEY_SIGNS:]
    return hmac.compare_digest(_seal(chance).encode(), seal.encode())


def _seal(chance: str) -> str:
    return _hmac("submission", chance).hexdigest()[:_KEY_SIGNS]


def _hmac(purpose: str, value: str) -> hmac.HMAC:
    # Not the signing key: that may be changed at any time, codes stay good for years.
    return salted_hmac(f"gongkai.apply.{purpose}", value, secret=settings.IDENTITY_KEY, algorithm="sha256")
