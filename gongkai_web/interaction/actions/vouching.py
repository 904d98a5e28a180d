"""更换密钥: how do the lines of messages go on vouching for what was written?"""

from __future__ import annotations

from collections.abc import Collection

from gongkai_web.agencies.models import Agency
from gongkai_web.audit.revouched import vouch_again
from gongkai_web.interaction import queries
from gongkai_web.interaction.columns import written
from gongkai_web.interaction.ledgers import VOUCHING
from gongkai_web.interaction.models import Message
from gongkai_web.turns import in_batches

_BATCH = 200


def vouch_for_messages(*, doubtful: Collection[str] = ()) -> int:
    """Renews, under the present key, what vouches for the words of each message but the `doubtful` ones."""
    count = 0
    for agency in Agency.objects.filter(pk__in=Message.objects.values("came_to")).order_by("pk"):
        keys = Message.objects.filter(came_to=agency).order_by("pk").values_list("pk", flat=True)
        for some in in_batches(keys, _BATCH):
            rows = Message.objects.filter(pk__in=some)
            kept = {
                str(row.pk): {"words": written(row, queries.happened(row))}
                for row in rows
                if str(row.pk) not in doubtful
            }
            count += vouch_again(VOUCHING, agency, kept)
    return count
