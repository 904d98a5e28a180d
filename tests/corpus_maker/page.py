"""What stands on the page: prose, and three tables of printed cells, before a carrier writes them down."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from tests.corpus_maker.figures import COLUMNS, Figures
from tests.corpus_maker.wording import BLOCKS, HEADINGS, KINDS, NOTE, OUTCOMES, RESULTS, ROWS, TABLE2


@dataclass(frozen=True)
class Printed:
    """A row of table two or three as printed: label, the group in front of it, its values with their ids."""

    label: str
    values: tuple[str, ...]
    ids: tuple[str, ...]
    group: str = ""
    result: bool = False


@dataclass(frozen=True)
class Small:
    """A block of table two."""

    article: str
    heads: tuple[str, ...]
    rows: tuple[Printed, ...]


@dataclass(frozen=True)
class Page:
    """A report as it would be printed; `values` are texts, already in the variant wanted."""

    form: str
    year: int
    agency: str
    headings: tuple[str, ...]
    two: tuple[Small, ...]
    heads3: tuple[str, ...]
    three: tuple[Printed, ...]
    four: Printed
    heads4: tuple[str, ...] = tuple(label for _, label in OUTCOMES)
    blocks4: tuple[str, ...] = tuple(label for _, label in BLOCKS)
    note: str = NOTE
    result_head: str = RESULTS
    extra: tuple[Printed, ...] = field(default=())

    @property
    def title(self) -> str:
        return f"{self.agency}{self.year}年政府信息公开工作年度报告"

    @property
    def prose(self) -> tuple[str, ...]:
        """One or two sentences for each of the six sections; tables stand in two, three and four."""
        return (
            f"{self.year}年，{self.agency}认真落实条例要求，主动公开各类信息312条，其中动态类208条。全年培训2次。",
            f"统计期间为{self.year}年1月1日至{self.year}年12月31日，数据由各科室报送。",
            "本机关确定1名专人负责登记，申请渠道共3种，均保持畅通。",
            "复议和诉讼情况如下，数据截至年底。",
            "一是公开的主动性还不够。二是队伍需要加强。下一年将组织培训4次。",
            f"{self.year}年度未收取信息处理费。发出收费通知的件数和总金额，以及实际收取的总金额均为0。",
        )

    def rows(self) -> list[Printed]:
        """All rows that carry values, in printed order."""
        return [*(row for block in self.two for row in block.rows), *self.three, self.four]


def page(figures: Figures, year: int = 2023) -> Page:
    """The page of these figures, plainly labelled."""
    shown = {cell: str(value) for cell, value in figures.cells.items()}
    two = tuple(
        Small(
            article,
            tuple(label for _, label in columns),
            tuple(
                _printed(label, [f"table2.{row}.{column}" for column, _ in columns], shown)
                for row, label in rows
            ),
        )
        for article, columns, rows in TABLE2[figures.form]
    )
    three = tuple(
        replace(
            _printed(row.label, [f"table3.{row.key}.{column}" for column in COLUMNS], shown),
            group=row.group,
            result=row.result or row.key == "results_total",
        )
        for row in ROWS[figures.form]
    )
    four = _printed(
        "", [f"table4.{block}.{outcome}" for block, _ in BLOCKS for outcome, _ in OUTCOMES], shown
    )
    heads3 = tuple(label for _, label in KINDS)
    return Page(figures.form, year, "示范市公开局", tuple(HEADINGS[figures.form]), two, heads3, three, four)


def _printed(label: str, ids: list[str], shown: dict[str, str]) -> Printed:
    return Printed(label, tuple(shown[cell] for cell in ids), tuple(ids))


def relabelled(sheet: Page, change: Callable[[str], str]) -> Page:
    """The page with every label changed."""

    def row(printed: Printed) -> Printed:
        return replace(
            printed, label=change(printed.label), group=change(printed.group) if printed.group else ""
        )

    return replace(
        sheet,
        headings=tuple(map(change, sheet.headings)),
        two=tuple(
            Small(change(block.article), tuple(map(change, block.heads)), tuple(map(row, block.rows)))
            for block in sheet.two
        ),
        heads3=tuple(map(change, sheet.heads3)),
        three=tuple(map(row, sheet.three)),
        heads4=tuple(map(change, sheet.heads4)),
        blocks4=tuple(map(change, sheet.blocks4)),
        note=change(sheet.note),
        result_head=change(sheet.result_head),
    )


def revalued(sheet: Page, change: Callable[[str, str], str]) -> Page:
    """The page with every printed value changed; `change` gets the cell's id and its text."""

    def row(printed: Printed) -> Printed:
        values = tuple(change(cell, text) for cell, text in zip(printed.ids, printed.values, strict=True))
        return replace(printed, values=values)

    return replace(
        sheet,
        two=tuple(replace(block, rows=tuple(map(row, block.rows))) for block in sheet.two),
        three=tuple(map(row, sheet.three)),
        four=row(sheet.four),
    )
