"""How does a batch become a board, and a file with its findings a page?"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from gongkai.report import Report
from gongkai_web.annual import presentation
from gongkai_web.annual.campaign.forms import VerdictForm
from gongkai_web.annual.campaign.models import Decision, Stage, SubmittedFile, Verdict
from gongkai_web.annual.campaign.results import Judged, Judgements, Result
from gongkai_web.look.marks import Mark
from gongkai_web.look.parts import Element, Figure, FindingView
from gongkai_web.look.report_tables import TableView

_STAGES = {
    Stage.WAITING: Mark("waiting", Stage.WAITING.label),
    Stage.READING: Mark("open", Stage.READING.label),
    Stage.READ: Mark("done", Stage.READ.label),
    Stage.FAILED: Mark("error", Stage.FAILED.label),
}
_DECISIONS = {Decision.CONFIRMED: Mark("done", "已确认"), Decision.DISMISSED: Mark("void", "不是问题")}
_BYTES = ("B", "KB", "MB")
_STEP = 1024
_TABLES = (2, 3, 4)  # each stands in the section of its number


@dataclass(frozen=True, slots=True)
class Filter:
    """One of the counts at the head of the board, which is also a filter."""

    key: str
    label: str
    fits: Callable[[Result], bool]


FILTERS = (
    Filter("", "全部文件", lambda _: True),
    Filter("unread", "等待读取", lambda one: one.file.stage in {Stage.WAITING, Stage.READING}),
    Filter("failed", "读不出", lambda one: one.file.stage == Stage.FAILED),
    Filter("errors", "有错误", lambda one: one.errors > 0),
    Filter("warnings", "有提醒", lambda one: one.warnings > 0),
    Filter("notes", "有提示", lambda one: one.notes > 0),
    Filter("open", "有待判定", lambda one: one.open > 0),
    Filter(
        "sound",
        "没有问题",
        lambda one: one.file.stage == Stage.READ and not one.standing,
    ),
)


@dataclass(frozen=True, slots=True)
class Row:
    """A file on the board."""

    result: Result
    mark: Mark

    @property
    def read(self) -> bool:
        """Whether there is something to count."""
        return self.result.file.stage == Stage.READ


@dataclass(frozen=True, slots=True)
class FindingRow:
    """A cause, or what follows from one, with its own verdict and the form for another one.

    `answer`: what the agency said to it when it checked its own report.
    """

    view: FindingView
    key: str
    verdict: Verdict | None
    mark: Mark | None
    form: VerdictForm
    answer: str = ""
    following: tuple[FindingRow, ...] = ()

    @property
    def asked(self) -> bool:
        """Whether a verdict on something that follows was refused: its form is shown, not folded away."""
        return any(row.form.errors or row.verdict for row in self.following)


def board(found: Sequence[Result]) -> list[Row]:
    """The files as rows."""
    return [Row(one, _STAGES[Stage(one.file.stage)]) for one in found]


def figures(found: Sequence[Result], url: str) -> list[Figure]:
    """The counts at the head; each leads to the files that it counts."""
    return [
        Figure(f"{sum(map(one.fits, found)):,}", one.label, f"{url}?show={one.key}" if one.key else url)
        for one in FILTERS
    ]


@dataclass(frozen=True, slots=True)
class Part:
    """A section of a report as it is read: its heading, its paragraphs, and the tables that stand in it."""

    heading: str
    lines: tuple[str, ...]
    tables: tuple[TableView, ...]


def parts(
    report: Report, judged: Judgements | None, address: Callable[[str], str] = lambda _: ""
) -> list[Part]:
    """The whole report, prose and tables; tables of no section that was found stand at the end.

    `judged`: what is marked in the tables, where it is; `address`: where a cell leads.
    """
    marked = [one.finding for one in judged.judged] if judged else []
    views = presentation.tables(report, address, marked)
    left = dict(zip(_TABLES, views, strict=True))
    found = [
        Part(
            one.heading,
            tuple(filter(None, map(str.strip, one.text.splitlines()))),
            (left.pop(one.number),) if one.number in left else (),
        )
        for one in report.sections
    ]
    return [*found, *((Part("", (), tuple(left.values())),) if left else ())]


def finding_rows(
    report: Report,
    judged: Judgements,
    asked: tuple[str, VerdictForm] | None,
    answers: Mapping[str, str] | None = None,
) -> list[FindingRow]:
    """The causes as numbered in the tables.

    `asked`: the key and form of a refused verdict; `answers`: by message, what the agency said to it itself.
    """
    said = answers or {}
    views = presentation.finding_views(report, [one.finding for one in judged.judged])
    return [
        replace(
            _finding_row(view, cause, asked, said),
            following=tuple(
                _finding_row(*pair, asked, said) for pair in zip(view.following, following, strict=True)
            ),
        )
        for view, (cause, following) in zip(views, judged.causes, strict=True)
    ]


def _finding_row(
    view: FindingView, one: Judged, asked: tuple[str, VerdictForm] | None, said: Mapping[str, str]
) -> FindingRow:
    form = asked[1] if asked and asked[0] == one.key else VerdictForm(auto_id=f"id_{one.key[:12]}_%s")
    mark = _DECISIONS[Decision(one.own.decision)] if one.own else None
    return FindingRow(view, one.key, one.own, mark, form, said.get(one.finding.message, ""))


def elements(result: Result) -> list[Element]:
    """What is known of a file."""
    file, before = result.file, result.previous
    rows = [
        Element("报告机关", file.reporter),
        Element("年度", str(file.year or "")),
        Element("年报格式", f"{file.form} 年格式" if file.form else ""),
        Element("上年报告", f"{before.name}（{before.year} 年度）" if before else "没有，未核对结转"),
        Element("文件格式", f"{file.kind}，{size(file)}"),
        Element("摘要", file.sha256[:16]),
    ]
    if file.stage != Stage.READ:
        rows = rows[-2:]
    return [Element("进度", "", "", _STAGES[Stage(file.stage)]), *rows]


def size(file: SubmittedFile) -> str:
    """The size in words."""
    left, unit = float(file.size), _BYTES[0]
    for unit in _BYTES:
        if left < _STEP or unit == _BYTES[-1]:
            break
        left /= _STEP
    return f"{left:.0f} {unit}" if unit == _BYTES[0] else f"{left:.1f} {unit}"
