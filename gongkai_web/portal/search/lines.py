"""How is a result drawn: its title, its facts, and where its words stand in the text?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from gongkai_web.look.marks import Mark
from gongkai_web.look.parts import Link
from gongkai_web.search.finding import Hit
from gongkai_web.search.grams import BEHIND, Query, folded

_AROUND = 60


@dataclass(frozen=True, slots=True)
class Line:
    """A result as it is drawn; the title and the passage show the words that were asked for."""

    title: SafeString
    href: str
    mark: Mark | None
    facts: str
    passage: SafeString
    beside: Sequence[Link]


def line(hit: Hit, query: Query) -> Line:
    """A result with its number, its agency, its dates, and what belongs to it."""
    entry = hit.entry
    day = entry.day.isoformat() if entry.day else ""
    facts = (entry.number, entry.agency_name, day, *hit.shown.facts, _taken(entry.text, query))
    return Line(
        title=_marked(entry.title, query),
        href=hit.shown.href,
        mark=Mark(*hit.shown.mark) if hit.shown.mark else None,
        facts="　".join(fact for fact in facts if fact),
        passage=_marked(_passage(_body(hit), query), query),
        beside=[Link(label, href) for label, href in hit.shown.beside],
    )


def _taken(text: str, query: Query) -> str:
    """By which other words it was found, where it has not those that were typed."""
    if not query.also or all(run in text for run in query.runs):
        return ""
    words = [word for word in query.also if word in text]
    return f"按“{'”“'.join(words)}”找到" if words else ""


def _body(hit: Hit) -> str:
    """The words between the title and what names it last: its number and its agency stand beside it."""
    entry = hit.entry
    body = entry.text[len(entry.title_text) :].partition(BEHIND)[0].strip()
    names = [folded(one) for one in (entry.agency_name, entry.number, *hit.shown.names) if one]
    while ending := next((one for one in names if one and body.endswith(one)), ""):
        body = body[: -len(ending)].rstrip()
    return body


def _passage(body: str, query: Query) -> str:
    """Where the first of the words stands; the beginning where none does."""
    places = [place for run in _runs(query) if (place := body.find(run)) >= 0]
    start = max(0, min(places) - _AROUND // 3) if places else 0
    cut = body[start : start + 2 * _AROUND]
    return f"{'…' if start else ''}{cut}{'…' if start + len(cut) < len(body) else ''}"


def _marked(text: str, query: Query) -> SafeString:
    """The text with the words that were asked for marked; everything else is escaped."""
    lowered = text.lower()
    spans = sorted(
        (place, place + len(run))
        for run in _runs(query)
        for place in _places(lowered, run)
        if len(lowered) == len(text)
    )
    parts: list[tuple[str]] = []
    done = 0
    for first, last in _joined(spans):
        parts += [(text[done:first],), (format_html("<mark>{}</mark>", text[first:last]),)]
        done = last
    return format_html_join("", "{}", [*parts, (text[done:],)])


def _joined(spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The same in order, those that overlap as one."""
    joined: list[tuple[int, int]] = []
    for first, last in spans:
        if joined and first < joined[-1][1]:
            joined[-1] = (joined[-1][0], max(last, joined[-1][1]))
        else:
            joined.append((first, last))
    return joined


def _runs(query: Query) -> list[str]:
    """What was asked for, in all the ways in which it may stand there."""
    return list(dict.fromkeys(run for way in query.ways for run in way.runs))


def _places(text: str, run: str) -> list[int]:
    found, place = [], text.find(run)
    while place >= 0:
        found.append(place)
        place = text.find(run, place + len(run))
    return found
