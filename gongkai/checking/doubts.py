"""May a number that fits none of its readings count something else?

Its subject, scope or part may have been misread, or the sentence does not say them. Then nothing is said of
it: it is called wrong only where nobody could take it for another figure.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from gongkai.checking.facts import Subject
from gongkai.checking.readings import Readings, readings
from gongkai.checking.slips import differ_in_a_digit, is_close, looks_like
from gongkai.checking.understood import proved
from gongkai.prose.claims import ALL, COUNT, LAST, RECEIVED, Claim
from gongkai.prose.items import ITEMS
from gongkai.prose.shown import DECIDED

_APPEALS = ("reconsiderations", "lawsuits.direct", "lawsuits.after_reconsideration", "lawsuits")
_ASKED = ("cases", *_APPEALS)
_DOCUMENTS = ("documents", "rules")
_PENDING = ".pending"
_DISCLOSURE = "公开"
_IN_FORCE, _VALID = "documents.in_force", "有效"
# The words that name each subject in full; 申请, 许可, 处罚决定 and the like are said of much else.
_IN_FULL = {
    "cases": "公开",
    "decisions": "行政",
    "documents": "规范性",
    "rules": "规章",
    "charges": "行政事业性",
}
_PAPERS = ("告知书", "通知书", "答复书", "函")
_NAMES = {"cases": ("申请",), "reconsiderations": ("复议",), "lawsuits": ("诉讼", "应诉")}
_NONE_CARRIED = re.compile(
    r"(?:也|且)?(?:无|没有|未发生|不存在)(?:上一?年度?|去年|往年|跨年|下年度?|的)*(?:结转|遗留)(?:至|到|下一?年度?|的|件|申请|情况|情形|事项)*"
)
_PLAIN_TOTAL = re.compile(
    r"(?:20\d\d年度?|全年|本年度?|当年|共|收到|发生|行政|因?政府|信息公开|引发|引起|的)*(?:复议|诉讼)(?:案件|案)?"
)
_CARRIED = "cases.carried_over"
_RESULTS = ("cases.results_total",)
_CHANNELS, _DAYS = "渠道", "工作日"
_DECISIONS = ("许可", "处罚")
_OF_APPEALS = 4  # the section
# 未发生行政复议; any other word (群体性, 下属单位, 此外, 再审) makes it a denial of something narrower.
_PLAIN_DENIAL = re.compile(
    r"(?:20\d\d|全|本|当|年度?|年内|报告期内|我[局镇乡委办]|本机关|本单位|,)*(?:未|没有|无|不存在)(?:发生|收到|产生)?"
    r"(?:行政复议|行政诉讼|复议|诉讼|申请|案件|情况|、|和|及|与|或|以及)+"
)
_ALL = ("均", "全", "都", "皆")
_ON_BEHALF = "由"  # 均由律师代理提出
_LONG = 100
_AN_ACT = 2  # characters: 废止, 失效
_NEAREST = 12  # figures beside it that may belong to its list


def may_be_another(subject: Subject, claim: Claim, possible: Readings) -> bool:
    """Whether it may count something else than its readings do."""
    if _some_of_them(claim, possible) or _of_a_sibling(subject, claim) or _of_the_rows_named(subject, claim):
        return True
    if _of_a_clean_up(subject, claim, possible) or _counts_items(claim, possible):
        return True
    if _goes_on_with_last_year(subject, claim, possible) or _counts_papers(claim, possible):
        return True
    if _of_some_named(subject, claim) or _of_permits(claim) or _of_other_appeals(subject, claim):
        return True
    open_to_it = claim.about.startswith(_DOCUMENTS) or (
        claim.about.startswith(_APPEALS) and not claim.explicit
    )
    if open_to_it and _told_right_beside(subject, claim, possible):
        return True  # 行政复议申请30件，受理28件
    if claim.of_a_kind:  # 教育类许可53件: a part, unless it is a slip of a long number
        return claim.value < _LONG or not differ_in_a_digit(claim.value, possible.values[0][1])
    if not claim.value and not (claim.named or claim.denies):
        return True
    if claim.denies and claim.about.startswith(_ASKED):
        return not _denies_ours(subject, claim)
    if claim.denies or _is_a_slip(claim, possible) or _changed_places(subject, claim, possible):
        return False
    if _beside_right_documents(subject, claim) or _says_whose_all_are(subject, claim):
        return False
    if _alone_in_its_list(subject, claim, possible):
        return False
    if claim.about.startswith(_APPEALS):
        return not _of_disclosure(claim) and not _all_are_theirs(subject, claim)
    return not (claim.explicit and _in_full_words(claim)) or _adds_up(subject, claim)


def _in_full_words(claim: Claim) -> bool:
    """行政处罚57件, and not 处罚决定57件; what is told of a whole area is doubted by its scope."""
    return claim.area == ALL or _IN_FULL.get(_family(claim), "") in claim.label


def _is_a_slip(claim: Claim, possible: Readings) -> bool:
    """Whether it looks like what it should be, or is close to another of its readings."""
    if claim.approximate and not claim.explicit:
        return False
    first, *others = (value for _, value in possible.values)
    return looks_like(claim.value, first) or any(is_close(claim.value, other) for other in others)


def _changed_places(subject: Subject, claim: Claim, possible: Readings) -> bool:
    """自然人1件、企业7件 for 7 and 1: two figures of a list of which each is what the other should be."""
    place = subject.places[claim]
    told = subject.paragraphs[claim.section, claim.paragraph][max(0, place - _NEAREST) : place + _NEAREST]
    if _same_told_right(told, claim, possible):
        return False  # 自然人30件，企业10件；往年自然人10件，企业30件
    for one in told:
        if not one.counts or one.sentence != claim.sentence or not _may_change_places(one, claim):
            continue
        if one.value != possible.values[0][1] or bool(one.applicants) != bool(claim.applicants):
            continue
        other = readings(subject, one.abouts, one.applicants)
        if other is not None and other.values[0][1] == claim.value and not other.fit(one.value):
            return True
    return False


def _may_change_places(one: Claim, other: Claim) -> bool:
    """Figures of one family; 复议 and 诉讼 where both are told as a whole in the section on them."""
    families = {_family(one), _family(other)}
    if len(families) == 1:
        return True
    both = one.about.endswith(".total") and other.about.endswith(".total")
    plain = all(_PLAIN_TOTAL.fullmatch(each.label) for each in (one, other))
    return both and plain and families <= set(_APPEALS) and one.explicit and one.section == _OF_APPEALS


def _denies_ours(subject: Subject, claim: Claim) -> bool:
    """Whether there was none of what the tables count; 诉讼2件，均已审结 says it of those that they count."""
    if claim.about.startswith(_APPEALS) and claim.about.endswith(_PENDING):
        return _all_are_theirs(subject, claim)
    if claim.applicants:  # 收到申请15件，没有企业提出的申请
        told = subject.paragraphs[claim.section, claim.paragraph]
        return any(one.about == claim.about and not one.applicants and proved(subject, one) for one in told)
    return _DISCLOSURE in claim.text or _in_their_section(subject, claim) or _goes_with_all(subject, claim)


def _goes_with_all(subject: Subject, claim: Claim) -> bool:
    """新收申请13件，无上年结转: beside what came in, which is told as the tables have it."""
    if not claim.about.startswith(_CARRIED) or not _NONE_CARRIED.fullmatch(claim.text):
        return False  # 企业申请无上年结转
    place = subject.places[claim]
    told = subject.paragraphs[claim.section, claim.paragraph][max(0, place - _NEAREST) : place]
    here = [one for one in told if one.sentence == claim.sentence and one.counts]
    came_in = [one for one in here if one.about == RECEIVED and not one.applicants and not one.narrowed]
    return bool(came_in) and proved(subject, came_in[-1]) and all(map(_is_of_all, here))


def _is_of_all(claim: Claim) -> bool:
    """Whether it counts requests of everyone, of which nothing else is told."""
    return _family(claim) == "cases" and not (claim.unread or claim.unknown or claim.led)


def _in_their_section(subject: Subject, claim: Claim) -> bool:
    """没有发生行政复议 under the heading of 因政府信息公开工作被申请行政复议; 复议3件，均未被纠正."""
    if claim.section != _OF_APPEALS or not claim.about.startswith(_APPEALS):
        return False
    if claim.about.endswith(".total"):
        return bool(_PLAIN_DENIAL.fullmatch(claim.text))
    return _all_are_theirs(subject, claim)


def _says_whose_all_are(subject: Subject, claim: Claim) -> bool:
    """收到5件，均来自企业: of the figure right before, which is told as the tables have it."""
    place = subject.places[claim]
    told = subject.paragraphs[claim.section, claim.paragraph][max(0, place - 1) : place]
    if not told or not claim.applicants or claim.unread:
        return False
    if claim.label[:1] not in _ALL or _ON_BEHALF in claim.label:
        return False
    last = told[0]
    possible = readings(subject, last.abouts, last.applicants)
    same = (last.abouts, last.value, last.sentence) == (claim.abouts, claim.value, claim.sentence)
    return same and not last.applicants and possible is not None and possible.values[0][1] == last.value


def _alone_in_its_list(subject: Subject, claim: Claim, possible: Readings) -> bool:
    """办结155件：公开51件、…其他15件: all others are right, and with the right figure they are the whole."""
    whole, told = claim.whole, subject.paragraphs[claim.section, claim.paragraph]
    place = subject.places[claim]
    near = told[max(0, place - _NEAREST) : place + _NEAREST]
    others = [one for one in near if one is not claim and one.whole is whole and one.unit == claim.unit]
    if whole is None:
        others = [one for one in others if one.sentence == claim.sentence and _is_a_result(one)]
        total = _all_results(subject) if _is_a_result(claim) else None
    else:
        total = whole.value if proved(subject, whole) else None
        if _is_a_result(claim) and _family(whole) == "cases":
            total = _all_results(subject)  # 收到33件，其中公开14件: one more was carried in and answered
    right = [one for one in others if one.kind == COUNT and proved(subject, one)]
    told_with_it = sum(one.value for one in right) + possible.values[0][1]
    return len(right) > 1 and len(right) == len(others) and told_with_it == total


def _all_results(subject: Subject) -> int | Decimal | None:
    possible = readings(subject, _RESULTS)
    return possible.values[0][1] if possible else None


def _is_a_result(claim: Claim) -> bool:
    return _family(claim) == "cases" and not (claim.flow or claim.applicants or "carried" in claim.about)


def _goes_on_with_last_year(subject: Subject, claim: Claim, possible: Readings) -> bool:
    """自然人30件，企业10件；上年自然人20件，企业12件: the list of last year goes on, this year's is told."""
    place = subject.places[claim]
    told = subject.paragraphs[claim.section, claim.paragraph][max(0, place - _NEAREST) : place]
    last = told[-1] if told else None
    beside = last is not None and last.kind == COUNT and last.period == LAST and not last.bracketed
    if last is None or not beside or (last.sentence, last.clause) != (claim.sentence, claim.clause):
        return False
    return bool(last.applicants and claim.applicants) and _same_told_right(told, claim, possible)


