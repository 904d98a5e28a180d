"""The tags that draw the parts. Each takes plain facts (see parts, marks, strip, report_tables)."""

from __future__ import annotations

import functools
import html
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django import template
from django.template.loader import render_to_string
from django.utils.html import escape, format_html_join
from django.utils.safestring import SafeString, mark_safe

from gongkai.booktitle import in_marks
from gongkai.clock import Due, Step
from gongkai_web.look import marks, parts, strip
from gongkai_web.look.assets import addresses
from gongkai_web.look.report_tables import Cell, DrawnCell, DrawnHead, DrawnRow, TableView
from gongkai_web.look.site import Site, site
from gongkai_web.look.structured import json_ld
from gongkai_web.look.trend import Point
from gongkai_web.look.trend import trend as drawn_trend

register = template.Library()
register.filter(in_marks)

_ROWS = SafeString("<!-- rows -->")
# A web address among Chinese words; what ends a sentence does not end the address.
ADDRESS = re.compile(r"https?://[!#-%(-;=?-~&]+(?<![.,;:!?)])")
ISO_DAY = re.compile(r"\b\d{4}-\d{2}-\d{2}\b")


@register.filter(expects_localtime=True)
def day(value: date | None) -> SafeString:
    """A day as it is read and marked up; nothing for None, so that `|default` may say something."""
    if not isinstance(value, date):
        return SafeString()
    text = f"{value:%Y-%m-%d}"
    return mark_safe(f'<time datetime="{text}">{text}</time>')


@register.filter
def dates(sentence: str) -> SafeString:
    """A sentence whose days are marked up, so that none is broken at the end of a line."""
    marked = ISO_DAY.sub(lambda day: f'<time datetime="{day[0]}">{day[0]}</time>', escape(sentence))
    return mark_safe(marked)


@register.filter
def told_in_all(errors: Mapping[str, Sequence[str]]) -> int:
    """How many sentences the fields of a form have against them, those of the whole form among them."""
    return sum(len(one) for one in errors.values())


@register.filter
def links(words: str) -> SafeString:
    """What somebody typed, with the web addresses in it to follow; nothing but http and https is one."""
    marked, at = "", 0
    for found in ADDRESS.finditer(words):
        address = escape(found[0])
        marked += f'{escape(words[at : found.start()])}<a href="{address}" rel="noreferrer">{address}</a>'
        at = found.end()
    return mark_safe(marked + escape(words[at:]))


def _escaped(value: object) -> str:
    """As `conditional_escape`, which also asks whether a text is lazy: thousands of cells pass here."""
    text = str(value)
    if isinstance(text, SafeString):
        return text
    return _escaped_word(text) if len(text) <= _WORD else html.escape(text)


# Labels, addresses and numbers come again with every page; whole paragraphs do not.
_WORD = 120
_escaped_word = functools.lru_cache(maxsize=16_384)(html.escape)


@register.simple_tag
def linked(words: object, href: str | None = "") -> SafeString:
    """Words that lead somewhere, or only the words where they lead nowhere."""
    shown = _escaped(words)
    return mark_safe(f'<a href="{_escaped(href)}">{shown}</a>' if href else shown)


@register.simple_tag
def structured_data(page: parts.PageMeta) -> SafeString:
    """The page in the words of schema.org."""
    return json_ld(page)


@register.simple_tag
def attributes(**values: object) -> SafeString:
    """The attributes that have a value, each with a space before it; a span of 1 goes without saying."""
    return mark_safe(
        "".join(
            f' {name}="{_escaped(value)}"'
            for name, value in values.items()
            if value and not (name.endswith("span") and value == 1)
        )
    )


@register.simple_block_tag(end_name="end_data_table")
def data_table(
    content: SafeString,
    caption: str,
    heads: str | Sequence[str | parts.Column] = "",
    *,
    shape: str = "",
    pick: str = "",
    shown: bool = False,
    box: str = "",
) -> SafeString:
    """A table in a box that scrolls, with its region and its caption. The page writes the rows.

    `heads` as parts.columns takes them, `pick` the first one where rows are ticked. `shape` and `box` are
    further classes of the table and of its box. Unless `shown`, the caption is only heard: a heading says it.
    """
    columns = parts.columns(heads, pick)
    # Heads that lead nowhere are the same words whenever the page is shown.
    draw = _drawn_table.__wrapped__ if any(one.href for one in columns) else _drawn_table
    before, after = draw(caption, columns, shape, box, shown)
    return mark_safe(f"{before}{content}{after}")


@functools.lru_cache(maxsize=1024, typed=True)  # words that are safe are others than the same words
def _drawn_table(
    caption: str, columns: tuple[parts.Column, ...], shape: str, box: str, shown: bool
) -> tuple[str, str]:
    """What stands before the rows and after them."""
    facts = {"caption": caption, "columns": columns, "shape": shape, "box": box, "shown": shown}
    drawn = render_to_string("look/data_table.html", {**facts, "rows": _ROWS})
    before, _, after = drawn.partition(_ROWS)
    return before, after


