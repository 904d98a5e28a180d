"""更换密钥: how are contacts brought under the present key, and lines go on vouching for what was written?"""

from __future__ import annotations

from collections.abc import Collection

from django.db import transaction
from django.db.models import QuerySet

from gongkai_web.agencies.models import Agency
from gongkai_web.audit.revouched import vouch_again
from gongkai_web.opinions import contacts
from gongkai_web.opinions.ledgers import VOUCHING, vouched_words
from gongkai_web.opinions.models import Opinion
from gongkai_web.turns import in_batches

_BATCH = 200


def require_openable() -> None:
    """Raises Refused where a contact cannot be opened by any key."""
    for kept in _closed().values_list("contact", flat=True).iterator():
        contacts.opened(kept)


def reencrypt_contacts() -> int:
    """Closes every contact again that is not under the present key."""
    return sum(_again(some) for some in in_batches(_closed().values_list("pk", flat=True), _BATCH))


def vouch_for_opinions(*, doubtful: Collection[str] = ()) -> int:
    """Renews, under the present key, what vouches for the words of each opinion but the `doubtful` ones."""
    count = 0
    for agency in Agency.objects.filter(calls__opinions__isnull=False).distinct().order_by("pk"):
        keys = Opinion.objects.filter(call__agency=agency).order_by("pk").values_list("pk", flat=True)
        for some in in_batches(keys, _BATCH):
            rows = Opinion.objects.filter(pk__in=some)
            kept = {str(row.pk): vouched_words(row) for row in rows if str(row.pk) not in doubtful}
            count += vouch_again(VOUCHING, agency, kept)
    return count


def _closed() -> QuerySet[Opinion]:
    return Opinion.objects.exclude(contact=b"").order_by("pk")


@transaction.atomic
def _again(keys: list[int]) -> int:
    old = [
        one
        for one in Opinion.objects.select_for_update(no_key=True).filter(pk__in=keys)
        if not contacts.is_under_present_key(one.contact)
    ]
    for one in old:
        one.contact = contacts.closed(contacts.opened(one.contact))
        one.save(update_fields=["contact"])
    return len(old)
