"""Do the cells hold what their labels say, and is it the form of that year?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher

from gongkai.checking.facts import Fact, Subject, Test
from gongkai.form import RECONSIDERED_FIRST, RULE_MAKING, Line, form_of_year, forms, short
from gongkai.labels import bare
from gongkai.report import MISSING_ROW, MISSING_TABLE, REWORDED, UNREADABLE, UNSPLIT

# Rules (规章) are made by governments of cities with districts and above; these can be none (handbook 02 §2).
_NO_RULES = re.compile(
    r"[镇乡]人民政府$|街道办事处$|[县旗]人民政府|(?<!自治)区人民政府|(?:镇|乡|街道)[\u4e00-\u9fff]{0,4}(?:所|站|中心)$"
    r"|[县旗区市州盟省][\u4e00-\u9fff]{2,12}(?<!政府办公)(?:局|委员会|中心|厅)$"
)
# A government from the city with districts upwards, and the office that reports beside it.
_MAKES_RULES = re.compile(r"(?:自治[区州]|省|^[^市]*市)人民政府(?:办公[厅室])?$")
_LIKE = 0.55  # a label that shares so much with a statutory one is that one reworded
_FEW = 10
_NUMERALS = "〇一二三四五六七八九十"


def another_meaning(subject: Subject) -> Iterator[Fact]:
    """处理决定数量 that is last year's items plus the change, or the change itself (trial form)."""
    rows = {cell.split(".")[1] for cell in subject.report.cells if cell.endswith(".previous_year_item_count")}
    for row in (line for block in subject.layout.blocks2 for line in block.rows if line.key in rows):
        cells = tuple(
            f"table2.{row.key}.{column}"
            for column in ("decision_count", "previous_year_item_count", "net_change")
        )
        decisions, before, change = (subject.stated(cell) for cell in cells)
        if decisions is None or before is None or not change:
            continue
        if decisions == before + change and decisions >= _FEW:
            told = f"正好等于上一年项目数量{before}加本年增/减{change:+d}"
        elif decisions == change and decisions >= _FEW:
            told = f"与本年增/减{change:+d}相同"
        else:
            continue
        yield Fact(cells, None, decisions, {"row": row.label, "told": told})


def documents(subject: Subject) -> Iterator[Fact]:
    """More documents made than can be in force or published at the end of the year."""
    for line in subject.layout.documents2:
        row, label = line.key, line.label
        names = ("issued_count", "repealed_count", "effective_count")
        cells = tuple(f"table2.{row}.{name}" for name in names)
        issued, repealed, effective = (subject.stated(cell) for cell in cells)
        if None not in {issued, repealed, effective} and (issued or 0) > (effective or 0) + (repealed or 0):
            told = f"制发{issued}件，多于现行有效{effective}件与废止{repealed}件之和"
            yield Fact(cells, None, issued, {"row": label, "told": told})
        names = ("newly_produced_count", "newly_published_count", "total_published_count")
        cells = tuple(f"table2.{row}.{name}" for name in names)
        made, published, total = (subject.stated(cell) for cell in cells)
        if made is None or published is None or total is None:
            continue
        if published > total:
            told = f"新公开{published}件，多于对外公开总数{total}件"
            yield Fact(cells, None, published, {"row": label, "told": told})
        elif made >= _FEW and published == 0:
            yield Fact(cells, None, made, {"row": label, "told": f"新制作{made}件，新公开却是0件"})


def rules_competence(subject: Subject) -> Iterator[Fact]:
    """Rules made by an agency that cannot make any."""
    agency = subject.report.agency or ""
    rows = tuple(f"table2.{row}." for row in subject.layout.marked(RULE_MAKING))
    cells = tuple(cell for cell in subject.report.cells if cell.startswith(rows))
    stated = {cell: subject.stated(cell) for cell in cells}
    filled = [cell for cell in cells if stated[cell]]
    if filled and _NO_RULES.search(agency) and not _MAKES_RULES.search(agency):
        yield Fact(tuple(filled), 0, stated[filled[0]], {"agency": agency})


def form_of_the_year(subject: Subject) -> Iterator[Fact]:
    """The form that a report of that year has to use."""
    report = subject.report
    if (
        not report.form_told
        or report.year is None
        or report.year < min(form.since.year for form in forms().values())
    ):
        return
    wanted = form_of_year(report.year).key
    if report.form != wanted:
        problem = f"表格用的是{report.form}年格式，{report.year}年度应当用{wanted}年格式"
        yield Fact((), wanted, report.form, {"problem": problem})
    noted = [str(note.cell) for note in report.notes if note.code == UNSPLIT and note.cell]
    for line in subject.layout.unsplit3:
        cells = tuple(cell for cell in noted if cell.split(".")[1] in line.sum_of)
        if cells:
            yield Fact(cells, None, None, {"problem": _unsplit(line)})