def _same_told_right(told: Sequence[Claim], claim: Claim, possible: Readings) -> bool:
    right = possible.values[0][1]
    same = (one for one in told if (one.abouts, one.applicants) == (claim.abouts, claim.applicants))
    return any(one.counts and one.value == right for one in same)


def _of_disclosure(claim: Claim) -> bool:
    """因政府信息公开提起的行政复议: an agency has appeals of many kinds, and these stand in table 四."""
    return claim.explicit and _DISCLOSURE in claim.label and not claim.about.endswith(".handled")


def _of_the_rows_named(subject: Subject, claim: Claim) -> bool:
    """不予公开10件（内部事务、过程性信息）: of these rows together, or of the one that they stand in."""
    rows = claim.reasons or (claim.abouts if len(claim.abouts) > 1 else ())
    if not rows or _family(claim) != "cases":
        return False
    found = [readings(subject, (row,), claim.applicants) for row in rows]
    values = [one.values[0][1] for one in found if one is not None]
    return claim.value in {*values, sum(values)}


def _beside_right_documents(subject: Subject, claim: Claim) -> bool:
    """制发行政规范性文件5件，废止4件，现行有效37件: an act, and all beside it is as in the tables."""
    named = claim.under
    if not claim.about.startswith("documents.") or claim.explicit or len(claim.label) > _AN_ACT:
        return False
    if named is None or named.sentence != claim.sentence or _IN_FULL["documents"] not in named.label:
        return False
    place = subject.places[claim]
    told = subject.paragraphs[claim.section, claim.paragraph][max(0, place - _NEAREST) : place + _NEAREST]
    others = [one for one in told if one.under is named and one is not claim and one.counts]
    return proved(subject, named) and bool(others) and all(proved(subject, one) for one in others)