@register.simple_tag
def number_rows(rows: Iterable[parts.NumberRow]) -> SafeString:
    """The rows of a sheet. Written here as figures of a report are: a year has hundreds of them."""
    return mark_safe(
        "".join(
            f'<tr{_attribute("id", row.id)}><th scope="row">'
            f"{'　' if row.under else ''}{_escaped(row.label)}{_parts(row)}</th>"
            f'<td class="number">{linked(row.shown, row.href)}</td><td>{_escaped(row.unit)}</td></tr>'
            for row in rows
        )
    )


def _parts(row: parts.NumberRow) -> str:
    if not row.parts:
        return ""
    name = f'<span class="hidden">{_escaped(row.label)}的</span>'
    return f' <a href="{_escaped(row.parts)}">{name}分项</a>'


@register.simple_tag
def bundle(name: str) -> SafeString:
    """The sheet, or the program, that all pages of a kind have in common."""
    shape = (
        '<script src="{}" defer></script>' if name.endswith(".js") else '<link rel="stylesheet" href="{}">'
    )
    return format_html_join("\n", shape, ((address,) for address in addresses(name)))


@register.simple_tag
def site_facts() -> Site:
    """The facts of the site from the settings; works where there is no request, as on the page for errors."""
    return site()


@register.inclusion_tag("look/strip.html")
def deadline_strip(due: Due, today: date | None = None) -> dict[str, Any]:
    """The deadline strip of a clock's answer."""
    return {"strip": strip.strip(due, today)}


@register.simple_tag
def strip_day(cell: strip.DayCell) -> SafeString:
    """A day of the strip. Written here as the figures of a report are: a term has dozens of days."""
    if cell.day is None:
        return mark_safe('<td class="outside"></td>')
    day, says = cell.day.isoformat(), escape(cell.says)
    number = f'<b aria-hidden="true">{cell.number}</b> ' if cell.number else ""
    word = f'<small aria-hidden="true">{escape(cell.word)}</small>' if cell.word else ""
    return mark_safe(
        f'<td class="{cell.classes}" title="{day} {says}">{number}'
        f'<time datetime="{day}">{cell.label}</time>{word} <span class="hidden">，{says}</span></td>'
    )


@register.simple_tag
def strip_step(step: Step, weekday: str, says: str) -> SafeString:
    """The day as a row of the table below the strip; a rule of ours is cited nowhere."""
    source = str(step.source) if step.source.cited else ""
    return mark_safe(
        f'<tr><th scope="row">{day(step.day)}</th> <td>{weekday}</td> <td>{escape(says)}</td> '
        f"<td>{escape(source)}</td></tr>"
    )


@register.inclusion_tag("look/timeline.html")
def timeline(entries: Iterable[parts.TimelineEntry], next: parts.NextAct | None = None) -> dict[str, Any]:  # noqa: A002
    """Acts in the order in which they happened, drawn newest first; what comes next on top."""
    return {"entries": list(entries)[::-1], "next": next}


@register.simple_tag
def mark(state: str | marks.Mark | None, word: str = "") -> SafeString:
    """A state: word, shape and colour. Takes a key of marks.STATES or a Mark; draws nothing for None."""
    if state is None:
        return SafeString()
    return all_marks((state if isinstance(state, marks.Mark) else marks.Mark(state, word),))


@register.simple_tag
def all_marks(found: Iterable[marks.Mark]) -> SafeString:
    """Several states side by side. Written here as figures are: every row of a list has one."""
    return mark_safe(
        "".join(
            f'<span class="mark {one.state}"><span class="shape" aria-hidden="true">{one.shape}</span> '
            f"{_escaped(one.text)}</span>"
            for one in found
        )
    )


@register.inclusion_tag("look/figures.html")
def figures(figures: Sequence[parts.Figure]) -> dict[str, Any]:
    """The headline: five figures, or fewer."""
    return {"figures": figures}


@register.inclusion_tag("look/bars.html")
def bars(title: str, rows: Sequence[parts.BarRow], unit: str = "") -> dict[str, Any]:
    """Horizontal bars with the data table under a disclosure; rows of label, value, address or None."""
    return {"title": title, "bars": parts.bars(rows, unit)}


@register.inclusion_tag("look/trend.html")
def trend(
    key: str, title: str, points: Sequence[Point], unit: str = "", heads: str = "年度、#数"
) -> dict[str, Any]:
    """A number over the years with the data table under a disclosure; `key` is its place on the page."""
    return {"key": key, "title": title, "trend": drawn_trend(points, unit), "heads": heads}


@register.inclusion_tag("look/list.html")
def list_rows(rows: Sequence[parts.ListRow], empty: str = "") -> dict[str, Any]:
    """A list of documents; `empty` is the sentence where there is none."""
    return {"rows": rows, "empty": empty}


@register.inclusion_tag("look/elements.html")
def elements(rows: Sequence[parts.Element]) -> dict[str, Any]:
    """The table of elements at the head of an item."""
    return {"rows": rows}


