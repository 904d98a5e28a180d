"""What does every office write alike? The words of the law's own data: letters, rules, forms, set terms.

An office that has published little has still written in the language of the regulation: what stands in the
folder of the law teaches beside its own texts (`language`). Nothing there is a secret of anybody.
"""

from __future__ import annotations

import functools
import re

from gongkai.lawbook import lawbook
from gongkai.proofing.passage import Passage, plain_passage

_WRONG = re.compile(r"\bwrong: [^,}\n]*")  # the lists of words say what is not to be written, too
_SAID = re.compile(r"[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef“”0-9]{2,}")


def house_texts() -> list[str]:
    """What stands in each file of the law in Chinese; a tab where something else stands between."""
    files = sorted(lawbook().root.rglob("*.yaml"))
    return ["\t".join(_SAID.findall(_WRONG.sub("", path.read_text(encoding="utf-8")))) for path in files]


@functools.cache
def house_passages() -> tuple[Passage, ...]:
    """The same, as it is read."""
    return tuple(plain_passage("body", "正文", text) for text in house_texts())
