"""Reports to write: every cell different, sums that hold, cells blank and lost; the samples."""

import subprocess
from dataclasses import replace
from decimal import Decimal
from itertools import count

from gongkai.form import form
from gongkai.report import BLANK, UNREADABLE, Note, Report, Section, completed
from tests import samples

AGENCY = "示范市档案馆"
YEARS = {"2019": 2020, "2021": 2024}

_TEXTS = {
    1: "（一）主动公开。全年公开文件 12 份，其中规章解读 3 份。\n"
    "（二）依申请公开。收到的申请都在期限内办结 & 没有 <逾期>。",
    5: "窗口人手不足，答复用语不够统一；已编写模板，并请法制机构讲课两次。",
    6: "发出收费通知的件数和总金额，以及实际收取的总金额均为0。",
}


def distinct(key="2021", **changes):
    """A report in which no two cells hold the same number; its sums do not hold."""
    layout, numbers, cells = form(key), count(11), {}
    for cell in layout.cells.values():
        number = next(numbers)
        cells[cell.id] = Decimal(number) + Decimal("0.25") if cell.kind == "money" else number
        if cell.kind == "signed" and number % 2:
            cells[cell.id] = -number
    sections = tuple(Section(h.number, h.heading, _TEXTS.get(h.number, "")) for h in layout.sections)
    whole = Report(
        form=key,
        cells=cells,
        agency=AGENCY,
        year=YEARS[key],
        title=f"{AGENCY}{YEARS[key]}年政府信息公开工作年度报告",
        sections=sections,
    )
    return replace(whole, **changes)


def sound(key="2021", **changes):
    """The same with every total the sum of its parts, and the two sides of table 三 in balance."""
    report = distinct(key)
    counts = {cell: int(value) for cell, value in report.cells.items() if not cell.startswith("table2")}
    for kind in form(key).kinds3:
        done = sum(counts[f"table3.{row.key}.{kind.key}"] for row in form(key).result_rows)
        counts[f"table3.carried_over_out.{kind.key}"] = 5
        counts[f"table3.carried_over_in.{kind.key}"] = 2
        counts[f"table3.new_received.{kind.key}"] = done + 3
    cells = {cell: value for cell, value in report.cells.items() if cell.startswith("table2")}
    return replace(report, cells=cells | completed(form(key), counts), **changes)


def with_blank(report, cell, stated="", inferred=None):
    """The report with that cell blank."""
    note = Note(BLANK, f"{cell}：空", cell, stated, inferred)
    return replace(report, cells={**report.cells, cell: None}, notes=(*report.notes, note))


def with_lost(report, cell):
    """The report with that cell unreadable."""
    note = Note(UNREADABLE, f"{cell}：读不出", cell)
    return replace(report, cells={**report.cells, cell: None}, notes=(*report.notes, note))


def changed(report, **cells):
    """The report with other numbers: table and cell joined by two underscores in place of dots."""
    return replace(report, cells={**report.cells, **{k.replace("__", "."): v for k, v in cells.items()}})


def libreoffice(file, folder):
    """The file as a PDF made by LibreOffice; skips where it is not installed, fails there in CI."""
    program = samples.libre_office()
    profile = f"-env:UserInstallation=file://{folder}/profile"
    call = [program, profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder / "pdf"), str(file)]
    subprocess.run(call, check=True, capture_output=True, timeout=180)
    return folder / "pdf" / f"{file.stem}.pdf"
