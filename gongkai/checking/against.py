"""Do the numbers of the prose agree with the tables?  S2

A number is wrong only where no reading of it fits: with or without what was carried over, natural persons or
all applicants, one group of results with or without its doubtful row (handbook 08 §6).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from gongkai.checking.facts import GOVERNMENT, Fact, Subject, Test
from gongkai.form import short
from gongkai.labels import bare
from gongkai.prose.statements import ALL, APPROXIMATE, GROWTH, OWN, TOTAL
from gongkai.prose.terms import OWN_AREA
from gongkai.report import Statement

Number = int | Decimal
SECTIONS = "〇一二三四五六七八九十"
_NATURAL = "natural_person"
_TEN_PERCENT = 10


@dataclass(frozen=True, slots=True)
class Readings:
    """What a number may mean: cells of the first reading, values by their names, and a bound for a part."""

    cells: tuple[str, ...]
    values: tuple[tuple[str, Number], ...]
    most: Number | None = None

    def fit(self, value: Number) -> bool:
        """Whether one reading is that number."""
        return any(value == reading for _, reading in self.values) or (
            self.most is not None and 0 <= value <= self.most
        )

    def nearly(self, value: Number) -> bool:
        """Whether an approximate number (约1300, 100余) may stand for one reading."""
        digits = str(int(value))
        place = 10 ** (len(digits) - len(digits.rstrip("0"))) if int(value) else 1
        slack = max(Decimal(place), Decimal(value) / _TEN_PERCENT)
        return any(abs(Decimal(reading) - Decimal(value)) <= slack for _, reading in self.values)


def against_tables(subject: Subject) -> Iterator[Fact]:
    """S2: each number of the prose that has cells in the tables."""
    wrong: dict[tuple[str, str, Number], tuple[Statement, Readings]] = {}
    right = set()
    named = {statement.about for statement in subject.statements}
    for statement in subject.statements:
        about = statement.about.removesuffix(APPROXIMATE)
        possible = readings(subject, about, statement.applicant)
        if possible is None:
            continue
        parts = {
            f"cases.{part}"
            for row in subject.layout.rows3
            for part in row.told_in_parts
            if about == f"cases.{row.key}"
        }
        if parts & named:
            possible = replace(possible, most=possible.values[0][1])  # the row is told in several numbers
        approximate = about != statement.about
        if possible.nearly(statement.value) if approximate else possible.fit(statement.value):
            right.add((about, statement.applicant))
        else:
            wrong.setdefault((about, statement.applicant, statement.value), (statement, possible))
    for (about, applicant, _), (statement, possible) in wrong.items():
        if statement.area != OWN and (about, applicant) in right:
            continue  # 全市2356件，本机关120件: the tables count the other one
        approximate = about != statement.about
        names = {
            value: name for name, value in reversed(possible.values)
        }  # each number once, by its first name
        told = "、".join(
            f"{names[value]}{_plain(value)}" for value in dict.fromkeys(v for _, v in possible.values)
        )
        words = {"section": SECTIONS[statement.section], "text": statement.text, "told": told}
        softened = approximate or _scope_open(subject, statement) or subject.blank(possible.cells)
        yield Fact(possible.cells, possible.values[0][1], statement.value, words, softened)


def _scope_open(subject: Subject, statement: Statement) -> bool:
    """Whether the number may count another area than the tables do: the office, or the whole district."""
    if statement.area == OWN:
        return subject.kind == GOVERNMENT and bool(OWN_AREA.search(statement.text))
    return statement.area != ALL or subject.kind != GOVERNMENT


def readings(subject: Subject, about: str, applicant: str) -> Readings | None:
    """The readings of a number about that; None where the tables have no cell for it or it was lost."""
    if about.endswith(GROWTH):
        return None
    family, _, what = about.partition(".")
    make = _FAMILIES.get(family)
    found = make(subject, what, applicant) if make else None
    return found if found and subject.checkable(found.cells) else None


# – requests: table 三


_NEW, _IN, _OUT, _DONE = "new_received", "carried_over_in", "carried_over_out", "results_total"


def _cases(subject: Subject, what: str, applicant: str) -> Readings | None:
    columns = [applicant] if applicant != TOTAL else [TOTAL, _NATURAL]
    rows = _rows(subject, what)
    if not rows:
        return None
    values = []
    for column in columns:
        mark = "（自然人）" if column == _NATURAL and applicant == TOTAL else ""
        values += [
            (f"{name}{mark}", sum(sign * _sum(subject, row, column) for sign, row in terms))
            for name, terms in rows
        ]
    first = [row for _, row in rows[0][1]]
    cells = tuple(cell for row in first for cell in _cells(subject, row, columns[0]))
    most = values[0][1] if _in_parts(subject, what) != what else None
    return Readings(cells, tuple(values), most)


_Rows = list[tuple[str, list[tuple[int, str]]]]
_FLOWS: dict[str, _Rows] = {
    "new_received": [("表三本年新收", [(1, _NEW)]), ("新收加上年结转", [(1, _NEW), (1, _IN)])],
    "accepted_total": [("表三新收加上年结转", [(1, _NEW), (1, _IN)]), ("本年新收", [(1, _NEW)])],
    "handled": [
        ("表三新收加上年结转", [(1, _NEW), (1, _IN)]),
        ("本年新收", [(1, _NEW)]),
        ("（七）总计", [(1, _DONE)]),
    ],
    "carried_over_in": [("表三上年结转", [(1, _IN)])],
    "carried_over_out": [("表三结转下年度", [(1, _OUT)])],
    "carried_over": [("表三结转下年度", [(1, _OUT)]), ("上年结转", [(1, _IN)])],
}


def _rows(subject: Subject, what: str) -> _Rows:
    """Each reading as rows that are added or taken away."""
    if what in _FLOWS:
        return _FLOWS[what]
    if what == "finished":
        return _finished(subject)
    if what in subject.layout.groups3:
        name = f"表三{subject.layout.groups3[what]}合计"
        return [(name, [(1, row) for row in subject.of_group(what)])]
    row = _in_parts(subject, what)
    if row not in subject.result_rows:
        return []
    label = next((line.label for line in subject.layout.rows3 if line.key == row), row)
    return [(f"表三{short(label)}", [(1, row)])]


def _finished(subject: Subject) -> _Rows:
    """办结: （七）总计, or without the groups that the prose may leave out, one after the other."""
    found: _Rows = [("表三（七）总计", [(1, _DONE)])]
    left_out: list[tuple[int, str]] = []
    names: list[str] = []
    for group in subject.layout.left_out3:
        left_out += [(-1, row) for row in subject.of_group(group)]
        names.insert(0, bare(subject.layout.groups3[group]))
        found.append((f"不含{'和'.join(names)}", [(1, _DONE), *left_out]))
    return found


def _in_parts(subject: Subject, what: str) -> str:
    """The row of which that number tells a part; else the row of that name."""
    return next((row.key for row in subject.layout.rows3 if what in row.told_in_parts), what)


def _cells(subject: Subject, row: str, column: str) -> tuple[str, ...]:
    if column != "organizations":
        return (f"table3.{row}.{column}",)
    return tuple(f"table3.{row}.{kind.key}" for kind in subject.layout.kinds3 if kind.key != _NATURAL)


def _sum(subject: Subject, row: str, column: str) -> int:
    return sum(map(subject.report.count, _cells(subject, row, column)))


# – appeals: table 四


def _reconsiderations(subject: Subject, what: str, applicant: str) -> Readings | None:
    del applicant
    cell = f"table4.reconsideration.{what}"
    return Readings((cell,), (("表四行政复议" + _outcome(subject, what), subject.report.count(cell)),))


def _lawsuits(subject: Subject, what: str, applicant: str) -> Readings | None:
    del applicant
    family, _, outcome = what.rpartition(".")
    direct, after = (
        f"table4.{block}.{outcome}" for block in ("litigation_direct", "litigation_after_reconsideration")
    )
    one, other, name = subject.report.count(direct), subject.report.count(after), _outcome(subject, outcome)
    if family == "direct":
        return Readings((direct,), ((f"表四未经复议直接起诉{name}", one),))
    if family == "after_reconsideration":
        return Readings((after,), ((f"表四复议后起诉{name}", other),))
    parts = [("未经复议直接起诉", one), ("复议后起诉", other)]
    return Readings(
        (direct, after),
        ((f"表四行政诉讼{name}", one + other), *((key, value) for key, value in parts if value)),
    )


def _outcome(subject: Subject, key: str) -> str:
    return next((column.label for column in subject.layout.columns4 if column.key == key), "")


# – documents and decisions: table 二

_COLUMNS = {
    "issued": ("issued_count", "newly_produced_count", "newly_published_count"),
    "repealed": ("repealed_count",),
    "in_force": ("effective_count", "total_published_count"),
}
_NAMES = {"issued": "制发", "repealed": "废止", "in_force": "现行有效"}


def _documents(subject: Subject, what: str, applicant: str) -> Readings | None:
    del applicant
    return _of_table2(subject, what, ("normative_documents", "行政规范性文件"), ("rules", "规章"))


def _made_rules(subject: Subject, what: str, applicant: str) -> Readings | None:
    del applicant
    return _of_table2(subject, what, ("rules", "规章"), ("normative_documents", "行政规范性文件"))


def _of_table2(subject: Subject, what: str, own: tuple[str, str], other: tuple[str, str]) -> Readings | None:
    columns = [name for name in _COLUMNS[what] if f"table2.{own[0]}.{name}" in subject.report.cells]
    if not columns:
        return None
    values = [
        (f"表二{own[1]}{_NAMES[what]}", subject.report.count(f"table2.{own[0]}.{name}")) for name in columns
    ]
    both = subject.report.count(f"table2.{own[0]}.{columns[0]}") + subject.report.count(
        f"table2.{other[0]}.{columns[0]}"
    )
    return Readings((f"table2.{own[0]}.{columns[0]}",), (*values, ("连同规章和规范性文件", both)))


def _decisions(subject: Subject, what: str, applicant: str) -> Readings | None:
    del applicant
    cell = f"table2.administrative_{what}.decision_count"
    return (
        Readings((cell,), ((subject.layout.name(cell), subject.report.count(cell)),))
        if cell in subject.report.cells
        else None
    )


def _charges(subject: Subject, what: str, applicant: str) -> Readings | None:
    del what, applicant
    cell = "table2.administrative_charges.amount_wan_yuan"
    return (
        Readings((cell,), ((subject.layout.name(cell), subject.report.amount(cell)),))
        if cell in subject.report.cells
        else None
    )


_FAMILIES: dict[str, Callable[[Subject, str, str], Readings | None]] = {
    "cases": _cases,
    "reconsiderations": _reconsiderations,
    "lawsuits": _lawsuits,
    "documents": _documents,
    "rules": _made_rules,
    "decisions": _decisions,
    "charges": _charges,
}
TESTS: dict[str, Test] = {"against_tables": against_tables}


def _plain(value: Number) -> str:
    return format(value, "f") if isinstance(value, Decimal) else str(value)
