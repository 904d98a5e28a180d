"""How does a line of the audit trail vouch for who asks, without saying who it is?

By a keyed digest of all applicants of the case together. The trail names nobody and no number.
"""

from __future__ import annotations

import hmac
from collections.abc import Iterable

from django.conf import settings

from gongkai_web import vault
from gongkai_web.audit.models import canonical
from gongkai_web.cases.models import Applicant

ROOM, PURPOSE = "cases", "applicants"
_FIELDS = (
    "position",
    "role",
    "name",
    "id_kind",
    "id_digest",
    "masked",
    "contact",
    "phone",
    "email",
    "address",
    "postcode",
)


def text(applicants: Iterable[Applicant]) -> str:
    """The particulars of all applicants of a case, as they are digested."""
    found = sorted(applicants, key=lambda one: one.position)
    return canonical([[getattr(one, name) for name in _FIELDS] for one in found])


def seal(applicants: Iterable[Applicant]) -> str:
    """Their digest under the present key."""
    return vault.digest(settings.IDENTITY_KEYS[0], ROOM, PURPOSE, text(applicants))


def fits(given: str, particulars: str) -> bool:
    """Whether one of the keys gives that digest of the particulars."""
    return any(
        hmac.compare_digest(given, vault.digest(key, ROOM, PURPOSE, particulars))
        for key in settings.IDENTITY_KEYS
    )
