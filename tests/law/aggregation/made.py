"""Reports of invented units, made from a few numbers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

from gongkai.aggregation import Unit
from gongkai.form import form_of_year
from gongkai.report import BLANK, UNREADABLE, Note, Report, Section, completed

YEAR = 2024
PERSON = "natural_person"
ROWS = {"new": "new_received", "in": "carried_over_in", "done": "granted", "out": "carried_over_out"}
RULES = "table2.rules.issued_count"


def report(name: str, year: int = YEAR, text: str = "", **numbers: int) -> Report:
    """A report whose natural persons asked so often; `text` is its first section."""
    layout = form_of_year(year)
    counts = {f"table3.{ROWS[key]}.{PERSON}": value for key, value in numbers.items()}
    cells: dict[str, Any] = {
        cell: Decimal(0) if place.kind == "money" else 0
        for cell, place in layout.cells.items()
        if place.table == 2
    }
    headings = layout.sections
    sections = tuple(Section(h.number, h.heading, text if h.number == 1 else "") for h in headings)
    return Report(
        form=layout.key,
        cells=cells | completed(layout, counts),
        agency=name,
        year=year,
        sections=sections if text else (),
    )


def said(found: Report, words: str) -> Report:
    """The report with these words where a number of rules should stand."""
    code = BLANK if words in {"空", "／"} else UNREADABLE
    stated = "" if words == "空" else words
    note = Note(code, f"写的是{words}", RULES, stated)
    return Report(
        form=found.form,
        cells={**found.cells, RULES: None},
        agency=found.agency,
        year=found.year,
        notes=(note,),
    )


def unit(given: Mapping[str, Any]) -> Unit:
    """A unit from an entry of the examples."""
    name = given.get("name", given["key"])
    numbers = {key: value for key, value in given.items() if key in ROWS}
    own = None if given.get("absent") else report(name, given.get("year", YEAR), **numbers)
    if own is not None and "form" in given:
        own = replace(own, form=given["form"])
    before = given.get("before", 0)
    return Unit(
        key=given["key"],
        name=name,
        kind=given["kind"],
        report=said(own, given["said"]) if own and "said" in given else own,
        previous=None if before is None else report(given.get("former_name", name), YEAR - 1, out=before),
        parts=tuple(unit(part) for part in given.get("parts", ())),
        predecessors=tuple(given.get("predecessors", ())),
        ended=given.get("ended", False),
        waived=given.get("waived", ""),
        explained=given.get("explained", ""),
        counted=given.get("counted"),
    )
