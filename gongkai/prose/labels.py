"""What are the words around a number about: which subject, what was done to it, whose requests?

The words of the number's own piece come first, those in front of the number before those behind it; then
the pieces that lead up to it, then those that follow. A number is labelled only where its own words are
explained: what stands between label and number and is no known word may narrow the subject, so nothing is
said.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from gongkai.prose.claims import OWN, RECEIVED
from gongkai.prose.marks import group, keys, marks, of_all, only_joins, unexplained, without_reasons
from gongkai.prose.narrowing import CASES, begins_a_clause, narrowed, own_words
from gongkai.prose.phrases import Phrase
from gongkai.prose.subjects import Around, acts_of_any, knows, subjects_of
from gongkai.prose.tokens import Token
from gongkai.prose.vocabulary import ACT, APPLICANT, AREA, PERIOD, SUBJECT, WEAK, Act, Vocabulary

EVERYONE, ORGANIZATIONS = "everyone", "organizations"
_TURNING = frozenset({PERIOD, "added", "sum", "channel"})
_BESIDE = 3  # words between 结转 and the year that it goes with
_MOST_INHERITED = 4
_ANNOUNCED = tuple(f"{word}{sign}" for word in ("结果", "情况", "结论") for sign in ("", "是", "为", "有"))
_REQUEST = "申请"
_AND_OTHERS = "等"
_NUMBERS_OF = frozenset({"数", "数量", "总数", "件数", "量"})  # 新制作数量、对外公开总数均为0


@dataclass(frozen=True, slots=True)
class Label:
    """The subject and what is counted of it; `abouts` is empty where no act and no default tells.

    `explicit`: the phrase names the subject itself. `narrowed`: other words make it a part of that number.
    """

    subjects: tuple[str, ...] = ()
    acts: tuple[Act, ...] = ()
    abouts: tuple[str, ...] = ()
    applicants: tuple[str, ...] = ()
    explicit: bool = False
    narrowed: bool = False
    part: bool = False
    behind: bool = False
    told: bool = False  # the act alone told the subject
    words: tuple[Token, ...] = ()  # the words that have to be explained
    foreign: bool = False  # it counts things of another sort, whose steps may go on
    kind: str = ""  # which kind of it is meant: 劳动保障 of 劳动保障行政许可
    reasons: tuple[str, ...] = ()  # rows of its group that are named beside it without a number

    @property
    def named(self) -> bool:
        """Whether the phrase itself says what it counts."""
        return bool(self.acts or self.applicants or self.explicit)

    @property
    def flow(self) -> bool:
        """Whether only steps of all cases are named."""
        return bool(self.acts) and all(act.flow for act in self.acts) and not self.applicants


def read_label(phrase: Phrase, around: Around) -> Label:
    """The label of the phrase; an empty one where its words name nothing."""
    subjects, explicit = subjects_of(phrase, around)
    found = [_labelled(phrase, around, subject, explicit) for subject in subjects]
    if len(found) == 1:
        told = not explicit and subjects[0] != (around.within or around.topic)
        return replace(
            found[0], told=told, part=found[0].part or (told and found[0].flow and subjects[0] != CASES)
        )
    if not found:
        return Label(narrowed=bool(unexplained((*phrase.before, *phrase.after))))
    return Label(
        tuple(subjects),
        tuple(act for one in found for act in one.acts),
        tuple(about for one in found for about in one.abouts),
        found[0].applicants,
        explicit,
        any(one.narrowed for one in found),
        any(one.part for one in found),
    )


def _labelled(phrase: Phrase, around: Around, subject: str, explicit: bool) -> Label:
    zones = (_behind_container(phrase, subject), phrase.after, phrase.led, phrase.trailing)
    known = around.words.subjects[subject]
    applicants = _applicants(phrase, subject)
    rest = any(marks(phrase.before, "rest"))
    acts: list[Act] = []
    place = 0
    for place, zone in enumerate(zones):
        if place > 1 and (applicants or rest or _says_something(phrase, subject, known.default)):
            break
        if place == 1 and known.default and subject in keys(phrase.before, SUBJECT):
            break  # 复议1件维持: the number is that of 复议
        if place == 0 and _announces(zone) and _results(phrase.after, subject, around):
            continue  # 办理结果是3件公开
        acts = _acts(_plain_enough(zone, place), subject, around, last=place in {0, 2})
        if acts and place == 1 and begins_a_clause(zone, acts) and _results(phrase.trailing, subject, around):
            continue  # 1件因12月底收到，结转下年
        if acts:
            break
    thing = _thing(phrase.before, subject, around.words)
    causes = bool(acts) and _of_causes(zones[place], subject)
    inherited = not explicit and subject == around.topic and all(act.flow for act in acts)
    if thing or causes or (inherited and _of_something_else(phrase, around)):
        acts = []
    twice = len({act.about for act in acts}) < len(acts) and subject != CASES  # 纠正和败诉共7件
    acts = list({act.about: act for act in acts}.values())  # 因需加工、没有现成信息不能提供: one result
    abouts = tuple(act.about for act in acts)
    if not abouts and explicit and not applicants and known.default:
        abouts = (known.default,)
    where = place if acts else _named_in(phrase, subject) if subject == CASES else -1
    narrow = narrowed(phrase, subject, acts, where, kind=known.kind)
    return Label(
        (subject,),
        tuple(acts),
        tuple(one for about in abouts for one in about.split("+")),
        applicants,
        explicit,
        narrow or thing or causes or twice,
        known.kind or any(act.part for act in acts),
        bool(acts) and place == 1,
        kind=_kind(phrase, subject) if known.kinds else "",
        foreign=thing,
        words=tuple(own_words(phrase, subject, place if acts else -1)),
        reasons=_reasons(phrase, subject, abouts, around.words),
    )


def _reasons(phrase: Phrase, subject: str, abouts: tuple[str, ...], words: Vocabulary) -> tuple[str, ...]:
    """属于内部事务、过程性信息，不予公开10件: the rows of its group that the pieces around it name."""
    if len(abouts) != 1:
        return ()
    named = (
        words.act(sense).about
        for token in (*phrase.led, *phrase.after, *phrase.remark, *phrase.trailing)
        for sense in token.senses
        if sense.kind == ACT and sense.subject == subject
    )
    return tuple(dict.fromkeys(about for about in named if about.startswith(_group(abouts[0]))))


def _group(about: str) -> str:
    """How the rows of that group begin."""
    return about.removesuffix("processing") if about.endswith(".other_processing") else f"{about}_"


def _announces(zone: Sequence[Token]) -> bool:
    """办理结果是, 答复情况为: what comes is told behind the number."""
    said = "".join(token.text for token in zone)
    return said.endswith(_ANNOUNCED)


def _plain_enough(zone: Sequence[Token], place: int) -> Sequence[Token]:
    """没有留尾巴: among other words, a single sign is too little to tell from the pieces around."""
    if place <= 1 or len(zone) == 1:
        return zone
    return [token for token in zone if len(token.text) > 1]


def _named_in(phrase: Phrase, subject: str) -> int:
    """In which zone the subject itself stands, where nothing is said to be done to it; -1 in front."""
    for place, zone in ((1, phrase.after), (2, phrase.led)):
        named = (*keys(phrase.before, SUBJECT), *keys(phrase.before, WEAK))
        if subject in (*keys(zone, SUBJECT), *keys(zone, WEAK)) and subject not in named:
            return place
    return -1


def _kind(phrase: Phrase, subject: str) -> str:
    """The words without an explanation in front of the subject: which kind of permit or fee it is."""
    for before, token in pairwise(phrase.before):
        if any(sense.kind in {SUBJECT, WEAK} and sense.key == subject for sense in token.senses):
            return before.text if before.other or before.sense("category") else ""
    return ""


def _of_something_else(phrase: Phrase, around: Around) -> bool:
    """Whether 受理, 办结 may be said of what no word explains, and not of the topic; 申请量 says it."""
    if any(_REQUEST in token.text for token in (*phrase.preface, *phrase.before) if token.sense(ACT)):
        return False
    if any(key == OWN for _, _, key in marks(phrase.before, AREA)) and _came_in(phrase, around):
        return False  # 系统内答复209件。本级接收46件
    return around.lost or (around.inherited and len(unexplained(phrase.preface)) >= _MOST_INHERITED)


def _came_in(phrase: Phrase, around: Around) -> bool:
    """Whether it tells what the office itself received."""
    acts = [around.words.act(s) for token in phrase.before for s in token.senses if s.kind == ACT]
    return any(act.about == RECEIVED for act in acts)


def _says_something(phrase: Phrase, subject: str, default: str | None) -> bool:
    """Whether its own piece says what it counts, so that nobody needs the words around it."""
    own = (*phrase.before, *phrase.after)
    if acts_of_any(own):
        return True
    return default is not None and subject in (*keys(own, SUBJECT), *keys(own, WEAK))


def _acts(zone: Sequence[Token], subject: str, around: Around, *, last: bool) -> list[Act]:
    """The acts of the zone: results before flows, the one nearest to the number; all that it is joined to."""
    found = [
        (place, around.words.subjects[subject].acts[sense.key])
        for place, token in enumerate(zone)
        for sense in token.senses
        if sense.kind == ACT and sense.subject == subject
    ]
    found = [(place, act) for place, act in found if not act.follows or around.result_before]
    if last:
        found = _before_parts(zone, found)
    each = any(marks(zone, "apart"))  # 收到、答复、结转分别是23件、24件、1件
    results = _without_manners(zone, [(place, act) for place, act in found if not act.flow or each])
    chosen = results or found
    if not chosen:
        return []
    own = chosen[-1] if last else chosen[0]
    alone = own[1].flow and not any(marks(zone, "apart", "each"))
    joined = [own] if alone else _joined(zone, chosen, own, added=any(marks(zone, "sum")))
    specific = _specific(zone, joined, results)
    return [_turned(act, zone, place, around) for place, act in specific]


def _without_manners(zone: Sequence[Token], results: list[tuple[int, Act]]) -> list[tuple[int, Act]]:
    """属于行政查询、告知查询途径: how it was told gives way to the result, unless the two are joined."""
    plain = [(place, act) for place, act in results if not act.manner]
    joined = any(
        only_joins(zone[min(place, other) + 1 : max(place, other)])
        for place, act in results
        if act.manner
        for other, beside in plain
        if act.about.split("_")[0] != beside.about.split("_")[0]  # 逾期不补正、视为放弃: one result
    )
    return results if joined or not plain else plain


def _ends_otherwise(after: Sequence[Token]) -> bool:
    """Whether behind the applicant a result of requests is told."""
    place = next(number for number, token in enumerate(after) if token.sense(APPLICANT))
    return any(
        sense.kind == ACT and sense.subject == CASES and not token.sense("place")
        for token in after[place + 1 :]
        for sense in token.senses
    )


def _behind_container(phrase: Phrase, subject: str) -> Sequence[Token]:
    """受理的申请中2件是上年结转的: what it was taken from is silent where words behind the number speak."""
    places = [place for place, token in enumerate(phrase.before) if token.sense("container")]
    if not places or not knows(subject, phrase.after):
        return phrase.before
    return phrase.before[places[-1] + 1 :]


def _results(zone: Sequence[Token], subject: str, around: Around) -> bool:
    """Whether the zone tells a result, or what was carried over."""
    acts = _acts(zone, subject, around, last=False)
    return any(not act.flow or "carried_over" in act.about for act in acts)


def _joined(
    zone: Sequence[Token], found: list[tuple[int, Act]], own: tuple[int, Act], *, added: bool
) -> list[tuple[int, Act]]:
    """The act with those that 、 and 和 join to it; words side by side where a sum is told of them."""
    joined = [own]
    for place, act in reversed(found):
        between = zone[place + 1 : joined[0][0]]
        if place < joined[0][0] and (only_joins(between, _NUMBERS_OF) or (added and not between)):
            joined.insert(0, (place, act))
    for place, act in found:
        if place > joined[-1][0] and only_joins(zone[joined[-1][0] + 1 : place], _NUMBERS_OF):
            joined.append((place, act))
    return joined


def _thing(tokens: Sequence[Token], subject: str, words: Vocabulary) -> bool:
    """处理信访事项: right behind a step of all cases the word names a thing, and nothing that is done."""
    for before, token in pairwise(tokens):
        step = any(sense.kind == ACT and words.act(sense).flow for sense in before.senses)
        named = (sense for sense in token.senses if sense.kind == ACT and sense.subject == subject)
        if step and any(words.act(sense).noun for sense in named):
            return True
    return False


def _of_causes(zone: Sequence[Token], subject: str) -> bool:
    """纠正的原因是一件超期: what is counted behind 原因 are causes, unless a result stands behind it."""
    last = next((place for place in reversed(range(len(zone))) if zone[place].sense("cause")), None)
    if last is None or not knows(subject, zone[:last]):
        return False
    return not any(
        sense.kind == ACT and sense.subject == subject and not token.sense("place")
        for token in zone[last + 1 :]
        for sense in token.senses
    )


def _before_parts(zone: Sequence[Token], found: list[tuple[int, Act]]) -> list[tuple[int, Act]]:
    """受理含结转44件: what stands behind 含 in the same piece is only said to be in it."""
    part = next((place for place, token in enumerate(zone) if place and token.sense("part")), None)
    if part is None:
        return found
    return [(place, act) for place, act in found if place < part] or found


def _specific(
    zone: Sequence[Token], chosen: list[tuple[int, Act]], results: list[tuple[int, Act]]
) -> list[tuple[int, Act]]:
    """因商业秘密不予公开: the reason tells the row, the group that it belongs to is left.

    因内部事务、过程性信息不予公开 is the sum of both rows; with 等 it may be of any row of the group.
    """
    if len(chosen) != 1:
        return chosen
    own = chosen[0][1].about
    rows = _group(own)
    closer = [(place, act) for place, act in results if act.about != own and act.about.startswith(rows)]
    if len({act.about for _, act in closer}) <= 1:
        return closer[-1:] or chosen
    if any(token.text.startswith(_AND_OTHERS) for token in zone[closer[-1][0] + 1 :]):
        return [(place, replace(act, part=True)) for place, act in chosen]
    return closer


def _turned(act: Act, zone: Sequence[Token], place: int, around: Around) -> Act:
    """结转: into this year or out of it, by the period or the word beside it."""
    if not act.turns:
        return act
    for far in range(1, len(zone)):
        for at in (place - far, place + far):
            for sense in zone[at].senses if 0 <= at < len(zone) else ():
                near = far <= _BESIDE or act.flow
                if near and sense.kind in _TURNING and sense.key in act.turns:
                    return replace(act, about=act.turns[sense.key], turns={})
    return Act(act.turns[around.inside]) if around.inside in act.turns else act


def _applicants(phrase: Phrase, subject: str) -> tuple[str, ...]:
    if subject != CASES:
        return ()
    for zone in (phrase.before, phrase.after):
        found = group(without_reasons(zone), APPLICANT)
        if found and zone is phrase.after and _ends_otherwise(zone):
            return ()  # 1件企业不同意公开商业秘密而不公开
        if found:
            return () if EVERYONE in found else tuple(found)
    if any(token.sense(ACT) for token in phrase.before):
        return ()
    found = [] if of_all(phrase.preface) else group(phrase.preface, APPLICANT)
    if not found and not of_all(phrase.trailing):
        found = group(phrase.trailing, APPLICANT)
    return () if EVERYONE in found else tuple(found)
