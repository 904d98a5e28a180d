"""When was a page last renewed, is a column empty, does an article say of when it is?

Handbook 05 §3.2, V3 and V4: two weeks for the home page and for columns of news, six months for notices and
policies; an article that says no day is not renewed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from gongkai.deadlines import add_months
from gongkai.pages.days import day_in_address, days_in
from gongkai.pages.facts import Found
from gongkai.pages.frame import is_article
from gongkai.pages.law import Limits, words
from gongkai.pages.page import Page
from gongkai.pages.shapes import shape_of
from gongkai.proofing.personal import without_numbers

_NEAR, _END = 400, 120
_SHORT = 60
_BETWEEN, _LABELLED = " :：[【(（", 20


@dataclass(frozen=True, slots=True)
class Listed:
    """What a list shows: how many entries, the newest day of them, how many are of the last two weeks."""

    entries: int
    newest: date | None
    recent: int


def listed(page: Page, day: date, limits: Limits) -> Listed:
    """What the lists of a page show on that day."""
    days = [one for one in (_day_of(entry.beside, entry.address, day) for entry in page.entries) if one]
    since = day - timedelta(days=limits.home_days)
    return Listed(len(page.entries), max(days, default=None), sum(one >= since for one in days))


def article_day(page: Page, day: date) -> date | None:
    """The day on which an article was published: by its mark, else where it says so, else the first it names.

    What its title names is what it is about: from that alone nothing is known.
    """
    around = _where_told(page)
    for one in sorted({page.heading, page.metas.get("articletitle", "")} - {""}, key=len, reverse=True):
        around = [text.replace(one, " ") for text in around]
    labelled = [said for text in around for said in _labelled(text)]
    for texts in ([page.metas.get("pubdate", "")], labelled, around):
        found = [one for text in texts for one in days_in(text, day) if one <= day]
        if found:
            return found[0]
    return None


def _labelled(text: str) -> Iterator[str]:
    """What stands right behind the words that name the day of publication, by the order of these words."""
    for word in words()["published"]:
        for said in text.split(word)[1:]:
            told = said.lstrip(_BETWEEN)[:_LABELLED]
            if told[:1].isnumeric():
                yield told


def _says_a_day(page: Page, day: date) -> bool:
    """Whether a reader sees any."""
    return any(one <= day for text in _where_told(page) for one in days_in(text, day))


def _where_told(page: Page) -> list[str]:
    """Where a page says of when it is: at its beginning, at its end as far as it was read."""
    return [page.main[:_NEAR], *([] if page.is_cut else [page.main[-_END:]])]


def date_faults(page: Page, day: date) -> Iterator[Found]:
    """An article that says of no day."""
    if is_article(page) and not page.is_cut and not _says_a_day(page, day):
        yield Found("date_missing", shape_of(page.address), excerpt=without_numbers(page.main)[:_SHORT])


def home_faults(shown: Listed, day: date, limits: Limits) -> Iterator[Found]:
    """A home page that is not renewed, or little. Where no entry shows a day nothing is known."""
    if shown.newest is None:
        return
    if shown.newest < day - timedelta(days=limits.home_days):
        yield Found("home_stale", "home", str(shown.newest), str(shown.newest))
    elif shown.recent < limits.few_updates:
        yield Found("few_home_updates", "home", str(shown.recent))


def column_faults(name: str, address: str, newest: date | None, day: date, limits: Limits) -> Iterator[Found]:
    """A column that is not renewed in its time, by its name; of others no time is known."""
    kind = column_kind(name)
    if kind is None or newest is None:
        return
    news = kind == "news"
    oldest = day - timedelta(days=limits.news_days) if news else add_months(day, -limits.notice_months)
    if newest < oldest:
        yield Found(f"{kind}_stale", shape_of(address), f"{name}（最近的是 {newest}）", str(newest))


def is_long_stale(name: str, newest: date | None, day: date, limits: Limits) -> bool:
    """Whether a column that is to be renewed, whatever it holds, was not for long."""
    if newest is None or any(one in name for one in words()["not_renewed"]):
        return False
    return newest < add_months(day, -limits.column_months)


def stale_columns(names: Sequence[str]) -> Found:
    """That so many were not."""
    said = f"{len(names)} 个（{'、'.join(names)}）"
    return Found("columns_stale", "columns", said, said, weight=len(names))


def column_kind(name: str) -> str | None:
    """Whether a column is one of news or of notices, by its name."""
    return next((kind for kind in ("news", "notices") if any(one in name for one in words()[kind])), None)


def is_empty(page: Page) -> bool:
    """Whether a column has nothing in it: no entry, no table, no picture, hardly a word."""
    if page.is_cut:
        return False
    told = page.main.replace(page.heading, "", 1)
    for one in words()["nothing_here"]:
        told = told.replace(one, "")
    bare = not page.entries and not page.rows and not page.forms
    return bare and len(told.strip()) < _SHORT and not _draws(page)


def _draws(page: Page) -> bool:
    """Whether scripts of the page may fill it in: then nothing can be told."""
    return any(one.tag in {"script", "iframe"} for one in page.links)


def _day_of(beside: str, address: str, day: date) -> date | None:
    days: Sequence[date] = [one for one in days_in(beside, day, told=True) if one <= day]
    if days:
        return days[0]
    named = day_in_address(address)
    return named if named and named <= day else None
