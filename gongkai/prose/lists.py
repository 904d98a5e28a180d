"""Which figures are parts of which: where does a list begin, of which whole, and where does it end?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from gongkai.prose.claims import COUNT, ELSEWHERE, THIS, Claim
from gongkai.prose.labels import read_label
from gongkai.prose.narrowing import CASES
from gongkai.prose.phrases import Phrase
from gongkai.prose.subjects import Around
from gongkai.prose.thread import Frame, Thread
from gongkai.prose.tokens import Token
from gongkai.prose.vocabulary import ACT, SUBJECT

_IN_TABLES = frozenset(
    {"cases", "reconsiderations", "lawsuits", "documents", "rules", "decisions", "charges"}
)
_DOCUMENTS = ("documents", "rules")
_APPEALS = ("reconsiderations", "lawsuits")
_NAMES_OF_APPEALS = ("复议", "诉讼", "起诉")
_DISCLOSURE = ("公开", "依申请")
LAWSUITS = "lawsuits"
_BLOCKS = ["lawsuits.direct.total", "lawsuits.after_reconsideration.total"]
_QUALIFIED = ("日均", "平均", "人均", "月均")
_ENDED = (".finished", ".results_total", ".concluded")


def open_and_close(thread: Thread, phrase: Phrase) -> None:
    """Opens a list at 其中 and at a bracket, closes it where its words end."""
    while thread.frames and thread.frames[-1].depth > phrase.depth:
        thread.frames.pop()
    opened = _opens(phrase.preface) or _opens(phrase.before) or (phrase.depth > 0 and "(" in phrase.openers)
    opened = opened and not phrase.awaited
    listed = phrase.openers == ":" and not phrase.preface and bool(thread.here)
    whole = _whole(thread, phrase) if opened or listed else None
    if whole is not None:
        if whole in thread.here and whole.about.startswith(CASES) and _names_appeals(phrase):
            thread.area = ELSEWHERE  # 不予公开57件，其中经复议维持5件: only the appeals of these
        thread.frames.append(Frame(whole, phrase.depth, lasting=":" in phrase.openers))
        return
    if thread.frames and _leaves(thread, phrase):
        thread.frames = []


def _names_appeals(phrase: Phrase) -> bool:
    return any(word in token.text for token in phrase.before for word in _NAMES_OF_APPEALS)


def _whole(thread: Thread, phrase: Phrase) -> Claim | None:
    """Of which figure the list tells the parts: the last one of that unit which can be split."""
    number = phrase.number
    assert number is not None
    found = [
        claim
        for claim in (thread.here or _last_sentence(thread))
        if claim.kind == COUNT
        and claim.period == THIS
        and (claim.unit or claim.value)
        and claim.unit in {number.unit, ""}
    ]
    found = _of_the_named(thread, phrase, found)
    if not found:
        return None
    if not phrase.depth:
        found = [one for one in found if not one.bracketed] or found
        if told_of_both_blocks(found):
            return next((one for one in found if one.about == f"{LAWSUITS}.total"), None)
    if phrase.depth or thread.here:
        clear = [one for one in found if not (one.narrowed and one.label.startswith(_QUALIFIED))]
        last = (clear or found)[-1]
        carried = "carried_over" in last.about and not phrase.depth
        return (_came_in(found) or found)[-1] if carried else last
    label = read_label(phrase, around(thread))
    ended = [one for one in found if one.addends or one.about.endswith(_ENDED)]
    if label.acts and not label.flow and not label.applicants and ended:
        return ended[-1]
    flows = _came_in(found)
    return (flows or found)[0 if len(flows) > 1 and flows[0].sentence == flows[-1].sentence else -1]


def _of_the_named(thread: Thread, phrase: Phrase, found: list[Claim]) -> list[Claim]:
    """行政复议2件，诉讼0件，其中行政复议维持1件: the figures of the subject that the part itself names."""
    own = {
        _area_of(thread, sense.key)
        for token in phrase.before
        for sense in token.senses
        if sense.kind == SUBJECT
    }
    of_it = [one for one in found if _family(one) in own & _IN_TABLES]
    return of_it or found


def _area_of(thread: Thread, subject: str) -> str:
    return str(thread.words.subjects[subject].default or subject).split(".")[0]


def told_of_both_blocks(found: Sequence[Claim]) -> bool:
    """直接起诉2件、复议后起诉3件，其中维持4件: what follows is told of both."""
    return [one.about for one in found[-2:]] in (_BLOCKS, _BLOCKS[::-1])


def _came_in(found: Sequence[Claim]) -> list[Claim]:
    return [one for one in found if one.abouts and "carried_over" not in one.about]


def _last_sentence(thread: Thread) -> list[Claim]:
    told = thread.recent
    return [claim for claim in told if claim.sentence == told[-1].sentence]


def narrow_to_disclosure(thread: Thread, phrase: Phrase) -> None:
    """行政复议21件，其中政府信息公开类6件: the whole is of all subjects, and stands in no table."""
    frame = thread.frames[-1] if thread.frames else None
    if frame is None or not frame.whole.about.startswith(_APPEALS):
        return
    said = "".join(token.text for token in phrase.before)
    if not any(word in said for word in _DISCLOSURE) or frame.whole not in thread.here:
        return
    place = thread.claims.index(frame.whole, thread.begun)
    thread.claims[place] = frame.whole = replace(frame.whole, area=ELSEWHERE)
    thread.area, thread.foreign = ELSEWHERE, True


def _opens(lead: Sequence[Token]) -> bool:
    """Whether 其中 or 含 begins a list here; behind an act (受理含结转44件) it only says what is in it."""
    for token in lead:
        if token.sense("part") or token.sense("divided"):
            return True
        if token.sense(ACT) or token.other:
            return False
    return False


def _leaves(thread: Thread, phrase: Phrase) -> bool:
    """Whether the phrase goes on to something else: another subject, or a step of all cases."""
    frame = thread.frames[-1]
    own = [sense.key for token in phrase.before for sense in token.senses if sense.kind == SUBJECT]
    families = {_area_of(thread, key) for key in own}
    if families & _IN_TABLES and _family(frame.whole) not in families:
        return True
    label = read_label(phrase, around(thread))
    if label.abouts == frame.whole.abouts:
        return False  # 行政复议6件，其中因未公开提起3件
    if label.abouts and label.acts and frame.whole.subject in _DOCUMENTS:
        return True  # 规范性文件8件中2件未解读；废止5件，现有39件: no parts of those issued
    return label.flow and not frame.whole.bracketed and not phrase.depth and not label.part


def _family(claim: Claim) -> str:
    return claim.abouts[0].split(".")[0] if claim.abouts else ""


def goes_on(thread: Thread, frame: Frame) -> bool:
    """Whether a list goes on behind a semicolon: only one whose parts are divided by them."""
    parts = sum(claim.whole is frame.whole for claim in thread.here)
    frame.divided = frame.divided or parts <= 1
    return frame.lasting and frame.divided and len(thread.frames) == 1


def around(thread: Thread) -> Around:
    """What is known where the next phrase stands."""
    frame = thread.frames[-1] if thread.frames else None
    last = thread.claims[-1] if thread.claims else None
    return Around(
        thread.words,
        thread.topic,
        (frame.whole.subject or None) if frame else None,
        thread.ahead,
        last is not None and _is_result(thread, last),
        frame.whole.about if frame else "",
        thread.settled,
        thread.lost,
        not thread.named,
    )


def _is_result(thread: Thread, claim: Claim) -> bool:
    """Whether it tells how requests ended."""
    return claim.about.startswith("cases.") and not _is_flow(thread, claim)


def _is_flow(thread: Thread, claim: Claim) -> bool:
    acts = thread.words.subjects[CASES].acts.values()
    return any(act.flow and act.about == claim.abouts[0] for act in acts)


def contains(phrase: Phrase) -> bool:
    """11件申请中: the number is what the following ones are taken from; 已包含在内 is not."""
    for token in phrase.after:
        if token.sense("container"):
            return True
        if token.sense("part") or token.text in {"在", "于"}:
            return False
    return False
