"""Where do the uploads of a draft lie until it is submitted?

They are not among the files of the office: nobody there may see what was never handed in, and with the draft
they go.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from gongkai_web.apply.models import DraftFile
from gongkai_web.errors import Refused
from gongkai_web.storage import LostError, Shelf

SHELF = Shelf("drafts")


def keep(draft: int, file: int, data: bytes) -> None:
    """Writes the bytes of one file."""
    SHELF.keep(f"{draft}/{file}", data)


def read(draft: int, file: int, sha256: str, name: str) -> bytes:
    """The bytes, compared with their digest. Raises Refused where they are gone."""
    try:
        return SHELF.read(f"{draft}/{file}", sha256)
    except LostError:
        raise Refused(f"草稿里的《{name}》找不到了；请去掉它，再重新上传。") from None


def sweep(now: datetime) -> int:
    """Drops bytes without a row: an upload whose draft was not kept after all; how many."""
    return SHELF.sweep(now, _known)


def _known(names: Sequence[str]) -> set[str]:
    numbers = [name.partition("/")[2] for name in names]
    rows = DraftFile.objects.filter(pk__in=[one for one in numbers if one.isdecimal()])
    return {f"{draft}/{pk}" for draft, pk in rows.values_list("draft_id", "pk")}


def drop(draft: int, file: int | None = None) -> None:
    """Removes one file, or all of a draft."""
    SHELF.drop(str(draft) if file is None else f"{draft}/{file}")
