"""What is wrong with the files of a batch, and what did people say to it?

Findings are worked out from the stored document, with the report of the year before where the office has it.
They are kept for a while in the memory of the process, never in the database.
"""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from gongkai.checking import ERROR, NOTE, WARNING, Finding, by_cause, check
from gongkai.document import from_json
from gongkai.report import Report
from gongkai_web.annual.campaign import queries
from gongkai_web.annual.campaign.models import Batch, Decision, Stage, SubmittedFile, Verdict
from gongkai_web.audit.models import canonical

_KEPT = 4096
_OF_THEIR_CELLS = frozenset({"cells.blank", "cells.unreadable"})
Version = tuple[int, str]  # a file and when it was read


@dataclass(frozen=True, slots=True)
class Judged:
    """A finding with its key, its own verdict, and that on its cause, which goes for what follows from it."""

    finding: Finding
    key: str
    own: Verdict | None
    of_its_cause: Verdict | None = None

    @property
    def verdict(self) -> Verdict | None:
        """The verdict that counts, where there is one."""
        return self.own or self.of_its_cause

    @property
    def dismissed(self) -> bool:
        """Whether somebody held that it is no fault."""
        return self.verdict is not None and self.verdict.decision == Decision.DISMISSED


class Judgements:
    """The findings in one report, and what stands of them."""

    judged: tuple[Judged, ...]

    @property
    def errors(self) -> int:
        """Findings at level error that nobody dismissed."""
        return self._count(ERROR)

    @property
    def warnings(self) -> int:
        """Findings at level warning that nobody dismissed."""
        return self._count(WARNING)

    @property
    def notes(self) -> int:
        """Findings at level note that nobody dismissed."""
        return self._count(NOTE)

    @property
    def open(self) -> int:
        """Causes without a verdict that are warnings or errors, or that such follow from."""
        return sum(
            cause.verdict is None
            and any(one.finding.severity in {ERROR, WARNING} for one in (cause, *following))
            for cause, following in self.causes
        )

    @property
    def causes(self) -> list[tuple[Judged, list[Judged]]]:
        """Each cause with what follows from it, the gravest first."""
        of = {one.finding.id: one for one in self.judged}
        found = by_cause(one.finding for one in self.judged)
        return [(of[cause.id], [of[one.id] for one in following]) for cause, following in found]

    def number_of(self, key: str) -> int:
        """The number, from 1, of the cause that has this key or what follows from it has; 0 for none."""
        numbered = enumerate(self.causes, start=1)
        return next((at for at, (cause, some) in numbered if key in {one.key for one in (cause, *some)}), 0)

    @property
    def standing(self) -> list[Finding]:
        """The findings that nobody dismissed."""
        return [one.finding for one in self.judged if not one.dismissed]

    def _count(self, severity: str) -> int:
        return sum(one.finding.severity == severity for one in self.judged if not one.dismissed)


@dataclass(frozen=True, slots=True)
class Result(Judgements):
    """A file, its findings, and the file with the report of the year before that it was compared with."""

    file: SubmittedFile
    judged: tuple[Judged, ...] = ()
    previous: SubmittedFile | None = None


def results(batch: Batch, files: Sequence[SubmittedFile] | None = None) -> list[Result]:
    """The files of a batch with their findings and verdicts, in the order in which they came."""
    files = list(batch.files.defer("document")) if files is None else files
    known = [file for file in files if file.stage == Stage.READ]
    before = queries.years_before(batch.agency, known)
    said = queries.verdicts(batch.agency, [subject_of(file) for file in known])
    return [_result(file, before, said) for file in files]


def report_of(file: SubmittedFile) -> Report:
    """The report as it was read in the file. Raises NotAReport where nothing was."""
    return from_json(file.document)


def subject_of(file: SubmittedFile) -> str:
    """The report that a verdict belongs to: agency and year; the very file where it does not tell them."""
    return f"{file.reporter} {file.year}" if file.reporter and file.year else file.sha256


def key_of(subject: str, finding: Finding) -> str:
    """What makes a finding the same after another reading: report, rule, cells, and both sides of the sum.

    Where there are no sides only the sentence tells two findings of a rule apart, and takes part; but what is
    said of a row of cells is told by these, so that another wording forgets no verdict. SHA-256.
    """
    return _key(subject, finding, "" if finding.rule in _OF_THEIR_CELLS else _sentence(finding))


def former_key_of(subject: str, finding: Finding) -> str:
    """The key with the sentence, as verdicts were kept at first."""
    return _key(subject, finding, _sentence(finding))


def _sentence(finding: Finding) -> str:
    return finding.message if finding.expected is None and finding.actual is None else ""


def _key(subject: str, finding: Finding, sentence: str) -> str:
    said = finding.to_json()
    parts = [subject, finding.rule, said["cells"], said["expected"], said["actual"], sentence]
    return hashlib.sha256(canonical(parts).encode()).hexdigest()


def _result(
    file: SubmittedFile, before: dict[tuple[str, int], SubmittedFile], said: dict[str, Verdict]
) -> Result:
    if file.stage != Stage.READ:
        return Result(file)
    previous = before.get((file.reporter, file.year - 1)) if file.year else None
    subject = subject_of(file)
    found = _findings(_version(file), _version(previous) if previous else None)
    return Result(file, tuple(judged(found, subject, said)), previous)


def judged(found: Sequence[Finding], subject: str, said: Mapping[str, Verdict]) -> list[Judged]:
    """The findings in the report of that subject with the verdicts on them."""
    own = {one.id: said.get(key_of(subject, one)) or said.get(former_key_of(subject, one)) for one in found}
    return [Judged(one, key_of(subject, one), own[one.id], own.get(one.because or "")) for one in found]


def _version(file: SubmittedFile) -> Version:
    return file.pk, file.since.isoformat()


@functools.lru_cache(_KEPT)
def _findings(version: Version, previous: Version | None) -> tuple[Finding, ...]:
    """Called with what identifies a reading, so that the cache never outlives one."""
    keys = [version[0], *([previous[0]] if previous else [])]
    found = queries.documents(keys)
    reports = [from_json(found[key]) for key in keys]
    return tuple(check(reports[0], reports[1] if previous else None))
