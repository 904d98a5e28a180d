"""Do the parts that the prose names add up to their whole?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import accumulate, groupby, takewhile

from gongkai.checking.against import SECTIONS
from gongkai.checking.facts import Fact, Subject, Test
from gongkai.checking.readings import readings
from gongkai.checking.slips import digits_changed, looks_like
from gongkai.checking.understood import adds_all, known
from gongkai.form import TOTAL
from gongkai.prose.claims import COUNT, ELSEWHERE, OTHER, THIS, Claim

Number = int | Decimal
_LONG = 5  # digits of a sum in which two change places by a slip, and not by what the list leaves out
_ALSO = "另"
_NEAREST = 6  # figures in front of a list of which it may be
_INTERPRETATIONS = {"interpretations.department", "interpretations.diverse", "interpretations.media"}
_APPEALS = ("reconsiderations.", "lawsuits.")
_BLOCK, _KIND, _RESULT, _FLOW, _APPLICANT, _CHANNEL = (
    "block",
    "kind",
    "result",
    "flow",
    "applicant",
    "channel",
)


def parts_and_whole(subject: Subject) -> Iterator[Fact]:
    """Parts that exceed their whole, or that name all of it and do not add up to it; sums that are none."""
    for whole, parts in _wholes(subject.claims):
        listed = takewhile(lambda part: not part.deed, parts)  # 发布信息120条…，公示许可60条、处罚80条
        own = [part for part in listed if part.period == THIS and not part.addends]
        alike = len(own) == len(parts) and len({_dimension(part) for part in parts}) == 1
        for _, group in groupby(sorted(own, key=_dimension), key=_dimension):
            found = list(group)
            total = sum(part.value for part in found)
            if len(found) > 1 and total != whole.value and _is_wrong(subject, whole, found, alike=alike):
                yield _fact(whole, [part.value for part in found])
        if len(own) > 1 and _slipped(subject, whole, own):
            yield _fact(whole, [part.value for part in own])
    for claim in subject.claims:
        if claim.kind == COUNT and claim.addends and not claim.approximate:
            values = [one.value for one in claim.addends]
            apart = claim.scoped and any(one.area != claim.area for one in claim.addends)
            if sum(values) == claim.value or apart or _tables_agree(subject, claim):
                continue
            if adds_all(subject, claim):
                yield _fact(claim, values)


def _wholes(claims: Sequence[Claim]) -> Iterator[tuple[Claim, list[Claim]]]:
    """Each whole with the parts that are listed of it; a list with an approximate number proves nothing."""
    listed: dict[Claim, list[Claim]] = {}
    for claim in claims:
        if claim.whole is not None and claim.kind == COUNT and claim.unit == claim.whole.unit:
            listed.setdefault(claim.whole, []).append(claim)
    for whole, parts in listed.items():
        if not whole.approximate and not any(part.approximate for part in parts):
            yield whole, parts


def _is_wrong(subject: Subject, whole: Claim, parts: Sequence[Claim], *, alike: bool) -> bool:
    if all(_exact(subject, one) for one in (whole, *parts)):
        return _of_natural_persons_alone(subject, whole, parts)  # else each is what the tables say
    if _of_another_whole(subject, whole, parts) or not _all_known(subject, whole, parts):
        return False
    if whole.joined and not _exact(subject, whole):
        return False  # 人大建议14件、政协提案19件，其中主办21件: of both together
    if sum(part.value for part in parts) > whole.value:
        return whole.area != ELSEWHERE
    if alike and (parts[-1].rest or parts[0].divided):
        return True
    if {part.about for part in parts} >= _INTERPRETATIONS:
        return True
    return _tables_fill(subject, whole, parts)


def _all_known(subject: Subject, whole: Claim, parts: Sequence[Claim]) -> bool:
    """Whether nothing stays unexplained in the whole and in its parts; kinds that no table has are names.

    发布信息9216条，其中许可信息31877条: one that is more than the whole is part of something else, and so is
    one that was also shown elsewhere (另通过信用平台公示).
    """
    if all(readings(subject, one.abouts, one.applicants) is None for one in parts):
        also = any(part.value > whole.value or (_ALSO in part.label and not part.rest) for part in parts)
        return not (whole.led or also or _complete_before(whole, parts))
    return all(known(subject, one) for one in (whole, *parts))


def _complete_before(whole: Claim, parts: Sequence[Claim]) -> bool:
    """500条，其中概况20条、动态300条、其他180条，短视频90条: the list is full before what follows it."""
    sums = list(accumulate(part.value for part in parts))
    return whole.value in sums[1:-1]


def _of_natural_persons_alone(subject: Subject, whole: Claim, parts: Sequence[Claim]) -> bool:
    """收到2件，其中部分公开、不予公开、不掌握各1件: the whole fits natural persons, the parts are of all."""
    if whole.applicants or not whole.about.startswith("cases."):
        return False
    of_all = readings(subject, whole.abouts, (TOTAL,))
    total = sum(part.value for part in parts)
    return of_all is not None and not of_all.fit(whole.value) and of_all.fit(total)


def _slipped(subject: Subject, whole: Claim, parts: Sequence[Claim]) -> bool:
    """Whether the whole is written wrong beside parts that are all of it, whatever it counts."""
    total = sum(part.value for part in parts)
    if total == whole.value or _of_another_whole(subject, whole, parts):
        return False
    if (whole.unread or not whole.abouts) and all(
        part.applicants and _exact(subject, part) for part in parts
    ):
        possible = readings(subject, parts[0].abouts)  # 环境信息公开申请66件，其中居民47件、企业18件
        return possible is not None and possible.values[0][1] == total and looks_like(whole.value, total)
    digits = min(len(str(total)), len(str(whole.value)))
    unlisted = not any(part.rest or part.part for part in parts)
    return digits >= _LONG and unlisted and digits_changed(whole.value, total)


def _of_another_whole(subject: Subject, whole: Claim, parts: Sequence[Claim]) -> bool:
    """收到15件，加上结转共16件。其中当面2件、邮寄14件: the figure that is being split stands beside."""
    told = subject.paragraphs[whole.section, whole.paragraph]
    place = subject.places[parts[0]]
    total = sum(part.value for part in parts)
    return any(
        one.counts and one.value == total and one.unit == whole.unit and one.whole is None
        for one in told[max(0, place - _NEAREST) : place]
    )


def _tables_fill(subject: Subject, whole: Claim, parts: Sequence[Claim]) -> bool:
    """Whether the rows of the tables that the parts name come to the whole: then the parts have to, too."""
    values = []
    if all(_exact(subject, part) for part in parts):
        return False  # each is right by a reading of its own: 受理44件，其中自然人30件 counts what came in
    for part in parts:
        possible = readings(subject, part.abouts, part.applicants)
        if possible is None or part.part:
            return False
        values.append(possible.values[0][1])
    return sum(values) == whole.value


def _exact(subject: Subject, part: Claim) -> bool:
    possible = readings(subject, part.abouts, part.applicants)
    return possible is not None and any(part.value == value for _, value in possible.values)


def _tables_agree(subject: Subject, claim: Claim) -> bool:
    """合计 of a list that names less than it adds up: the tables know the figure."""
    possible = readings(subject, claim.abouts, claim.applicants)
    one_year = all(one.period == THIS for one in claim.addends)
    return (claim.period == OTHER and one_year) or (possible is not None and possible.fit(claim.value))


def _dimension(part: Claim) -> str:
    if part.applicants:
        return _APPLICANT
    if part.about.startswith(_APPEALS):
        return _BLOCK if part.about.endswith(".total") else _RESULT
    if part.about.startswith("cases."):
        return _FLOW if part.flow else _RESULT
    return _CHANNEL if part.channel and not part.abouts else _KIND


def _fact(whole: Claim, values: Sequence[Number]) -> Fact:
    words = {"section": SECTIONS[whole.section], "text": whole.text, "sum": "＋".join(map(str, values))}
    return Fact((), whole.value, sum(values), words)


TESTS: dict[str, Test] = {"parts_and_whole": parts_and_whole}
