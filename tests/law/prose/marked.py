"""Prose that an examiner has marked: what did he see in it, and what does the program see?

A sample is a JSON file: the agency, the year, the sections, the cells of the tables by the names that
statements have, some figures of the year before, and every number of the prose with what it is about –
comparable or not, right or planted wrong. Nothing of it is ever shown to the reader of the prose but the
text and the tables.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from gongkai.checking import check
from gongkai.checking.findings import NOTE, Finding
from gongkai.form import Form, form
from gongkai.prose.claims import SHARE, Claim
from gongkai.prose.statements import read_prose
from gongkai.report import Report, Section

FOLDERS = Path(__file__).parent
RULES = {  # those that read the prose
    "prose.against_tables",
    "prose.parts_and_whole",
    "prose.percentage",
    "prose.year",
    "prose.all_finished",
}
_TABLE4 = {
    "reconsiderations": "reconsideration",
    "lawsuits.direct": "litigation_direct",
    "lawsuits.after_reconsideration": "litigation_after_reconsideration",
}
_TABLE2 = {
    "decisions.licensing": "administrative_licensing",
    "decisions.penalty": "administrative_penalty",
    "decisions.coercion": "administrative_coercion",
    "decisions.other_external_services": "other_external_services",
    "charges": "administrative_charges",
    "documents": "normative_documents",
    "rules": "rules",
    "procurement": "centralized_procurement",
}
_COLUMNS = {
    "issued": "issued_count",
    "repealed": "repealed_count",
    "effective": "effective_count",
    "newly_produced": "newly_produced_count",
    "newly_published": "newly_published_count",
    "total_published": "total_published_count",
    "previous_year_items": "previous_year_item_count",
    "net_change": "net_change",
    "wan_yuan": "amount_wan_yuan",
    "item_count": "procurement_item_count",
    "total_amount_wan_yuan": "procurement_total_amount",
}
# What a statement of that name may stand for in the marks: the readings of the contract, other names.
ALIKE: Mapping[str, set[str]] = {
    "cases.new_received": {"cases.new_received", "cases.accepted_total"},
    "cases.accepted_total": {"cases.accepted_total", "cases.new_received"},
    "cases.handled": {"cases.accepted_total", "cases.new_received", "cases.results_total"},
    "cases.finished": {"cases.results_total"},
    "cases.carried_over": {"cases.carried_over_in", "cases.carried_over_out"},
    "cases.granted_already_public": {"cases.granted"},
    "cases.other_deemed": {"cases.other_correction_overdue", "cases.other_fee_overdue", "cases.other_misc"},
    "cases.unavailable_part": {"cases.unavailable_not_held"},
    "cases.other": {"cases.other_processing", "cases.other_misc", "cases.other_processing_unsplit"},
    "cases.other_processing": {"cases.other_processing", "cases.other_processing_unsplit"},
    "cases.other_misc": {"cases.other_misc", "cases.other_processing"},
    "documents.issued": {"documents.issued", "documents.newly_produced"},
    "documents.published": {"documents.newly_published"},
    "documents.in_force": {"documents.effective", "documents.total_published"},
    "rules.in_force": {"rules.effective"},
    # 诉讼1件 does not say in which block: it is held against the sum of both.
    "lawsuits.total": {"lawsuits.total", "lawsuits.direct.total", "lawsuits.after_reconsideration.total"},
    "reconsiderations.handled": {"reconsiderations.total", "reconsiderations.concluded"},
    "lawsuits.handled": {"lawsuits.total", "lawsuits.concluded"},
    "decisions.external_services": {
        "decisions.other_external_services",
        "decisions.other_external_services.previous_year_items",
    },
    "decisions.external_services.difference": {"decisions.other_external_services.net_change"},
    "decisions.licensing.last_year": {"decisions.licensing.previous_year_items"},
    "decisions.penalty.last_year": {"decisions.penalty.previous_year_items"},
    "decisions.coercion.last_year": {"decisions.coercion.previous_year_items"},
    "decisions.licensing.difference": {"decisions.licensing.net_change"},
    "decisions.penalty.difference": {"decisions.penalty.net_change"},
    "decisions.coercion.difference": {"decisions.coercion.net_change"},
    "procurement.items": {"procurement.item_count"},
    "procurement.wan_yuan": {"procurement.total_amount_wan_yuan"},
    "decisions.licensing": {
        "decisions.licensing",
        "decisions.licensing.previous_year_items",
        "decisions.licensing.net_change+decisions.licensing.previous_year_items",
    },
    "decisions.penalty": {
        "decisions.penalty",
        "decisions.penalty.previous_year_items",
        "decisions.penalty.net_change+decisions.penalty.previous_year_items",
    },
    "decisions.coercion": {
        "decisions.coercion",
        "decisions.coercion.previous_year_items",
        "decisions.coercion.net_change+decisions.coercion.previous_year_items",
    },
    "decisions.external_services.last_year": {"decisions.other_external_services.previous_year_items"},
    "charges.yuan": {"charges.yuan", "charges.wan_yuan"},
    "charges.items": {"charges.previous_year_items", "charges.net_change+charges.previous_year_items"},
    "charges.items.last_year": {"charges.previous_year_items"},
    "charges.items.difference": {"charges.net_change"},
    "cases.carried_over_in": {"cases.carried_over_in", "cases.carried_over_out.last_year"},
}


@dataclass(frozen=True)
class Sample:
    """One marked passage with its tables."""

    name: str
    report: Report
    previous: Report | None
    trap: bool
    figures: tuple[Mapping[str, Any], ...]


@dataclass(frozen=True)
class Measured:
    """What was found in one sample."""

    sample: Sample
    missed: tuple[Mapping[str, Any], ...]
    unfound: tuple[Mapping[str, Any], ...]
    alarms: tuple[Finding, ...]

    @property
    def comparable(self) -> int:
        """How many of its figures could be compared with something."""
        return sum(bool(figure["comparable"]) for figure in self.sample.figures)

    @property
    def faults(self) -> int:
        """How many of its figures are planted wrong."""
        return sum(bool(figure["wrong"]) for figure in self.sample.figures)


def folders() -> list[Path]:
    """The folders of marked samples that are there."""
    return sorted(path for path in FOLDERS.iterdir() if path.is_dir() and any(path.glob("*.json")))


def samples(folder: Path) -> Iterator[Sample]:
    """The samples of a folder, by name."""
    for path in sorted(folder.rglob("*.json")):
        yield _sample(path.stem, json.loads(path.read_text(encoding="utf-8")))


def measured(sample: Sample) -> Measured:
    """What the program reads and finds in it, held against the marks."""
    claims = read_prose(sample.report.sections, sample.report.year, sample.report.agency)
    found = [
        finding
        for finding in check(sample.report, sample.previous)
        if finding.rule in RULES and finding.severity != NOTE
    ]
    wrong = [figure for figure in sample.figures if figure["wrong"]]
    comparable = [figure for figure in sample.figures if figure["comparable"]]
    return Measured(
        sample,
        tuple(figure for figure in comparable if not any(_reads(claim, figure) for claim in claims)),
        tuple(figure for figure in wrong if not any(_tells(finding, figure) for finding in found)),
        tuple(finding for finding in found if not any(_tells(finding, figure) for figure in wrong)),
    )


# – figures and claims


def _reads(claim: Claim, figure: Mapping[str, Any]) -> bool:
    """Whether the claim is the figure: same section, same value, about the same."""
    if str(claim.section) != figure["section"] or not _same_value(claim, figure):
        return False
    about = str(figure["about"])
    if about.startswith("x.sum_in_prose"):
        return bool(claim.addends) or claim.whole is None
    if about.startswith("x.in_yuan"):
        return bool(claim.abouts)
    if about.startswith("x.share_percent_in_prose"):
        return claim.kind == SHARE and bool(claim.of)
    if about == "cases.results_total" and claim.addends and claim.about.startswith("cases."):
        return True
    statement = claim.statement
    if statement is None:
        return False
    wanted = _wanted(figure)
    if not claim.value and statement.about.endswith(".difference"):  # 与上年持平: no growth, no difference
        level = statement.about.removesuffix("difference") + "growth_percent"
        return any((one, statement.applicant) in wanted for one in (statement.about, level))
    return any((one, statement.applicant) in wanted for one in _stands_for(statement.about))


def _same_value(claim: Claim, figure: Mapping[str, Any]) -> bool:
    return Decimal(str(abs(claim.value))) == Decimal(str(abs(figure["value"])))


def _stands_for(about: str) -> set[str]:
    about = about.removesuffix(".approximate")
    found = {about, *ALIKE.get(about, ())}
    base, _, suffix = about.rpartition(".")
    if suffix in {"growth_percent", "difference", "last_year", "share_percent", "multiple"}:
        found |= {f"{one}.{suffix}" for one in _joined(base)}
    return found | _joined(about)


def _joined(about: str) -> set[str]:
    names = [sorted(ALIKE.get(one, {one}) | {one}) for one in about.split("+")]
    found = {""}
    for options in names:
        found = {f"{led}+{one}".strip("+") for led in found for one in options}
    return {"+".join(sorted(one.split("+"))) for one in found}


def _wanted(figure: Mapping[str, Any]) -> set[tuple[str, str]]:
    """What the mark says, in the words of statements: about and applicant."""
    kind, _, told = str(figure["about"]).partition(": ")
    applicant = figure["applicant"]
    if not kind.startswith("x."):
        return {(kind, applicant)}
    told = told.replace("last_year:", "")
    suffix = {
        "x.fraction": _of_what(told),
        "x.quotient": ".growth_percent" if " - last_year:" in str(figure["about"]) else "",
        "x.last_year": ".last_year",
        "x.difference": ".difference",
        "x.share_percent": ".share_percent",
        "x.multiple": ".multiple",
        "x.ratio_share_percent": ".multiple",
    }.get(kind, "")
    part = re.split(r" - |\s*/\s*", told)[0].strip("()")
    terms = [term.partition("@") for term in re.split(r"\s*\+\s*", part)]
    abouts = "+".join(sorted({about for about, _, _ in terms}))
    kinds = "+".join(dict.fromkeys(name for _, _, name in terms if name)) or applicant
    return {(abouts + suffix, kinds), (abouts + suffix, applicant), (abouts + suffix, "organizations")}


def _tells(finding: Finding, figure: Mapping[str, Any]) -> bool:
    """Whether the finding speaks of that figure: it quotes the number, or the words that stand for it."""
    number = str(figure["number"])
    if any(sign.isdigit() for sign in number):
        value = unicodedata.normalize("NFKC", number).replace(",", "")
        text = finding.message.replace(",", "")
        return bool(re.search(rf"(?<![\d.]){re.escape(value)}(?![\d.]*\d)", text))
    if value := figure["value"]:
        return bool(re.search(rf"(?<![\d.]){value}(?![\d.]*\d)", finding.message))
    return number in finding.message or str(figure["quote"]).strip("，。；、\n") in finding.message


def _of_what(told: str) -> str:
    """三分之一 of a whole is a share, 一半 of last year's a multiple."""
    return ".multiple" if told.count("last_year:") or "last_year" in told else ".share_percent"


