"""Do shares and rates of growth follow from the numbers beside them?

A rate is worked out again from the figure and its change, from the figure and that of the year before where
the prose states both, or from last year's report. Silent where the base is not named or could be another's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from gongkai.checking.against import SECTIONS, readings
from gongkai.checking.facts import Fact, Subject, Test
from gongkai.prose.mentions import Mention
from gongkai.prose.statements import GROWTH, Told
from gongkai.prose.terms import CHANGE, DOWN, LAST_YEAR, UP

Number = int | Decimal
_SHARE = re.compile(r"占(?!用|地|道)[^,;。]{0,16}$")
_HUNDRED = Decimal(100)
_BASE = re.compile(  # the last words of a year before the number: greedy
    r".*(?:上一?年|去年|前一年|同期|(?P<year>20\d\d)年)(?!度?结转)(?P<between>[^,;。]{0,20})$"
)
_YEARS = re.compile(r"20\d\d(?=年)")
_COMPARED = re.compile(r"(?:比|较|与)20\d\d年")
_MOVED = re.compile(r"增长|增加|增多|上升|提[高升]|减少|下降|降低|[减多少增]$")
_TO = re.compile(r"(?:增加?|增长|上?升|提高|减少?|下?降低?)(?:到|至|为)$")
_NO_SUBJECT = re.compile(
    r"[,、;:()。]|20\d\d年?|上一?年|去年|前一年|同期|本年|今年|年?度|全年|与|较|相?比|由|从|的|为|是|共计?|累计|总计|达到?"
    r"|(?:增加?|增长|上?升|提高|减少?|下?降低?)(?:到|至)?|[我本](?:市|县|区|镇|乡|局|办|委|机关|单位)"
)


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
        elif UP.search(lead) or DOWN.search(lead):
            behind = [other for other in numbers[place + 1 : place + 2] if _in_brackets_behind(other, told)]
            fact = _growth(subject, told, before, behind)
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


# – growth


def _growth(subject: Subject, told: Told, before: Sequence[Told], behind: Sequence[Told]) -> Fact | None:
    year = subject.report.year
    exact = [other for other in before if not other.mention.approximate]
    bases = [other for other in (*exact, *behind) if _is_base(other.mention, year)]
    same = [other for other in exact if other.mention.sentence == told.mention.sentence]
    same = [other for other in same if other not in bases]
    if bases and _follows(told.mention):
        figures = [other for other in same if _is_figure(other.mention, year)]
        pairs = [
            (now, base) for now in figures for base in bases if _linked(now, base, [*exact, told, *behind])
        ]
        if pairs:
            return _between_years(told, pairs)
    counts = [other for other in same if not CHANGE.search(other.mention.lead)]
    changes = [other for other in same if _MOVED.search(other.mention.lead)]
    if not counts:
        return _of_statements(subject, told)
    now = counts[-1]
    moved = changes[-1] if changes else None
    if moved and moved.mention.unit == now.mention.unit and moved.mention.start > now.mention.start:
        return _from_change(told, now, moved) if _follows(told.mention) else None
    if subject.previous is None or now.about is None or not LAST_YEAR.search(told.mention.lead):
        return None
    old = readings(Subject(subject.previous), now.about, now.applicant)
    if old is None:
        return _of_statements(subject, told)
    past = [value for _, value in old.values if value > 0]
    results = [_rate(told, now.mention.value, value) for value in past]
    if not results or any(_rounds_to(told, result) for result in results):
        return None
    return _wrong(told, results[0], f"上年报告的{past[0]}到本年的{now.mention.value}")


def _rate(told: Told, now: Number, base: Number) -> Number:
    sign = 1 if UP.search(told.mention.lead) else -1
    return _HUNDRED * sign * (now - base) / base


def _from_change(told: Told, now: Told, change: Told) -> Fact | None:
    """40件，比上年增加8件，增长25%."""
    moved = change.mention.value
    base = now.mention.value - (moved if UP.search(told.mention.lead) else -moved)
    if base <= 0 or _rounds_to(told, _HUNDRED * moved / base):
        return None
    return _wrong(told, _HUNDRED * moved / base, f"{moved}除以上年的{base}")


def _between_years(told: Told, pairs: Sequence[tuple[Told, Told]]) -> Fact | None:
    """1120条，比上年的1000条增长12%: wrong only where one figure and one base are meant."""
    values = {(now.mention.value, base.mention.value) for now, base in pairs if base.mention.value > 0}
    if len(values) != 1:
        return None
    ((now, base),) = values
    result = _rate(told, now, base)
    return None if _rounds_to(told, result) else _wrong(told, result, f"从{base}到{now}")


def _of_statements(subject: Subject, told: Told) -> Fact | None:
    """A figure without a cell, told once here and once in last year's report; softened: they may differ."""
    about, applicant = (told.about or "").removesuffix(GROWTH), told.applicant
    if subject.previous is None or about in {"", told.about} or readings(subject, about, applicant):
        return None
    wanted = (about, applicant, told.area)
    one, other = (
        {s.value for s in of.statements if (s.about, s.applicant, s.area) == wanted}
        for of in (subject, Subject(subject.previous))
    )
    if len(one) != 1 or len(other) != 1 or not all(other):
        return None
    now, base = one.pop(), other.pop()
    result = _rate(told, now, base)
    if _rounds_to(told, result):
        return None
    return _wrong(told, result, f"上年报告的{base}到本年的{now}", softened=True)


