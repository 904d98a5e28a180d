"""What can be done at the checking desk? Nothing else writes its tables or its store.

Reading is not one transaction: each file is claimed, read in a process of its own, and settled; whatever
happens to one of them, the others are done.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from gongkai.corpus import Item, Outcome
from gongkai.reading.formats.limits import MEGABYTE
from gongkai_web.agencies.models import Agency, Person
from gongkai_web.agencies.permissions import What, require
from gongkai_web.annual.campaign import limits, queries, reading, results, store
from gongkai_web.annual.campaign.models import Batch, Decision, Stage, SubmittedFile, Verdict
from gongkai_web.annual.campaign.uploads import Incoming, Upload, unpacked
from gongkai_web.audit.actions import record
from gongkai_web.errors import Refused

_YEARS = range(1900, 3000)


@dataclass(frozen=True, slots=True)
class Added:
    """What came of an upload: the files taken, and a sentence for each that was not."""

    files: tuple[SubmittedFile, ...]
    refused: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Given:
    """A verdict as it is given: in whose name, about which report, what and why."""

    agency: Agency
    subject: str
    decision: str
    reason: str


@transaction.atomic
def open_batch(*, by: Person, agency: Agency, title: str, day: date) -> Batch:
    """Opens a batch in the name of the agency that checks. `title`: empty takes the day."""
    require(by, agency, What.CHECK_REPORTS, day, "建立核对批次")
    batch = Batch(agency=agency, title=title.strip() or f"{day} 核对", opened_by=by, opened_on=day)
    if len(batch.title) > 100:
        raise Refused(f"批次名称有 {len(batch.title)} 字，最多 100 字；请缩短。")
    batch.save()
    _line(by, "open_batch", batch, {"title": batch.title})
    return batch


@transaction.atomic
def add_files(*, by: Person, batch: Batch, uploads: Iterable[Upload], day: date) -> Added:
    """Takes the uploads into the batch, a zip as the files in it; what is refused does not stop the rest."""
    batch = _locked(batch)
    require(by, batch.agency, What.CHECK_REPORTS, day, "上传文件")
    held = dict(batch.files.values_list("sha256", "name"))
    room = limits.LARGEST_BATCH - sum(batch.files.values_list("size", flat=True))
    taken: list[SubmittedFile] = []
    refused: list[str] = []
    for one in (one for upload in uploads for one in unpacked(upload)):
        problem = str(one) if isinstance(one, Refused) else _no_room(one, held, room)
        if problem or isinstance(one, Refused):
            refused.append(problem)
            continue
        store.keep(batch, one.sha256, one.data)
        file = SubmittedFile(batch=batch, name=one.name, kind=one.kind, size=len(one.data), sha256=one.sha256)
        file.save()
        held[one.sha256] = one.name
        room -= file.size
        taken.append(file)
    if taken:
        names = [{"name": file.name, "sha256": file.sha256, "size": file.size} for file in taken]
        _line(by, "add_files", batch, {"files": names})
    return Added(tuple(taken), tuple(refused))


def read_next(*, by: Person, batch: Batch, day: date, seconds: float = limits.SECONDS_A_CLICK) -> int:
    """Reads waiting files one by one until none is left or the time is up; at least one. How many it read."""
    require(by, batch.agency, What.CHECK_REPORTS, day, "读取文件")
    until, done = time.monotonic() + seconds, 0
    claimed: deque[SubmittedFile] = deque()
    try:
        with closing(reading.outcomes(_claims(batch, claimed))) as outcomes:
            for outcome in outcomes:
                _settle(by, claimed.popleft(), outcome)
                done += 1
                if time.monotonic() >= until:
                    break
    finally:
        _give_back(claimed)
    return done


@transaction.atomic
def read_again(*, by: Person, file: SubmittedFile, day: date) -> SubmittedFile:
    """Puts a file back among those that wait, as after a failure or with a better reader."""
    file = _locked_file(file)
    require(by, file.batch.agency, What.CHECK_REPORTS, day, "重新读取文件")
    if file.stage in {Stage.WAITING, Stage.READING}:
        raise Refused(f"《{file.name}》{file.get_stage_display()}，不必重新读取。")
    file.stage, file.since = Stage.WAITING, timezone.now()
    file.save(update_fields=["stage", "since"])
    _line(by, "read_again", file, {"name": file.name})
    return file


@transaction.atomic
def give_verdict(
    *, by: Person, file: SubmittedFile, key: str, decision: str, reason: str, day: date
) -> Verdict:
    """Confirms a finding, or dismisses it with a reason. `key`: the finding's (`results.key_of`)."""
    agency = file.batch.agency
    require(by, agency, What.CHECK_REPORTS, day, "判定核对发现")
    found = next((one for one in results.results(file.batch, [file])[0].judged if one.key == key), None)
    if found is None:
        raise Refused("这一处发现已经不在了：文件或者上一年度的报告刚被重新读取；请刷新页面后再判。")
    given = Given(agency, results.subject_of(file), decision, reason)
    verdict = held(by=by, given=given, found=found, day=day)
    _line(by, "give_verdict", file, told_of(verdict), verdict.reason)
    return verdict


