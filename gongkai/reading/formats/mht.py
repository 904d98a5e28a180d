"""How is a web page saved as one file (MHT) read?

It is a letter with parts; the first part that is a page is the report. Word saves such files under .doc.
"""

from __future__ import annotations

import email
import email.policy
from email.message import Message

from gongkai.reading.formats.refusals import damaged


def page_of(data: bytes, name: str) -> bytes:
    """The bytes of the first page in the letter, in its own encoding. Raises Damaged without one."""
    letter = email.message_from_bytes(data, policy=email.policy.compat32)
    for part in letter.walk():
        if part.get_content_type() == "text/html":
            return _bytes(part)
    raise damaged(name, "MHT", "里面没有网页")


def _bytes(part: Message) -> bytes:
    found = part.get_payload(decode=True)
    return found if isinstance(found, bytes) else b""
