"""How are name, telephone and mail of whoever writes kept, so that a stolen database does not show them?"""

from __future__ import annotations

import json

from django.conf import settings

from gongkai_web import vault
from gongkai_web.errors import Refused

_ROOM, _PURPOSE = "opinions", "contact"
FIELDS = ("name", "phone", "email")
LABELS = {"name": "姓名", "phone": "联系电话", "email": "电子邮箱"}


def closed(contact: dict[str, str]) -> bytes:
    """The contact, unreadable without the key; nothing for none."""
    given = {name: contact[name].strip() for name in FIELDS if contact.get(name, "").strip()}
    if not given:
        return b""
    return vault.encrypt(settings.IDENTITY_KEYS, _ROOM, _PURPOSE, json.dumps(given).encode())


def opened(kept: bytes | memoryview) -> dict[str, str]:
    """The contact again. Raises Refused where no key of the installation opens it."""
    if not bytes(kept):
        return {}
    try:
        data = vault.decrypt(settings.IDENTITY_KEYS, _ROOM, _PURPOSE, bytes(kept))
    except vault.LockedError:
        raise Refused(
            "意见人的联系方式无法解密：现在的密钥不是登记时的密钥；请恢复数据目录里的 identity_key。"
        ) from None
    found: dict[str, str] = json.loads(data)
    return found


def is_under_present_key(kept: bytes | memoryview) -> bool:
    """Whether the first key of the installation opens it; there is nothing to open where nothing is kept."""
    return not bytes(kept) or vault.opens(settings.IDENTITY_KEYS[:1], _ROOM, _PURPOSE, bytes(kept))