def _unsplit(line: Line) -> str:
    parts = len(line.sum_of)
    told = f"表三{line.label}只有一行，没有分列{_NUMERALS[parts] if parts < len(_NUMERALS) else parts}项"
    whose = [form.key for form in forms().values() if line.key in {row.key for row in form.rows3}]
    return f"{told}，是{whose[-1]}年格式的写法" if whose else told


def reworded_rows(subject: Subject) -> Iterator[Fact]:
    """A statutory row under another label: read by its core, or not found beside a row that looks like it."""
    report = subject.report
    for note in report.notes:
        if note.code == REWORDED and note.cell:
            own = [cell for cell in report.cells if cell.startswith(f"{note.cell}.")]
            wanted = _labels(subject).get(note.cell)
            yield Fact(tuple(own[:1]), wanted, note.stated, {"problem": note.message.rstrip("。")})
    for row in report.extra_rows:
        missing = _missing_labels(subject, row.table)
        likeness = [(SequenceMatcher(None, bare(row.label), bare(label)).ratio(), label) for label in missing]
        best = max(likeness, default=(0.0, ""))
        if best[0] >= _LIKE:
            told = f"表格里有一行「{row.label}」，格式里没有；格式的「{best[1]}」没有找到，疑是改写"
            yield Fact((), best[1], row.label, {"problem": told})


def missing_rows(subject: Subject) -> Iterator[Fact]:
    """A row of the form that stands nowhere; one that seems to stand there reworded is said as that."""
    report = subject.report
    if None not in report.cells.values() and len(report.cells) >= len(subject.layout.cells):
        return
    stated = {cell.rpartition(".")[0] for cell, value in report.cells.items() if value is not None}
    empty = [row for row in subject.layout.row_names if row not in stated and report.stands(int(row[5]))]
    if not empty:
        return
    noted = {note.cell for note in report.notes if note.code == MISSING_ROW}
    said = {str(note.cell).rpartition(".")[0] for note in report.notes if note.cell}
    likely, labels = {fact.expected for fact in reworded_rows(subject)}, _labels(subject)
    for row in empty:
        if labels.get(row) not in likely and (row in noted or row not in said):
            cells = tuple(cell for cell in subject.layout.cells if cell.startswith(f"{row}."))
            words = {"row": subject.layout.row_names[row], "form": subject.layout.key}
            yield Fact(cells, None, None, words)


def added_rows(subject: Subject) -> Iterator[Fact]:
    """A row that the form does not know and that stands for none of its rows."""
    reworded = {fact.actual for fact in reworded_rows(subject)}
    for row in subject.report.extra_rows:
        if row.label not in reworded:
            yield Fact((), None, row.label, {"stated": row.label, "table": "〇一二三四"[row.table]})


def _labels(subject: Subject) -> dict[str, str]:
    """The statutory labels of tables 二 and 三 by row."""
    layout = subject.layout
    lines = [("table2", row) for block in layout.blocks2 for row in block.rows]
    lines += [("table3", row) for row in layout.rows3]
    return {f"{table}.{row.key}": short(row.label) for table, row in lines}


def _missing_labels(subject: Subject, table: int) -> list[str]:
    """The statutory rows of that table of which no cell was found, where the table itself stands."""
    report = subject.report
    lost = {note.cell for note in report.notes if note.code == UNREADABLE}
    if not lost or any(note.code == MISSING_TABLE and note.cell is None for note in report.notes):
        return []
    return [
        label
        for row, label in _labels(subject).items()
        if row.startswith(f"table{table}.")
        and all(cell in lost for cell in report.cells if cell.startswith(f"{row}."))
    ]


def reconsideration_first(subject: Subject) -> Iterator[Fact]:
    """Lawsuits started at once while denials exist: against a denial reconsideration comes first."""
    report = subject.report
    direct = "table4.litigation_direct.total"
    cells = tuple(f"table3.{row}.total" for row in subject.layout.marked(RECONSIDERED_FIRST))
    if not subject.checkable((direct, *cells)):
        return
    denied, started = sum(map(report.count, cells)), report.count(direct)
    if started and denied:
        yield Fact((direct,), None, started, {"denied": denied, "started": started})


TESTS: dict[str, Test] = {
    "another_meaning": another_meaning,
    "documents": documents,
    "rules_competence": rules_competence,
    "form_of_the_year": form_of_the_year,
    "reworded_rows": reworded_rows,
    "added_rows": added_rows,
    "missing_rows": missing_rows,
    "reconsideration_first": reconsideration_first,
}
