"""How does a sum of other reports, frozen elsewhere, become the report that a government publishes?

Its office in charge publishes it (第四十九条第二款). It is a filing like any other, so that it stands on the
same pages and in the same files; no records of the government's own are behind its cells.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction

from gongkai_web.agencies.models import Agency, Person
from gongkai_web.agencies.permissions import What, require
from gongkai_web.annual import queries
from gongkai_web.annual.actions.lines import one_after_another, told
from gongkai_web.annual.actions.releasing import released
from gongkai_web.annual.basis import basis
from gongkai_web.annual.models import Filing, Release
from gongkai_web.approval import standing
from gongkai_web.errors import Refused


@dataclass(frozen=True, slots=True)
class Frozen:
    """A sum as it was frozen: the report, by which rules, when, by whom, and of a correction why."""

    document: Mapping[str, Any]
    law: str
    day: date
    by: str
    reason: str


@transaction.atomic
def release_sum(
    *, by: Person, government: Agency, office: Agency, year: int, frozen: Frozen, day: date
) -> Release:
    """Publishes the sum as the report of the `government`; the head of its `office` answers for it.

    Refused where that is the office of another government, while the year was not over when it was frozen,
    and for a correction of what is public without its reason.
    """
    _require_office_of(government, office)
    require(by, office, What.SETTLE_REPORT, day, "公布本级政府年报")
    one_after_another(government)
    if frozen.day.year <= year:
        raise Refused(f"{year} 年度的统计期间没有结束就定稿了（{frozen.day}）；请重新汇总定稿，再公布。")
    former = queries.latest_filing(government, year)
    if former and queries.is_released(former) and not frozen.reason:
        raise Refused(
            f"{government.name} {year} 年度的年报已经公布；更正另出一版："
            "重新汇总定稿，写明更正的理由，再公布。"
        )
    filing = _filed(by, government, year, frozen, former.version + 1 if former else 1)
    return released(by=by, filing=filing, office=office, day=day, seen=filing.digest)


def _require_office_of(government: Agency, office: Agency) -> None:
    """Its government is known by the name of the office; what adds up its own publishes it itself."""
    if government != office and government.name != queries.government_name(office):
        raise Refused(
            f"{office.name}不是{government.name}的办公厅（室），不能公布它的年报；请由那个办公厅（室）公布。"
        )


def _filed(by: Person, government: Agency, year: int, frozen: Frozen, version: int) -> Filing:
    filing = Filing(
        agency=government,
        year=year,
        version=version,
        title=frozen.document.get("title") or "",
        document=frozen.document,
        records={},
        summed=True,
        digest=queries.digest(frozen.document, {}),
        law=frozen.law,
        basis=basis(government, year),
        reason=frozen.reason,
        filed_on=frozen.day,
        filed_by=frozen.by,
    )
    filing.save()
    detail = {"year": year, "version": version, "title": filing.title, "digest": filing.digest}
    detail |= {"law": filing.law, "basis": standing.digest(filing.basis), "reason": filing.reason}
    detail |= {"warnings": standing.digest(filing.warnings), "day": filing.filed_on, "by": filing.filed_by}
    told(by, government, "file_sum", filing, detail)
    return filing
