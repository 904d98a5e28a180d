"""What is in the files that are to leave the house? Looked into once, and kept with their digest."""

from __future__ import annotations

from collections.abc import Iterable

from gongkai import confined
from gongkai.errors import ReadingError
from gongkai.examining.examine import EDITION, examine
from gongkai.examining.findings import Finding
from gongkai_web.files import outgoing, store
from gongkai_web.files.models import Examination, StoredFile

SECONDS_A_FILE = 150.0


def examine_outgoing(files: Iterable[StoredFile]) -> None:
    """Looks into those of the files that nobody has looked into. Call it outside a transaction.

    What cannot be looked into is a finding too. Raises LostError where the bytes are gone.
    """
    for file in outgoing.unexamined(files):
        keep_findings(file.sha256, look_into(store.read(file.sha256), file.name))


def look_into(data: bytes, name: str) -> tuple[Finding, ...]:
    """What is in these bytes, by the limited child; where that fails, that it was not told."""
    try:
        return confined.call(examine, data, name, name=name, seconds=SECONDS_A_FILE)
    except ReadingError as problem:
        return (Finding("not_examined", "全文", str(problem).removeprefix(f"{name}：")),)


def keep_findings(sha256: str, findings: Iterable[Finding]) -> None:
    """Two that look at a time find the same; the first is kept."""
    Examination.objects.get_or_create(
        sha256=sha256, edition=EDITION, defaults={"findings": outgoing.as_rows(findings)}
    )
