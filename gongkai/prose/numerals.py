"""Which Chinese numerals of a sentence count something? 受理三件、办结二十一件、未结零件

Chinese numerals stand in idioms, laws and mottos far more often than in counts (办成一件事, 三项制度,
受理一件、办结一件). A count is taken only behind a word that counts, and where the words end there or 申请
follows.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator

_DIGITS = "零一二三四五六七八九"
_COUNT = re.compile(
    r"(?:受理|收到|接到|接收|收件|新收|新增|登记|办理|办结|答复|结转|申请|公开|提供|不掌握|处理|不存在|复议|诉讼|起诉|应诉|案件"
    r"|下一?年度?|次年|维持|纠正|撤销|审结|未结|结案|合计|总计|共计|制发|制定|出台|废止|有效|决定|通知|自然人|企业|组织|机构|共|计|为|是|:|各|均)"
    r"(?P<chinese>[零〇一二两三四五六七八九十百千]+)(?P<over>余|多)?(?P<unit>件次|[件起宗])"
    r"(?=[,。;!、()]|$|(?:政府|依)?(?:信息)?(?:公开)?的?申请)"
)
_MOTTO = re.compile(r"(?:受理|登记|收到|接收|办理|办结|答复|回复|处理|公开|解决)一件")
_TOGETHER = "一起"


def counts(sentence: str) -> Iterator[re.Match[str]]:
    """The counts in a sentence in the shape of `wording.plain`, with the groups of `mentions`."""
    motto = len(_MOTTO.findall(sentence)) > 1
    for found in _COUNT.finditer(sentence):
        text = found["chinese"] + found["unit"]
        if value(found["chinese"]) is not None and text != _TOGETHER and not (motto and text == "一件"):
            yield found


def value(numeral: str) -> int | None:
    """The number below ten thousand that the numeral writes; None where it is none (三五, 二〇二四)."""
    plain = numeral.replace("两", "二").replace("〇", "零").removeprefix("零") or "零"
    return _known().get(plain if plain != "零" or len(numeral) == 1 else "")


@functools.lru_cache
def _known() -> dict[str, int]:
    """Every number below ten thousand as it is written, 十一 also as 一十一."""
    known = {_written(number): number for number in range(10_000)}
    return known | {text.removeprefix("一"): number for text, number in known.items() if 10 <= number < 20}


def _written(number: int) -> str:
    """One thousand and five: 一千零五."""
    text = ""
    for place, unit in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // place % 10
        if digit:
            text += _DIGITS[digit] + unit
        elif text and number % place and not text.endswith("零"):
            text += "零"
    return text or _DIGITS[0]
