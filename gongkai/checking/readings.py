"""What may a number of the prose mean in the tables?

A number is wrong only where no reading of it fits: with or without what was carried over, natural persons
or all applicants, one group of results with or without its doubtful row (handbook 08 §6).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import islice, product

from gongkai.checking.facts import Subject
from gongkai.form import TOTAL as TOTAL_COLUMN
from gongkai.form import short
from gongkai.labels import bare

Number = int | Decimal
_NATURAL = "natural_person"
NATURAL_ALONE = "（自然人）"  # how the name of such a reading ends
_TEN_PERCENT = 10
_MOST_SUMS = 16  # readings of a sum that are tried
_WAN = 10_000


@dataclass(frozen=True, slots=True)
class Readings:
    """What a number may mean: cells of the first reading, values by their names, and a bound for a part.

    `open`: there is one more reading that cannot be worked out, as a cell of it could not be read.
    """

    cells: tuple[str, ...]
    values: tuple[tuple[str, Number], ...]
    most: Number | None = None
    open: bool = False

    def fit(self, value: Number) -> bool:
        """Whether one reading is that number, or may be."""
        within = self.most is not None and 0 <= value <= self.most
        return self.open or within or any(value == reading for _, reading in self.values)

    def nearly(self, value: Number, *, least: bool = False) -> bool:
        """Whether an approximate number (约1300, 100余, 突破80) may stand for one reading."""
        digits = str(int(value))
        place = 10 ** (len(digits) - len(digits.rstrip("0"))) if int(value) else 1
        slack = max(Decimal(place), Decimal(value) / _TEN_PERCENT)
        return self.open or any(
            reading >= value if least else abs(Decimal(reading) - Decimal(value)) <= slack
            for _, reading in self.values
        )


def readings(subject: Subject, abouts: Sequence[str], applicants: Sequence[str] = ()) -> Readings | None:
    """The readings of a number that counts all these; None where the tables have no cell for one of them."""
    found = []
    for about in abouts:
        family, _, what = about.partition(".")
        make = _FAMILIES.get(family)
        one = make(subject, what, tuple(applicants)) if make else None
        if one is None or not subject.checkable(one.cells):
            return None
        found.append(one)
    if not found:
        return None
    return found[0] if len(found) == 1 else _together(found)


def _together(found: Sequence[Readings]) -> Readings:
    """The sums of one reading of each."""
    values = [
        ("＋".join(name for name, _ in chosen), sum(value for _, value in chosen))
        for chosen in islice(product(*(one.values for one in found)), _MOST_SUMS)
    ]
    most = sum(one.values[0][1] for one in found) if any(one.most is not None for one in found) else None
    cells = tuple(cell for one in found for cell in one.cells)
    return Readings(cells, tuple(values), most, any(one.open for one in found))


# – requests: table 三

_NEW, _IN, _OUT, _DONE = "new_received", "carried_over_in", "carried_over_out", "results_total"
_Rows = list[tuple[str, list[tuple[int, str]]]]
_FLOWS: dict[str, _Rows] = {
    "new_received": [("表三本年新收", [(1, _NEW)]), ("新收加上年结转", [(1, _NEW), (1, _IN)])],
    "accepted_total": [("表三新收加上年结转", [(1, _NEW), (1, _IN)]), ("本年新收", [(1, _NEW)])],
    "handled": [
        ("表三新收加上年结转", [(1, _NEW), (1, _IN)]),
        ("本年新收", [(1, _NEW)]),
    ],
    "carried_over_in": [("表三上年结转", [(1, _IN)])],
    "carried_over_out": [("表三结转下年度", [(1, _OUT)])],
    "carried_over": [("表三结转下年度", [(1, _OUT)]), ("上年结转", [(1, _IN)])],
}


def _cases(subject: Subject, what: str, applicants: tuple[str, ...]) -> Readings | None:
    rows = _rows(subject, what)
    if not rows:
        return None
    wanted = [applicants or (TOTAL_COLUMN,)]
    if not applicants:
        wanted.append((_NATURAL,))
    values: list[tuple[str, Number]] = []
    lost = False
    for columns, (name, terms) in product(wanted, rows):
        mark = NATURAL_ALONE if columns == (_NATURAL,) and not applicants else ""
        taking_part = (cell for _, row in terms for cell in _cells(subject, row, columns))
        if values and not subject.checkable(tuple(taking_part)):
            lost = True
        else:
            total = sum(sign * _sum(subject, row, columns) for sign, row in terms)
            values.append((f"{name}{mark}", total))
    first = [row for _, row in rows[0][1]]
    cells = tuple(cell for row in first for cell in _cells(subject, row, wanted[0]))
    most = values[0][1] if _in_parts(subject, what) != what else None
    if len(several := _told_in(subject, what)) > 1:
        most = sum(_sum(subject, row, wanted[0]) for row in several)
    return Readings(cells, tuple(values), most, lost)


def _rows(subject: Subject, what: str) -> _Rows:
    """Each reading as rows that are added or taken away."""
    if what == "handled":
        return [*_FLOWS[what], *_finished(subject)]
    if what in _FLOWS:
        return _FLOWS[what]
    if what in {"finished", _DONE}:
        return _finished(subject)
    if what in subject.layout.groups3:
        name = f"表三{subject.layout.groups3[what]}合计"
        return [(name, [(1, row) for row in subject.of_group(what)])]
    if what == _EITHER:
        return [reading for one in _others(subject) for reading in _rows(subject, one)]
    if len(several := _told_in(subject, what)) > 1:
        return [reading for row in several for reading in _rows(subject, row)]
    row = _in_parts(subject, what)
    if row not in subject.result_rows:
        return []
    label = next((line.label for line in subject.layout.rows3 if line.key == row), row)
    return [(f"表三{short(label)}", [(1, row)])]


_EITHER = "other"  # 其他1件: the last group of results, or its last row


def _others(subject: Subject) -> list[str]:
    last = subject.result_rows[-1]
    group = next((row.group for row in subject.layout.rows3 if row.key == last), "")
    return [*([group] if group else []), last]


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
    return next(iter(_told_in(subject, what)), what)


def _told_in(subject: Subject, what: str) -> list[str]:
    """The rows of which it may tell a part: 视为放弃 those not corrected, not paid for and given up."""
    return [row.key for row in subject.layout.rows3 if what in row.told_in_parts]


def _cells(subject: Subject, row: str, columns: Sequence[str]) -> tuple[str, ...]:
    found: list[str] = []
    for column in columns:
        if column == "organizations":
            found += [kind.key for kind in subject.layout.kinds3 if kind.key != _NATURAL]
        else:
            found.append(column)
    return tuple(f"table3.{row}.{column}" for column in dict.fromkeys(found))


def _sum(subject: Subject, row: str, columns: Sequence[str]) -> int:
    return sum(map(subject.report.count, _cells(subject, row, columns)))


# – appeals: table 四


def _reconsiderations(subject: Subject, what: str, applicants: tuple[str, ...]) -> Readings | None:
    del applicants
    return _appeals(subject, what, [("行政复议", ("reconsideration",))])


def _lawsuits(subject: Subject, what: str, applicants: tuple[str, ...]) -> Readings | None:
    del applicants
    family, _, outcome = what.rpartition(".")
    direct = ("未经复议直接起诉", ("litigation_direct",))
    after = ("复议后起诉", ("litigation_after_reconsideration",))
    if family == "direct":
        return _appeals(subject, outcome, [direct])
    if family == "after_reconsideration":
        return _appeals(subject, outcome, [after])
    both = ("行政诉讼", (*direct[1], *after[1]))
    stated = [one for one in (direct, after) if subject.report.count(f"table4.{one[1][0]}.total")]
    return _appeals(subject, outcome, [both, *stated])


def _appeals(subject: Subject, what: str, blocks: Sequence[tuple[str, tuple[str, ...]]]) -> Readings | None:
    """Cases that ended so; 已审结 are all but the pending ones, and 办理 may mean either."""
    columns = {
        "concluded": [("已审结", {"total": 1, "pending": -1})],
        "handled": [("总计", {"total": 1}), ("已审结", {"total": 1, "pending": -1})],
    }.get(what, [(_outcome(subject, what), {what: 1})])
    values = [
        (
            f"表四{name}{told}",
            sum(
                sign * subject.report.count(f"table4.{block}.{column}")
                for block in keys
                for column, sign in of.items()
            ),
        )
        for name, keys in blocks
        for told, of in columns
    ]
    cells = tuple(f"table4.{block}.{column}" for block in blocks[0][1] for column in columns[0][1])
    return Readings(cells, tuple(values))


def _outcome(subject: Subject, key: str) -> str:
    return next((column.label for column in subject.layout.columns4 if column.key == key), "")


# – documents, decisions, charges: table 二

_COLUMNS = {
    "issued": ("issued_count", "newly_produced_count", "newly_published_count"),
    "published": ("newly_published_count",),
    "repealed": ("repealed_count",),
    "in_force": ("effective_count", "total_published_count"),
}
_NAMES = {"issued": "制发", "published": "新公开", "repealed": "废止", "in_force": "现行有效"}


def _documents(subject: Subject, what: str, applicants: tuple[str, ...]) -> Readings | None:
    del applicants
    return _of_table2(subject, what, ("normative_documents", "行政规范性文件"), ("rules", "规章"))


def _made_rules(subject: Subject, what: str, applicants: tuple[str, ...]) -> Readings | None:
    del applicants
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


_ROWS = {
    "licensing": "administrative_licensing",
    "penalty": "administrative_penalty",
    "coercion": "administrative_coercion",
    "external_services": "other_external_services",
}


def _decisions(subject: Subject, what: str, applicants: tuple[str, ...]) -> Readings | None:
    """Decisions; `licensing.previous_items` are those of the trial form's first column."""
    del applicants
    row, _, column = what.partition(".")
    name = {"": "decision_count", "previous_items": "previous_year_item_count"}[column]
    own = _one_cell(subject, f"table2.{_ROWS[row]}.{name}")
    items = _one_cell(subject, f"table2.{_ROWS[row]}.previous_year_item_count")
    if own is None or items is None or column:
        return own
    changed = subject.report.count(f"table2.{_ROWS[row]}.net_change")
    now = [(f"{name}连同增减", value + changed) for name, value in items.values]
    return Readings(own.cells, (*own.values, *items.values, *now))


