"""What was last year's report, where several units became one since?

One report is taken as it is. Several are those of the units that were merged: their figures are added up, so
that what they carried over is what the new unit has to carry in. Their texts are not: nobody took them over.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from gongkai import corpus
from gongkai.combine import combine
from gongkai.errors import UsageError
from gongkai.report import Report


def previous_report(paths: Sequence[Path]) -> Report | None:
    """The report of the year before; None where no file was given. Raises UsageError over several years."""
    reports = corpus.reports(paths, near=True)
    if len(reports) < 2:
        return reports[0] if reports else None
    years = sorted({str(report.year or "不明") for report in reports})
    if len(years) > 1 or reports[0].year is None:
        raise UsageError(
            f"参数 --previous：给了 {len(reports)} 份，年度是{'、'.join(years)}；"
            "合并前各单位的报告应当是同一年度的。"
        )
    found = combine(reports, f"合并前的 {len(reports)} 个单位", reports[0].year)
    left_out = [problem.message for problem in found.problems if problem.left_out]
    if left_out:
        raise UsageError(f"参数 --previous：{left_out[0]}")
    return replace(found.report, agency=None)  # several names are none
