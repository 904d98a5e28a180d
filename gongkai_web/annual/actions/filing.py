"""How is a report checked, frozen, submitted and published, each by its own person on its own day?"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.db import transaction

from gongkai.checking import WARNING, Finding
from gongkai.lawbook import law_digest
from gongkai_web.agencies.models import Agency, Person
from gongkai_web.agencies.permissions import What, require
from gongkai_web.annual import compose, queries, tally
from gongkai_web.annual.actions.lines import one_after_another, told
from gongkai_web.annual.actions.releasing import released
from gongkai_web.annual.basis import basis
from gongkai_web.annual.making import Made, made_now, moves_since
from gongkai_web.annual.models import Check, Filing, Handover, Release
from gongkai_web.approval import standing
from gongkai_web.errors import Overtaken, Refused

_PLACES = 3  # that are named where something moved; the page lists them all


class Moved(Refused):
    """The report is not what was checked any more. `where`: what moved, in words, or empty."""

    def __init__(self, message: str, where: str) -> None:
        super().__init__(message)
        self.where = where


@transaction.atomic
def check_report(
    *, by: Person, agency: Agency, year: int, day: date, answers: Mapping[str, str] | None = None
) -> Check:
    """Declares the report, as the records make it now, fit to be frozen.

    Refused while a rule of level error is broken or a cell waits for its entry. `answers`: by the message of
    an open warning, what the office says to it; each must have one.
    """
    require(by, agency, What.WRITE_REPORT, day, "核对年报")
    made = made_now(agency, year)
    _require_sound(made, year, day)
    warnings = _answered(made.findings, answers or {})
    check = Check(
        agency=agency,
        year=year,
        digest=made.digest,
        document=made.document,
        warnings=warnings,
        checked_on=day,
        checked_by=by.display_name,
        person_id=by.pk,
    )
    check.save()
    detail = {"year": year, "digest": check.digest, "warnings": standing.digest(warnings)}
    detail |= {"document": standing.digest(check.document)}
    told(by, agency, "check_report", check, detail)
    return check


def mark_of_check(check: Check) -> str:
    """What a page keeps of the check that it shows."""
    return standing.digest([check.digest, check.warnings])


@transaction.atomic
def file_report(
    *, by: Person, agency: Agency, year: int, day: date, reason: str = "", seen: str = ""
) -> Filing:
    """Freezes the report with the records behind each cell, as it was checked.

    Refused while a check of level error fails, where nobody has checked it or something moved since, where
    it is frozen just so already, and for a correction without its `reason`. `seen`: the mark of the check
    that was on the screen (`mark_of_check`); what was checked anew since has to be looked at first.
    """
    require(by, agency, What.SETTLE_REPORT, day)
    one_after_another(agency)
    made = made_now(agency, year)
    _require_one_moment(made, agency, year)
    _require_sound(made, year, day)
    check = _standing_check(agency, year, made)
    if seen and seen != (now := mark_of_check(check)):
        raise Overtaken(
            f"页面打开以后{check.checked_by}又核对过一次，没有定稿；请看过现在的各表和正文，再按一次定稿。",
            now,
        )
    former = queries.latest_filing(agency, year)
    if former and queries.is_frozen_check(former, check):
        raise Refused(f"{former}已经定稿，以后没有变动；不用再定稿。")
    if former and queries.is_released(former) and not reason.strip():
        raise Refused(f"{year} 年度的年报已经公布；更正另出一版，请写明更正的理由。")
    filing = Filing(
        agency=agency,
        year=year,
        version=former.version + 1 if former else 1,
        title=made.report.title or "",
        document=made.document,
        records=made.records,
        digest=made.digest,
        law=law_digest(),
        basis=basis(agency, year),
        warnings=check.warnings,
        reason=reason.strip(),
        filed_on=day,
        filed_by=by.display_name,
    )
    filing.save()
    detail = {"year": year, "version": filing.version, "title": filing.title, "digest": filing.digest}
    detail |= {"law": filing.law, "basis": standing.digest(filing.basis), "reason": filing.reason}
    detail |= {"warnings": standing.digest(filing.warnings), "day": day}
    told(by, agency, "file_report", filing, detail)
    return filing


@transaction.atomic
def hand_over(*, by: Person, filing: Filing, receiver: str, day: date) -> Handover:
    """Enters that the filing was submitted to the department in charge (《条例》第四十九条第一款)."""
    require(by, filing.agency, What.WRITE_REPORT, day, "提交年报")
    if Handover.objects.filter(filing=filing).exists():
        raise Refused(f"{filing}已经提交；有更正的，提交更正后的一版。")
    if not receiver.strip():
        raise Refused("请写明提交给哪个主管部门。")
    if day < filing.filed_on:
        raise Refused(f"提交日期 {day} 早于定稿日期 {filing.filed_on}；请核对。")
    handover = Handover(filing=filing, receiver=receiver.strip(), handed_on=day, handed_by=by.display_name)
    handover.save()
    detail = {"year": filing.year, "version": filing.version, "receiver": handover.receiver, "day": day}
    told(by, filing.agency, "hand_over", filing, detail)
    return handover


@transaction.atomic
def release_report(*, by: Person, filing: Filing, day: date, seen: str = "") -> Release:
    """Publishes a filing (《条例》第四十九条); from then on it is what the public sees.

    `seen`: the digest of the filing that was on the screen, by default of this one.
    """
    return released(by=by, filing=filing, office=filing.agency, day=day, seen=seen or filing.digest)


def _require_one_moment(made: Made, agency: Agency, year: int) -> None:
    """Refused where somebody entered something between the counting and the listing of what was counted."""
    counted = {cell: made.report.cells[cell] for cell in made.records}
    listed = {cell: len(keys) for cell, keys in made.records.items()}
    if counted != listed or tally.cells(agency, year) != made.report.cells:
        raise Refused("数各格的时候有人正在登记，数和所计的记录对不上；没有定稿，请再定稿一次。")


def _require_sound(made: Made, year: int, day: date) -> None:
    for problem in compose.hindrances(made.report, made.findings, year, day):
        raise Refused(problem)


def _standing_check(agency: Agency, year: int, made: Made) -> Check:
    """The last check, where the report is still the one that was checked."""
    check = queries.latest_check(agency, year)
    if check is None:
        raise Refused(f"{year} 年度的年报还没有人核对；先核对，再定稿。")
    if given_back := queries.given_back(check):
        raise Refused(
            f"{given_back.returned_by}于 {given_back.returned_on} 退回（{given_back.reason}）；"
            "改正以后重新核对，再定稿。"
        )
    if check.digest != made.digest:
        where = _where(moves_since(check, made), year)
        raise Moved(
            f"{check.checked_by}于 {check.checked_on} 核对以后，记录或者正文又有变动{where}；请重新核对。",
            where,
        )
    return check


def _where(moves: compose.Moves, year: int) -> str:
    """The first places that moved, in brackets."""
    told = moves.told(year)
    places = "，".join(f"{where}：{then} → {now}" for where, then, now in told[:_PLACES])
    more = f"，等 {len(told)} 处" if len(told) > _PLACES else ""
    return f"（{places}{more}）" if told else ""


def _answered(findings: list[Finding], answers: Mapping[str, str]) -> list[dict[str, str]]:
    """What stands open with the answer to each. Refused where one has none."""
    found = []
    for one in findings:
        if one.severity != WARNING:
            continue
        answer = answers.get(one.message, "").strip()
        if not answer:
            raise Refused(f"还有一处没有说明：{one.message}请更正，或者写明为什么是这样。")
        found.append({"rule": one.rule, "message": one.message, "answer": answer})
    return found
