"""The command `rules`: by which rules are reports checked?"""

from __future__ import annotations

import argparse
import json
from typing import TYPE_CHECKING

from gongkai.checking import SEVERITY_LABELS, rules
from gongkai.cli import words

if TYPE_CHECKING:
    from argparse import _SubParsersAction


def add(commands: _SubParsersAction[words.Parser]) -> None:
    """Adds the command to the parser."""
    one = commands.add_parser(
        "rules", help="全部核对规则", description="列出核对规则：编号、内容、级别、出处。"
    )
    one.add_argument("--json", action="store_true", help="输出 JSON")
    one.set_defaults(command=_rules)


def _rules(options: argparse.Namespace) -> int:
    found = [
        {
            "id": rule.id,
            "sentence": rule.sentence,
            "severity": rule.severity,
            "class": rule.class_,
            "forms": list(rule.forms),
            "source": str(rule.source),
            "handbook": rule.handbook,
        }
        for rule in rules().values()
    ]
    if options.json:
        print(json.dumps(found, ensure_ascii=False, indent=2))
        return 0
    for rule in found:
        print(
            f"{rule['id']}  {SEVERITY_LABELS[str(rule['severity'])]}  {rule['sentence']}〔{rule['source']}〕"
        )
    return 0