def told_of(verdict: Verdict) -> dict[str, Any]:
    """What the line about a verdict tells of it, whichever desk it was given at (`ledgers`)."""
    said = {"report": verdict.subject, "rule": verdict.rule, "key": verdict.key}
    return said | {"decision": verdict.decision, "office": verdict.agency_id, "reason": verdict.reason}


def held(*, by: Person, given: Given, found: results.Judged, day: date) -> Verdict:
    """Writes what an office holds of a finding; the line is for whoever calls, in the same transaction."""
    reason = given.reason.strip()
    if given.decision not in Decision.values:
        raise Refused(f"不认识的判定「{given.decision}」；可用：{'、'.join(Decision.labels)}。")
    if given.decision == Decision.DISMISSED and not reason:
        raise Refused("判为不是问题，须写明理由（例如“原件如此，已电话核实”）。")
    if len(reason) > 500:
        raise Refused(f"理由有 {len(reason)} 字，最多 500 字；请缩短。")
    said = found.finding.to_json()
    verdict = Verdict(
        agency=given.agency,
        key=found.key,
        subject=given.subject,
        rule=found.finding.rule,
        cells=said["cells"],
        expected=_text(said["expected"]),
        actual=_text(said["actual"]),
        decision=given.decision,
        reason=reason,
        person_id=by.pk,
        person_name=by.display_name,
        day=day,
    )
    verdict.save()
    return verdict


@transaction.atomic
def remove_file(*, by: Person, file: SubmittedFile, day: date) -> None:
    """Takes a file out of its batch and deletes its bytes; verdicts on its report stay."""
    file = _locked_file(file)
    require(by, file.batch.agency, What.CHECK_REPORTS, day, "移除文件")
    _line(by, "remove_file", file, {"name": file.name, "sha256": file.sha256})
    batch, sha256 = file.batch, file.sha256
    file.delete()
    store.drop(batch, sha256)


# – reading


def _claims(batch: Batch, claimed: deque[SubmittedFile]) -> Iterator[Item]:
    """Waiting files, each taken for us alone when the reader begins it (`reading.outcomes`)."""
    while file := queries.next_waiting(batch):
        now = timezone.now()
        ours = queries.waiting(batch).filter(pk=file.pk, since=file.since)
        if ours.update(stage=Stage.READING, since=now):
            file.since = now
            claimed.append(file)
            yield Item(str(store.path(file)))


@transaction.atomic
def _settle(by: Person, file: SubmittedFile, outcome: Outcome[reading.Document]) -> None:
    """Writes what came of a file; it may have been removed or given to another reader in the meantime."""
    held = SubmittedFile.objects.select_for_update(of=("self",), no_key=True).filter(_still_ours(file))
    row = held.select_related("batch__agency").first()
    if row is None:
        return
    document = outcome.result
    year = (document or {}).get("year")
    row.since = timezone.now()
    row.stage = Stage.FAILED if document is None else Stage.READ
    row.failure = (outcome.problem or "").replace(outcome.name, f"《{row.name}》")
    row.document = document
    row.reporter = " ".join(str((document or {}).get("agency") or "").split())[:200]
    row.year = year if isinstance(year, int) and year in _YEARS else None
    row.form = str((document or {}).get("form") or "")
    row.save()
    detail = {"name": row.name, "sha256": row.sha256, "stage": row.stage, "failure": row.failure}
    _line(by, "read_file", row, detail)


def _give_back(claimed: Iterable[SubmittedFile]) -> None:
    for file in claimed:
        SubmittedFile.objects.filter(_still_ours(file)).update(stage=Stage.WAITING)


def _still_ours(file: SubmittedFile) -> Q:
    return Q(pk=file.pk, stage=Stage.READING, since=file.since)


# – who, and the line


def _no_room(one: Incoming, held: Mapping[str, str], room: int) -> str:
    if one.sha256 in held:
        return f"《{one.name}》与本批已有的《{held[one.sha256]}》内容相同，没有重复收下。"
    if len(held) >= limits.MOST_FILES:
        return f"《{one.name}》没有收下：一批最多 {limits.MOST_FILES} 份；请另建一批。"
    if len(one.data) > room:
        most = limits.LARGEST_BATCH // MEGABYTE
        return f"《{one.name}》没有收下：一批合计最多 {most} MB；请另建一批。"
    return ""


def _locked(batch: Batch) -> Batch:
    """The row as it stands now, held until the act is done."""
    return (
        Batch.objects.select_for_update(of=("self",), no_key=True).select_related("agency").get(pk=batch.pk)
    )


def _locked_file(file: SubmittedFile) -> SubmittedFile:
    _locked(file.batch)
    found = SubmittedFile.objects.select_related("batch__agency").filter(pk=file.pk).first()
    if found is None:
        raise Refused(f"《{file.name}》已经被移除；请刷新页面。")
    return found


def _text(value: object) -> str:
    return "" if value is None else str(value)


def _line(
    by: Person, act: str, subject: Batch | SubmittedFile, detail: Mapping[str, Any], reason: str = ""
) -> None:
    batch = subject if isinstance(subject, Batch) else subject.batch
    record(
        actor=by,
        agency=batch.agency,
        act=f"review.{act}",
        subject=f"review.{type(subject).__name__}:{subject.pk}",  # as every line since the first version
        detail=dict(detail),
        reason=reason,
    )
