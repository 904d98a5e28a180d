"""The reports of a January: sound ones of many units, odd ones that are sound all the same, and mistakes.

All is made from a seed, so that a failure can be played again.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from pathlib import Path

from gongkai.form import form_of_year
from gongkai.render import write
from gongkai.report import CellValue, Fees, Report, Section, completed

YEAR = 2024
LAYOUT = form_of_year(YEAR)
FORMATS = (".docx", ".xlsx", ".html", ".txt", ".json", ".pdf")
_RESULTS = ("granted", "partially_granted", "unavailable_not_held", "denied_internal_affairs", "other_misc")
# A unit of every list; its report is what somebody hands in by mistake.
ANOTHER = "示范市图书馆"
_KINDS = tuple(kind.key for kind in LAYOUT.kinds3)


def sound(name: str, lot: random.Random, **counts: int) -> Report:
    """The report of a unit whose numbers and words agree. `counts`: single cells that are given."""
    cells = _cells(lot) if not counts else _from(counts)
    return _told(name, cells)


def _cells(lot: random.Random) -> dict[str, CellValue]:
    """Some requests of each kind, carried over from the year before and into the next."""
    counts: dict[str, int] = {}
    for kind in _KINDS:
        done = {row: lot.randrange(0, 9) for row in _RESULTS}
        carried_in, left = lot.randrange(0, 3), lot.randrange(0, 3)
        new = max(sum(done.values()) + left - carried_in, 0)
        counts |= {f"table3.{row}.{kind}": number for row, number in done.items()}
        counts[f"table3.new_received.{kind}"] = new
        counts[f"table3.carried_over_in.{kind}"] = carried_in
        counts[f"table3.carried_over_out.{kind}"] = new + carried_in - sum(done.values())
    counts |= {f"table4.{block.key}.upheld": lot.randrange(0, 4) for block in LAYOUT.blocks4}
    return _from(counts)


def _from(counts: Mapping[str, int]) -> dict[str, CellValue]:
    cells: dict[str, CellValue] = dict.fromkeys(LAYOUT.cells, 0)
    cells |= completed(LAYOUT, {key: value for key, value in counts.items() if key.startswith("table")})
    cells["table2.administrative_charges.amount_wan_yuan"] = Decimal("0")
    return cells


def _told(name: str, cells: Mapping[str, CellValue]) -> Report:
    new, done, left, carried_in = (
        cells[f"table3.{row}.total"]
        for row in ("new_received", "results_total", "carried_over_out", "carried_over_in")
    )
    texts = {
        1: "（一）主动公开。按照年度要点公开本单位的信息。\n"
        f"（二）依申请公开。{YEAR}年新收政府信息公开申请{new}件，上年结转{carried_in}件，办结{done}件，"
        f"结转下年度{left}件。\n（三）政府信息管理。拟制公文时确定公开属性，发布前逐件审查。\n"
        "（四）平台建设。维护门户网站，修复失效链接。\n（五）监督保障。开展日常检查，组织专题培训。",
        5: "一是人员变动频繁，业务不够熟练，已安排一对一辅导。二是公开内容的针对性还不强，将按需求调整栏目。",
        6: f"{YEAR}年度没有收取信息处理费；发出收费通知的件数和总金额，以及实际收取的总金额均为0。",
    }
    return Report(
        form=LAYOUT.key,
        cells=dict(cells),
        agency=name,
        year=YEAR,
        title=f"{name}{YEAR}年政府信息公开工作年度报告",
        period=(date(YEAR, 1, 1), date(YEAR, 12, 31)),
        sections=tuple(
            Section(one.number, one.heading, texts.get(one.number, "")) for one in LAYOUT.sections
        ),
        fees=Fees(0, Decimal(0), Decimal(0)),
    )


# – decoys: odd, and sound


def _all_zero(name: str, _: random.Random) -> Report:
    return sound(name, random.Random(0), none=0)


def _huge(name: str, _: random.Random) -> Report:
    row = {"table3.new_received.natural_person": 98_765, "table3.other_misc.natural_person": 98_765}
    return sound(name, random.Random(0), **row)


def _charges(name: str, lot: random.Random) -> Report:
    found = sound(name, lot)
    cells = {**found.cells, "table2.administrative_charges.amount_wan_yuan": Decimal("1234.567891")}
    return replace(found, cells=cells)


def _only_carried(name: str, _: random.Random) -> Report:
    row = {"table3.new_received.legal_service_agency": 7, "table3.carried_over_out.legal_service_agency": 7}
    return sound(name, random.Random(0), **row)


def _repealed_many(name: str, lot: random.Random) -> Report:
    found, row = sound(name, lot), "table2.normative_documents"
    numbers = {f"{row}.issued_count": 1, f"{row}.repealed_count": 113, f"{row}.effective_count": 12}
    return replace(found, cells={**found.cells, **numbers})


DECOYS: tuple[Callable[[str, random.Random], Report], ...] = (
    _all_zero,
    _all_zero,
    _huge,
    _charges,
    _only_carried,
    _repealed_many,
)


# – mistakes


@dataclass(frozen=True, slots=True)
class Mistake:
    """A mistake: what it does to a sound report, and by which rule or point it has to be found."""

    name: str
    found_by: str
    made: Callable[[Report], Report]


def _cell(cell: str, by: int) -> Callable[[Report], Report]:
    def made(report: Report) -> Report:
        return replace(report, cells={**report.cells, cell: report.count(cell) + by})

    return made


def _column(report: Report) -> Report:
    """One more carried over than there is, in its column and in the total."""
    row = "table3.carried_over_out"
    changed = {f"{row}.{kind}": report.count(f"{row}.{kind}") + 1 for kind in ("natural_person", "total")}
    return replace(report, cells={**report.cells, **changed})


def _words(old: str, new: str, number: int = 1) -> Callable[[Report], Report]:
    def made(report: Report) -> Report:
        assert any(old in one.text for one in report.sections if one.number == number), old
        return replace(
            report,
            sections=tuple(
                replace(one, text=one.text.replace(old, new)) if one.number == number else one
                for one in report.sections
            ),
        )

    return made


def _new_in_words(report: Report) -> Report:
    new = report.count("table3.new_received.total")
    return _words(f"申请{new}件", f"申请{new + 20}件")(report)


def _emptied(report: Report) -> Report:
    *others, last = report.sections
    return replace(report, sections=(*others, replace(last, text="")))


def named(report: Report, name: str, year: int) -> Report:
    """The same as the report of that unit for that year."""
    return replace(report, agency=name, year=year, title=f"{name}{year}年政府信息公开工作年度报告")


MISTAKES = (
    Mistake("总计不等于各列之和", "t3.row_total", _cell("table3.new_received.total", 1)),
    Mistake("办理结果和收件不等", "t3.balance", _column),
    Mistake("（七）总计不等于各项之和", "t3.results_total", _cell("table3.results_total.natural_person", 2)),
    Mistake("表四总计不等于各项之和", "t4.block_total", _cell("table4.reconsideration.total", 1)),
    Mistake("正文的件数和表不同", "prose.against_tables", _new_in_words),
    Mistake("留着没有填的空", "text.remnant", _words("维护门户网站", "维护XX网站，共XX次")),
    Mistake("引用修订前的条例", "text.repealed", _words("按照年度要点", "按照《条例》（国务院令第492号）")),
    Mistake(
        "写着身份证号", "text.personal_data", _words("开展日常检查", "张三（11010519491231002X）负责检查")
    ),
    Mistake("第六部分还是上一年的", "prose.year", _words(f"{YEAR}年度没有", f"{YEAR - 1}年度没有", 6)),
    Mistake("第六部分空着", "sections.empty", _emptied),
    Mistake("交成上一年的", "last_year", lambda one: named(one, one.agency or "", YEAR - 1)),
    Mistake("交成别的单位的", "another_unit", lambda one: named(one, ANOTHER, YEAR)),
)


def as_file(report: Report, suffix: str, folder: Path) -> bytes:
    """The report as people have it, in that format."""
    out = folder / f"report{suffix}"
    write(report, out)
    return out.read_bytes()
