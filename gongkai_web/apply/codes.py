"""How does somebody without an account prove that a request or a draft is theirs?

A query code of twelve signs that cannot be mistaken for each other; a secret link for a draft; a key in each
form, by which a repeated click is known. The database holds keyed digests; the key lies outside of it.

The code of an online request is derived from the key of its form: whoever clicks twice gets the same code
with either answer, and still it is stored nowhere. Codes stay good for years: what was handed out under a
former key of the installation, or by version 0.1, which derived otherwise, is known as well.
"""

from __future__ import annotations

import hmac
import secrets
import unicodedata

from django.conf import settings
from django.utils.crypto import salted_hmac

from gongkai_web import vault

ROOM = "apply"
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
    return codes_of(submission_key)[0]


def codes_of(submission_key: str) -> list[str]:
    """The code by the present key first, then by former ones: which was handed out its digest tells."""
    return [_spelled(form) for form in _forms("code-of-key", submission_key)]


def _spelled(form: str) -> str:
    number = int(form, 16)
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
    return digests(code)[0]


def digests(code: str) -> list[str]:
    """Under each of these the code may be stored; `digest` first."""
    return _forms("code", plain(code))


def new_token() -> str:
    """The secret part of the link to a draft."""
    return secrets.token_urlsafe(24)


def token_digest(token: str) -> str:
    """What is stored of it."""
    return token_digests(token)[0]


def token_digests(token: str) -> list[str]:
    """Under each of these the token may be stored; `token_digest` first."""
    return _forms("draft", token)


def address_digest(address: str) -> str:
    """A network address as it is counted."""
    return _forms("address", address)[0]


def new_submission_key() -> str:
    """The key that a form carries; signed, so that only this site hands keys out."""
    chance = secrets.token_hex(_KEY_SIGNS // 2)
    return chance + _seals(chance)[0]


def is_submission_key(key: str) -> bool:
    """Whether this site made it."""
    chance, seal = key[:_KEY_SIGNS], key[_KEY_SIGNS:]
    return any(hmac.compare_digest(known.encode(), seal.encode()) for known in _seals(chance))


def _seals(chance: str) -> list[str]:
    return [form[:_KEY_SIGNS] for form in _forms("submission", chance)]


def _forms(purpose: str, value: str) -> list[str]:
    """The digests of the value: by each key of the installation, then as version 0.1 made them."""
    # Not the signing key: that may be changed at any time.
    keys = settings.IDENTITY_KEYS
    return [
        *(vault.digest(key, ROOM, purpose, value) for key in keys),
        *(_by_0_1(key, purpose, value) for key in keys),
    ]


def _by_0_1(key: str, purpose: str, value: str) -> str:
    return salted_hmac(f"gongkai.apply.{purpose}", value, secret=key, algorithm="sha256").hexdigest()
