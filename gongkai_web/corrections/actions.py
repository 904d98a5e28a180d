"""更正本人记录: how is such a request received, decided, told, and a wrong entry voided (《条例》第四十一条)?

Lock, who, rule, row, audit line, cached columns – in one transaction. Nothing here touches a case or a count.
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F, QuerySet

from gongkai_web import identity
from gongkai_web.agencies.models import Agency, Person
from gongkai_web.agencies.permissions import What, require
from gongkai_web.audit import vouched
from gongkai_web.audit.actions import record
from gongkai_web.audit.models import canonical
from gongkai_web.audit.revouched import vouch_again
from gongkai_web.corrections import facts, queries
from gongkai_web.corrections.facts import Happened, Kind
from gongkai_web.corrections.ledgers import REQUESTS
from gongkai_web.corrections.models import CorrectionEvent, RecordCorrection, Series, words_of
from gongkai_web.errors import Refused, require_reason
from gongkai_web.holidays.queries import reckoned
from gongkai_web.turns import in_batches

_BATCH = 200
_COLUMNS = ("status", "received_on", "due_on", "decided_on", "decision", "told_on")


@dataclass(frozen=True, slots=True)
class CorrectionGiven:
    """What the applicant says: who they are, which record about them, what is wrong, what proves it."""

    applicant_name: str
    record: str
    claim: str
    proof: str
    organisation: bool = False
    id_kind: str = ""
    id_number: str = ""
    contact: str = ""


@transaction.atomic
def register_correction(
    *,
    by: Person,
    agency: Agency,
    day: date,
    given: CorrectionGiven,
    today: date | None = None,
    submission_key: str | None = None,
) -> RecordCorrection:
    """Registers a request received on `day` under the next number of its own series.

    The same `submission_key` gives the row that is there.
    """
    _check_day(day, today)
    require(by, agency, What.HANDLE, today or day)
    if not agency.open_on(day):
        raise Refused(f"{agency.name}在 {day} 尚未设立或已经撤销，不能登记。")
    _check_given(given)
    # The row of the series is taken first: two clicks at once stand in line here, and the second one sees.
    _lock_series(agency, day.year)
    found = submission_key and RecordCorrection.objects.filter(submission_key=submission_key).first()
    if found:
        return found
    made = RecordCorrection(
        agency=agency,
        year=day.year,
        number=_next_number(agency, day.year),
        applicant_name=given.applicant_name.strip(),
        organisation=given.organisation,
        id_kind=given.id_kind if given.id_number.strip() else "",
        id_cipher=identity.encrypt(given.id_number),
        id_digest=identity.digest(given.id_kind, given.id_number),
        masked=identity.masked(given.id_number),
        contact=given.contact.strip(),
        record=given.record.strip(),
        claim=given.claim.strip(),
        proof=given.proof.strip(),
        submission_key=submission_key,
    )
    made.save()
    _enter(made, [], Kind.RECEIVED, day, {}, act="register_correction", by=by)
    return made


@transaction.atomic
def decide_correction(
    *,
    correction: RecordCorrection,
    by: Person,
    day: date,
    decision: str,
    detail: str,
    agency_named: str = "",
    agency_contact: str = "",
    letter_number: str = "",
    today: date | None = None,
) -> CorrectionEvent:
    """Decides: corrected, passed on, told where to ask, or refused; `detail` is what the letter then says.

    `agency_named`: the agency that may correct, where this one may not. `letter_number`: of the letter P17.
    """
    correction, known = _locked(correction, by, day, today)
    data = {
        "decision": decision,
        "detail": detail.strip(),
        "agency_named": agency_named.strip(),
        "agency_contact": agency_contact.strip(),
        "letter_number": letter_number.strip(),
    }
    return _enter(correction, known, Kind.DECIDED, day, data, act="decide_correction", by=by)


@transaction.atomic
def tell_correction(
    *,
    correction: RecordCorrection,
    by: Person,
    day: date,
    way: str = "",
    number: str = "",
    today: date | None = None,
) -> CorrectionEvent:
    """The applicant was told by letter P17. `number`: of the EMS or registered letter."""
    correction, known = _locked(correction, by, day, today)
    data = {"way": way, "number": number.strip()}
    return _enter(correction, known, Kind.TOLD, day, data, act="tell_correction", by=by)


@transaction.atomic
def void_correction_event(
    *, correction: RecordCorrection, by: Person, day: date, event: CorrectionEvent, reason: str
) -> CorrectionEvent:
    """Declares an entry void on `day`; what remains must be possible, so the later ones go first."""
    require_reason(reason, "作废登记")
    correction, known = _locked(correction, by, day, day)
    wrong = next((one for one in known if one.id == event.pk and one.kind != Kind.VOIDED), None)
    if wrong is None:
        raise Refused("要作废的登记不在本件里。")
    if any(one.kind == Kind.VOIDED and one.data["event"] == wrong.id for one in known):
        raise Refused(f"「{Kind(wrong.kind).label}」（{wrong.day}）已经作废。")
    data = {"event": wrong.id, "reason": reason.strip()}
    return _enter(
        correction, known, Kind.VOIDED, day, data, act="void_correction_event", by=by, reason=reason
    )


# – the way of each of them


def _locked(
    correction: RecordCorrection, by: Person, day: date, today: date | None
) -> tuple[RecordCorrection, list[Happened]]:
    _check_day(day, today)
    found = RecordCorrection.objects.select_for_update(of=("self",), no_key=True).select_related("agency")
    locked = found.get(pk=correction.pk)
    require(by, locked.agency, What.HANDLE, today or day)
    return locked, queries.happened(locked)


def _enter(
    correction: RecordCorrection,
    known: list[Happened],
    kind: Kind,
    day: date,
    data: Mapping[str, Any],
    *,
    act: str,
    by: Person,
    reason: str = "",
) -> CorrectionEvent:
    """Checks the new state, writes event and audit line, rewrites the columns."""
    position = len(known) + 1
    plain = json.loads(canonical({name: value for name, value in data.items() if value not in ("", None)}))
    with reckoned(correction.agency_id):
        state = facts.of([*known, Happened(kind, day, plain, 0, position)])
    event = CorrectionEvent(
        correction=correction,
        position=position,
        kind=kind,
        day=day,
        data=plain,
        person_id=by.pk,
        person_name=by.display_name,
    )
    event.save()
    for column in _COLUMNS:
        setattr(correction, column, getattr(state, column))
    correction.save(update_fields=_COLUMNS)
    detail = {
        "number": correction.registry_number,
        "event": event.pk,
        "kind": kind,
        "day": day,
        "data": plain,
    }
    if not known:
        detail["words"] = vouched.seal(words_of(correction))
    record(
        actor=by,
        agency=correction.agency,
        act=f"records.{act}",
        subject=f"records.RecordCorrection:{correction.pk}",
        detail=detail,
        reason=reason,
    )
    return event


def _check_day(day: date, today: date | None) -> None:
    if day > (today or day):
        raise Refused(f"{day} 还没有到（今天是 {today}），不能登记；请核对日期。")


def _check_given(given: CorrectionGiven) -> None:
    """第四十一条: records about oneself, with evidence that they are not accurate."""
    for value, label in (
        (given.applicant_name, "申请人姓名或者名称"),
        (given.record, "要求更正的记录"),
        (given.claim, "不准确之处和更正要求"),
        (given.proof, "证明记录不准确的证据"),
    ):
        if not value.strip():
            raise Refused(f"缺少{label}（《条例》第四十一条）；请填写。")
    if given.id_number.strip():
        identity.check(given.id_kind, given.id_number)


def _lock_series(agency: Agency, year: int) -> None:
    """Takes the lock of the agency's numbers of the year, or makes its row."""
    wanted = {"agency": agency, "year": year}
    if not Series.objects.filter(**wanted).update(last=F("last")):
        with contextlib.suppress(IntegrityError), transaction.atomic():
            Series.objects.create(**wanted, last=0)
        Series.objects.filter(**wanted).update(last=F("last"))


