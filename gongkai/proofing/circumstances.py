"""Is something told of a person by name that is nobody's business: illness, marriage, means?

In a sentence, a name and the word within it; in a list of persons, the head of a column. `张某`, `李**`
are no names: that is how it is to be written.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Mapping
from datetime import date

from gongkai.proofing.finding import Finding
from gongkai.proofing.kinds import KindOfFinding
from gongkai.proofing.passage import CELL, Line, Passage

SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭"
    "陆范汪廖石金韦贾夏付邹熊白孟秦邱侯江尹薛闫雷龙史陶贺毛段郝顾龚邵万覃武钱戴严莫孔赖"
)
_ROLES = (
    "申请人|患者|病人|学生|村民|居民|职工|户主|当事人|被处罚人|救助对象|低保户|贫困户|残疾人"
    "|女|男|之子|之女|其妻|其夫|姓名"
)
# A name is told by what stands before it (a role) or behind it (what only a person does or is).
_NAME = re.compile(
    rf"(?:(?:{_ROLES})[:： ]?(?P<led>[{SURNAMES}](?!某)[\u4e00-\u9fff]{{1,2}}?)"
    rf"(?=[，,、（( ：:。因患系身被于在的与和,;；]|$))"
    rf"|(?:(?<=^)|(?<=[，,。；;、：:\n\t )）]))(?P<shown>[{SURNAMES}](?!某)[\u4e00-\u9fff]{{1,2}}?)"
    r"(?=[，,]?(?:因病|因患|患|身患|罹患|被诊断|确诊|系|男|女|现年|同志|本人|离异|离婚|丧偶|未婚|怀孕|[（(](?:男|女|身份证)"
    r"|(?:肢体|视力|听力|言语|智力|精神)残疾))",
    re.MULTILINE,
)
_SENTENCE = re.compile(r"[^。；;！!？?\n]+")
_PERSON_HEADS = re.compile(r"姓名|户主|申请人|救助对象|保障对象|患者|学生|残疾人")
_NOTHING = re.compile(r"[\s/—\-–*×xX]*|无|否|没有|正常|健康|良好")
_MASKED_NAME = re.compile(r".[某*×xXoO○]+.?|.{0,2}[*×]+.{0,2}")


def circumstances(passage: Passage, day: date, kinds: Mapping[str, KindOfFinding]) -> Iterator[Finding]:
    """What is told beside a name, in sentences and in lists."""
    telling = [kind for kind in kinds.values() if kind.words]
    for sentence in _SENTENCE.finditer(passage.text):
        if _NAME.search(sentence[0]):
            for kind in telling:
                said = _pattern(kind.words).search(sentence[0])
                if said:
                    span = sentence.start() + said.start(), sentence.start() + said.end()
                    yield kind.finding(passage, span, day, quote=said[0])
    yield from _in_lists(passage, day, [kind for kind in kinds.values() if kind.headers])


@functools.lru_cache(maxsize=64)
def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, sorted(words, key=len, reverse=True))))


def _in_lists(passage: Passage, day: date, kinds: list[KindOfFinding]) -> Iterator[Finding]:
    """One finding for a column, at its first cell that tells something of somebody by name."""
    named: dict[tuple[int, int], bool] = {}
    told: set[tuple[int, int, str]] = set()
    cells = [line for line in passage.lines if line.kind == CELL and line.head]
    for line in cells:
        if _PERSON_HEADS.search(line.head):
            named[line.row] = _is_name(passage.text[line.start : line.end])
    for line in cells:
        kind = next((one for one in kinds if _heads(one, line)), None)
        if kind is None or not named.get(line.row) or (line.row[0], line.column, kind.code) in told:
            continue
        if not _NOTHING.fullmatch(passage.text[line.start : line.end].strip()):
            told.add((line.row[0], line.column, kind.code))
            yield kind.finding(passage, (line.start, line.end), day, quote=line.head)


def _heads(kind: KindOfFinding, line: Line) -> bool:
    return any(head in line.head for head in kind.headers)


def _is_name(said: str) -> bool:
    said = said.strip()
    return bool(re.fullmatch(r"[\u4e00-\u9fff·]{2,12}", said)) and not _MASKED_NAME.fullmatch(said)
