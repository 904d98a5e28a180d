"""Are messages answered, are guides whole, does the search find what was published?

Handbook 05 §3.2, V5 and V6, and §3.4.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from gongkai.deadlines import add_months
from gongkai.pages.days import days_in
from gongkai.pages.facts import Found, Verdict
from gongkai.pages.law import Limits, words
from gongkai.pages.page import Form, Page
from gongkai.pages.shapes import shape_of
from gongkai.proofing.personal import without_numbers

_GUIDE = "办事指南"
_LEAST_PARTS = 3  # by which a guide is known that is not called one
_SHOWN = 80


def is_of_messages(name: str) -> bool:
    """Whether a column is one of questions of citizens, by its name."""
    found = any(one in name for one in words()["messages"])
    return found and not any(one in name for one in words()["not_messages"])


def offers_channel(page: Page) -> bool:
    """Whether a link of the page is one to a place where citizens ask; complaints of other kinds are none."""
    found = (one for one in _led_by(page) if any(word in one for word in words()["channels"]))
    return any(not any(word in one for word in words()["not_messages"]) for one in found)


def offers_service(page: Page) -> bool:
    """Whether a link of the page is one to services."""
    return any(word in one for one in _led_by(page) for word in words()["services"])


def _led_by(page: Page) -> Iterator[str]:
    """The words, and the pictures, under which links lead."""
    yield from (one.text for one in page.links if one.leads)
    yield from (alt for _, alt in page.images if alt)


def shows_messages(page: Page, name: str, day: date) -> bool:
    """Whether a column of messages shows any, with their days."""
    return is_of_messages(name) and any(days_in(row, day) for row in page.rows)


def message_faults(page: Page, name: str, day: date, limits: Limits) -> Iterator[Found]:
    """Messages of the last year that nobody answered in three months."""
    if not is_of_messages(name):
        return
    late, first = add_months(day, -limits.message_months), day - timedelta(days=limits.message_days)
    for row in dict.fromkeys(page.whole_rows):
        days = [one for one in days_in(row, day) if one <= day]
        waiting = any(one in row for one in words()["unanswered"])
        told = any(one in row for one in words()["answered"])
        if days and waiting and not told and first <= days[0] < late:
            yield Found(
                "message_unanswered",
                f"{shape_of(page.address)} {days[0]}",
                f"{days[0]}",
                without_numbers(row)[:_SHOWN],
            )


def is_guide(page: Page) -> bool:
    """Whether it is the guide of one matter, by its name or by its parts."""
    named = _GUIDE in page.heading or _GUIDE in page.title
    held = len(words()["guide_parts"]) - len(_lacking(page))
    return (named and held > 0) or held >= _LEAST_PARTS


def _lacking(page: Page) -> list[str]:
    parts = words()["guide_parts"]
    return [one.partition("|")[0] for one in parts if not any(each in page.main for each in one.split("|"))]


def guide_faults(page: Page, limits: Limits) -> Iterator[Found]:
    """A guide that lacks several of its parts."""
    lacking = _lacking(page)
    if len(lacking) >= limits.guide_lacks and is_guide(page) and not page.is_cut:
        yield Found(
            "guide_incomplete",
            page.address.partition("?")[0],
            "、".join(lacking),
            without_numbers(page.heading)[:_SHOWN],
        )


def search_form(page: Page) -> Form | None:
    """The form by which one searches the site; None where a script does it."""
    return next((one for one in page.forms if one.method == "get" and one.name and one.action), None)


def search_told(results: Page, title: str) -> Verdict:
    """Whether the first page of results has the title; nothing, where a script may still draw them."""
    if any(title in one.text for one in results.links) or title in results.main.replace(f"“{title}”", ""):
        return Verdict.FINE
    if results.is_cut:
        return Verdict.UNTOLD
    nothing = any(one in results.main for one in words()["nothing_found"])
    return Verdict.FAULT if nothing or results.entries else Verdict.UNTOLD


def search_fault(title: str) -> Found:
    """A search that did not find it."""
    return Found("search_fails", "search", title[:_SHOWN], title[:_SHOWN])
