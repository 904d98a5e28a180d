"""How does somebody without an account prove that a request, a message or a draft is theirs?

A query code of twelve signs that cannot be mistaken for each other; a secret link for a draft; a key in each
form, by which a repeated click is known. The database holds keyed digests; the key lies outside of it.

The code of what was sent online is derived from the key of its form: whoever clicks twice gets the same code
with either answer, and still it is stored nowhere. Codes stay good for years: what was handed out under a
former key of the installation is known as well. Each room has its own; one opens nothing in another.
"""

from __future__ import annotations

import hmac
import secrets
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings

from gongkai_web import vault

# Without 0 O, 1 I L, 2 Z, 5 S, 8 B, U V: 23 signs, twelve of them are 54 bits.
SIGNS = "34679ACDEFGHJKMNPQRTWXY"
LENGTH = 12
_GROUP = 4
_KEY_SIGNS = 32
# A digest of a value for a purpose by a key, as an earlier version made it.
Former = Callable[[str, str, str], str]


@dataclass(frozen=True, slots=True)
class Codes:
    """The codes of one room. `former`: how it made its digests before."""

    room: str
    former: Former | None = None

    def code_of(self, submission_key: str) -> str:
        """The code of what was submitted with that key."""
        return self.codes_of(submission_key)[0]

    def codes_of(self, submission_key: str) -> list[str]:
        """The code by the present key first, then by former ones: which was handed out its digest tells."""
        return [_spelled(form) for form in self._forms("code-of-key", submission_key)]

    def digest(self, code: str) -> str:
        """What is stored of a code, 64 hex digits."""
        return self.digests(code)[0]

    def digests(self, code: str) -> list[str]:
        """Under each of these the code may be stored; `digest` first."""
        return self._forms("code", plain(code))

    def token_digest(self, token: str) -> str:
        """What is stored of the secret part of a link."""
        return self.token_digests(token)[0]

    def token_digests(self, token: str) -> list[str]:
        """Under each of these the token may be stored; `token_digest` first."""
        return self._forms("draft", token)

    def address_digest(self, address: str) -> str:
        """A network address as it is counted."""
        return self._forms("address", address)[0]

    def new_submission_key(self) -> str:
        """The key that a form carries; signed, so that only this site hands keys out."""
        chance = secrets.token_hex(_KEY_SIGNS // 2)
        return chance + self._seals(chance)[0]

    def is_submission_key(self, key: str) -> bool:
        """Whether this site made it."""
        chance, seal = key[:_KEY_SIGNS], key[_KEY_SIGNS:]
        return any(hmac.compare_digest(known.encode(), seal.encode()) for known in self._seals(chance))

    def _seals(self, chance: str) -> list[str]:
        return [form[:_KEY_SIGNS] for form in self._forms("submission", chance)]

    def _forms(self, purpose: str, value: str) -> list[str]:
        """The digests of the value: by each key of the installation, then as an earlier version made them."""
        # Not the signing key: that may be changed at any time.
        keys = settings.IDENTITY_KEYS
        found = [vault.digest(key, self.room, purpose, value) for key in keys]
        return [*found, *(self.former(key, purpose, value) for key in keys)] if self.former else found


def new_code() -> str:
    """A code drawn by chance."""
    return "".join(secrets.choice(SIGNS) for _ in range(LENGTH))


def new_token() -> str:
    """The secret part of the link to a draft."""
    return secrets.token_urlsafe(24)


def shown(code: str) -> str:
    """In groups of four, as it is written down."""
    return "-".join(code[at : at + _GROUP] for at in range(0, len(code), _GROUP))


def plain(typed: str) -> str:
    """A code as it is compared: half-width capitals without spaces and hyphens."""
    kept = unicodedata.normalize("NFKC", typed).upper()
    return "".join(sign for sign in kept if sign.isalnum())


def _spelled(form: str) -> str:
    number = int(form, 16)
    signs = []
    for _ in range(LENGTH):
        number, sign = divmod(number, len(SIGNS))
        signs.append(SIGNS[sign])
    return "".join(signs)
