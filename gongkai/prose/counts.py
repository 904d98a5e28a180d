"""What does a number count: the claim of its words, of the list it stands in, and of what was told before?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from gongkai.prose import moves
from gongkai.prose.applicants import other_applicants
from gongkai.prose.claims import COUNT, DIFFERENCE, ELSEWHERE, GROWTH, LAST, OTHER, SHARE, THIS, Claim
from gongkai.prose.denials import left_nothing, nothing_left
from gongkai.prose.labels import Label
from gongkai.prose.left_open import left_open, number_of_people, of_the_shown
from gongkai.prose.lists import contains
from gongkai.prose.marks import marks, unexplained
from gongkai.prose.narrowing import APPEALS, CASES
from gongkai.prose.phrases import Phrase
from gongkai.prose.shown import DECIDED
from gongkai.prose.sums import added_up, with_what_is_added
from gongkai.prose.thread import Frame, Thread
from gongkai.prose.vocabulary import ACT, AREA, PERIOD
from gongkai.prose.years import year_of

_COMES_TO = (["为"], ["是"], ["达"], ["至"])
_RESTATES = frozenset(
    {
        "具体",
        "具体为",
        "具体是",
        "准确数",
        "准确数字",
        "确切数",
        "具体数",
        "实际",
        "实",
        "为",
        "是",
        "即",
        "数",
        "数字",
    }
)
_COORDINATED = frozenset({"、", "和", "及", "与", "以及"})
_AGAINST = (*DECIDED, "collections", "inspections", "files_reviewed", "other_records")
_OF_APPEALS = 4  # the section
_SHORTEST = 2  # words in front of a number that say nothing without those before
_SIGNS = ",、;:()。"
_ENDED = (".finished", ".results_total")
_HANDLED = ".handled"
_FLOW_OF_APPLICANTS = "cases.new_received"


def counted(thread: Thread, phrase: Phrase, label: Label) -> Iterator[Claim]:
    number = phrase.number
    assert number is not None
    claim = _claim(thread, phrase, label)
    each = any(marks(phrase.before, "each"))
    apart = any(marks(phrase.before, "apart"))
    if apart:
        claim = _first_of_several(thread, phrase, label, claim)
    elif thread.queue and not label.acts and not label.applicants:
        claim = _next_of_several(thread, claim)
    elif (each or not number.value) and len(claim.abouts) > 1:
        yield from (replace(claim, abouts=(about,)) for about in claim.abouts)
        return
    elif each and len(claim.applicants) > 1:
        yield from (replace(claim, applicants=(one,)) for one in claim.applicants)
        return
    else:
        claim = _from_what_was_told(thread, phrase, label, claim)
    if not claim.abouts and not label.named and claim.period == OTHER and phrase.openers == "、":
        claim = moves.of_the_last(thread, claim)
    yield claim
    if left_nothing(phrase, claim):
        yield nothing_left(thread, phrase)
    if contains(phrase):
        thread.frames = [Frame(_with_those_beside(thread, phrase, claim), phrase.depth, lasting=True)]


def _with_those_beside(thread: Thread, phrase: Phrase, claim: Claim) -> Claim:
    """复议30件、诉讼22件中，32件得到维持: both together are what the parts are taken from."""
    last = thread.here[-2] if len(thread.here) > 1 else None
    beside = last is not None and phrase.openers in _COORDINATED and last.unit == claim.unit
    if last is None or not beside or last.kind != COUNT or not last.abouts or last.abouts == claim.abouts:
        return claim
    return replace(claim, value=last.value + claim.value, abouts=(), narrowed=True)


def _from_what_was_told(thread: Thread, phrase: Phrase, label: Label, claim: Claim) -> Claim:
    """What the phrase leaves to the figures in front of it: 合计40件, 去年76件，今年86件."""
    if _adds_to_it(phrase):
        return with_what_is_added(thread, claim)
    if not label.named and claim.period == LAST and _of_those(phrase) and claim.whole is not None:
        return _carried_in(thread, claim)
    if thread.pair and (place := next((key for _, _, key in marks(phrase.before, "former", "latter")), None)):
        return replace(claim, abouts=(thread.pair[place == "latter"],), narrowed=False, named=True)
    if not claim.abouts and claim.scoped and claim.whole and not label.named:
        return replace(claim, abouts=claim.whole.abouts)  # 全系统482件，其中本级19件
    if not claim.abouts and contains(phrase):
        return _told_before(thread, claim)
    if label.named:
        return claim
    if any(marks(phrase.before, "sum", "sum_of_years")):
        return added_up(thread, claim)
    if twice := _same_in_another_unit(thread, phrase, claim):
        return twice
    if said := _share_in_front(thread, phrase) or _come_to(thread, phrase, claim):
        return replace(claim, abouts=said.abouts, applicants=said.applicants, whole=None)
    if claim.period == LAST or _of_this_year(thread, phrase):
        return moves.of_the_last(thread, claim)
    return claim


def _claim(thread: Thread, phrase: Phrase, label: Label) -> Claim:
    """The claim of the phrase, as its label and the thread tell it."""
    frame = thread.frames[-1] if thread.frames else None
    lead = (*phrase.preface, *phrase.before)
    period = year_of(thread, phrase)
    abouts, applicants = _meaning(thread, phrase, label, frame if period != LAST else None)
    if left_open(thread, phrase, label):
        abouts = ()
    area = ELSEWHERE if _shared_out(thread, phrase, abouts, applicants) else thread.area
    return replace(
        thread.claim(phrase),
        abouts=abouts,
        applicants=applicants,
        area=area,
        period=OTHER if thread.future else period,
        text=_quoted(thread.text, phrase, label),
        label="".join(token.text for token in (*phrase.before, *phrase.after)),
        part=label.part,
        rest=any(marks(phrase.before, "rest")),
        whole=frame.whole if frame and not (applicants and frame.whole.applicants) else None,
        scoped=any(marks(lead, AREA)),
        flow=label.flow,
        divided=any(marks(lead, "divided")) or (phrase.openers == ":" and not phrase.preface),
        deed=any(marks(phrase.before, "deed")) and not (label.acts and abouts),
        channel=any(marks(phrase.before, "channel")),
        narrowed=label.narrowed,
        of_a_kind=label.kind,
        named=label.named,
        unread=of_the_shown(thread, label)
        or _told_alone(label)
        or number_of_people(phrase, label)
        or _of_those_decided(thread, label)
        or _unread(phrase, label)
        or (thread.applied_for and not label.explicit and label.subjects == (CASES,))
        or _the_rest(phrase, label),
        subject=_subject(thread, label, abouts),
        explicit=label.explicit,
        first=label.behind,
        joined=_joined(thread, phrase),
        reasons=label.reasons,
        under=None if label.explicit else thread.anchor,
    )


def _joined(thread: Thread, phrase: Phrase) -> bool:
    """建议14件、提案19件: enumerated beside the figure in front of it, outside of a list of parts."""
    last = thread.here[-1] if thread.here else None
    number = phrase.number
    if phrase.openers not in _COORDINATED or last is None or number is None:
        return False
    return last.kind == COUNT and last.unit == number.unit and last.whole is None


def _the_rest(phrase: Phrase, label: Label) -> bool:
    """除2件结转外，其余50件均已办结: the rest of what came in, and not all that was finished."""
    return label.flow and any(marks(phrase.before, "rest"))


def _told_alone(label: Label) -> bool:
    """制定制度2件: the act alone told a subject of table 二, and may be done to something else."""
    return label.told and label.subjects[-1:] != (CASES,) and not label.part


def _of_those_decided(thread: Thread, label: Label) -> bool:
    """处罚案件听证4件，复议3件: appeals beside permits, penalties and hearings may be of these."""
    appeals = bool(label.subjects) and label.subjects[-1].startswith(APPEALS)
    beside = thread.settled and (thread.topic or "").startswith(_AGAINST)
    return appeals and beside and thread.section != _OF_APPEALS


def _unread(phrase: Phrase, label: Label) -> bool:
    """Whether something stays unexplained: a word, or even a sign beside an act of one (办班12次)."""
    said = (*phrase.before, *phrase.after)
    acts = (token for token in said if token.sense(ACT) and not token.sense("place"))
    if label.kind:
        return False
    short = label.subjects == (CASES,) and any(len(token.text) == 1 for token in acts)
    return len(unexplained(said)) > (0 if short else 1)


def _shared_out(thread: Thread, phrase: Phrase, abouts: tuple[str, ...], applicants: tuple[str, ...]) -> bool:
    """全区7件，其中区政府制发3件、社区制发4件: the next part of the same is another agency's."""
    last = thread.here[-1] if thread.here else None
    if not thread.frames or last is None or applicants or any(marks(phrase.before, AREA)):
        return False
    return last.scoped and last.whole is thread.frames[-1].whole and last.abouts == abouts != ()


