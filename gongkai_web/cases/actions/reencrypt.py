"""更换密钥: how do identity numbers, and what vouches for those who ask, come under the present key?

In batches, each a short transaction: between two of them others write, and every case is whole under one key
or the other. A run that was cut off is run again, and goes on with what is left.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

from django.db import transaction

from gongkai_web import identity
from gongkai_web.agencies.models import Agency
from gongkai_web.audit.actions import record
from gongkai_web.audit.models import AuditLine
from gongkai_web.cases import particulars
from gongkai_web.cases.actions.applicants import SET
from gongkai_web.cases.models import Applicant, Case
from gongkai_web.turns import in_batches

RESEALED = "cases.seal_applicants"
_BATCH = 200  # cases, about a tenth of a second


def require_openable() -> None:
    """Raises Refused where no key of the installation opens one of the identity numbers."""
    for cipher in Applicant.objects.exclude(id_cipher=b"").values_list("id_cipher", flat=True).iterator():
        identity.decrypt(cipher)


def reencrypt_applicants(*, doubtful: Collection[str] = ()) -> int:
    """Seals every identity number with the present key of the installation, digests and matching keys along.

    The trail then vouches under that key for who asks in every case but the `doubtful` ones (by their key).
    Returns how many numbers. Raises Refused where no key opens one of them.
    """
    asked = Agency.objects.filter(pk__in=Case.objects.values("agency")).order_by("pk")
    return sum(_of_agency(agency, doubtful) for (agency,) in in_batches(asked, 1))


def _of_agency(agency: Agency, doubtful: Collection[str]) -> int:
    vouched, count = _vouched(agency), 0
    keys = Case.objects.filter(agency=agency).order_by("pk").values_list("pk", flat=True)
    for some in in_batches(keys, _BATCH):
        count += _batch(agency, some, doubtful, vouched)
    return count


def _vouched(agency: Agency) -> dict[str, str]:
    """What the trail says last of those who ask in each case, where it was said after the case was opened."""
    found: dict[str, str] = {}
    lines = AuditLine.objects.filter(agency_id=agency.pk, act__in=(RESEALED, SET)).order_by("place")
    for act, subject, detail in lines.values_list("act", "subject", "detail").iterator():
        if act == RESEALED:
            found |= detail["applicants"]
        else:
            found[subject.partition(":")[2]] = detail.get("applicants", "")  # 0.1 did not vouch for them
    return found


@transaction.atomic
def _batch(agency: Agency, keys: Iterable[int], doubtful: Collection[str], vouched: dict[str, str]) -> int:
    """The numbers of some cases, and the line that vouches for them, stand or fall together."""
    asking: dict[int, list[Applicant]] = {key: [] for key in keys}
    count = 0
    for one in Applicant.objects.select_for_update(no_key=True).filter(case_id__in=asking).order_by("pk"):
        asking[one.case_id].append(one)
        count += _reencrypted(one)
    seals = {str(key): particulars.seal(people) for key, people in asking.items() if str(key) not in doubtful}
    left = {key: seal for key, seal in seals.items() if vouched.get(key) != seal}
    if count or left:
        detail = {"applicants": left, "numbers": count}
        record(actor=None, agency=agency, act=RESEALED, subject="cases.Applicant", detail=detail)
    return count


def _reencrypted(one: Applicant) -> bool:
    if not one.id_cipher or identity.is_under_present_key(one.id_cipher):
        return False
    number = identity.decrypt(one.id_cipher)
    before, one.id_digest = one.id_digest, identity.digest(one.id_kind, number)
    one.id_cipher = identity.encrypt(number)
    one.save(update_fields=["id_cipher", "id_digest"])
    Case.objects.filter(pk=one.case_id, applicant_key=before).update(applicant_key=one.id_digest)
    return True
