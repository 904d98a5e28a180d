"""What of the words that somebody looked for may be kept? Nothing that tells who, or of whom.

A word with an identity number, a telephone, a card, a mailbox, an address is dropped whole, and so is one
that reads as a name. Whoever counts words needs the subject that people miss, never the person.
"""

from __future__ import annotations

import re
from datetime import date

from gongkai.proofing.circumstances import SURNAMES
from gongkai.proofing.passage import plain_passage
from gongkai.proofing.personal import personal_data

# A surname and one or two characters, alone or before what is said of persons.
_NAME = re.compile(
    rf"(?:[{SURNAMES}]|欧阳|司马|上官|诸葛|公孙|慕容|皇甫|尉迟|令狐|夏侯)[\u4e00-\u9fff]{{1,2}}"
    r"(?:同志|先生|女士|本人|的?(?:任职|任免|简历|判决|判决书|处罚|处罚决定|处罚决定书|案|案件|房产|低保|档案|工资|电话))?"
)
# What begins like a name and is none: the subject that people look for.
_SUBJECT = re.compile(
    r"(?:[\u4e00-\u9fff]{0,2}(?:费|税|证|金|卡|表|款|法|令|店|路|桥|村|镇|乡|县|市|区|校|院|所|站|价|险|业|房|车|地|水|电|气|学|考|温|速|龄))"
)
_LONG_SUBJECT = re.compile(
    r".*(?:温|龄|铁|考|管理|办法|补贴|规划|公园|公司|学校|医院|中心|通知|许可|登记|申请)"
)
# A word of so many signs can be a whole name, whatever its last sign also means: 王金水.
_LONGEST_NAME = 3
_NUMBER = re.compile(r"[0-9A-Za-z]*[0-9]{7,}[0-9A-Za-z]*")


def kept_words(typed: str, day: date) -> str:
    """The words without any that could tell of a person; empty where none is left."""
    text = " ".join(typed.split())
    spans = [(one.start, one.end) for one in personal_data(plain_passage("q", "检索词", text), day)]
    words, place = [], 0
    for word in text.split(" "):
        end = place + len(word)
        if not any(first < end and last > place for first, last in spans) and not _tells(word):
            words.append(word)
        place = end + 1
    return " ".join(words)


def _tells(word: str) -> bool:
    bare = re.sub(r"[^\w]", "", word)
    if _NUMBER.search(word):
        return True
    return not bare or (bool(_NAME.fullmatch(bare)) and not _is_subject(bare))


def _is_subject(bare: str) -> bool:
    if _LONG_SUBJECT.fullmatch(bare):
        return True
    return len(bare) > _LONGEST_NAME and bool(_SUBJECT.fullmatch(bare))
