"""How are the keys of an installation used: one derivation, encryption, digests?

A key is never used itself: for every room and purpose another one is derived from it (HKDF), so that what one
room stores tells nothing about another's. An installation may have several keys, the present one first and
former ones after it: what is written uses the first, what is read is tried with each.

The ciphers are loaded by whoever first uses a key: the crawler, which uses none, saves 7 MB.
"""

from __future__ import annotations

import base64
import functools
import hashlib
import hmac
from collections.abc import Sequence
from typing import TYPE_CHECKING

from gongkai.errors import GongkaiError

if TYPE_CHECKING:
    from cryptography.fernet import MultiFernet


class LockedError(GongkaiError):
    """None of the keys opens what was stored."""

    def __init__(self) -> None:
        super().__init__("加密保存的内容无法解密：现在的密钥不是保存时的密钥；请恢复原来的密钥。")


@functools.lru_cache(maxsize=32)
def derived(key: str, room: str, purpose: str) -> bytes:
    """32 bytes for one purpose of one room."""
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    return HKDF(SHA256(), 32, salt=f"gongkai.{room}".encode(), info=purpose.encode()).derive(key.encode())


def encrypt(keys: Sequence[str], room: str, purpose: str, data: bytes) -> bytes:
    """The data, unreadable without the first key; another text each time."""
    return _cipher(tuple(keys), room, purpose).encrypt(data)


def decrypt(
    keys: Sequence[str], room: str, purpose: str, sealed: bytes, *, seconds: int | None = None
) -> bytes:
    """The data again, by whichever key. Raises LockedError, also for what is older than `seconds`."""
    from cryptography.fernet import InvalidToken

    try:
        return _cipher(tuple(keys), room, purpose).decrypt(sealed, ttl=seconds)
    except InvalidToken:
        raise LockedError from None


def opens(keys: Sequence[str], room: str, purpose: str, sealed: bytes) -> bool:
    """Whether one of these keys opens it."""
    try:
        decrypt(keys, room, purpose, sealed)
    except LockedError:
        return False
    return True


def digest(key: str, room: str, purpose: str, value: str) -> str:
    """The same for the same value, 64 hex digits; tells nothing of it without the key."""
    return hmac.new(derived(key, room, purpose), value.encode(), hashlib.sha256).hexdigest()


@functools.lru_cache(maxsize=16)
def _cipher(keys: tuple[str, ...], room: str, purpose: str) -> MultiFernet:
    from cryptography.fernet import Fernet, MultiFernet

    return MultiFernet(Fernet(base64.urlsafe_b64encode(derived(key, room, purpose))) for key in keys)
