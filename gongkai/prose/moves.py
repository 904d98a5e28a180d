"""How did a figure move against the year before?

比上年的32件增加8件，增长25%: 32 is the figure of the year before, 8 the difference, 25% the growth, all
of the figure that the phrase names, else of the one told last.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from gongkai.prose.claims import (
    COUNT,
    DIFFERENCE,
    GROWTH,
    LAST,
    MULTIPLE,
    OTHER,
    SHARE,
    THIS,
    Claim,
)
from gongkai.prose.labels import Label
from gongkai.prose.marks import act_behind, keys, marks, unexplained
from gongkai.prose.numbers import PERCENT, Number
from gongkai.prose.phrases import Phrase
from gongkai.prose.shares import IN_FRONT, in_brackets, of_base, rate, rated, share
from gongkai.prose.thread import Thread
from gongkai.prose.tokens import Token
from gongkai.prose.vocabulary import PERIOD, RATE

_TIMES, _POINTS = "倍", "个百分点"
_RECEIVED = "cases.new_received"
_BESIDE = frozenset({"多于", "少于", "高于", "低于", "高出", "超出", "多出"})
_BY = frozenset({"多", "少"})
_UP_TO = frozenset({"至", "到", "为", "成"})  # 增收至7件
_MORE_OR_LESS = frozenset(
    {"多", "还多", "有余", "以上", "超", "超过", "逾", "近", "将近", "接近", "约", "不止", "有多"}
)
_RESTATED = frozenset({"达", "达到", "为", "是", "即"})


def moved(phrase: Phrase) -> bool:
    """Whether the number says how far a figure moved, not what it is: 比上年增加8件, 是上年的2.3倍."""
    number = phrase.number
    assert number is not None
    if number.unit == _TIMES:
        return True
    signs = list(marks(phrase.before, "rise", "fall", "to"))
    if not signs or signs[-1][1] == "to" or phrase.before[-1].text in _UP_TO:
        return False
    if phrase.before[signs[-1][0]].text in _BESIDE:
        return not phrase.before[-1].text.endswith("的")  # 低于上年的7件: the figure itself
    if phrase.before[signs[-1][0]].text in _BY and _against_last_year(phrase.before[: signs[-1][0]]):
        return True  # 较上年多废止11件
    return not act_behind(phrase.before, signs[-1][0])


def _against_last_year(tokens: Sequence[Token]) -> bool:
    compared = next((place for place, _, _ in marks(tokens, "compare")), None)
    return compared is not None and any(key == LAST for _, _, key in marks(tokens[compared:], PERIOD))


def _of_last_year(tokens: Sequence[Token]) -> bool:
    """增速比上年的18.8%: the rate of last year, and no move against it."""
    said = [token for token in tokens if token.text != "的"]
    return bool(said) and tokens[-1].text.endswith("的") and (LAST in keys(said[-1:], PERIOD))


def read_move(thread: Thread, phrase: Phrase, label: Label) -> Iterator[Claim]:
    """The claim of a percentage, a change or a multiple."""
    signs = list(marks(phrase.before, "rise", "fall", "share", RATE))
    kind = signs[-1][1] if signs else ""
    if not kind:
        led = list(marks(phrase.preface, RATE, "share"))
        if not led and _RESTATED.issuperset(token.text for token in phrase.before):
            led = list(marks(phrase.led, "rise", "fall"))  # 增长两成以上，达到25.7%
        kind = led[-1][1] if led else ""
        signs = [(IN_FRONT, kind, led[-1][2])] if led else []
    number = phrase.number
    assert number is not None
    said = [key for _, _, key in marks(phrase.before, PERIOD)]
    if said and said[-1] == THIS:
        thread.period = THIS
    unsaid = thread.future or (
        number.unit == PERCENT and kind in {"rise", "fall"} and _of_last_year(phrase.before)
    )
    unsaid = unsaid or _of_each_or_beside(phrase) or _of_another_year(thread, kind)
    if number.unit == _POINTS or unsaid:
        yield thread.claim(phrase, _kind_of(kind, number))
    elif number.unit == _TIMES:
        yield _of(thread, phrase, label, GROWTH if kind in {"rise", "fall"} else MULTIPLE, 1)
    elif kind == RATE and number.unit == PERCENT and rated(thread, signs[-1][2]):
        yield rate(thread, phrase, signs[-1][2])
    elif kind == "share" and number.unit == PERCENT:
        yield share(thread, phrase, label, signs[-1][0])
    elif kind in {"rise", "fall"}:
        sign = 1 if kind == "rise" else -1
        yield _of(thread, phrase, label, GROWTH if number.unit == PERCENT else DIFFERENCE, sign)
    else:
        yield _percent_alone(thread, phrase, label)


def _percent_alone(thread: Thread, phrase: Phrase, label: Label) -> Claim:
    """A percentage whose own words do not say of what it is one: what stands in front of it does."""
    number = phrase.number
    assert number is not None
    last = thread.here[-1] if thread.here else None
    if number.unit != PERCENT:
        return thread.claim(phrase, SHARE)
    if taken := of_base(thread, phrase):
        return taken
    if _over_last_year(thread, phrase):
        return _of(thread, phrase, label, MULTIPLE, 1)
    if last and last.kind == SHARE and any(marks(phrase.before, "to")):
        return replace(last, value=number.value, start=number.start, period=THIS, decimals=number.decimals)
    if last and last.kind == DIFFERENCE and _restated(phrase):
        moved = _of_what_moved(thread, thread.claim(phrase, GROWTH))
        return replace(moved, value=_signed(thread, number.value))
    return in_brackets(thread, phrase) or thread.claim(phrase, SHARE)


def _over_last_year(thread: Thread, phrase: Phrase) -> bool:
    """为上年的119.8%, 为上年268件的119.8%: this year's over last year's."""
    words = phrase.before
    if not words or not words[-1].text.endswith("的"):
        return False
    told = thread.here[-1] if len(words) == 1 and thread.here and not phrase.openers else None
    of_it = told is not None and told.kind == COUNT and told.period == LAST
    return of_it or any(key == LAST for _, _, key in marks(words, PERIOD))


def _kind_of(kind: str, number: Number) -> str:
    if number.unit != PERCENT:
        return DIFFERENCE
    return SHARE if kind == "share" else GROWTH


def doubled(thread: Thread, phrase: Phrase, label: Label) -> list[Claim]:
    """比上年翻了一番, 与上年持平: a growth of 100%, or a difference of nothing, without a number."""
    said = [key for _, _, key in marks(phrase.before, PERIOD)]
    twice = any(marks(phrase.before, "doubled"))
    level = any(marks(phrase.before, "level")) and said[-1:] == [LAST]
    if not (twice or level) or thread.future or OTHER in said or unexplained(phrase.before):
        return []
    if twice:
        claim = replace(thread.claim(phrase, GROWTH), value=100, unit=PERCENT)
        about = any(token.text in _MORE_OR_LESS for token in phrase.before)
        claim = replace(claim, approximate=about, least=about)
    else:
        claim = replace(thread.claim(phrase, DIFFERENCE), value=0)
    if label.named:
        abouts = label.abouts or (_RECEIVED,)
        return [] if label.narrowed else [replace(claim, abouts=abouts, applicants=label.applicants)]
    return [_of_what_moved(thread, claim)]


def _of_another_year(thread: Thread, kind: str) -> bool:
    """比三年前增加, 比2021年(65件)下降: of a year that no one knows here."""
    told = thread.here[-1] if thread.here else None
    other = told is not None and told.bracketed and told.kind == COUNT and told.period == OTHER
    return kind in {"rise", "fall"} and (thread.period == OTHER or other)


def _of_each_or_beside(phrase: Phrase) -> bool:
    """分别多19件、9件; 比当年新收多1件, 多于新收1件: of several, or beside another figure of this year."""
    if any(marks(phrase.before, "apart", "each")):
        return True
    moves = list(marks(phrase.before, "rise", "fall"))
    said = [place for place, _, _ in marks(phrase.before, "compare")]
    if not moves or any(key == LAST for _, _, key in marks(phrase.before, PERIOD)):
        return False
    place = moves[-1][0]
    if phrase.before[place].text in _BESIDE:
        return act_behind(phrase.before, place)
    return bool(said) and act_behind(phrase.before[:place], said[-1])


def _restated(phrase: Phrase) -> bool:
    """多出4件，即40%; 多出4件（40%）; 多出4件、40%."""
    said = [token.text for token in phrase.before]
    return said == ["即"] or (not said and (phrase.depth > 0 or phrase.openers == "、"))


def _signed(thread: Thread, value: int | Decimal) -> int | Decimal:
    return value if thread.here[-1].value >= 0 else -value


def _of(thread: Thread, phrase: Phrase, label: Label, kind: str, sign: int) -> Claim:
    """Growth, difference or multiple of the figure that is named, else of the one told last."""
    claim = thread.claim(phrase, kind)
    against = [key for _, _, key in marks(phrase.before, PERIOD)]
    if any(key in {OTHER, "next"} for key in against) or any(marks(phrase.before, "limit", "channel")):
        return claim
    value = claim.value * sign
    figures = [one for one in thread.here if one.kind == COUNT and one.unit != PERCENT]
    if not phrase.depth:  # 新收34件（自然人28件、企业6件），较上年增加9件
        figures = [one for one in figures if not one.bracketed or one.period == LAST] or figures
    named = label.acts or label.applicants or label.explicit
    if named and not label.narrowed and label.abouts:
        told = [one for one in thread.recent if one.kind == COUNT and one.abouts == label.abouts]
        return replace(
            claim,
            value=value,
            abouts=label.abouts,
            applicants=label.applicants,
            of=tuple(one for one in told if one.period == THIS)[-1:],
            base=_base(told),
        )
    if not named and len(unexplained(phrase.before)) > 1:
        return replace(claim, value=value)
    if not figures and not named:
        return _of_what_moved(thread, replace(claim, value=value))
    if named or _of_something_unread(thread):
        return replace(claim, value=value)
    own = [one for one in figures if one.abouts] if not figures[-1].abouts else []
    before = figures[-1] if figures[-1].period == LAST and figures[-1].abouts else None
    subject = before or (own or figures)[-1]
    same = [one for one in (thread.recent if subject.abouts else figures) if one.kind == COUNT]
    same = [one for one in same if one.abouts == subject.abouts and one.applicants == subject.applicants]
    if not subject.abouts:  # 企业申请由4件降到2件；个人申请9件，多了3件: what nobody knows is no other's base
        same = [one for one in same if one.clause == subject.clause]
    return replace(
        claim,
        value=value,
        abouts=subject.abouts,
        applicants=subject.applicants,
        area=subject.area,
        of=tuple(one for one in same if one.period == THIS)[-1:],
        base=_base(same),
    )


def _of_something_unread(thread: Thread) -> bool:
    """其中网上申请增加5件，增长20%: it is of what has just been said to move, which nobody knows."""
    last = thread.here[-1]
    return last.kind in {DIFFERENCE, GROWTH} and not last.abouts


def _of_what_moved(thread: Thread, claim: Claim) -> Claim:
    """申请量增加18件，上升25%: of what has just been said to move; else of the figure told last."""
    if thread.here:
        last = thread.here[-1]
        return replace(claim, abouts=last.abouts, applicants=last.applicants, of=last.of, base=last.base)
    told = _main_of_last_sentence(thread)
    if told is None:
        return claim
    return replace(claim, abouts=told.abouts, applicants=told.applicants, of=(told,))


def _main_of_last_sentence(thread: Thread) -> Claim | None:
    """The first figure of the sentence before, which is what the next one goes on about."""
    told = [one for one in thread.recent if one.counts and one.abouts and one.whole is None]
    last = [one for one in told if one.sentence == told[-1].sentence]
    if len(last) > 1 and not any(one.flow or one.applicants for one in last):
        came = [one for one in told if one.flow and one.about == _RECEIVED]
        last = came[-1:] or last  # 收到14件。公开2件、不掌握1件。上年为9件
    return last[0] if last else None


def of_the_last(thread: Thread, claim: Claim) -> Claim:
    """比上年的32件, 增加到40件: another year's figure, or this year's, of what was told last."""
    other = THIS if claim.period == LAST else LAST
    if (shared := thread.here[-1:]) and shared[0].kind == SHARE and shared[0].abouts:
        return replace(claim, abouts=shared[0].abouts, applicants=shared[0].applicants, of=shared[0].of)
    told = [one for one in thread.here if one.kind == COUNT and one.unit == claim.unit]
    told = [one for one in told if one.period == other] or told
    if not told and thread.here and thread.here[-1].kind in {GROWTH, DIFFERENCE}:
        told = [thread.here[-1]]  # 申请量上升25%，达5件
    if not told:
        main = _main_of_last_sentence(thread)
        return (
            replace(claim, abouts=main.abouts, applicants=main.applicants, area=main.area) if main else claim
        )
    parts = [one for one in told if one.whole is not None and one.whole is told[-1].whole]
    if len(parts) > 1 and parts[0].whole in told and not claim.bracketed:
        told = [one for one in told if one is parts[0].whole]
    last = told[-1]
    return replace(claim, abouts=last.abouts, applicants=last.applicants, area=last.area, of=(last,))


def _base(told: Sequence[Claim]) -> Claim | None:
    before = [one for one in told if one.period == LAST]
    return before[-1] if before else None
