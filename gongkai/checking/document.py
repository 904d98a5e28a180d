"""What does docs/rules.md say?  It is made from the rules on file:

python -m gongkai.checking.document docs/rules.md
"""

from __future__ import annotations

import sys
from pathlib import Path

from gongkai.checking.findings import CLASS_LABELS, SEVERITY_LABELS
from gongkai.checking.rules import Rule, rules
from gongkai.lawbook import Lawbook, lawbook

_FILES = {
    "tables": "表内勾稽",
    "years": "与上年报告核对",
    "meaning": "格子的含义和格式",
    "skeleton": "六个部分",
    "prose": "正文的数字、年份和收费",
    "text": "文字和个人信息",
    "filing": "与台账、公布日期核对",
}
_HEAD = """# 核对规则

本页由 `python -m gongkai.checking.document docs/rules.md` 从 `gongkai/law/rules/` 生成；
请改规则，不要改本页。

- 错误：不改正不得公布。提醒：请核对，有理由的可以保留。提示：文字质量。
- 登记了说明的单元格，错误降为提醒，提醒降为提示；有空格参与求和、口径分不清的也一样。
- 每条分四类之一：准确性（数字、年度、用语对不对）、完整性（该有的有没有缺）、存在性（规定的行、部分在不在）、
  一致性（表内、表间、正文和表格、与上年对不对得上）。
- 同一个原因引出的几处折在一处下面；JSON 里用 `because` 指回原因，`rules_version` 写明规则集。
- “手册”是手册里的编号或章节；“需要”写明除报告外还要给出什么。
- 消息里花括号的部分由核对时的数字填入。"""
_NEEDS = {"years": "上年报告", "filing": "台账或公布日期"}


def rules_document(book: Lawbook | None = None) -> str:
    """The page, one table for each file of rules, ending in a line break."""
    book = book or lawbook()
    known = rules(book)
    parts = [_HEAD]
    files = {Path(node.file).stem: [key for key, _ in node.entries()] for node in book.nodes("rules")}
    for name in [*_FILES, *(name for name in files if name not in _FILES)]:
        if name not in files:
            continue
        parts.append(f"\n## {_FILES.get(name, name)}\n")
        for key in files[name]:
            parts.append(_entry(known[key], _NEEDS.get(name)))
    parts.append(f"\n共 {len(known)} 条。\n")
    return "\n".join(parts)


def _entry(rule: Rule, needs: str | None) -> str:
    told = [
        SEVERITY_LABELS[rule.severity],
        CLASS_LABELS[rule.class_],
        f"手册 {rule.handbook}",
        f"格式 {'、'.join(rule.forms)}",
        f"出处 {rule.source.reviewed}",
    ]
    if rule.since:
        told.append(f"{rule.since.year} 年度起")
    if rule.limits:
        told.append("、".join(f"{name} {value}" for name, value in rule.limits.items()))
    if needs:
        told.append(f"需要{needs}")
    lines = [
        f"### `{rule.id}`",
        "",
        rule.sentence,
        "",
        f"- {' · '.join(told)}",
        f"- 消息：{rule.message}",
        "",
    ]
    return "\n".join(lines)


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(rules_document(), encoding="utf-8")
