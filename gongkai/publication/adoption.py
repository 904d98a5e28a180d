"""采纳情况: what became of the opinions on a draft, clause by clause, as a text for everybody?

Counts and reasons come from the register; the text is HTML in the closed form of any item, and goes through
the same review. Nothing of who wrote an opinion is in it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from html import escape

from gongkai.booktitle import in_marks

ADOPTED, PARTLY, REFUSED = VERDICTS = ("adopted", "partly", "refused")
VERDICT_WORDS: Mapping[str, str] = {ADOPTED: "采纳", PARTLY: "部分采纳", REFUSED: "不采纳"}


@dataclass(frozen=True, slots=True)
class Answered:
    """One answer. `clause`: what the clause is called; `summary`: what was said, in the words of the office.

    `number`: how many opinions it answers.
    """

    clause: str
    summary: str
    verdict: str
    reason: str
    number: int


@dataclass(frozen=True, slots=True)
class Consulted:
    """On what opinions were asked, from when to when, and by which ways how many came (label, number)."""

    title: str
    begun: date
    until: date
    ways: Sequence[tuple[str, int]]
    answers: Sequence[Answered]

    @property
    def received(self) -> int:
        """How many opinions were taken."""
        return sum(number for _, number in self.ways)


def counts(answers: Iterable[Answered]) -> dict[str, int]:
    """How many opinions were adopted, partly adopted, refused."""
    known = list(answers)
    return {verdict: sum(one.number for one in known if one.verdict == verdict) for verdict in VERDICTS}


def result_title(title: str) -> str:
    """What the page is called."""
    return f"{in_marks(title)}公开征求意见采纳情况"


def result_summary(told: Consulted) -> str:
    """One sentence: how many came, and what became of them."""
    span = f"{in_marks(told.title)}自 {told.begun} 至 {told.until} 公开征求意见"
    if not told.received:
        return f"{span}，没有收到意见。"
    parts = "，".join(f"{VERDICT_WORDS[one]} {number} 条" for one, number in counts(told.answers).items())
    return f"{span}，共收到意见 {told.received} 条：{parts}。"


def result_html(told: Consulted) -> str:
    """The page: the sentence, the ways, the counts by clause, then each answer with its reason."""
    said = [f"<p>{escape(result_summary(told))}</p>"]
    ways = [f"{label} {number} 条" for label, number in told.ways if number]
    said += [f"<p>意见来源：{escape('、'.join(ways))}。</p>"] if ways else []
    by_clause: dict[str, list[Answered]] = {}
    for one in told.answers:
        by_clause.setdefault(one.clause, []).append(one)
    if by_clause:
        said += ["<h2>各条的意见和采纳情况</h2>", _table(by_clause), "<h2>处理意见和理由</h2>"]
    for clause, answers in by_clause.items():
        said.append(f"<h3>{escape(clause)}</h3>")
        said += [part for one in answers for part in _answer(one)]
    return "".join(said)


def _table(by_clause: Mapping[str, Sequence[Answered]]) -> str:
    heads = ("条文", "收到意见", *VERDICT_WORDS.values())
    rows = ["".join(f"<th>{head}</th>" for head in heads)]
    every = [one for answers in by_clause.values() for one in answers]
    for clause, answers in [*by_clause.items(), ("合计", every)]:
        found = counts(answers)
        cells = [clause, str(sum(found.values())), *(str(found[one]) for one in VERDICTS)]
        rows.append("".join(f"<td>{escape(cell)}</td>" for cell in cells))
    return f"<table>{''.join(f'<tr>{row}</tr>' for row in rows)}</table>"


def _answer(one: Answered) -> tuple[str, str]:
    many = f"（{one.number} 条）" if one.number > 1 else ""
    said = "<br>".join(escape(line) for line in one.summary.splitlines() if line.strip())
    why = "<br>".join(escape(line) for line in one.reason.splitlines() if line.strip())
    taken = f"<strong>{VERDICT_WORDS[one.verdict]}</strong>"
    return f"<p>意见{many}：{said}</p>", f"<p>{taken}。{why}</p>"
