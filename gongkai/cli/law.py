"""The command `law`: is the law folder sound, and from which days does each of its files hold?"""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

from gongkai import lawcheck
from gongkai.cli import words
from gongkai.lawbook import lawbook

if TYPE_CHECKING:
    from argparse import _SubParsersAction


def add(commands: _SubParsersAction[words.Parser]) -> None:
    """Adds the command to the parser."""
    one = commands.add_parser(
        "law",
        help="核对法规目录",
        description="读法规目录（GONGKAI_LAW）里的每个文件并互相核对；没有问题的列出各文件和其中的起始日。",
    )
    one.set_defaults(command=_law)


def _law(_options: argparse.Namespace) -> int:
    """Status 2 with a sentence a line on standard error where something is wrong."""
    found = lawcheck.problems() or lawcheck.misread_words()
    for sentence in found:
        print(sentence, file=sys.stderr)
    if found:
        return 2
    book = lawbook()
    for name in lawcheck.files(book):
        print("  ".join(filter(None, (name, "、".join(lawcheck.days(book.node(name)))))))
    return 0