def _some_of_them(claim: Claim, possible: Readings) -> bool:
    """1件维持后又起诉: a number in front of what it says may be some of them."""
    return claim.first and claim.value <= possible.values[0][1]


def _of_a_clean_up(subject: Subject, claim: Claim, possible: Readings) -> bool:
    """清理后保留24件，年底现行有效27件: kept in between, where the paragraph tells the right number too."""
    if claim.about != _IN_FORCE or _VALID in claim.label:
        return False
    told = subject.paragraphs[claim.section, claim.paragraph]
    right = possible.values[0][1]
    return any(one.about == claim.about and _VALID in one.label and one.value == right for one in told)


def _counts_items(claim: Claim, possible: Readings) -> bool:
    """许可事项共32项: items and no decisions, unless it is a slip of their number."""
    if not claim.about.startswith(DECIDED) or claim.unit not in ITEMS:
        return False
    return not any(looks_like(claim.value, value) for _, value in possible.values)


def _of_some_named(subject: Subject, claim: Claim) -> bool:
    """涉及学区的9件申请，公开6件; 其他类行政复议9件，撤销2件: of those which were named right before."""
    place = subject.places[claim]
    told = subject.paragraphs[claim.section, claim.paragraph][max(0, place - _NEAREST) : place]
    for one in reversed(told):
        if one.sentence == claim.sentence and one.rest and one.explicit:
            return not claim.explicit
        if one.sentence != claim.sentence or (one.counts and one.explicit and one.abouts):
            return False
        if one.narrowed and any(word in one.label for word in _NAMES.get(_family(claim), ())):
            return not claim.explicit and claim.value <= one.value
    return False


