"""Which problems did section five of last year's report tell of, each in its own words?

Named one by one (一是…二是…, 1.…) each is the first sentence behind its sign; else a problem is a sentence
that calls something wanting. What is to be done about them comes after and is left out. Whoever answers for
the report looks through what was found: this only spares copying.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

LONGEST, _SHORTEST = 300, 4
_LONGEST_HEADING = 16
# From here on the section tells of the future, or of what was mended.
_AFTER = re.compile(
    r"下一步|接下来|今后|(?:改进|整改|解决)(?:情况|措施|办法|方向)|20\d\d年,?(?:我|本)[^。]{0,8}将"
)
_SIGN = re.compile(
    r"[一二三四五六七八九十]+是|(?:^|(?<=[。；;\n]))\s*(?:[（(][一二三四五六七八九\d]+[)）]|\d+[.．、])"
)
_WANTING = re.compile(r"不足|不够|不大|不高|不全|不强|不深|薄弱|单一|有待|欠缺|短板|差距|还需|需进一步|问题")
_HEADING = re.compile(r"(?:存在的?(?:主要)?|主要|^)(?:问题|不足)(?:和不足|及不足)?[：:]?$")
# That there are weak points is no problem that anybody could mend.
_VAGUE = re.compile(
    r"(?:一些|某些|一定的?|不少|许多|诸多|以下|一个)?(?:不足|薄弱环节|短板|差距|问题|不足之处|困难)"
)
_OF_A_KIND = re.compile(r"针对(?P<what>[^。；]+?)(?:的)?问题")
_THERE_IS = re.compile(r"还?存在(?:着|以下)?(?P<what>[^。；:：]{4,}?)(?:等)?(?:的)?(?:问题|不足|现象)?$")


def problems_in(text: str) -> tuple[str, ...]:
    """The problems in section five, in order; none where it tells of none."""
    told = _AFTER.split(text)[0]
    _, *named = _SIGN.split(told)
    pieces = [sentences[0] for one in named if (sentences := list(_sentences(one)))]
    found = [one for one in pieces if len(one) >= _SHORTEST and not _is_heading(one)] or list(_wanting(told))
    bare = [_bare(one)[:LONGEST] for one in found]
    return tuple(one for one in bare if not _VAGUE.fullmatch(one)) or tuple(bare)


def _wanting(text: str) -> Iterator[str]:
    return (one for one in _sentences(text) if _WANTING.search(one) and not _is_heading(one))


def _sentences(text: str) -> Iterator[str]:
    return (one.strip() for one in re.split(r"[。\n]", text) if one.strip(" ，、；：:"))


def _is_heading(sentence: str) -> bool:
    """工作中存在的主要问题: names the paragraph, and no problem."""
    return len(sentence) <= _LONGEST_HEADING and bool(_HEADING.search(sentence))


def _bare(sentence: str) -> str:
    """The problem alone: what a sentence says that there is, or that something is done against."""
    told = _OF_A_KIND.search(sentence) or _THERE_IS.search(sentence.rstrip("；;，, "))
    return (told["what"] if told else sentence).strip(" ：:；;，,")
