"""How does an applicant prove that a request or a draft is theirs? By the codes of this room.

Version 0.1 derived them otherwise; what it handed out is known as well.
"""

from __future__ import annotations

from django.utils.crypto import salted_hmac

from gongkai_web.visitors.codes import LENGTH, SIGNS, Codes, new_code, new_token, plain, shown

__all__ = [
    "CODES",
    "LENGTH",
    "ROOM",
    "SIGNS",
    "address_digest",
    "code_of",
    "codes_of",
    "digest",
    "digests",
    "is_submission_key",
    "new_code",
    "new_submission_key",
    "new_token",
    "plain",
    "shown",
    "token_digest",
    "token_digests",
]
ROOM = "apply"


def _by_0_1(key: str, purpose: str, value: str) -> str:
    return salted_hmac(f"gongkai.apply.{purpose}", value, secret=key, algorithm="sha256").hexdigest()


CODES = Codes(ROOM, _by_0_1)
code_of, codes_of = CODES.code_of, CODES.codes_of
digest, digests = CODES.digest, CODES.digests
token_digest, token_digests = CODES.token_digest, CODES.token_digests
address_digest = CODES.address_digest
new_submission_key, is_submission_key = CODES.new_submission_key, CODES.is_submission_key
