"""How does a unit outside hand in its report? By a link of its own, until a day, which can be taken back.

The link is shown once, to whoever makes it; kept is a keyed digest. It opens the one page on which the unit's
own report is handed in, and shows nothing of any other.
"""

from __future__ import annotations

import secrets
from datetime import date, timedelta

from django.conf import settings
from django.db import transaction

from gongkai_web import vault
from gongkai_web.agencies.models import Person
from gongkai_web.agencies.permissions import What, require
from gongkai_web.annual.campaign.collecting import queries
from gongkai_web.annual.campaign.collecting.actions.lines import gone, locked, told
from gongkai_web.annual.campaign.collecting.models import Unit, UploadKey
from gongkai_web.errors import Refused

LONGEST = timedelta(days=120)
GONE = "这个链接已经失效：过了期限，或者已经收回。请向发给您链接的主管部门再要一个。"


@transaction.atomic
def give_key(*, by: Person, unit: Unit, until: date, day: date) -> tuple[UploadKey, str]:
    """Makes a link for the unit; the code is given here and nowhere else."""
    unit = locked(unit)
    require(by, queries.office_of(unit), What.CHECK_REPORTS, day, "发上传链接")
    if why := gone(unit):
        raise Refused(f"{why}，不必上传。")
    if not day <= until <= day + LONGEST:
        raise Refused(f"链接的期限应在今天（{day}）到 {day + LONGEST} 之间；请核对。")
    code = secrets.token_urlsafe(24)
    made = UploadKey(unit=unit, until=until, made_by=by, made_on=day, code_digest=digests_of(code)[0])
    made.save()
    detail = {"unit": unit.pk, "until": until, "code": made.code_digest, "made_on": day}
    told(by, unit.campaign, "give_key", made, detail)
    return made, code


@transaction.atomic
def revoke_key(*, by: Person, key: UploadKey, day: date) -> UploadKey:
    """Takes the link back."""
    unit = locked(key.unit)
    require(by, queries.office_of(unit), What.CHECK_REPORTS, day, "收回上传链接")
    key.revoked_on = day
    key.save(update_fields=["revoked_on"])
    told(by, unit.campaign, "revoke_key", key, {"unit": unit.pk, "revoked_on": day})
    return key


def unit_by(code: str, day: date) -> Unit:
    """The unit whose link it is. Raises Refused, in one sentence for all reasons, where it opens nothing."""
    found = UploadKey.objects.filter(code_digest__in=digests_of(code), revoked_on=None, until__gte=day)
    key = found.select_related("unit__campaign__agency", "unit__agency", "unit__parent__agency").first()
    if key is None:
        raise Refused(GONE)
    return key.unit


def digests_of(code: str) -> list[str]:
    """The keyed digests of a link, by the present key of the installation first."""
    return [vault.digest(key, "campaign", "upload", code) for key in settings.IDENTITY_KEYS]
