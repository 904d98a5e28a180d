"""Do the days of a letter follow each other: draft and approvals, date, seal, dispatch, arrival?

A letter that was made here has its dates in that order, and the numbers of a series go up with them. It is no
paper act: its dates are known here and are never admitted otherwise (a letter made on paper is entered at the
case). Version 0.1 admitted them; such letters keep what was out of order (`Letter.admitted`).
"""

from __future__ import annotations

from datetime import date

from gongkai.procedure.facts import Way
from gongkai_web.errors import Refused
from gongkai_web.letters.models import Letter, Series

_NO_PAPER_ACT = (
    "在本站制作的文书，日期不能补登，请填实际的日期；"
    "确在纸面上另行制作的，请作废这一份，到申请件的办理事项页“直接登记（文书不在本系统制作）”。"
)


def check_day(
    day: date, today: date | None, what: str, *, after: tuple[str, date | None] = ("", None)
) -> None:
    """Raises Refused for a day to come, or one before what it follows: its word and its day."""
    if day > (today or day):
        raise Refused(f"{day} 还没有到（今天是 {today}），不能登记；请核对日期。")
    word, earliest = after
    if earliest and day < earliest:
        raise Refused(f"{what}的日期 {day} 早于{word} {earliest}；请核对日期。")


def require_order(found: list[str]) -> None:
    """Raises Refused where the dates of a letter made here do not follow each other."""
    if found:
        raise Refused(f"{''.join(found)}{_NO_PAPER_ACT}")


def of_issue(letter: Letter, day: date, series: Series | None) -> list[str]:
    """What is out of order where the letter is dated that day. `series`: of its number."""
    found = []
    made = [("起草", letter.prepared_on)]
    made += [("审签同意", one.day) for one in letter.decisions.all() if one.approved]
    word, earliest = max(made, key=lambda one: one[1])
    if day < earliest:
        found.append(f"成文日期 {day} 早于本站登记的{word}日期 {earliest}，不能倒填日期。")
    latest = _latest(letter, series) if series else None
    if latest and latest.issued_on and day < latest.issued_on:
        found.append(
            f"上一个文号 {latest.number} 的成文日期是 {latest.issued_on}，后编的号不能早于它（{day}）。"
        )
    return found


def of_dispatch(letter: Letter, day: date, today: date | None, way: str) -> list[str]:
    """What is out of order where the letter leaves that day."""
    if way == Way.ONLINE and today and day < today:
        return [f"网上送达由本站放到申请人的查询页，发出就是今天（{today}），不能写成 {day}。"]
    if letter.sealed_on and day < letter.sealed_on:
        return [f"发出日期 {day} 早于本站收存盖章件的日期 {letter.sealed_on}；文书盖章以后才能发出。"]
    return []


def _latest(letter: Letter, series: Series) -> Letter | None:
    """The letter of the series with the latest date, void ones included: their numbers were given."""
    of_series = f"{series.word}〔{series.year}〕"
    numbered = Letter.objects.filter(agency=letter.agency, number__startswith=of_series)
    return numbered.order_by("issued_on", "pk").last()