def _of_other_appeals(subject: Subject, claim: Claim) -> bool:
    """未因信息公开被诉。诉讼3件，未结1件: beside a denial that is right, or under what no table has."""
    if not claim.about.startswith(_APPEALS):
        return False
    told = subject.paragraphs[claim.section, claim.paragraph]
    family = _family(claim)
    denied = [one for one in told if one.denies and one.about == f"{family}.total" and proved(subject, one)]
    place = (claim.sentence, claim.clause)
    denied = [one for one in denied if (one.sentence, one.clause) != place]  # 没有收到行政复议（1件）
    if claim.value and not claim.denies and any(_DISCLOSURE in one.label for one in denied):
        return True
    total = claim.under
    if claim.explicit or total is None or total.about != f"{family}.total" or total.denies:
        return False
    return not proved(subject, total) and not _of_disclosure(total) and total.sentence == claim.sentence


def _of_permits(claim: Claim) -> bool:
    """许可办结50件: a step that may have been taken with permits."""
    return claim.flow and _family(claim) == "cases" and any(word in claim.label for word in _DECISIONS)


def _family(claim: Claim) -> str:
    return claim.about.partition(".")[0]


def _counts_papers(claim: Claim, possible: Readings) -> bool:
    """出具告知书52份: papers, of which a request may bring several, unless it is a slip of their number."""
    if claim.label.endswith(_CHANNELS) or (claim.flow and _DAYS in claim.label):
        return True  # 公开申请渠道4个; 10个工作日内答复的28件
    if claim.unit != "份" or not any(word in claim.label for word in _PAPERS):
        return False
    return not any(differ_in_a_digit(claim.value, value) for _, value in possible.values)


