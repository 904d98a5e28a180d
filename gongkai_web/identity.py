"""How is an identity number kept so that a stolen database does not show it, and two of them can be matched?

Encrypted under a key of the installation (`vault`); beside it a keyed digest of the number, which tells
whether two numbers are equal and nothing else; and a masked form for the screen. The keys lie outside the
database (`settings.IDENTITY_KEYS`).
"""

from __future__ import annotations

import hmac
import re
import unicodedata

from django.conf import settings

from gongkai.procedure.facts import IdentityKind
from gongkai_web import vault
from gongkai_web.errors import Refused

ROOM = "identity"
_RESIDENT = re.compile(r"\d{17}[\dX]")
_CREDIT = re.compile(r"[0-9A-HJ-NPQRTUWXY]{18}")
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK = "10X98765432"
_CREDIT_SIGNS = "0123456789ABCDEFGHJKLMNPQRTUWXY"


def plain(number: str) -> str:
    """A number as it is compared: without spaces and hyphens, capitals, half-width."""
    return re.sub(r"[\s\-]", "", unicodedata.normalize("NFKC", number)).upper()


def check(kind: str, number: str) -> None:
    """Refuses a number that cannot be one of its kind; the check digit finds what was mistyped."""
    found = plain(number)
    if kind == IdentityKind.RESIDENT_ID:
        if not _RESIDENT.fullmatch(found):
            raise Refused("居民身份证号码应为 18 位；请核对。")
        if _CHECK[sum(int(a) * b for a, b in zip(found, _WEIGHTS, strict=False)) % 11] != found[-1]:
            raise Refused("居民身份证号码的校验位不符，可能有一位写错；请逐位核对。")
    elif kind == IdentityKind.CREDIT_CODE:
        if not _CREDIT.fullmatch(found):
            raise Refused("统一社会信用代码应为 18 位数字和大写字母（不含 I、O、S、V、Z）；请核对。")
        if _credit_check(found) != found[-1]:
            raise Refused("统一社会信用代码的校验位不符，可能有一位写错；请逐位核对。")
    elif len(found) > 40:
        raise Refused("证件号码过长；请核对。")


def _credit_check(code: str) -> str:
    """The last sign of a unified social credit code (GB 32100: powers of three, modulo 31)."""
    total = sum(_CREDIT_SIGNS.index(sign) * pow(3, place, 31) for place, sign in enumerate(code[:17]))
    return _CREDIT_SIGNS[-total % 31]


def encrypt(number: str) -> bytes:
    """The number, unreadable without the key; another text each time. Empty for none."""
    found = plain(number)
    return vault.encrypt(settings.IDENTITY_KEYS, ROOM, "encryption", found.encode()) if found else b""


def decrypt(cipher: bytes | memoryview) -> str:
    """The number again. Raises Refused where no key of the installation opens it."""
    if not bytes(cipher):
        return ""
    try:
        return vault.decrypt(settings.IDENTITY_KEYS, ROOM, "encryption", bytes(cipher)).decode()
    except vault.LockedError:
        raise Refused(
            "证件号码无法解密：现在的密钥不是登记时的密钥；请恢复数据目录里的 identity_key。"
        ) from None


def is_under_present_key(cipher: bytes | memoryview) -> bool:
    """Whether the first key of the installation opens it."""
    try:
        vault.decrypt(settings.IDENTITY_KEYS[:1], ROOM, "encryption", bytes(cipher))
    except vault.LockedError:
        return False
    return True


def digest(kind: str, number: str) -> str:
    """The same for the same kind and number; tells nothing of it without the key. Empty for none."""
    found = plain(number)
    return vault.digest(settings.IDENTITY_KEYS[0], ROOM, "digest", f"{kind}:{found}") if found else ""


def holds(cipher: bytes | memoryview, kind: str, digested: str) -> bool:
    """Whether what is encrypted is the number of that digest, by whichever key; nothing for nothing."""
    try:
        number = decrypt(cipher)
    except Refused:
        return False
    told = f"{kind}:{number}"
    known = (vault.digest(key, ROOM, "digest", told) for key in settings.IDENTITY_KEYS)
    return any(hmac.compare_digest(digested, one) for one in known) if number else not digested


def masked(number: str) -> str:
    """As the screen shows it: the first and the last signs only."""
    found = plain(number)
    if len(found) < 8:
        return "*" * len(found)
    return f"{found[:3]}{'*' * (len(found) - 7)}{found[-4:]}"
