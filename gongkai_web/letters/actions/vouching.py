"""更换密钥: how does the trail go on vouching for where and how letters were served?"""

from __future__ import annotations

from collections.abc import Collection

from gongkai_web.agencies.models import Agency
from gongkai_web.audit.revouched import vouch_again
from gongkai_web.letters.ledgers import SERVICES
from gongkai_web.letters.models import Letter
from gongkai_web.turns import in_batches

_BATCH = 500


def vouch_for_services(*, doubtful: Collection[str] = ()) -> int:
    """Renews, under the present key, what vouches for each service but the `doubtful` ones. How many."""
    served = Letter.objects.filter(served_on__isnull=False)
    count = 0
    for agency in Agency.objects.filter(pk__in=served.values("agency")).order_by("pk"):
        keys = served.filter(agency=agency).order_by("pk").values_list("pk", flat=True)
        for some in in_batches(keys, _BATCH):
            rows = Letter.objects.filter(pk__in=some).values_list("pk", "place", "service_note")
            kept = {str(key): {"place": place, "note": note} for key, place, note in rows}
            count += vouch_again(SERVICES, agency, {key: kept[key] for key in kept.keys() - set(doubtful)})
    return count