def _told_right_beside(subject: Subject, claim: Claim, possible: Readings) -> bool:
    """废止2件，宣布失效1件: the sentence tells the right number of the same, and this one beside it."""
    place = subject.places[claim]
    told = subject.paragraphs[claim.section, claim.paragraph][max(0, place - _NEAREST) : place + _NEAREST]
    same = [one for one in told if one.abouts == claim.abouts and one.sentence == claim.sentence]
    return any(one.counts and one.value == possible.values[0][1] for one in same)


def _of_a_sibling(subject: Subject, claim: Claim) -> bool:
    """直接起诉1件、复议后起诉2件，维持2件: an outcome that does not name its block may be that of another."""
    if claim.explicit or not claim.about.startswith(_APPEALS) or len(claim.abouts) > 1:
        return False
    outcome = claim.about.rpartition(".")[2]
    blocks = _spoken_of(subject, claim)
    found = [readings(subject, (f"{block}.{outcome}",)) for block in blocks]
    values = [one.values[0][1] for one in found if one is not None]
    return claim.value in values or (len(values) == len(_APPEALS) and claim.value == values[0] + values[-1])


def _spoken_of(subject: Subject, claim: Claim) -> list[str]:
    """The blocks of table 四 that its clause speaks of; where it names none, any."""
    place = subject.places[claim]
    told = subject.paragraphs[claim.section, claim.paragraph][max(0, place - _NEAREST) : place]
    here = {
        one.about.partition(".")[0]
        for one in told
        if (one.sentence, one.clause) == (claim.sentence, claim.clause) and one.about.startswith(_APPEALS)
    }
    return [block for block in _APPEALS if not here or block.partition(".")[0] in here]


def _all_are_theirs(subject: Subject, claim: Claim) -> bool:
    """诉讼10件，未结8件: where all of them are told as the tables have them, it speaks of these."""
    total = claim.about.rpartition(".")[0] + ".total"
    place = subject.places[claim]
    told = subject.paragraphs[claim.section, claim.paragraph][max(0, place - _NEAREST) : place]
    wholes = [one for one in told if one.about == total and one.sentence == claim.sentence]
    possible = readings(subject, (total,))
    if not wholes or possible is None or claim.value > wholes[-1].value:
        return False
    return _of_disclosure(wholes[-1]) or wholes[-1].value == possible.values[0][1]


def _adds_up(subject: Subject, claim: Claim) -> bool:
    """全区40件（本级9件、街道31件）: it stands in a list that comes to its whole, whatever the tables say."""
    whole = claim.whole
    if whole is None or claim.applicants:
        return False
    told: Sequence[Claim] = subject.paragraphs[claim.section, claim.paragraph]
    place = subject.places[claim]
    near = told[max(0, place - _NEAREST) : place + _NEAREST]
    parts = [one.value for one in near if one.whole is whole and one.kind == COUNT and one.unit == whole.unit]
    return len(parts) > 1 and sum(parts) == whole.value
