"""A bulletin on paper: what it says, then its tables."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from gongkai.letters.words import chinese_day
from gongkai.richtext.out.work import Work
from gongkai_web.oversight.bulletins.content import LATE_HEADS, SITE_HEADS, UNIT_HEADS, Content
from gongkai_web.oversight.bulletins.models import Bulletin


def work_of(bulletin: Bulletin, content: Content) -> Work:
    """The bulletin with its tables, and who issued it when."""
    signed = [
        f"<p class='align-right'>{escape(bulletin.agency.name)}</p>",
        f"<p class='align-right'>{chinese_day(bulletin.issued_on)}</p>" if bulletin.issued_on else "",
    ]
    html = _html(bulletin, content) + "".join(signed)
    return Work(html=html, title=bulletin.title, number=bulletin.reference)


def _html(bulletin: Bulletin, content: Content) -> str:
    """Its text."""
    span = f"（{chinese_day(bulletin.first)}至{chinese_day(bulletin.last)}）"
    parts = [f"<p>{escape(bulletin.campaign)}{span}</p>"]
    parts += [f"<p>{escape(''.join(text for text, _ in line))}</p>" for line in content["paragraphs"]]
    for title, heads, rows in tables(content):
        parts += [f"<h2>{title}</h2>", _table(heads, rows)]
    return "".join(parts)


def tables(content: Content) -> list[tuple[str, Sequence[str], list[list[str]]]]:
    """Its tables that say something: the units, the sites, who answered late."""
    every: list[tuple[str, Sequence[str], list[list[str]]]] = [
        ("各单位整改情况", UNIT_HEADS, content["units"]),
        ("网站检查结果", SITE_HEADS, content["sites"]),
        ("逾期回复的单位", LATE_HEADS, content["late"]),
    ]
    return [one for one in every if one[2]]


def _table(heads: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    head = "".join(f"<th>{escape(one)}</th>" for one in heads)
    body = "".join("<tr>" + "".join(f"<td>{escape(one)}</td>" for one in row) + "</tr>" for row in rows)
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