# – reports


def _sample(name: str, data: Mapping[str, Any]) -> Sample:
    layout = form(data["form"])
    sections = tuple(Section(int(number), number, text) for number, text in data["sections"].items())
    report = Report(
        form=layout.key,
        cells={**dict.fromkeys(layout.cells, 0), **_cells(layout, data["cells"])},
        agency=data["agency"],
        year=data["year"],
        sections=sections,
    )
    previous = None
    if data.get("last_year"):
        told = _cells(layout, _with_blocks(data["last_year"]))
        previous = Report(form=layout.key, cells=told, agency=data["agency"], year=data["year"] - 1)
    return Sample(name, report, previous, bool(data["trap"]), tuple(data["figures"]))


def _with_blocks(told: Mapping[str, Any]) -> Mapping[str, Any]:
    """Last year's lawsuits are told as a sum: all of them stand in one block, and none in the other."""
    one, other = "lawsuits.direct.total", "lawsuits.after_reconsideration.total"
    total = told.get("lawsuits.total")
    return {**told, one: total, other: 0} if total is not None and one not in told else told


def _cells(layout: Form, told: Mapping[str, Any]) -> dict[str, Any]:
    """The cells of the form that the sample gives by name."""
    cells: dict[str, Any] = {}
    for name, value in told.items():
        about, _, applicant = name.partition("@")
        cell = _cell(about, applicant)
        if cell in layout.cells:
            cells[cell] = Decimal(str(value)) if isinstance(value, float) else value
    return cells


def _cell(about: str, applicant: str) -> str:
    family, _, what = about.rpartition(".")
    if family == "cases":
        return f"table3.{what}.{applicant or 'total'}"
    if family in _TABLE4:
        return f"table4.{_TABLE4[family]}.{what}"
    if about in _TABLE2:
        return f"table2.{_TABLE2[about]}.decision_count"
    return f"table2.{_TABLE2.get(family, family)}.{_COLUMNS.get(what, what)}"
