"""Does Python decide anything by the name of a form or of one of its rows?

What is special about a form or a row is a field in its YAML. Where a key may stand all the same is listed
here with its reason; a new place is a fault, and so is one that is listed and gone.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import gongkai
from gongkai.form import forms

PACKAGE = Path(gongkai.__file__).parent
WORD = re.compile(r"[a-z0-9_]+")

# Rows of results, and rows that stand in place of several of them.
RESULTS: dict[str, str] = {}
# The frame of table 三, which the sums R2 and R3 are made of: new, carried in, done, carried over.
FRAME = {
    "aggregation/carrying.py": "R5 between units: what was carried over is carried in",
    "checking/readings.py": "what prose calls 收到, 办理, 办结 is made of these four",
    "checking/causes.py": "the columns that R2 and R3 find wrong",
    "checking/doubts.py": "what was carried in is answered, too: more is answered than came in",
    "checking/settled.py": "办结 and 结转 beside a number rule other readings of it out",
    "checking/percentages.py": "the share of what came in or was done",
    "checking/prose.py": "全部办结 beside what is carried over",
    "checking/tables.py": "R2 and R3 themselves",
    "checking/unfilled.py": "what R1, R2 and R3 would have a blank be",
    "checking/years.py": "R5: carried in is what was carried over",
    "cli/reports.py": "the line of a report tells the four",
    "prose/claims.py": "申请 alone are those that came in",
    "prose/denials.py": "未收到申请 is said of what came in",
    "prose/counts.py": "a kind of applicant alone is of what came in",
    "prose/lists.py": "其中 is of what came in or was done, not of what was carried over",
    "prose/moves.py": "a share of no figure told is of what came in",
    "prose/sums.py": "新收 and 上年结转 together",
    "reading/glued.py": "digits without separators are cut by R2 and R3",
    "reading/inference.py": "a blank is inferred by R2 and R3",
    "render/xlsx.py": "the formula of a total",
    "summing.py": "a total is computed anew",
}
# The rows of table 二 and the blocks of table 四.
OTHERS = {
    "checking/readings.py": "the cells of what prose tells of documents, decisions, charges, appeals",
    "checking/meaning.py": "lawsuits started at once, which reconsideration should have preceded",
}
OF_A_CASE = ("letters/", "procedure/")  # how a case ends and what is open against it: no rows of a report
_COMMANDS = {"rules"}  # also the name of a command, of a module and of a folder


def texts() -> Iterator[tuple[str, str]]:
    """Every text in Python that may be a key or a cell, with its file; sentences are none."""
    for path in sorted(PACKAGE.rglob("*.py")):
        name = path.relative_to(PACKAGE).as_posix()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and " " not in node.value:
                yield name, node.value


def places(keys: set[str]) -> set[str]:
    return {
        name for name, text in texts() if not name.startswith(OF_A_CASE) and keys & set(WORD.findall(text))
    }


def rows() -> tuple[set[str], set[str], set[str]]:
    """The keys of results, of the frame, of the other tables."""
    known = list(forms().values())
    results = {row.key for one in known for row in (*one.result_rows, *one.unsplit3)}
    frame = {row.key for one in known for row in one.rows3} - results
    others = {row.key for one in known for block in one.blocks2 for row in block.rows}
    return results, frame, (others | {block.key for one in known for block in one.blocks4}) - _COMMANDS


def test_no_form_is_named():
    assert places(set(forms())) == set()


def test_no_row_of_results_is_named():
    assert places(rows()[0]) == set(RESULTS)


def test_the_frame_of_table_three_is_named_only_where_sums_are_made_of_it():
    assert places(rows()[1]) == set(FRAME)


def test_the_other_tables_are_named_only_where_prose_is_held_against_them():
    assert places(rows()[2]) == set(OTHERS)


def test_no_template_or_sentence_counts_the_rows_or_cells_of_a_form():
    counts = {len(one.cells) for one in forms().values()} | {len(one.result_rows) for one in forms().values()}
    counted = re.compile(rf"(?<!\d)(?:{'|'.join(map(str, sorted(counts)))})\s?(?:格|行|种|rows|cells|leaves)")
    found = [
        f"{path.relative_to(PACKAGE)}: {hit[0]}"
        for path in sorted(PACKAGE.rglob("*"))
        if path.suffix in {".py", ".typ", ".html"}
        for hit in counted.finditer(path.read_text(encoding="utf-8"))
    ]
    assert found == []
