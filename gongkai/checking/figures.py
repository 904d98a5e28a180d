"""Do the numbers of the prose agree with each other: parts with their whole, percentages with their base?"""

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
_SHARE = re.compile(r"占(?!用|地|道)[^,;。]{0,16}$")
_UP = re.compile(r"增长|增加|上升|提高|增幅|多")
_DOWN = re.compile(r"下降|减少|降低|降幅|少")
_AGAINST_LAST_YEAR = re.compile(r"同比|上年|去年|上一年|20\d\d年")
_HUNDRED = Decimal(100)


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


# – percentages


def percentages(subject: Subject) -> Iterator[Fact]:
    """Shares and rates of growth, computed again; silent where the base is not named."""
    numbers = [told for told in subject.prose if isinstance(told, Told)]
    for place, told in enumerate(numbers):
        if told.mention.unit != "%" or told.mention.approximate:
            continue
        before = [
            other for other in numbers[:place] if _same_paragraph(other, told) and other.mention.unit != "%"
        ]
        same = [other for other in before if other.mention.sentence == told.mention.sentence]
        lead = told.mention.lead
        if _SHARE.search(lead) and "分别" not in lead and same:
            fact = _share(subject, told, same[-1], before)
        elif _UP.search(lead) or _DOWN.search(lead):
            fact = _growth(subject, told, same)
        else:
            continue
        if fact:
            yield fact


def _share(subject: Subject, told: Told, part: Told, before: Sequence[Told]) -> Fact | None:
    unit, amount = part.mention.unit, part.mention.value
    named = [other.mention.value for other in before if other is not part and other.mention.unit == unit]
    named = [base for base in named if base >= amount and base > 0]
    if not named or part.mention.approximate:
        return None
    report = subject.report
    tables = [report.count(f"table3.{row}.total") for row in ("new_received", "results_total")]
    tables.append(tables[0] + report.count("table3.carried_over_in.total"))
    results = [_HUNDRED * amount / base for base in (*named, *(base for base in tables if base))]
    if any(_rounds_to(told, result) for result in results):
        return None
    return _wrong(told, _HUNDRED * amount / max(named), f"{amount}除以{max(named)}")


def _growth(subject: Subject, told: Told, same: Sequence[Told]) -> Fact | None:
    sign = 1 if _UP.search(told.mention.lead) else -1
    counts = [
        other for other in same if not CHANGE.search(other.mention.lead) and not other.mention.approximate
    ]
    changes = [other for other in same if CHANGE.search(other.mention.lead) and not other.mention.approximate]
    if not counts:
        return None
    now = counts[-1]
    if (
        changes
        and changes[-1].mention.unit == now.mention.unit
        and changes[-1].mention.start > now.mention.start
    ):
        moved = changes[-1].mention.value
        base = now.mention.value - sign * moved
        if base <= 0:
            return None
        result = _HUNDRED * moved / base
        told_how = f"{moved}除以上年的{base}"
        return None if _rounds_to(told, result) else _wrong(told, result, told_how)
    if subject.previous is None or now.about is None or not _AGAINST_LAST_YEAR.search(told.mention.lead):
        return None
    old = readings(Subject(subject.previous), now.about, now.applicant)
    bases = [value for _, value in old.values if value > 0] if old else []
    results = [_HUNDRED * sign * (now.mention.value - base) / base for base in bases]
    if not results or any(_rounds_to(told, result) for result in results):
        return None
    return _wrong(told, results[0], f"上年报告的{bases[0]}到本年的{now.mention.value}")


def _rounds_to(told: Told, result: Number | Decimal) -> bool:
    """Whether the printed percentage is the result rounded, or cut off, at its last printed place."""
    place = Decimal(1).scaleb(-told.mention.decimals)
    gap = abs(Decimal(told.mention.value) - Decimal(result))
    return gap < place


def _wrong(told: Told, result: Number | Decimal, how: str) -> Fact:
    shown = f"{Decimal(result):.{max(1, told.mention.decimals)}f}"
    return Fact((), shown, str(told.mention.value), {**_words(told), "how": how})


def _same_paragraph(one: Told, other: Told) -> bool:
    return (one.mention.section, one.mention.paragraph) == (other.mention.section, other.mention.paragraph)


def _words(told: Told) -> dict[str, object]:
    return {"section": SECTIONS[told.mention.section], "text": told.mention.text}


TESTS: dict[str, Test] = {"parts_and_whole": parts_and_whole, "percentages": percentages}
