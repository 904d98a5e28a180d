"""Which Chinese numerals of a sentence count something? 受理三件、办结二十一件、未结零件

Chinese numerals stand in idioms, laws and mottos far more often than in counts (办成一件事, 三项制度,
受理一件、办结一件). A count is taken only behind a word that counts, and where the words end there or 申请
follows.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator

SIGNS = "零〇一二两三四五六七八九十百千壹贰叁肆伍陆柒捌玖拾佰仟"
_IN_FULL = str.maketrans("壹贰叁肆伍陆柒捌玖拾佰仟", "一二三四五六七八九十百千")  # 叁件
_DIGITS = "零一二三四五六七八九"
_COUNT = re.compile(
    r"(?P<before>(?:(?![零〇一二两三四五六七八九十百千壹贰叁肆伍陆柒捌玖拾佰仟])[\u4e00-\u9fff])?)(?<![零〇一二两三四五六七八九十百千壹贰叁肆伍陆柒捌玖拾佰仟])"
    r"(?P<chinese>[零〇一二两三四五六七八九十百千壹贰叁肆伍陆柒捌玖拾佰仟]+(?:万[零〇一二两三四五六七八九十百千壹贰叁肆伍陆柒捌玖拾佰仟]*)?)"
    r"(?P<over>余|多)?(?P<unit>件次|[件起宗份例封倍]|条(?=[,。;、)]|$))"
    r"(?=[,。;!、()]|$|(?P<behind>[\u4e00-\u9fff]))"
)
_NONE_BEHIND = re.compile(  # 零件 and 一条 are words: nothing is counted but behind one of these
    r"(?:受理|收到|接到|接收|办理|办结|答复|结转|申请|公开|提供|处理|复议|诉讼|起诉|案件|下一?年度?|次年|维持|纠正|未结|撤销|部分|信访|其他|掌握|事务|权益|信息|为|是|:|各|均)$"
)
_PERCENT = re.compile(
    r"百分之(?P<whole>[零〇一二两三四五六七八九十百]+)(?:点(?P<places>[零〇一二三四五六七八九]+))?"
)
_NO_COUNT_BEHIND = frozenset("第每这那某逐同几数好若")  # 第三件, 几十件, 好几件
_NO_COUNT_BEFORE = frozenset("事套实大小要好难具")  # 一件事, 三件套, 十件实事
_MOTTO = re.compile(r"(?:(?:受理|登记|收到|接收|办理|办结|答复|回复|处理|公开|解决)一件[,、]?){2}")
_TOGETHER = "一起"
_NOT_ONE = ("没有", "并无", "未有")  # 没有一封来自单位


def counts(sentence: str) -> Iterator[re.Match[str]]:
    """The counts in a sentence in the shape of `wording.plain`, each with its numeral, 余 and unit."""
    motto = _MOTTO.search(sentence) is not None
    for found in _COUNT.finditer(sentence):
        text = found["chinese"].translate(_IN_FULL) + found["unit"]
        if found["before"] in _NO_COUNT_BEHIND or (found["behind"] or "") in _NO_COUNT_BEFORE:
            continue
        if sentence[: found.start("chinese")].endswith(_NOT_ONE):
            continue
        rare = value(found["chinese"]) == 0 or found["unit"] == "条"
        if rare and not _NONE_BEHIND.search(sentence[: found.start("chinese")]):
            continue
        if value(found["chinese"]) is not None and text != _TOGETHER and not (motto and text == "一件"):
            yield found


def percentages(sentence: str) -> Iterator[tuple[int, int, str]]:
    """百分之十八点三 as 18.3, with its place."""
    for found in _PERCENT.finditer(sentence):
        whole = value(found["whole"])
        if whole is not None:
            places = "".join(
                str("零一二三四五六七八九".index(sign.replace("〇", "零"))) for sign in found["places"] or ""
            )
            yield found.start(), found.end(), f"{whole}.{places}" if places else str(whole)


def value(numeral: str) -> int | None:
    """The number that the numeral writes; None where it is none (三五, 二〇二四)."""
    numeral = numeral.translate(_IN_FULL)
    high, ten_thousand, low = numeral.partition("万")
    if ten_thousand:
        many, rest = value(high), value(low) if low else 0
        return None if many is None or rest is None else many * 10_000 + rest
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
