"""Is the page of an address still the one that was sent? Known before it is made, by its mark (ETag).

What a public page shows depends on its address, the modes in which its reader wants it, the day, the acts
that the public sees (`audit.queries.public_number`), and the program. The mark is made of these and nothing
else, under a key: who does not know it asks for nothing that was not sent.
"""

from __future__ import annotations

import functools
import hashlib
from dataclasses import dataclass

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest

from gongkai_web.audit.queries import public_number
from gongkai_web.caching import SHUT
from gongkai_web.look.modes import remembered
from gongkai_web.office.days import today
from gongkai_web.public_pages.edition import edition

_MESSAGES = "messages"  # Django's cookie: something is to be said to this one
_LONGEST = 500  # characters of an address
_APART = (*SHUT, settings.STATIC_URL)
_READING = frozenset({"GET", "HEAD"})


@dataclass(frozen=True, slots=True)
class Address:
    """What was asked for: everything of the request on which a public page may depend."""

    origin: str
    path: str
    modes: tuple[str, ...]


def asked_for(request: HttpRequest) -> Address | None:
    """The address; None where the answer may be for this one alone."""
    cookies = request.COOKIES
    if (
        request.method not in _READING
        or request.path.startswith(_APART)
        or settings.SESSION_COOKIE_NAME in cookies
        or _MESSAGES in cookies
    ):
        return None
    path = request.get_full_path()
    if len(path) > _LONGEST:
        return None
    return Address(f"{request.scheme}://{request.get_host()}", path, remembered(request))


def mark_of(address: Address) -> str | None:
    """The mark that its page has now; None where nobody can say, for the database does not answer."""
    try:
        number = public_number()
    except DatabaseError:
        return None
    told = "\n".join((address.origin, address.path, *address.modes, str(today()), str(number), edition()))
    return f'W/"{hashlib.blake2b(told.encode(), key=_key(), digest_size=16).hexdigest()}"'


def is_known(request: HttpRequest, mark: str) -> bool:
    """Whether who asks has the page of that mark."""
    known = request.META.get("HTTP_IF_NONE_MATCH", "")
    return mark.removeprefix("W/") in known if known else False


@functools.cache
def _key() -> bytes:
    return hashlib.sha256(f"gongkai.public_pages {settings.SECRET_KEY}".encode()).digest()
