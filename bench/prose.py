"""How much of marked prose is read, how many planted faults are found, how many alarms are false?"""

from __future__ import annotations

from pathlib import Path

from tests.law.prose import marked, stress

_EVERY, _SELDOM = 5, 20  # of all marked samples every fifth is read with fewer words; fewer are made anew


def run() -> list[tuple[str, str]]:
    """(what, measured) for the bench's table: one line for each folder of marked samples."""
    found = [measured(folder) for folder in marked.folders()]
    return [*found, *_not_understood()] if found else [("标注过的正文", "没有，没有测")]


def _not_understood() -> list[tuple[str, str]]:
    """How many alarms what nobody understands makes: words taken out, and unknown words put in."""
    samples, few = stress.every(_EVERY), stress.every(_SELDOM)
    rows = []
    for share in (0.1, 0.2):
        found = stress.dropped_out(samples, share, seed=1)
        comparable = sum(one.comparable for one in found)
        read = comparable - sum(len(one.missed) for one in found)
        alarms = sum(len(one.alarms) for one in found)
        rows.append(
            (
                f"抽掉词汇的 {share:.0%}，{len(samples)} 份",
                f"读出 {read / comparable:.1%}；误报 {alarms} 处（要求接近 0）",
            )
        )
    for name, told in (
        ("数的前面加上不认识的范围、类别", [x for one in few for x in stress.narrowed(one, seed=1)]),
        ("加上说不认识的事的一句", [x for one in few for x in stress.added(one, seed=1)]),
    ):
        rows.append((f"{name}，{len(told)} 处", f"误报 {sum(bool(x) for _, x in told)} 处（要求接近 0）"))
    return rows


def measured(folder: Path) -> tuple[str, str]:
    """The three numbers of a folder, and how many of its texts are traps."""
    found = [marked.measured(sample) for sample in marked.samples(folder)]
    comparable = sum(one.comparable for one in found)
    read = comparable - sum(len(one.missed) for one in found)
    faults = sum(one.faults for one in found)
    told = faults - sum(len(one.unfound) for one in found)
    alarms = sum(len(one.alarms) for one in found)
    traps = sum(one.sample.trap for one in found)
    return (
        f"标注过的正文 {folder.name}，{len(found)} 份（其中 {traps} 份有意写得容易读错）",
        f"可比的数 {comparable} 个，读出 {read} 个（{read / max(comparable, 1):.1%}，要求 > 90%）；"
        f"错 {faults} 处，找到 {told} 处（{told / max(faults, 1):.1%}，要求 > 90%）；"
        f"误报 {alarms} 处（要求 0）",
    )