# – which number is this year's, which is last year's, and do they count the same?


def _is_base(mention: Mention, year: int | None) -> bool:
    """比上年的1000条, 2023年发布1000条: a figure of the year before, not a change against it."""
    found = _BASE.fullmatch(mention.lead)
    if not found or CHANGE.search(found["between"]) or mention.unit == "%" or mention.approximate:
        return False
    if found["year"] is None:
        return True
    return year is not None and (int(found["year"]) == year - 1 or bool(_COMPARED.search(mention.lead)))


def _is_figure(mention: Mention, year: int | None) -> bool:
    years = _YEARS.findall(mention.lead)
    return (not years or int(years[-1]) == year) and (
        not CHANGE.search(mention.lead) or bool(_TO.search(mention.lead))
    )


def _linked(now: Told, base: Told, order: Sequence[Told]) -> bool:
    """Whether both count the same: next to each other with nothing named between, or both named alike."""
    if now.mention.unit != base.mention.unit:
        return False
    first, second = sorted((now, base), key=lambda told: (told.mention.sentence, told.mention.start))
    between = [
        other
        for other in order
        if other.mention.unit != "%" and _place(first) < _place(other) < _place(second)
    ]
    named, again = (_NO_SUBJECT.sub("", told.mention.lead) for told in (first, second))
    if not again:
        return not between
    return bool(named) and (named in again or again in named)


def _place(told: Told) -> tuple[int, int]:
    return told.mention.sentence, told.mention.start


def _follows(mention: Mention) -> bool:
    """Whether the rate names nothing of its own: it is that of the figure in front of it."""
    return not _NO_SUBJECT.sub("", CHANGE.sub("", mention.lead))


def _in_brackets_behind(other: Told, told: Told) -> bool:
    """增长12%（上年为1000条）."""
    one, rate = other.mention, told.mention
    return _same_paragraph(other, told) and one.sentence == rate.sentence and one.lead.startswith("(")


# – words


def _rounds_to(told: Told, result: Number) -> bool:
    """Whether the printed percentage is the result rounded, or cut off, at its last printed place."""
    place = Decimal(1).scaleb(-told.mention.decimals)
    return abs(Decimal(told.mention.value) - Decimal(result)) < place


def _wrong(told: Told, result: Number, how: str, *, softened: bool = False) -> Fact:
    shown = f"{Decimal(result):.{max(1, told.mention.decimals)}f}"
    words = {"section": SECTIONS[told.mention.section], "text": told.mention.text, "how": how}
    return Fact((), shown, str(told.mention.value), words, softened)


def _same_paragraph(one: Told, other: Told) -> bool:
    return (one.mention.section, one.mention.paragraph) == (other.mention.section, other.mention.paragraph)


TESTS: dict[str, Test] = {"percentages": percentages}
