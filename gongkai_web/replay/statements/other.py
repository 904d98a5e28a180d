"""How does everything come to be that a report states and that is no item?

Entries of registers, decisions, columns, enterprises, the standard catalogue: each by its own act.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import partial
from typing import Any

from gongkai.workdays import calendar
from gongkai_web.agencies.models import Agency, Person
from gongkai_web.publishing.catalogue import actions as catalogue
from gongkai_web.publishing.catalogue import queries
from gongkai_web.publishing.catalogue.kinds import Purpose
from gongkai_web.publishing.channels.actions import open_outlet, set_state
from gongkai_web.publishing.channels.grounds import Grounds
from gongkai_web.publishing.channels.models import State
from gongkai_web.publishing.decisions import actions as decisions
from gongkai_web.publishing.gazette import actions as gazette
from gongkai_web.publishing.gazette.queries import may_stand
from gongkai_web.publishing.registers.declared import ARTICLES, REPORTED_UP, RESPONSES
from gongkai_web.registers.actions import enter
from gongkai_web.registers.declared import Register
from gongkai_web.replay.sample_catalogue import let_out_all, standard_rows
from gongkai_web.replay.staff import staff_of
from gongkai_web.replay.statements import oversight
from gongkai_web.replay.statements.crew import account_of
from gongkai_web.replay.statements.planning import NEWS, Group, Records
from gongkai_web.replay.statements.texts import title_of

Work = tuple[Callable[[], None], int]  # what to do, and its weight
_SOME = 40  # entries in one part
_WEIGHT = 10
# 某事项从列入目录到后评估各在哪一天（月、日）。
_STAGES: tuple[tuple[str, tuple[int, int], dict[str, Any]], ...] = (
    ("listed", (1, 10), {}),
    ("draft", (2, 20), {"until": (3, 25)}),
    ("adoption", (4, 8), {"opinions": decisions.Opinions(received=36, adopted=12, partly=9, refused=15)}),
    ("legality", (5, 8), {"since": (4, 20)}),
    ("deliberation", (5, 17), {}),
    ("decision", (5, 24), {}),
    ("interpretation", (5, 24), {}),
    ("execution", (9, 12), {}),
    ("evaluation", (12, 10), {}),
)


def parts_of(records: Records, agency: Agency, year: int, officer: Person) -> Iterator[Work]:
    """What is to be done, in one order."""
    yield from _reports(records, agency, year, officer)
    yield from _articles(records, agency, year, officer)
    if records.wanted("responses.answered"):
        yield partial(_answer, agency, year, officer), 1
    for number in range(_decisions(records)):
        yield partial(_decide, agency, year, officer, number), 2
    if records.wanted("columns.topics") or records.wanted("columns.adjusted"):
        yield partial(_adjust, agency, year, officer), 1
    sectors = tuple(records.parts("enterprises.covered"))
    if sectors:
        yield partial(_cover, agency, year, officer, sectors), 2
    if records.wanted("standard.items"):
        yield partial(_list_standard, agency, year, officer), 1
    if records.wanted("gazette.issues"):
        yield partial(_bring_out_gazette, agency, year, officer), 2
    yield from oversight.parts_of(records, agency, year, officer)
    closed = records.wanted("outlets.sites_closed"), records.wanted("outlets.accounts_closed")
    if any(closed):
        yield partial(_close_outlets, agency, year, officer, *closed), _WEIGHT


def _spread(count: int, year: int) -> Iterator[tuple[int, date]]:
    """So many working days of the year, each with its number."""
    first = date(year, 1, 3)
    for number in range(count):
        yield number, calendar().next_workday(first + timedelta(days=number * 330 // count))


def _in_parts(
    register: Register, agency: Agency, officer: Person, entries: list[tuple[date, date, dict[str, Any]]]
) -> Iterator[Work]:
    for start in range(0, len(entries), _SOME):
        yield partial(_enter, register, agency, officer, entries[start : start + _SOME]), _WEIGHT


def _enter(
    register: Register, agency: Agency, officer: Person, entries: list[tuple[date, date, dict[str, Any]]]
) -> None:
    for day, today, given in entries:
        enter(register=register, by=officer, agency=agency, day=day, today=today, given=given)


def _reports(records: Records, agency: Agency, year: int, officer: Person) -> Iterator[Work]:
    """上报信息; of those that were adopted each is adopted some days later."""
    total, adopted = records.wanted("reported-up.reported"), records.wanted("reported-up.adopted")
    news, entries = Group(total, item_class=NEWS), []
    for number, day in _spread(total, year):
        given: dict[str, Any] = {"title": title_of(news, number), "receiver": "上级政府门户网站"}
        taken = (number + 1) * adopted // total > number * adopted // total
        then = day + timedelta(days=3) if taken else day
        entries.append((day, then, {**given, "adopted_on": then} if taken else given))
    yield from _in_parts(REPORTED_UP, agency, officer, entries)


def _articles(records: Records, agency: Agency, year: int, officer: Person) -> Iterator[Work]:
    """新媒体稿件: of each class so many, the rest of the total in the last one."""
    by_class = records.parts("articles.published")
    rest = records.wanted("articles.published") - sum(by_class.values())
    if rest > 0:
        by_class["other_articles"] = by_class.get("other_articles", 0) + rest
    classes = [code for code, count in by_class.items() for _ in range(count)]
    if classes:
        yield partial(_publish_articles, agency, year, officer, classes), _WEIGHT


def _publish_articles(agency: Agency, year: int, officer: Person, classes: list[str]) -> None:
    account = account_of(agency, officer, date(year - 1, 12, 1), date(year, 1, 2))
    news = Group(len(classes), item_class=NEWS)
    entries = [
        (day, day, {"title": title_of(news, number), "outlet": account, "article_class": classes[number]})
        for number, day in _spread(len(classes), year)
    ]
    _enter(ARTICLES, agency, officer, entries)


def _answer(agency: Agency, year: int, officer: Person) -> None:
    day = calendar().next_workday(date(year, 6, 12))
    given = {"topic": "企业反映园区道路施工影响通行", "found_in": "服务热线", "way": "site"}
    entry = (day, day, {**given, "raised_on": day - timedelta(days=3)})
    _enter(RESPONSES, agency, officer, [entry])


def _decisions(records: Records) -> int:
    names = ("listed", "decided", "consulted", "opinions")
    return max(
        max(records.wanted(f"decisions.{name}"), *records.parts(f"decisions.{name}").values(), 0)
        for name in names
    )


def _decide(agency: Agency, year: int, officer: Person, number: int) -> None:
    """A decision that passes every stage within the year."""
    title = f"城区公共停车场布局方案（{number + 1}）" if number else "城区公共停车场布局方案"
    entered = date(year, 1, 8)
    head = staff_of(agency, entered).head
    made = decisions.open_decision(by=head, agency=agency, day=entered, title=title, unit="城市管理局")
    for stage, (month, day), more in _STAGES:
        days: dict[str, Any] = {
            name: date(year, *value) if isinstance(value, tuple) else value for name, value in more.items()
        }
        decisions.enter_stage(
            decision=made,
            by=officer,
            day=date(year, month, day),
            stage=stage,
            today=date(year, 12, 31),
            **days,
        )


def _adjust(agency: Agency, year: int, officer: Person) -> None:
    """A topic is opened, and a column of the office's own gets a better name."""
    shared: dict[str, Any] = {"by": officer, "agency": agency}
    topics = queries.by_code(agency, "topics")
    catalogue.open_column(
        **shared, day=date(year, 2, 5), name=f"{year}年重点工作", parent=topics, purpose=Purpose.TOPIC
    )
    column = catalogue.open_column(**shared, day=date(year, 2, 5), name=f"{year}年便民信息")
    catalogue.rename_column(
        by=officer, column=column, day=date(year, 8, 5), name=f"{year}年便民服务", reason="名称更明白"
    )


