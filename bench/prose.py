"""How much of marked prose is read, how many planted faults are found, how many alarms are false?"""

from __future__ import annotations

from pathlib import Path

from tests.law.prose import marked


def run() -> list[tuple[str, str]]:
    """(what, measured) for the bench's table: one line for each folder of marked samples."""
    return [measured(folder) for folder in marked.folders()] or [("标注过的正文", "没有，没有测")]


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