@register.inclusion_tag("look/work.html")
def work_list(
    rows: Sequence[parts.WorkRow],
    caption: str,
    empty: str = "",
    box: str = "",
    heads: str = "期限、申请人、下一步",
) -> dict[str, Any]:
    """The work list; `empty` is said where there is nothing to do, `box` is the name of the boxes to tick.

    `heads`: of the day, of the people, of what is done next. A column in which no row has any is left out.
    """
    when, who, act = heads.split("、")
    shown = {
        "when": when,
        "who": who if any(row.who for row in rows) else "",
        "act": act if any(row.act for row in rows) else "",
    }
    return {"rows": rows, "caption": caption, "empty": empty, "box": box, "heads": shown}


@register.simple_tag
def work_line(row: parts.WorkRow, box: str, heads: Mapping[str, str]) -> SafeString:
    """A row of the work list. Written here as figures are: a page has up to two hundred."""
    title, about, who = (_escaped(one) for one in (row.title, row.about, row.who))
    what = f'<a href="{_escaped(row.href)}">{title}</a>' if row.href else title
    small = f" <small>{about}</small>" if about else ""
    # A space between the cells, so that whoever copies or hears the row has its words apart.
    cells = (
        _tick(row, box),
        f'<td class="when" role="cell">{all_marks(row.marks)} {day(row.due_on)}</td>',
        f'<th class="what" scope="row" role="rowheader">{what}{small}</th>',
        f'<td class="by" role="cell">{who or "—"}</td>' if heads["who"] else "",
        f'<td class="act" role="cell">{_act(row)}</td>' if heads["act"] else "",
    )
    return mark_safe(f'<tr role="row">{" ".join(cells)}</tr>')


def _tick(row: parts.WorkRow, box: str) -> str:
    if not box:
        return ""
    said = f'<span class="hidden">选择 {_escaped(row.number)}</span>'
    ticked = f'<input type="checkbox" name="{box}" value="{_escaped(row.key)}">'
    return f'<td class="tick" role="cell"><label>{ticked} {said}</label></td>'


def _act(row: parts.WorkRow) -> str:
    label = _escaped(row.act.label) if row.act else ""
    if not row.act or not row.act.href:
        return label or "—"
    quiet = "" if row.pressing else " quiet"
    return f'<a class="button{quiet}" href="{_escaped(row.act.href)}">{label}</a>'


@register.inclusion_tag("look/finding.html")
def finding(finding: parts.FindingView) -> dict[str, Any]:
    """A finding: severity, sentence, both sides of the sum, source."""
    return {"finding": finding}


@register.simple_tag
def report_row(row: DrawnRow) -> SafeString:
    """A row of a table of the report. Written here, not in a template: a report has hundreds of cells."""
    block = "" if row.cells else ' class="block"'
    heads = " ".join(_report_head(head) for head in row.heads)
    cells = " ".join(_report_cell(drawn) for drawn in row.cells)
    return mark_safe(f"<tr{block}>{heads} {cells}</tr>")


@register.simple_tag
def report_heads(row: DrawnRow) -> SafeString:
    """A row at the head of a table of the report."""
    heads = " ".join(_report_head(head) for head in row.heads)
    return mark_safe(f"<tr>{heads}</tr>")


def _report_head(drawn: DrawnHead) -> str:
    cell, css = drawn.cell, drawn.css
    opened = f' id="{_escaped(drawn.id)}" scope="{drawn.scope}"{_spans(cell)}{_attribute("class", css)}'
    return f"<th{opened}><span>{_escaped(cell.text)}</span></th>"


def _report_cell(drawn: DrawnCell) -> str:
    """A figure, whether it was inferred, and the findings on it: a space between them would be seen."""
    cell = drawn.cell
    states = cell.states
    inferred = "<small>推</small>" if "inferred" in states else ""
    findings = "".join(
        f'<sup><a href="#finding-{number}" aria-label="见发现 {number}">{number}</a></sup>'
        for number in cell.marks
    )
    doubted = "bad" in states and not cell.marks
    doubt = '<span class="hidden">，有疑问</span>' if doubted else ""
    place = f"{_attribute('id', cell.id)}{_attribute('class', cell.css)}"
    said = f"{_attribute('headers', drawn.headers)}{_attribute('title', cell.title)}"
    return f"<td{place}{said}{_spans(cell)}>{linked(cell.shown, cell.href)}{inferred}{findings}{doubt}</td>"


def _attribute(name: str, value: str) -> str:
    return f' {name}="{_escaped(value)}"' if value else ""


def _spans(cell: Cell) -> str:
    rows = f' rowspan="{cell.rowspan}"' if cell.rowspan != 1 else ""
    return f'{rows} colspan="{cell.colspan}"' if cell.colspan != 1 else rows


@register.inclusion_tag("look/report_table.html")
def report_table(view: TableView) -> dict[str, Any]:
    """A table of the annual report as printed."""
    return {"table": view}
