"""May this file leave the house, as it is: what was found in it, what follows, and who let it pass?

Asked before a letter is handed in, issued, sealed and sent, and before a file is published. What was found is
kept with the digest of the bytes (`actions.examine_outgoing`); what follows from it is law data of the day.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef

from gongkai.examining.examine import EDITION
from gongkai.examining.findings import WHOLE, Finding
from gongkai.examining.kinds import ASK, BLOCK, KindOfFinding, kinds_of_finding
from gongkai_web.approval import standing
from gongkai_web.errors import Refused
from gongkai_web.files import checks
from gongkai_web.files.models import Acceptance, Derived, Examination, Purpose, StoredFile, Way

# What is to be given to somebody; whatever else is kept stays in the house.
OUTGOING = frozenset({Purpose.INFORMATION, Purpose.PICTURE, Purpose.REDACTED})
_CLEANABLE = frozenset(
    kind.media_type
    for kind in (
        checks.DOCX,
        checks.XLSX,
        checks.DOC,
        checks.XLS,
        checks.PDF,
        checks.JPEG,
        checks.PNG,
        checks.TIFF,
    )
)
_SEALED = Finding("sealed_elsewhere", WHOLE, "", 1)
OFFICE = frozenset(kind.media_type for kind in (checks.DOCX, checks.XLSX, checks.DOC, checks.XLS))


@dataclass(frozen=True, slots=True)
class Found:
    """A finding with its kind and with what follows on the day."""

    kind: KindOfFinding
    finding: Finding
    severity: str

    def __str__(self) -> str:
        more = f"（{self.finding.excerpt}）" if self.finding.excerpt else ""
        return f"{self.kind.label}：{self.finding.where}{more}"


@dataclass(frozen=True, slots=True)
class Standing:
    """How a file stands on a day. `examined` False: nobody has looked into it yet.

    `pinned`: the digest of all that was found; `accepted`: who let exactly this pass.
    """

    file: StoredFile
    examined: bool
    found: tuple[Found, ...]
    pinned: str
    accepted: Acceptance | None
    cleaned_from: StoredFile | None

    @property
    def blocking(self) -> tuple[Found, ...]:
        """What has to go first."""
        return tuple(one for one in self.found if one.severity == BLOCK)

    @property
    def asking(self) -> tuple[Found, ...]:
        """What somebody has to look at."""
        return tuple(one for one in self.found if one.severity == ASK)

    @property
    def waits(self) -> bool:
        """Whether it may not leave yet."""
        return not self.examined or bool(self.blocking) or (bool(self.asking) and self.accepted is None)

    @property
    def can_be_cleaned(self) -> bool:
        """Whether a clean copy would hold less."""
        return self.file.media_type in _CLEANABLE and any(one.kind.cleaned for one in self.found)

    @property
    def can_be_accepted(self) -> bool:
        """Whether a reason is all that it lacks."""
        return bool(self.asking) and not self.blocking and self.accepted is None


def standings(files: Sequence[StoredFile], day: date) -> list[Standing]:
    """How each of the files stands on that day; three queries for all."""
    if not files:
        return []
    looked = _examined({file.sha256 for file in files})
    accepted = {
        (one.file_id, one.pinned): one
        for one in Acceptance.objects.filter(file__in=files).select_related("person")
    }
    derived = {
        one.result_id: one.original
        for one in Derived.objects.filter(result__in=files, way=Way.CLEANED).select_related("original")
    }
    return [_standing(file, looked.get(file.sha256), accepted, derived, day) for file in files]


def _examined(digests: Collection[str]) -> dict[str, list[dict[str, object]]]:
    """What was found in these bytes; also that they went under seal with an emergency withdrawal."""
    sealed = Exists(StoredFile.objects.filter(sha256=OuterRef("sha256"), sealed=True))
    found = Examination.objects.filter(sha256__in=digests, edition=EDITION).annotate(is_sealed=sealed)
    return {
        sha256: [*rows, *as_rows([_SEALED])] if is_sealed else rows
        for sha256, rows, is_sealed in found.values_list("sha256", "findings", "is_sealed")
    }


def standing_of(file: StoredFile, day: date) -> Standing:
    """The same for one."""
    return standings([file], day)[0]


def require_fit(file: StoredFile, day: date, what: str) -> None:
    """Raises Refused where the file may not leave yet."""
    problem = next(iter(problems(standing_of(file, day))), None)
    if problem:
        raise Refused(f"不能{what}：{problem[1]}")


def problems(one: Standing) -> Iterator[tuple[str, str]]:
    """Why the file may not leave yet: a code and a sentence for each reason."""
    name = one.file.name
    if not one.examined:
        yield (
            "file-unexamined",
            f"《{name}》还没有检查过里面有没有看不见的内容；请打开它所在的页面，页面会检查。",
        )
    if one.blocking:
        todo = "、".join(dict.fromkeys(found.kind.todo for found in one.blocking))
        yield "file-hidden", f"《{name}》里有{_listed(one.blocking)}；请{todo}。"
    if one.asking and one.accepted is None:
        can = "清理，或者" if any(found.kind.cleaned for found in one.asking) else ""
        yield "file-asked", f"《{name}》里有{_listed(one.asking)}；请{can}看过以后写明理由确认。"


def _listed(found: Iterable[Found]) -> str:
    return "；".join(str(one) for one in found)


def unexamined(files: Iterable[StoredFile]) -> list[StoredFile]:
    """Those that nobody has looked into, by the edition of today."""
    known = list(files)
    looked = Examination.objects.filter(sha256__in={file.sha256 for file in known}, edition=EDITION)
    done = set(looked.values_list("sha256", flat=True))
    return [file for file in known if file.sha256 not in done]


def as_rows(findings: Iterable[Finding]) -> list[dict[str, object]]:
    """Findings as they are kept."""
    return [
        {"kind": one.kind, "where": one.where, "excerpt": one.excerpt, "count": one.count} for one in findings
    ]


def _standing(
    file: StoredFile,
    rows: list[dict[str, object]] | None,
    accepted: dict[tuple[int, str], Acceptance],
    derived: dict[int, StoredFile],
    day: date,
) -> Standing:
    pinned = standing.digest({"sha256": file.sha256, "found": rows or []})
    return Standing(
        file,
        rows is not None,
        _found(rows or [], day),
        pinned,
        accepted.get((file.pk, pinned)),
        derived.get(file.pk),
    )


def _found(rows: list[dict[str, object]], day: date) -> tuple[Found, ...]:
    """In the order of the law folder; a kind that is no longer there asks."""
    known = kinds_of_finding()
    order = list(known)
    found = [
        Found(kind, _finding(row), kind.severity(day))
        for row in rows
        if (kind := known.get(str(row["kind"])) or known["not_examined"])
    ]
    return tuple(sorted(found, key=lambda one: order.index(one.kind.code)))


def _finding(row: dict[str, object]) -> Finding:
    return Finding(str(row["kind"]), str(row["where"]), str(row["excerpt"]), int(str(row["count"])))
