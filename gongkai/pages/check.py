"""What is wrong with one page, told by itself alone?

What follows only from several pages – dead links, columns that are not renewed – is told when all are known.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date

from gongkai.pages import service
from gongkai.pages.columns import Listed, article_day, date_faults, is_empty, listed
from gongkai.pages.decoding import decoded
from gongkai.pages.facts import Found, Seen
from gongkai.pages.frame import cookie_faults, frame_faults, is_article
from gongkai.pages.law import limits
from gongkai.pages.linking import outside_faults, text_faults
from gongkai.pages.page import Page, Resolve, read_page
from gongkai.pages.shapes import fingerprint, shape_of
from gongkai.proofing.checklist import NO_HABITS, Habits

# What a page offers, as far as a site must have it.
CHANNEL, SERVICE, MESSAGES, GUIDE = ("channel", "service", "messages", "guide")


@dataclass(frozen=True, slots=True)
class About:
    """What is known before a page is read: the day, the hosts of the site, inner hosts that are registered,
    the words of the agency. `column`: under which name the menu of the home page leads here.
    """

    day: date
    own: frozenset[str] = frozenset()
    named: frozenset[str] = frozenset()
    habits: Habits = NO_HABITS
    column: str = ""
    is_home: bool = False


@dataclass(frozen=True, slots=True)
class Checked:
    """A page as far as it goes by itself: its faults, and what is needed when all pages are known.

    `offers`: what of a site that must have it: a channel of questions, services, messages, a guide.
    """

    page: Page
    faults: tuple[Found, ...]
    shown: Listed
    day: date | None
    print: str
    is_article: bool
    is_empty: bool
    offers: tuple[str, ...] = ()


def check_page(seen: Seen, resolve: Resolve, about: About) -> Checked:
    """Everything that one page says."""
    numbers = limits(about.day)
    text = decoded(seen.body, seen.headers.get("content-type", ""))
    page = read_page(text.text, seen.final or seen.address, resolve, cut=seen.cut)
    found = [*frame_faults(page, as_column=bool(about.column) and not about.is_home), *cookie_faults(seen)]
    if text.is_wrong:
        found.append(Found("encoding_wrong", shape_of(seen.address), text.slip, text.slip))
    found += text_faults(page, about.day, habits=about.habits, own=about.named)
    found += outside_faults(page, about.own)
    found += date_faults(page, about.day)
    if about.column:
        found += service.message_faults(page, about.column, about.day, numbers)
    elif not about.is_home:
        found += service.guide_faults(page, numbers)
    return Checked(
        page,
        _once(found),
        listed(page, about.day, numbers),
        article_day(page, about.day),
        fingerprint(f"{page.title} {page.main}"),
        is_article(page),
        bool(about.column) and is_empty(page),
        tuple(_offered(page, about)),
    )


def _offered(page: Page, about: About) -> Iterator[str]:
    if service.offers_channel(page):
        yield CHANNEL
    if service.offers_service(page):
        yield SERVICE
    if service.shows_messages(page, about.column, about.day):
        yield MESSAGES
    if not about.column and not about.is_home and service.is_guide(page):
        yield GUIDE


def _once(found: Collection[Found]) -> tuple[Found, ...]:
    return tuple({one.key: one for one in reversed(list(found))}.values())[::-1]