def _quoted(sentence: str, phrase: Phrase, label: Label) -> str:
    """The words of the number as they are quoted in messages: up to the number, or to the label behind it."""
    number = phrase.number
    assert number is not None
    behind = [token.end for token in label.words if token.start > number.start]
    end = max([number.end, *(behind if label.behind else ())])
    start = phrase.start
    if number.start - start < _SHORTEST and end == number.end:
        start = phrase.led[0].start if phrase.led else start
        end = max([end, *(token.end for token in phrase.after if not phrase.led)])
    return sentence[start:end].strip(_SIGNS)


def _subject(thread: Thread, label: Label, abouts: tuple[str, ...]) -> str:
    """The subject that the figure is of: 经复议的2件 of 诉讼 are of their block."""
    named = label.subjects[-1] if label.subjects else thread.topic or ""
    about = abouts[0] if abouts else ""
    closer = [key for key in thread.words.subjects if key.startswith(named) and about.startswith(f"{key}.")]
    return max(closer, key=len, default=named)


def _meaning(
    thread: Thread, phrase: Phrase, label: Label, frame: Frame | None
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What is counted, and of whom."""
    abouts, applicants = _as_before(thread, label), label.applicants
    if not label.explicit and any(marks(phrase.before, "sum")):
        abouts = tuple(_of_both_blocks(about) for about in abouts)
    whole = frame.whole if frame else None
    if not applicants and not abouts:
        applicants = other_applicants(thread, phrase)
    if applicants and not abouts:
        abouts = _of_applicants(thread, whole)
    elif (
        whole
        and not applicants
        and abouts
        and whole.applicants
        and whole in thread.here
        and label.subjects == (CASES,)
        and not label.flow
        and not _are_all(thread, whole)
    ):
        applicants = whole.applicants
    if label.narrowed or (whole is not None and not applicants and _of_a_subset(thread, whole, abouts)):
        return (), applicants
    if phrase.number and len(label.subjects) == 1 and not label.narrowed:
        other = thread.words.subjects[label.subjects[0]].by_unit.get(phrase.number.unit)
        abouts = (other,) if other and abouts else abouts
    return abouts, applicants


def _are_all(thread: Thread, whole: Claim) -> bool:
    """收到5件，全部为自然人申请；其中公开2件: the results of natural persons are those of all."""
    return any(
        (one.abouts, one.value) == (whole.abouts, whole.value) and not one.applicants
        for one in thread.recent
        if one.counts
    )


def _of_both_blocks(about: str) -> str:
    """直接起诉9件，复议后起诉8件，未结共5件: of both."""
    block, _, what = about.rpartition(".")
    return f"lawsuits.{what}" if block.startswith("lawsuits.") else about


def _of_a_subset(thread: Thread, whole: Claim, abouts: tuple[str, ...]) -> bool:
    """涉及征地的20件，其中公开8件; 办结85件，其中当年申请81件: only that part of it is counted."""
    if abouts == whole.abouts and thread.area == whole.area:
        return True  # 全市402件，其中本级44件 is no part of a kind
    if whole.narrowed and not whole.abouts:
        of_that_value = (one for one in thread.recent if one.value == whole.value and one.whole is None)
        return not any(one.about.startswith(CASES) for one in of_that_value)
    return whole.about.endswith(_ENDED) and "cases.new_received" in abouts


def _as_before(thread: Thread, label: Label) -> tuple[str, ...]:
    """备案复议134件，诉讼57件: the act said of the first holds for the next."""
    last = thread.here[-1] if thread.here else None
    if label.acts or not last or not label.subjects:
        return label.abouts
    if not label.abouts and label.explicit:
        return _same_act(thread, label, last)
    if not last.about.endswith(_HANDLED):
        return label.abouts
    return tuple(
        about.removesuffix(".total") + _HANDLED for about in label.abouts if about.endswith(".total")
    )


def _same_act(thread: Thread, label: Label, last: Claim) -> tuple[str, ...]:
    """现行有效规章0件、行政规范性文件38件: the act said of the first subject holds for the next."""
    subject, act = label.subjects[-1], last.about.rpartition(".")[2]
    known = thread.words.subjects[subject].acts
    shared = last.subject != subject and act in known and last.subject in thread.words.subjects
    if not shared or act not in thread.words.subjects[last.subject].acts:
        return ()
    return (known[act].about,)


def _of_applicants(thread: Thread, whole: Claim | None) -> tuple[str, ...]:
    """自然人30件: of the figure that is being split, else of what came in."""
    if whole is not None and whole.abouts:
        return whole.abouts
    flows = [claim for claim in thread.recent if claim.counts and claim.abouts and claim.area != ELSEWHERE]
    said = [claim.abouts for claim in flows if claim.abouts[0].endswith(("received", "accepted_total"))]
    return said[-1] if said else (_FLOW_OF_APPLICANTS,)


# – several labels, several numbers


def _first_of_several(thread: Thread, phrase: Phrase, label: Label, claim: Claim) -> Claim:
    """维持、纠正分别为1件、2件: the labels wait for their numbers."""
    place = next(marks(phrase.before, "apart"))[0]
    periods = [key for _, _, key in marks(phrase.before[:place], PERIOD)]
    if len(periods) > 1:
        thread.queue = [(PERIOD, key) for key in periods]
    elif len(label.applicants) > 1:
        thread.queue = [("applicant", one) for one in label.applicants]
    elif len(label.abouts) > 1:
        thread.queue = [("about", one) for one in label.abouts]
    if not thread.queue:  # 分别为信访3件、重复2件: each number has its own label
        return claim if label.abouts or label.applicants else replace(claim, abouts=())
    thread.queued = claim.unknown  # a label that nobody knows moves those behind it by one
    return _next_of_several(thread, claim)


def _next_of_several(thread: Thread, claim: Claim) -> Claim:
    kind, key = thread.queue.pop(0)
    claim = replace(claim, unknown=claim.unknown or thread.queued)
    if kind == PERIOD:
        before = thread.here[-1] if thread.here and not claim.abouts else claim
        return replace(claim, period=key, abouts=before.abouts, applicants=before.applicants)
    if kind == "applicant":
        abouts = claim.abouts or (thread.here[-1].abouts if thread.here else ())
        return replace(claim, applicants=(key,), abouts=abouts)
    return replace(claim, abouts=(key,))


def _of_those(phrase: Phrase) -> bool:
    return any(marks(phrase.before, "part")) and not phrase.after


def _carried_in(thread: Thread, claim: Claim) -> Claim:
    """办结231件（含上年15件）: of last year are those that were carried over."""
    acts = thread.words.subjects[CASES].acts
    carried = next((act.turns[LAST] for act in acts.values() if LAST in act.turns), None)
    requests = claim.whole is not None and claim.whole.about.startswith(CASES)
    return replace(claim, abouts=(carried,), period=THIS) if carried and requests else claim


def _adds_to_it(phrase: Phrase) -> bool:
    """加上年结转共16件: the sum of the figure told before and of what is added to it."""
    kinds = [kind for _, kind, _ in marks(phrase.before, "added", ACT, "sum")]
    return kinds[:1] == ["added"] and kinds[-1] == "sum" and ACT in kinds


def _same_in_another_unit(thread: Thread, phrase: Phrase, claim: Claim) -> Claim | None:
    """采购21项，1846.3万元; 处罚167项，85件: a bare number in another unit, of the subject told last."""
    told = [one for one in thread.here if one.kind == COUNT and one.abouts]
    if (
        claim.narrowed
        or not told
        or told[-1].unit == claim.unit
        or any(token.other for token in phrase.before)
    ):
        return None
    subject = thread.words.subjects.get(told[-1].subject)
    if subject is None or subject.default is None or claim.unit not in subject.units:
        return None
    return replace(claim, abouts=(subject.by_unit.get(claim.unit, subject.default),), part=told[-1].part)


def _share_in_front(thread: Thread, phrase: Phrase) -> Claim | None:
    """自然人占72.1%（62件）: the number behind a share is that of the part."""
    last = thread.here[-1] if thread.here else None
    if not phrase.depth or last is None or last.kind != SHARE or last.bracketed or phrase.before:
        return None
    return last


def _come_to(thread: Thread, phrase: Phrase, claim: Claim) -> Claim | None:
    """比上年少10件，为94件: the figure that has just been said to move."""
    last = thread.here[-1] if thread.here else None
    told = [token.text for token in phrase.before]
    if last and last.approximate and last.unit == claim.unit and _RESTATES.issuperset(told):
        return last  # 近30件，具体为31件
    return last if last and last.kind in {DIFFERENCE, GROWTH, SHARE} and told in _COMES_TO else None


def _of_this_year(thread: Thread, phrase: Phrase) -> bool:
    """增加到40件; 去年收到76件，今年86件: the figure told last, of another year."""
    if any(marks(phrase.before, "to")):
        return True
    this = [key for _, _, key in marks(phrase.before, PERIOD)] == [THIS]
    return this and bool(thread.here) and thread.here[-1].period in {LAST, OTHER}


def _told_before(thread: Thread, claim: Claim) -> Claim:
    """今年的11件中: the figure of that value which was told before."""
    same = [one for one in thread.recent if one.counts and one.abouts and one.value == claim.value]
    return replace(claim, abouts=same[-1].abouts, applicants=same[-1].applicants) if same else claim