def change_of_items(subject: Subject, abouts: Sequence[str]) -> Number | None:
    """本年增/减 of the trial form, for a number of that row."""
    for about in abouts:
        family, _, what = about.partition(".")
        row = {"decisions": _ROWS.get(what), "charges": "administrative_charges"}.get(family)
        value = subject.report.cells.get(f"table2.{row}.net_change")
        if value is not None:
            return value
    return None


def _one_cell(subject: Subject, cell: str, factor: int = 1) -> Readings | None:
    if cell not in subject.report.cells:
        return None
    value = subject.report.amount(cell) * factor
    return Readings((cell,), ((subject.layout.name(cell), value),))


def _charges(subject: Subject, what: str, applicants: tuple[str, ...]) -> Readings | None:
    del applicants
    items = _one_cell(subject, "table2.administrative_charges.previous_year_item_count")
    if what == "previous_items" or (what == "items" and items is None):
        return items
    if what == "items" and items is not None:
        changed = subject.report.count("table2.administrative_charges.net_change")
        (name, value), *_ = items.values
        return Readings(items.cells, ((f"{name}连同增减", value + changed), (name, value)))
    return _one_cell(subject, "table2.administrative_charges.amount_wan_yuan", _WAN if what == "yuan" else 1)


def _procurement(subject: Subject, what: str, applicants: tuple[str, ...]) -> Readings | None:
    """Of the trial form; the amount may be told in 元 or 万元, whatever the table has."""
    del applicants
    if what == "items":
        return _one_cell(subject, "table2.centralized_procurement.procurement_item_count")
    amount = _one_cell(subject, "table2.centralized_procurement.procurement_total_amount")
    if amount is None:
        return None
    name, value = amount.values[0]
    return Readings(amount.cells, ((name, value), (name, value * _WAN), (name, Decimal(value) / _WAN)))


_FAMILIES: dict[str, Callable[[Subject, str, tuple[str, ...]], Readings | None]] = {
    "cases": _cases,
    "reconsiderations": _reconsiderations,
    "lawsuits": _lawsuits,
    "documents": _documents,
    "rules": _made_rules,
    "decisions": _decisions,
    "charges": _charges,
    "procurement": _procurement,
}
