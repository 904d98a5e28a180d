"""What does an issue say: its articles in their order, on a page and on paper?

Each text is read as everybody reads the item now. Of one that is gone nothing is said but that it is.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from gongkai.booktitle import in_marks
from gongkai.richtext.out.page import pictures_of, renumbered
from gongkai.richtext.out.work import Work
from gongkai.richtext.out.written import write
from gongkai_web.errors import Refused
from gongkai_web.files import store
from gongkai_web.files.store import LostError
from gongkai_web.publishing.gazette.models import Entry, Issue
from gongkai_web.publishing.items import answers
from gongkai_web.publishing.items import queries as items
from gongkai_web.publishing.items.content import Content
from gongkai_web.publishing.items.models import Item

WITHDRAWN = "（本件已撤回）"
_HEADING = re.compile(r"<(/?)h([2-5])\b")
_NOTES = re.compile(r'<section class="footnotes">\s*<ol>(.*?)</ol>\s*</section>', re.DOTALL)
_PRINTED = 8  # issues whose paper is kept in memory: it is known by its text, so what changes is made anew


@dataclass(frozen=True, slots=True)
class Article:
    """An item in an issue as it is read today; without `content` it is gone."""

    entry: Entry
    number: int
    title: str
    content: Content | None = None

    @property
    def item(self) -> Item:
        """Whose text it is."""
        return self.entry.item

    @property
    def changed(self) -> bool:
        """Whether it was published anew after the issue came out."""
        on = self.item.changed_on
        return self.content is not None and on is not None and on > self.entry.issue.issued_on


@dataclass(frozen=True, slots=True)
class Section:
    """Articles that stand below one heading."""

    label: str
    articles: tuple[Article, ...]


def articles_of(issue: Issue, day: date) -> list[Article]:
    """What stands in it, in order, as everybody reads it on that day: what has one heading together, so that
    the contents, the page and the paper go the same way.
    """
    found = _together(
        issue.entries.select_related("item__agency", "item__live__text", "item__successor", "issue")
    )
    made, notes = [], 0
    for number, entry in enumerate(found, start=1):
        made.append(_article(entry, number, notes, day))
        content = made[-1].content
        notes += content["body"].count('<li id="note-') if content else 0
    return made


def _together(entries: Iterable[Entry]) -> list[Entry]:
    """In the order in which their headings first stand there; below one heading as they were entered."""
    found, first = list(entries), dict[str, int]()
    for one in found:
        first.setdefault(one.section, len(first))
    return sorted(found, key=lambda one: first[one.section])


def sections_of(articles: list[Article]) -> list[Section]:
    """The same by their headings, in the order in which a heading first stands there."""
    by_label: dict[str, list[Article]] = {}
    for one in articles:
        by_label.setdefault(one.entry.section, []).append(one)
    return [Section(label, tuple(found)) for label, found in by_label.items()]


def paper(issue: Issue, articles: list[Article]) -> bytes:
    """The issue as PDF, read back before it is given out."""
    pictures: dict[str, bytes] = {}
    for one in articles:
        if one.content is not None:
            pictures |= _pictures(one.content)
    title = f"{issue.agency.name_on(issue.issued_on)}公报"
    return _printed(
        title, f"{issue} {issue.issued_on} 发行", whole(articles), tuple(sorted(pictures.items()))
    )


def whole(articles: list[Article]) -> str:
    """All of the issue as one text: contents, articles, footnotes numbered through."""
    listed = [f"<p>{one.number}．{_escaped(one.title + _numbered(one))}</p>" for one in articles]
    parts, notes = ["<h2>目录</h2>", *listed], ""
    for section in sections_of(articles):
        parts += [f"<h2>{_escaped(section.label)}</h2>"] if section.label else []
        for one in section.articles:
            parts.append(f"<h3>{_escaped(one.title)}</h3>")
            parts += [f"<p>{_escaped(said)}</p>"] if (said := _formed(one)) else []
            body = one.content["body"] if one.content else ""
            own = _NOTES.search(body)
            notes += own[1] if own else ""
            parts.append(_lower(_NOTES.sub("", body)))
    noted = f'<section class="footnotes"><ol>{notes}</ol></section>' if notes else ""
    return "".join(parts) + noted


def _formed(one: Article) -> str:
    """Its number and the day on which it was made, as they stand above the text."""
    content = one.content or {}
    formed = content.get("formed_on") or ""
    return "　".join(
        filter(None, (content.get("document_number", ""), f"成文日期：{formed}" if formed else ""))
    )


def _numbered(one: Article) -> str:
    number = one.content["document_number"] if one.content else ""
    return f"（{number}）" if number else ""


@functools.lru_cache(maxsize=_PRINTED)
def _printed(title: str, number: str, html: str, pictures: tuple[tuple[str, bytes], ...]) -> bytes:
    return write(Work(title, html, number, dict(pictures)), "pdf")


def _article(entry: Entry, number: int, notes: int, day: date) -> Article:
    """`notes`: how many footnotes stand before it; they are numbered through the issue."""
    item = entry.item
    if item.live is None or not answers.is_shown(item, day):
        return Article(entry, number, _gone(item, day))
    try:
        content = items.text_of(item.live)
    except Refused:  # another text than the one that was approved: nothing is shown of it
        return Article(entry, number, WITHDRAWN)
    body = renumbered(content["body"], notes)
    return Article(entry, number, content["title"], {**content, "body": body})


def _gone(item: Item, day: date) -> str:
    """What is said in its place; where its address leads to another one, that one is named."""
    after = item.successor
    if after is not None and answers.is_shown(after, day):
        return f"（本件已更正，见{in_marks(after.title)}）"
    return WITHDRAWN


def _lower(body: str) -> str:
    """The headings of an article stand two levels below that of the issue."""
    return _HEADING.sub(lambda hit: f"<{hit[1]}h{min(int(hit[2]) + 2, 6)}", body)


def _pictures(content: Content) -> dict[str, bytes]:
    """The bytes of its pictures; one that is lost is named in its place."""
    found = {}
    for sha256 in pictures_of(content["body"]):
        try:
            found[sha256] = store.read(sha256)
        except LostError:
            continue
    return found


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
