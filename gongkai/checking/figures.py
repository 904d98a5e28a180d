"""Do the parts that the prose names add up to their whole?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import groupby

from gongkai.checking.against import SECTIONS, readings
from gongkai.checking.facts import Fact, Subject, Test
from gongkai.prose.statements import TOTAL, Told
from gongkai.prose.terms import CHANGE, CHANNEL, FLOWS

Number = int | Decimal
_OPENS = re.compile(r"^[,;、]?\(?(?:其中|包括|含|分别|主要[是为])|^\(|^:|分为|^[,]?由")
_NESTED = re.compile(r"其中|含")
_THE_REST = re.compile(r"^[,、;]?(?:和|及|以及|还有)?(?:其他|其它|其余)")
_DIVIDED = re.compile(r"分为|分别[为是]")
_ANOTHER_ACT = re.compile(
    r"开展|举办|召开|组织|上报|报送|采用|转载|回复|办理|办结|答复|受理|收到|结转|制作|开设|维护|通过|更新|推送|发布|公布"
)
_INTERPRETATIONS = {"interpretations.department", "interpretations.diverse", "interpretations.media"}
_LONGEST_PART = 30


def parts_and_whole(subject: Subject) -> Iterator[Fact]:
    """Parts that exceed their whole, or that name all of it and do not add up to it."""
    for sentence in _sentences(subject):
        for whole, parts in _wholes(sentence):
            for _, group in groupby(parts, key=_dimension):
                found = list(group)
                total = sum(part.mention.value for part in found)
                if (
                    len(found) > 1
                    and total != whole.mention.value
                    and _is_wrong(subject, whole, found, total)
                ):
                    sums = "＋".join(str(part.mention.value) for part in found)
                    yield Fact((), whole.mention.value, total, {**_words(whole), "sum": sums})


def _is_wrong(subject: Subject, whole: Told, parts: Sequence[Told], total: Number) -> bool:
    if (
        total > whole.mention.value
        or _THE_REST.search(parts[-1].mention.lead)
        or _DIVIDED.search(parts[0].mention.lead)
    ):
        return True
    if {part.about for part in parts} >= _INTERPRETATIONS:
        return True
    return _tables_fill(subject, whole, parts)


def _tables_fill(subject: Subject, whole: Told, parts: Sequence[Told]) -> bool:
    """Whether the rows of table 三 that the parts name come to the whole: then the parts have to, too."""
    values = []
    for part in parts:
        possible = readings(subject, part.about, part.applicant) if part.about else None
        if possible is None:
            return False
        values.append(possible.values[0][1])
    return sum(values) == whole.mention.value


def _sentences(subject: Subject) -> Iterator[list[Told]]:
    numbers = [told for told in subject.prose if isinstance(told, Told)]
    for _, sentence in groupby(
        numbers, key=lambda told: (told.mention.section, told.mention.paragraph, told.mention.sentence)
    ):
        yield list({told.mention: told for told in sentence}.values())


def _wholes(sentence: Sequence[Told]) -> Iterator[tuple[Told, list[Told]]]:
    for place, whole in enumerate(sentence[:-1]):
        if (
            whole.mention.unit != "%"
            and not whole.mention.approximate
            and _OPENS.search(sentence[place + 1].mention.lead)
        ):
            parts = list(_parts(whole, sentence[place + 1 :]))
            if not any(part.mention.approximate for part in parts):
                yield whole, parts


def _parts(whole: Told, following: Sequence[Told]) -> Iterator[Told]:
    in_brackets = following[0].mention.bracketed and not whole.mention.bracketed
    for place, part in enumerate(following):
        mention = part.mention
        if mention.unit == "%":
            continue
        if mention.unit != whole.mention.unit or (in_brackets and not mention.bracketed):
            return
        if mention.bracketed and not in_brackets and not whole.mention.bracketed:
            continue  # a part's own parts
        if place and _NESTED.search(mention.lead):
            return
        if place and (_ends_list(part) or len(mention.lead) > _LONGEST_PART):
            return
        yield part


def _ends_list(part: Told) -> bool:
    """Whether the number belongs to another act, and not to the list any more."""
    about = (part.about or "").removeprefix("cases.")
    if about and part.about != about and about not in FLOWS:
        return False  # a result of table 三: 不予处理 is a label there
    return bool(_ANOTHER_ACT.search(part.mention.lead) or CHANGE.search(part.mention.lead)) or (
        about in FLOWS and part.applicant == TOTAL
    )


def _dimension(part: Told) -> str:
    about = (part.about or "").removeprefix("cases.")
    if part.applicant != TOTAL:
        return "applicant"
    if part.about != about and about:
        return "flow" if about in FLOWS else "result"
    return "channel" if CHANNEL.search(part.mention.lead) and part.about is None else "kind"


def _words(told: Told) -> dict[str, object]:
    return {"section": SECTIONS[told.mention.section], "text": told.mention.text}


TESTS: dict[str, Test] = {"parts_and_whole": parts_and_whole}
