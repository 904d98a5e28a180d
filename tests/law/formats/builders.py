"""What does a report look like in each format? Made here from plain figures, without the library's own form.

`Figures` are the numbers of tables 二, 三 and 四; `sample` takes them from a sample text, `distinct` makes
them up so that no two cells are alike and every sum of the form holds. `tables` lays them out with spans;
one function a format writes that down.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROWS3 = (
    ("new_received", ("一、本年新收政府信息公开申请数量",)),
    ("carried_over_in", ("二、上年结转政府信息公开申请数量",)),
    ("granted", ("三、本年度办理结果", "（一）予以公开")),
    ("partially_granted", ("", "（二）部分公开（区分处理的，只计这一情形，不计其他情形）")),
    ("denied_state_secret", ("", "（三）不予公开", "1.属于国家秘密")),
    ("denied_prohibited_by_law", ("", "", "2.其他法律行政法规禁止公开")),
    ("denied_security_stability", ("", "", "3.危及“三安全一稳定”")),
    ("denied_third_party_rights", ("", "", "4.保护第三方合法权益")),
    ("denied_internal_affairs", ("", "", "5.属于三类内部事务信息")),
    ("denied_process_information", ("", "", "6.属于四类过程性信息")),
    ("denied_enforcement_file", ("", "", "7.属于行政执法案卷")),
    ("denied_administrative_inquiry", ("", "", "8.属于行政查询事项")),
    ("unavailable_not_held", ("", "（四）无法提供", "1.本机关不掌握相关政府信息")),
    ("unavailable_requires_creation", ("", "", "2.没有现成信息需要另行制作")),
    ("unavailable_unclear_after_correction", ("", "", "3.补正后申请内容仍不明确")),
    ("not_processed_petition_complaint", ("", "（五）不予处理", "1.信访举报投诉类申请")),
    ("not_processed_duplicate", ("", "", "2.重复申请")),
    ("not_processed_publication", ("", "", "3.要求提供公开出版物")),
    ("not_processed_excessive", ("", "", "4.无正当理由大量反复申请")),
    ("not_processed_reconfirmation", ("", "", "5.要求行政机关确认或重新出具已获取信息")),
    (
        "other_correction_overdue",
        ("", "（六）其他处理", "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请"),
    ),
    (
        "other_fee_overdue",
        ("", "", "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请"),
    ),
    ("other_misc", ("", "", "3.其他")),
    ("results_total", ("", "（七）总计")),
    ("carried_over_out", ("四、结转下年度继续办理",)),
)
COLUMNS3 = (
    ("natural_person", "自然人"),
    ("commercial_enterprise", "商业企业"),
    ("research_institution", "科研机构"),
    ("social_welfare_organization", "社会公益组织"),
    ("legal_service_agency", "法律服务机构"),
    ("other_organization", "其他"),
    ("total", "总计"),
)
BLOCKS4 = ("reconsideration", "litigation_direct", "litigation_after_reconsideration")
COLUMNS4 = (
    ("upheld", "结果维持"),
    ("corrected", "结果纠正"),
    ("other_outcome", "其他结果"),
    ("pending", "尚未审结"),
    ("total", "总计"),
)
CELLS2 = (
    *(f"rules.{column}" for column in ("issued_count", "repealed_count", "effective_count")),
    *(f"normative_documents.{column}" for column in ("issued_count", "repealed_count", "effective_count")),
    "administrative_licensing.decision_count",
    "administrative_penalty.decision_count",
    "administrative_coercion.decision_count",
    "administrative_charges.amount_wan_yuan",
)
HEADINGS = (
    "一、总体情况",
    "二、主动公开政府信息情况",
    "三、收到和处理政府信息公开申请情况",
    "四、政府信息公开行政复议、行政诉讼情况",
    "五、存在的主要问题及改进情况",
    "六、其他需要报告的事项",
)


@dataclass(frozen=True)
class Figures:
    """The numbers: ten of table 二, 25 rows by seven of table 三, fifteen of table 四."""

    two: tuple[str, ...]
    three: tuple[tuple[int, ...], ...]
    four: tuple[int, ...]

    @property
    def cells(self) -> dict[str, str]:
        """Every figure as text under the id of its cell."""
        found = {f"table2.{cell}": text for cell, text in zip(CELLS2, self.two, strict=True)}
        for (row, _), numbers in zip(ROWS3, self.three, strict=True):
            for (column, _), number in zip(COLUMNS3, numbers, strict=True):
                found[f"table3.{row}.{column}"] = str(number)
        ids = [f"table4.{block}.{column}" for block in BLOCKS4 for column, _ in COLUMNS4]
        return found | {cell: str(number) for cell, number in zip(ids, self.four, strict=True)}


@dataclass(frozen=True)
class Written:
    """A whole report: title, prose by section, figures."""

    title: str
    prose: tuple[str, ...]
    figures: Figures


def sample(path: Path) -> Written:
    """The figures of a sample text, taken from the right ends of its rows."""
    text = path.read_text(encoding="utf-8")
    rows = [[cell.strip() for cell in line.split("\t")] for line in text.splitlines() if "\t" in line]
    numbers = [[cell for cell in row if re.fullmatch(r"\d+(?:\.\d+)?", cell)] for row in rows]
    two = [number for row in numbers if len(row) in (1, 3) for number in row]
    three = [tuple(map(int, row)) for row in numbers if len(row) == 7]
    four = next(tuple(map(int, row)) for row in numbers if len(row) == 15)
    year = re.search(r"20\d\d", text)
    title = f"示范市人民政府办公室{year[0] if year else 2024}年政府信息公开工作年度报告"
    return Written(title, prose(), Figures(tuple(two), tuple(three), four))


def distinct(seed: int = 7) -> Written:
    """Made-up figures: no two cells alike, and every sum of the form holds."""
    chance = random.Random(seed)
    while True:
        figures = _drawn(chance)
        if len(set(figures.cells.values())) == len(figures.cells):
            return Written("示范市数据局2024年政府信息公开工作年度报告", prose(), figures)


def _drawn(chance: random.Random) -> Figures:
    numbers = iter(chance.sample(range(1, 2400), 250))
    leaves = [[next(numbers) for _ in range(6)] for _ in range(21)]
    came_before = [next(numbers) for _ in range(6)]
    goes_on = [next(numbers) for _ in range(6)]
    done = [sum(column) for column in zip(*leaves, strict=True)]
    came = [one + two - three for one, two, three in zip(done, goes_on, came_before, strict=True)]
    three = [(*row, sum(row)) for row in [came, came_before, *leaves, done, goes_on]]
    four = [next(numbers) for _ in range(12)]
    blocks = [four[start : start + 4] for start in (0, 4, 8)]
    two = [str(next(numbers)) for _ in range(9)]
    return Figures(
        (*two, f"{next(numbers)}.37"),
        tuple(three),
        tuple(number for block in blocks for number in (*block, sum(block))),
    )


def prose() -> tuple[str, ...]:
    """A paragraph for each section; tables stand below those of two to four."""
    return (
        "2024年，本机关认真贯彻落实《中华人民共和国政府信息公开条例》，围绕中心工作推进主动公开，规范办理依申请公开，"
        "加强政府信息管理和平台建设，做好监督保障。本报告所列数据的统计期限为2024年1月1日至2024年12月31日。",
        "",
        "",
        "",
        "存在的问题是公开内容还不够丰富，解读形式比较单一。下一步将加强培训，丰富解读形式，提高公开质量。",
        "本年度本机关未收取信息处理费。发出收费通知的件数和总金额，以及实际收取的总金额均为0。",
    )


# – tables with spans


@dataclass(frozen=True)
class Cell:
    """A cell of a laid-out table, where it begins, with what it spans."""

    row: int
    column: int
    text: str
    high: int = 1
    wide: int = 1


@dataclass(frozen=True)
class Table:
    """A table: its size, its cells and how wide its columns are (in any unit)."""

    rows: int
    columns: int
    cells: tuple[Cell, ...]
    widths: tuple[float, ...]


def tables(figures: Figures) -> tuple[Table, Table, Table]:
    """Tables 二, 三 and 四 as the notice draws them."""
    return _table2(figures.two), _table3(figures.three), _table4(figures.four)


def _table2(numbers: tuple[str, ...]) -> Table:
    heads = ("信息内容", "本年制发件数", "本年废止件数", "现行有效件数")
    rows: list[list[tuple[str, int]]] = [
        [("第二十条第（一）项", 4)],
        [(head, 1) for head in heads],
        [("规章", 1), *((number, 1) for number in numbers[:3])],
        [("行政规范性文件", 1), *((number, 1) for number in numbers[3:6])],
        [("第二十条第（五）项", 4)],
        [("信息内容", 1), ("本年处理决定数量", 3)],
        [("行政许可", 1), (numbers[6], 3)],
        [("第二十条第（六）项", 4)],
        [("信息内容", 1), ("本年处理决定数量", 3)],
        [("行政处罚", 1), (numbers[7], 3)],
        [("行政强制", 1), (numbers[8], 3)],
        [("第二十条第（八）项", 4)],
        [("信息内容", 1), ("本年收费金额（单位：万元）", 3)],
        [("行政事业性收费", 1), (numbers[9], 3)],
    ]
    cells = []
    for index, row in enumerate(rows):
        column = 0
        for text, wide in row:
            cells.append(Cell(index, column, text, 1, wide))
            column += wide
    return Table(len(rows), 4, tuple(cells), (3, 2, 2, 2))


def _table3(numbers: tuple[tuple[int, ...], ...]) -> Table:
    note = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"
    cells = [
        Cell(0, 0, note, 3, 3),
        Cell(0, 3, "申请人情况", 1, 7),
        Cell(1, 3, "自然人", 2, 1),
        Cell(1, 4, "法人或其他组织", 1, 5),
        Cell(1, 9, "总计", 2, 1),
        *(Cell(2, 4 + index, head) for index, (_, head) in enumerate(COLUMNS3[1:6])),
    ]
    spans = {
        "三、本年度办理结果": 22,
        "（三）不予公开": 8,
        "（四）无法提供": 3,
        "（五）不予处理": 5,
        "（六）其他处理": 3,
    }
    for index, ((_, labels), values) in enumerate(zip(ROWS3, numbers, strict=True), start=3):
        for column, label in enumerate(labels):
            if label:
                wide = 3 - column if column == len(labels) - 1 else 1
                cells.append(Cell(index, column, label, spans.get(label, 1), wide))
        cells += [Cell(index, 3 + column, str(value)) for column, value in enumerate(values)]
    return Table(28, 10, tuple(cells), (1.3, 1.6, 4.2, 1.3, 1.3, 1.3, 1.3, 1.3, 1.3, 1.4))


def _table4(numbers: tuple[int, ...]) -> Table:
    cells = [
        Cell(0, 0, "行政复议", 1, 5),
        Cell(0, 5, "行政诉讼", 1, 10),
        *(Cell(1, column, head, 2, 1) for column, (_, head) in enumerate(COLUMNS4)),
        Cell(1, 5, "未经复议直接起诉", 1, 5),
        Cell(1, 10, "复议后起诉", 1, 5),
        *(Cell(2, 5 + column, COLUMNS4[column % 5][1]) for column in range(10)),
        *(Cell(3, column, str(number)) for column, number in enumerate(numbers)),
    ]
    return Table(4, 15, tuple(cells), (1.0,) * 15)


def parts(report: Written) -> Iterator[str | Table]:
    """The report from top to bottom: lines of text and tables."""
    drawn = dict(zip((2, 3, 4), tables(report.figures), strict=True))
    yield report.title
    for number, heading in enumerate(HEADINGS, start=1):
        yield heading
        if report.prose[number - 1]:
            yield report.prose[number - 1]
        if number in drawn:
            yield drawn[number]
