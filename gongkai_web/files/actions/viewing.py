"""Who took a file out of the house, or looked into it?"""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from gongkai_web.agencies.models import Person
from gongkai_web.audit.queries import about
from gongkai_web.files.actions.keeping import line
from gongkai_web.files.models import Purpose, StoredFile

DOWNLOAD = "download"


@transaction.atomic
def log_view(*, by: Person, file: StoredFile, what: str) -> None:
    """Notes that somebody took a file, or saw a page of it. `what`: DOWNLOAD, or e.g. `page 2`.

    Each time; the pages of other files than a proof of identity once a day.
    """
    detail = {"owner": file.owner, "what": what}
    if file.purpose == Purpose.IDENTITY_PROOF:
        line(by, file, "view_identity_proof", detail)
    elif what == DOWNLOAD:
        line(by, file, "download_file", detail)
    elif not _seen_today(by, file):
        line(by, file, "view_file", detail)


def _seen_today(by: Person, file: StoredFile) -> bool:
    midnight = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    seen = about(f"files.StoredFile:{file.pk}").filter(act="files.view_file", actor_id=by.pk)
    return seen.filter(at__gte=midnight).exists()
