"""The tags that draw the parts. Each takes plain facts (see parts, marks, strip, report_tables)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django import template
from django.template.defaultfilters import date as written
from django.template.loader import render_to_string
from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from gongkai.clock import Due
from gongkai_web.look import marks, parts, strip
from gongkai_web.look.report_tables import DrawnCell, TableView
from gongkai_web.look.site import Site, site

register = template.Library()

# A web address among Chinese words; what ends a sentence does not end the address.
ADDRESS = re.compile(r"https?://[!#-%(-;=?-~&]+(?<![.,;:!?)])")
ISO_DAY = re.compile(r"\b\d{4}-\d{2}-\d{2}\b")


@register.filter(expects_localtime=True)
def day(value: date | None) -> SafeString:
    """A day as it is read and marked up; nothing for None, so that `|default` may say something."""
    text = written(value, "Y-m-d")
    return format_html('<time datetime="{}">{}</time>', text, text) if text else SafeString()


@register.filter
def dates(sentence: str) -> SafeString:
    """A sentence whose days are marked up, so that none is broken at the end of a line."""
    marked = ISO_DAY.sub(lambda day: f'<time datetime="{day[0]}">{day[0]}</time>', escape(sentence))
    return mark_safe(marked)


@register.filter
def links(words: str) -> SafeString:
    """What somebody typed, with the web addresses in it to follow; nothing but http and https is one."""
    marked, at = "", 0
    for found in ADDRESS.finditer(words):
        address = escape(found[0])
        marked += f'{escape(words[at : found.start()])}<a href="{address}" rel="noreferrer">{address}</a>'
        at = found.end()
    return mark_safe(marked + escape(words[at:]))


@register.simple_tag
def linked(words: object, href: str | None = "") -> SafeString:
    """Words that lead somewhere, or only the words where they lead nowhere."""
    return format_html('<a href="{}">{}</a>', href, words) if href else format_html("{}", words)


@register.simple_tag
def attributes(**values: object) -> SafeString:
    """The attributes that have a value, each with a space before it; a span of 1 goes without saying."""
    said = [
        (name, value)
        for name, value in values.items()
        if value and not (name.endswith("span") and value == 1)
    ]
    return format_html_join("", ' {}="{}"', said)


@register.simple_block_tag(end_name="end_data_table")
def data_table(
    content: SafeString,
    caption: str,
    heads: str | Sequence[str] = "",
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
    facts = {"caption": caption, "columns": parts.columns(heads, pick), "rows": content}
    return render_to_string("look/data_table.html", {**facts, "shape": shape, "box": box, "shown": shown})


@register.simple_tag
def site_facts() -> Site:
    """The facts of the site from the settings; works where there is no request, as on the page for errors."""
    return site()


@register.inclusion_tag("look/strip.html")
def deadline_strip(due: Due, today: date | None = None) -> dict[str, Any]:
    """The deadline strip of a clock's answer."""
    return {"strip": strip.strip(due, today)}


@register.inclusion_tag("look/timeline.html")
def timeline(entries: Iterable[parts.TimelineEntry], next: parts.NextAct | None = None) -> dict[str, Any]:  # noqa: A002
    """Acts in the order in which they happened, drawn newest first; what comes next on top."""
    return {"entries": list(entries)[::-1], "next": next}


@register.inclusion_tag("look/marks.html")
def mark(state: str | marks.Mark | None, word: str = "") -> dict[str, Any]:
    """A state: word, shape and colour. Takes a key of marks.STATES or a Mark; draws nothing for None."""
    if state is None:
        return {"marks": ()}
    return {"marks": (state if isinstance(state, marks.Mark) else marks.Mark(state, word),)}


@register.inclusion_tag("look/figures.html")
def figures(figures: Sequence[parts.Figure]) -> dict[str, Any]:
    """The headline: five figures, or fewer."""
    return {"figures": figures}


@register.inclusion_tag("look/bars.html")
def bars(title: str, rows: Sequence[parts.BarRow], unit: str = "") -> dict[str, Any]:
    """Horizontal bars with the data table under a disclosure; rows of label, value, address or None."""
    return {"title": title, "bars": parts.bars(rows, unit)}


@register.inclusion_tag("look/list.html")
def list_rows(rows: Sequence[parts.ListRow], empty: str = "") -> dict[str, Any]:
    """A list of documents; `empty` is the sentence where there is none."""
    return {"rows": rows, "empty": empty}


@register.inclusion_tag("look/elements.html")
def elements(rows: Sequence[parts.Element]) -> dict[str, Any]:
    """The table of elements at the head of an item."""
    return {"rows": rows}


@register.inclusion_tag("look/work.html")
def work_list(rows: Sequence[parts.WorkRow], caption: str, empty: str = "", box: str = "") -> dict[str, Any]:
    """The work list; `empty` is said where there is nothing to do, `box` is the name of the boxes to tick."""
    return {"rows": rows, "caption": caption, "empty": empty, "box": box}


@register.inclusion_tag("look/finding.html")
def finding(finding: parts.FindingView) -> dict[str, Any]:
    """A finding: severity, sentence, both sides of the sum, source."""
    return {"finding": finding}


@register.simple_tag
def report_cell(drawn: DrawnCell) -> SafeString:
    """A figure of the report, whether it was inferred, and the findings on it, without a space between.

    Written here, not in a template: a report has hundreds of cells, and their white space would be seen.
    """
    cell = drawn.cell
    inferred = mark_safe("<small>推</small>") if "inferred" in cell.states else ""
    sup = '<sup><a href="#finding-{}" aria-label="见发现 {}">{}</a></sup>'
    findings = format_html_join("", sup, ((number,) * 3 for number in cell.marks))
    doubted = "bad" in cell.states and not cell.marks
    doubt = mark_safe('<span class="hidden">，有疑问</span>') if doubted else ""
    place = {"id": cell.id, "class": cell.css, "headers": drawn.headers, "title": cell.title}
    opened = format_html("<td{}>", attributes(**place, colspan=cell.colspan, rowspan=cell.rowspan))
    shown = linked(cell.shown, cell.href)
    return format_html("{}{}{}{}{}</td>", opened, shown, inferred, findings, doubt)


@register.inclusion_tag("look/report_table.html")
def report_table(view: TableView) -> dict[str, Any]:
    """A table of the annual report as printed."""
    return {"table": view}
