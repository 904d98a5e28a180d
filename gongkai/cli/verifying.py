"""The command `verify`: is a bundle still what its manifest says?"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from gongkai import bundle
from gongkai.cli import words

if TYPE_CHECKING:
    from argparse import _SubParsersAction


def add(commands: _SubParsersAction[words.Parser]) -> None:
    """Adds the command to the parser."""
    one = commands.add_parser(
        "verify",
        help="核对汇总的压缩包",
        description="按清单逐个核对压缩包里的文件：缺的、多的、改过的，一处一行。",
    )
    one.add_argument("bundle", type=Path, metavar="文件.zip")
    one.set_defaults(command=_verify)


def _verify(options: argparse.Namespace) -> int:
    found = bundle.verify(options.bundle)
    for sentence in found:
        print(f"{options.bundle}：{sentence}")
    if not found:
        print(f"{options.bundle}：与清单一致，清单的摘要是 {bundle.digest(options.bundle)}")
    return 1 if found else 0