def _next_number(agency: Agency, year: int) -> int:
    """The next number; the row is locked until the request is written, so that none is missing."""
    found = Series.objects.filter(agency=agency, year=year)
    found.update(last=F("last") + 1)
    return found.values_list("last", flat=True).get()


def require_openable() -> None:
    """Raises Refused where no key of the installation opens one of the identity numbers."""
    for cipher in _numbered().values_list("id_cipher", flat=True).iterator():
        identity.decrypt(cipher)


def reencrypt_corrections() -> int:
    """Seals every identity number with the present key of the installation. Returns how many.

    In batches, each with its line: a run that was cut off is run again, and goes on with what is left.
    Raises Refused where no key opens one of them.
    """
    return sum(_reencrypted(some) for some in in_batches(_numbered().values_list("pk", flat=True), _BATCH))


def _numbered() -> QuerySet[RecordCorrection]:
    return RecordCorrection.objects.exclude(id_cipher=b"").order_by("pk")


@transaction.atomic
def _reencrypted(keys: list[int]) -> int:
    held = RecordCorrection.objects.select_for_update(no_key=True).filter(pk__in=keys)
    left = [row for row in held if not identity.is_under_present_key(row.id_cipher)]
    for row in left:
        number = identity.decrypt(row.id_cipher)
        row.id_cipher, row.id_digest = identity.encrypt(number), identity.digest(row.id_kind, number)
        row.save(update_fields=["id_cipher", "id_digest"])
    if left:
        detail, subject = {"count": len(left)}, "records.RecordCorrection"
        record(actor=None, agency=None, act="records.reencrypt_corrections", subject=subject, detail=detail)
    return len(left)


def vouch_for_requests(*, doubtful: Collection[str] = ()) -> int:
    """Renews, under the present key, what vouches for the words of each request but the `doubtful` ones."""
    count = 0
    for agency in Agency.objects.filter(pk__in=RecordCorrection.objects.values("agency")).order_by("pk"):
        keys = RecordCorrection.objects.filter(agency=agency).order_by("pk").values_list("pk", flat=True)
        for some in in_batches(keys, _BATCH):
            rows = RecordCorrection.objects.filter(pk__in=some)
            kept = {str(row.pk): {"words": words_of(row)} for row in rows if str(row.pk) not in doubtful}
            count += vouch_again(REQUESTS, agency, kept)
    return count
