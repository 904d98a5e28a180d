"""Do other words make it only a part of what the label says? 涉及拆迁的, 网上提交的, 不认识的话"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from gongkai.prose.claims import RECEIVED, THIS
from gongkai.prose.marks import unexplained, without_reasons
from gongkai.prose.phrases import Phrase
from gongkai.prose.tokens import Token
from gongkai.prose.vocabulary import ACT, APPLICANT, AREA, PERIOD, SUBJECT, WEAK, Act

CASES = "cases"
APPEALS = ("reconsiderations", "lawsuits")
_OURS = ("公开", "答复", "依申请", "申请", "信息", "告知")
_OF_A_MATTER = frozenset(
    {"因", "因为", "由于", "鉴于", "对", "涉", "涉及", "关于", "有关", "就", "针对", "围绕"}
)
_DECIDED = "decisions"  # 行政许可受理1240件 counts no decisions
_CONTRARY = ("非", "不", "未", "无", "没", "拒", "免")
_LED = 2  # the zone of the words that lead up to the number
_ASKED = frozenset({RECEIVED.rpartition(".")[2], "accepted_total"})
_MOST_UNKNOWN = 1  # one stray character is no narrower subject


def narrowed(phrase: Phrase, subject: str, acts: list[Act], place: int, *, kind: bool) -> bool:
    """Whether other words make it only a part: 涉及拆迁的, 网上提交的, or what nobody explains."""
    core = own_words(phrase, subject, place)
    if place == 1 and acts and not acts[-1].flow and told_at_the_end(phrase.after, subject):
        return _limited(phrase.before) or _of_another(phrase.after, subject)
    unknown = 0 if kind else len(unexplained(core))
    said = core if place == 1 else [*phrase.before, *core]
    limits = without_reasons(said) if acts and not acts[-1].flow else said
    if unknown > _MOST_UNKNOWN or _limited(limits) or _of_a_kind(core, acts):
        return True
    if _turned_round(core):
        return True
    if subject.startswith(APPEALS) and for_another_reason(phrase.before):
        return True
    led = phrase.preface if any(token.sense("via") for token in phrase.preface) else ()
    decided = subject.startswith(_DECIDED)
    if decided and _asked_for(phrase.before, subject):
        return True
    if (place == 0 or decided) and _of_another(phrase.before, subject):
        return True
    if place == _LED and not acts and _limited(phrase.led):
        return True  # 申请集中在教育领域，达31件
    asked = any(token.sense(APPLICANT) for token in phrase.before)
    if place == 1 and not acts and not asked and _goes_on(phrase.after, subject):
        return True
    if place == 1 and (_of_another(phrase.after, subject) or begins_a_clause(phrase.after, acts)):
        return True
    return subject == CASES and _by_channel((*led, *said))


def own_words(phrase: Phrase, subject: str, place: int) -> list[Token]:
    """The words that have to be explained: from the first label to the number, or around the number."""
    labels = [number for number, token in enumerate(phrase.before) if names_subject(token, subject)]
    strong = [number for number in labels if not phrase.before[number].sense("place")]
    labels = strong or labels
    named = any(token.sense(SUBJECT) or token.sense(WEAK) for token in phrase.before)
    before = phrase.before[labels[0] :] if labels and named else phrase.before
    if place == 1 or not labels:
        ends = [number for number, token in enumerate(phrase.after) if names_subject(token, subject)]
        after = phrase.after[: ends[0] + 1] if ends else phrase.after if place == 1 else ()
        return [*before, *after]
    led = phrase.led if place == _LED else ()
    return [*led, *before]


def names_subject(token: Token, subject: str) -> bool:
    """Whether the word names the subject, or something that is done to it."""
    return any(
        (sense.kind == ACT and sense.subject == subject)
        or (sense.kind in {SUBJECT, WEAK} and sense.key == subject)
        for sense in token.senses
    )


def _limited(tokens: Sequence[Token]) -> bool:
    for place, token in enumerate(tokens):
        if token.sense("limit") and not token.sense(ACT):
            following = tokens[place + 1].sense(AREA) if place + 1 < len(tokens) else None
            if following is None or following.key != "own":
                return True
    return False


def _of_a_kind(tokens: Sequence[Token], acts: list[Act]) -> bool:
    """土地征收类: a kind of request, where the word in front of 类 is no result."""
    result = bool(acts) and not acts[-1].flow
    for before, token in pairwise(tokens):
        if token.sense("category") and not (before.sense(APPLICANT) or (result and before.sense(ACT))):
            return True
    return False


def _of_another(tokens: Sequence[Token], subject: str) -> bool:
    """不予公开决定被纠正1件: what is done last is done to something else."""
    if subject.startswith(_DECIDED):
        places = [place for place, token in enumerate(tokens) if names_subject(token, subject)]
        tokens = tokens[places[-1] :] if places else ()
    last = next((token for token in reversed(tokens) if token.sense(ACT)), None)
    if last is None or (last.sense("place") and not subject.startswith(_DECIDED)):
        return False
    return not any(sense.subject == subject for sense in last.senses if sense.kind == ACT)


def told_at_the_end(after: Sequence[Token], subject: str) -> bool:
    """1件为气象证明查询事项, 3件资料缺失无法提供: the result ends what is said of them."""
    last = after[-1] if after else None
    return last is not None and any(sense.kind == ACT and sense.subject == subject for sense in last.senses)


def _turned_round(core: Sequence[Token]) -> bool:
    """非公开类29件: a stray character in front of an act that makes it its contrary."""
    return any(
        before.other and before.text.endswith(_CONTRARY) and token.sense(ACT)
        for before, token in pairwise(core)
    )


def _goes_on(after: Sequence[Token], subject: str) -> bool:
    """2件申请因涉及面广，…: behind what is counted a clause about some of them goes on."""
    place = next((n for n, token in enumerate(after) if names_subject(token, subject)), len(after))
    return any(token.sense("reason") or token.sense("limit") or token.other for token in after[place + 1 :])


def begins_a_clause(after: Sequence[Token], acts: list[Act]) -> bool:
    """1件因12月底收到: behind the number stands a clause about some of them, not what was done to all."""
    if not acts or not acts[-1].flow:
        return False
    first = next((place for place, token in enumerate(after) if token.sense(ACT)), len(after))
    said = after[:first]
    if acts[-1].about == RECEIVED:
        said = [token for token in said if not _of_this_year(token)]  # 29件是2025年新来的
    return any(token.sense("reason") or token.sense(PERIOD) or token.other for token in said)


def _of_this_year(token: Token) -> bool:
    period = token.sense(PERIOD)
    return period is not None and period.key == THIS


def for_another_reason(before: Sequence[Token]) -> bool:
    """因投诉处理引发的行政复议2件, 涉审批事项诉讼1件: of other matters than those of table 四."""
    place = next((number for number, token in enumerate(before) if _begins_a_reason(token)), None)
    if place is None:
        return False
    end = next((n for n, token in enumerate(before) if n > place and _is_brought(token)), len(before))
    reason = "".join(token.text for token in before[place:end])
    other = any(not token.sign and _says_of_what(token) for token in before[place + 1 : end])
    return other and not any(word in reason for word in _OURS)


def _begins_a_reason(token: Token) -> bool:
    return token.text in _OF_A_MATTER


def _is_brought(token: Token) -> bool:
    """引发, 提起, or the appeal itself: where the words on its matter end."""
    named = (sense.subject or sense.key for sense in token.senses if sense.kind in {ACT, SUBJECT})
    return any(key.startswith(APPEALS) for key in named)


def _says_of_what(token: Token) -> bool:
    """A word that no one knows, a limit, or the name of something; 事项, 有关 and the like say nothing."""
    named = token.sense(SUBJECT) or token.sense(WEAK)
    if named is not None and not named.key.startswith((CASES, *APPEALS)):
        return True
    if any(sense.kind == ACT and sense.subject.startswith(_DECIDED) for sense in token.senses):
        return not token.sense("place")  # 涉审批事项
    return token.other or (token.sense("limit") is not None and not token.sense("place"))


def _asked_for(before: Sequence[Token], subject: str) -> bool:
    """受理行政许可52件: what was asked for, and not yet decided."""
    place = next((n for n, token in enumerate(before) if names_subject(token, subject)), 0)
    steps = [s for token in before[:place] for s in token.senses if s.subject == CASES and s.key in _ASKED]
    ours = any(s.kind == ACT and s.subject == subject for token in before for s in token.senses)
    return bool(steps) and not ours


def _by_channel(tokens: Sequence[Token]) -> bool:
    ways = {token.text for token in tokens if token.sense("channel")}
    return len(ways) == 1 and not any(token.sense("any_channel") for token in tokens)