def _cover(agency: Agency, year: int, officer: Person, sectors: tuple[str, ...]) -> None:
    named = {"education": "第一中学", "transport": "公交公司", "water": "供水公司", "power": "供电公司"}
    for sector in sectors:
        made = catalogue.list_enterprise(
            by=officer,
            agency=agency,
            day=date(year, 1, 9),
            sector=sector,
            name=f"示范{named.get(sector, '燃气公司')}",
        )
        catalogue.cover_enterprise(
            by=officer, enterprise=made, day=date(year, 4, 9), where="https://www.example.cn/"
        )


def _list_standard(agency: Agency, year: int, officer: Person) -> None:
    catalogue.import_standard(
        by=officer,
        agency=agency,
        day=date(year, 3, 6),
        rows=standard_rows(agency),
        name="事项标准目录（虚构）",
    )
    let_out_all(agency, staff_of(agency, date(year, 3, 6)).head, date(year, 3, 6))


def _bring_out_gazette(agency: Agency, year: int, officer: Person) -> None:
    """An issue in each half of the year, with documents that were public by then."""
    for number, day in enumerate((date(year, 7, 15), date(year, 12, 25)), start=1):
        total = (year - 2000) * 2 + number
        issue = gazette.open_issue(
            by=officer, agency=agency, day=day, year=year, number=number, total=total, issued_on=day
        )
        standing = may_stand(issue, day).filter(agency=agency, published_on__lte=day, entry_key="")
        for item in standing.order_by("-published_on", "pk")[:3]:
            gazette.place_item(issue=issue, by=officer, day=day, item=item, section="市政府办公室文件")
        gazette.bring_out(issue=issue, by=staff_of(agency, day).head, day=day)


def _close_outlets(agency: Agency, year: int, officer: Person, sites: int, accounts: int) -> None:
    """Sites and accounts of bodies that were brought together: opened long ago, closed within the year."""
    named = [("website", f"专题网站第{number + 1}号") for number in range(sites)]
    named += [("wechat", f"工作号第{number + 1}号") for number in range(accounts)]
    for (channel, name), (_, day) in zip(named, _spread(len(named), year), strict=True):
        outlet = open_outlet(
            by=officer,
            agency=agency,
            day=date(year - 1, 12, 1),
            channel=channel,
            name=f"{agency.name}{name}",
            reason="以前由下属单位开设",
        )
        grounds = Grounds(agency.name, day - timedelta(40), day - timedelta(30), day)
        why = "合并到本级网站和账号"
        set_state(by=officer, outlet=outlet, state=State.CLOSED, day=day, reason=why, grounds=grounds)
