"""What should the clerk know before a request is registered? Nothing here blocks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from gongkai import tariff
from gongkai.booktitle import in_marks
from gongkai.errors import GongkaiError
from gongkai.procedure.facts import OF_ITSELF, Channel
from gongkai_web.agencies.models import Agency
from gongkai_web.cases.actions import ApplicantGiven
from gongkai_web.cases.actions.applicants import applicant_key
from gongkai_web.cases.models import Case
from gongkai_web.cases.queries import received_in_month
from gongkai_web.cases.similar import (
    Similar,
    asked_before,
    asked_by_others,
    how_many_others,
    published,
)
from gongkai_web.casework.act_forms.replying import letter_number_of

_SHOWN = 5
_NAMESAKE = "没有登记证件号码，以上按申请人类型和姓名相同认定是同一申请人；同名的请核对。"


@dataclass(frozen=True, slots=True)
class Hint:
    """Something to know before registering. It never blocks. `cases`: those that it speaks of."""

    code: str
    sentence: str
    cases: tuple[Case, ...] = ()


def hints(
    agency: Agency, given: Mapping[str, Any], first: ApplicantGiven, day: date, today: date
) -> list[Hint]:
    """What to know of the request `given` by `first`, which counts from `day`."""
    key, title = applicant_key(given["applicant_kind"], first), given["title"]
    mine = asked_before(agency, key, title, today)
    others = asked_by_others(agency, key, title, today)
    found = [
        _closed(agency, today),
        _unconfirmed(given),
        _published([*mine, *others]),
        _duplicate(mine),
        _others(others),
        _which(agency, key, day),
    ]
    known = [one for one in found if one]
    if not first.id_number.strip() and {one.code for one in known} & {"duplicate", "which"}:
        known.append(Hint("namesake", _NAMESAKE))
    return known


def _closed(agency: Agency, today: date) -> Hint | None:
    if agency.open_on(today) and not agency.closed_on:
        return None
    if agency.open_on(today):
        said = f"于 {agency.closed_on} 撤销，此后由承继其职权的机关办理；本件的期限可能跨过这一天。"
    else:
        said = f"在 {today} 尚未设立或者已经撤销，不能登记；请向承继其职权的机关登记。"
    return Hint("closed", f"{agency.name}{said}")


def _unconfirmed(given: Mapping[str, Any]) -> Hint | None:
    """第三十一条第（一）（二）项: the day of receipt needs no agreement here, only the tick."""
    channel = given["channel"]
    if given["confirm"] or channel not in OF_ITSELF:
        return None
    day = given["submitted_on"]
    return Hint(
        "unconfirmed",
        f"{Channel(channel).label}的，{day} 就是收到申请之日（《条例》第三十一条），期限从这一天起算；"
        "请勾选“同时确认收到”，不必以后再确认。",
    )


def _published(found: Iterable[Similar]) -> Hint | None:
    """第三十六条第（一）项, where 第四十四条 has been done."""
    known = published(found)
    if not known:
        return None
    said = "；".join(f"{in_marks(one.title)}{one.since} 已公开于 {one.place}" for one in known[:_SHOWN])
    return Hint(
        "published", f"相近的信息已经转为主动公开：{said}。属于同一信息的，可以告知获取的方式、途径。"
    )


def _duplicate(mine: Iterable[Similar]) -> Hint | None:
    """第三十六条第（六）项."""
    before = tuple(one.case for one in mine)
    if not before:
        return None
    said = f"同一申请人申请过相近的信息 {len(before)} 次"
    answered = next((case for case in before if case.concluded_on), None)
    if answered:
        number = letter_number_of(answered)
        said += f"，已于 {answered.concluded_on} 答复{f'（{number}）' if number else ''}"
    return Hint(
        "duplicate",
        f"{said}；确属相同内容的，答复不予重复处理（《条例》第三十六条第（六）项）。",
        before[:_SHOWN],
    )


def _others(others: Sequence[Similar]) -> Hint | None:
    """第四十四条."""
    count = how_many_others(others)
    if not count:
        return None
    return Hint(
        "others",
        f"另有 {count} 个申请人申请过相近的信息；可以公开的，建议纳入主动公开（《条例》第四十四条）。",
        tuple(one.case for one in others[:_SHOWN]),
    )


def _which(agency: Agency, key: str, on: date) -> Hint | None:
    """The which-th of the month decides the fee by items; the agency may charge, it never must."""
    position = 1 + received_in_month(agency.pk, key, on).count()
    if position == 1:
        return None
    try:
        amount = tariff.item_fee(position, on)
    except GongkaiError:
        return None
    fee = (
        f"按件计收应收 {amount:,} 元，可以收取，不是必须（《条例》第四十二条）"
        if amount
        else "按件计收不收费"
    )
    return Hint("which", f"这是该申请人 {on:%Y-%m} 在本机关的第 {position} 件；{fee}。")
