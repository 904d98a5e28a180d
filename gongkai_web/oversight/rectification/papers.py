"""整改通知 on paper: who is asked to mend what, until when?

The notice is a text like any other official one: `gongkai.richtext.out` lays it out and reads it back.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from gongkai.letters.words import chinese_day
from gongkai.richtext.out.work import Work
from gongkai_web.oversight.rectification.models import Finding, Notice


def work_of(notice: Notice, findings: Sequence[Finding]) -> Work:
    """The notice with its list."""
    return Work(html=_html(notice, findings), title="整改通知", number=notice.reference)


def _html(notice: Notice, findings: Sequence[Finding]) -> str:
    asked = f"请于{chinese_day(notice.due_on)}前（含当日）完成整改，并回复整改情况，附佐证材料。"
    parts = [
        f"<p>{escape(notice.agency.name)}：</p>",
        f"<p>检查中发现你单位存在下列 {len(findings)} 个问题。{asked}</p>",
        *(f"<p>{escape(line)}</p>" for line in notice.words.splitlines() if line.strip()),
        _table(findings),
        f"<p class='align-right'>{escape(notice.kept_by.name)}</p>",
        f"<p class='align-right'>{chinese_day(notice.day)}</p>",
    ]
    return "".join(parts)


def _table(findings: Sequence[Finding]) -> str:
    heads = "".join(f"<th>{one}</th>" for one in ("序号", "编号", "问题", "位置", "整改建议"))
    rows = "".join(
        "<tr>"
        + "".join(
            f"<td>{escape(str(one))}</td>"
            for one in (at, each.registry_number, _said(each), each.where or "—", each.suggestion or "—")
        )
        + "</tr>"
        for at, each in enumerate(findings, 1)
    )
    return f"<table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>"


def _said(finding: Finding) -> str:
    return f"{finding.indicator}：{finding.title}" if finding.rule else finding.title
