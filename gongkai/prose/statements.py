"""What do the numbers of the prose state, and about whom?

A statement says what a number is about (`cases.accepted_total`, `documents.in_force`), whose requests it
counts (a kind of applicant or `total`), and whose figures it gives: `own`, `all` of the area, or `unknown`
where the sentence names both or another agency. A number that is only approximate (约, 余) is kept apart: its
`about` ends in `.approximate`. A rate of growth against the year before is about its figure with
`.growth_percent` behind it; a decline is below zero. What cannot be told stays unsaid: no statement is a
guess.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from gongkai.prose import terms
from gongkai.prose.mentions import COUNT_WORDS, COUNTED, Mention, mentions
from gongkai.prose.wording import paragraphs, sentences
from gongkai.report import Section, Statement

APPROXIMATE, GROWTH = ".approximate", ".growth_percent"
TOTAL, OWN, ALL, UNKNOWN = "total", "own", "all", "unknown"
ELSEWHERE = "elsewhere"  # another agency is named: no statement
_APPEALS = frozenset({"reconsideration", "litigation_direct", "litigation_after", "litigation"})
_BLOCKS = {
    "reconsideration": "reconsiderations",
    "litigation_direct": "lawsuits.direct",
    "litigation_after": "lawsuits.after_reconsideration",
    "litigation": "lawsuits",
}
_TABLES2 = {
    "licensing": "decisions.licensing",
    "penalty": "decisions.penalty",
    "coercion": "decisions.coercion",
}
_DECISION = re.compile(r"作出[^,;。]{0,8}(?:许可|处罚|强制)(?:处理)?(?:决定)?$")
_AGAINST = re.compile(r"(20\d\d)年")
_RATE = re.compile(
    r"(?:同比|(?:与|较|比)(?:上一?年|去年|前一年|20\d\d年)|(?:上一?年|去年)?同期)[^,;。]{0,12}?"
    r"(?:增长|增加|上升|提高|下降|减少|降低|多|少)了?$"
)
_NUMBERS = re.compile(rf"\d|零|{COUNT_WORDS.pattern}")
_NOTHING = re.compile(r"未|没有|无|不存在")
_NO_REQUEST = re.compile(
    r"(?:未|没有|无|未曾|尚未)(?:收到|接到|受理|接收|产生|发生)[^,;。费]{0,20}?(?:申请公开|公开申请|依申请公开|信息公开的?申请|申请)"
    r"(?:件|事项|内容|情况|信息|情形)?(?=[,;。]|$|的)|无(?:政府)?(?:信息公开申请|依申请公开)(?:件|事项|情况|内容)?(?=[,;。]|$)"
)
_NO_APPEAL = re.compile(
    r"(?:未|没有|无|不存在)(?=因|被|发生|出现|收到|产生|引发|引起|涉及|有|提起|行政|政府|接到|公民|申请)"
    r"(?P<what>[^,;。]{0,40}?(?:复议|诉讼)[^,;。]{0,30})"
)
_LOST = re.compile(r"败诉|纠正|撤销|不服|维持|未经|逾期|超期|责令|确认违法")
_PART = re.compile(r"其中|包括|含|分别|\(")
_YEAR = re.compile(r"(?<![至到入转])(20\d\d)年?(?:度|全年)?(?!结转|度结转|年度?结转)")
_DISCLOSURE = re.compile(r"公开|依申请")
_WHOLE_YEAR = re.compile(r"全年|本年|年度|共计?|总计?|累计|网站|平台|20\d\d年")
_A_KIND = re.compile(r"(?<!各)类(?:信息|稿件)$")
_LONGEST_HEADING = 24
_EVERY = re.compile(r"均|都|全部|各")
_AUTHORITY = re.compile(r"(?:审理|办理|受理|审结)[^,;。]{0,8}复议")


@dataclass(frozen=True, slots=True)
class Told:
    """A number with its meaning: `about` is None where the words do not tell it."""

    mention: Mention
    about: str | None
    applicant: str = TOTAL
    area: str = OWN
    part: bool = False
    falling: bool = False

    @property
    def statement(self) -> Statement | None:
        """The statement, where there is one."""
        if self.about is None:
            return None
        about = self.about + (APPROXIMATE if self.mention.approximate else "")
        told = self.mention
        value = -told.value if self.falling else told.value
        return Statement(about, self.applicant, self.area, value, told.section, told.text)


def find_statements(
    sections: Iterable[Section], year: int | None = None, agency: str | None = None
) -> tuple[Statement, ...]:
    """The statements of the sections in their order; `year` and `agency` are those of the report."""
    found = []
    for told in read_prose(tuple(sections), year, agency):
        statement = told if isinstance(told, Statement) else told.statement
        if statement is not None:
            found.append(statement)
    return tuple(found)


@functools.lru_cache(maxsize=32)  # the same report is read and then checked
def read_prose(
    sections: tuple[Section, ...], year: int | None, agency: str | None
) -> tuple[Told | Statement, ...]:
    """Every number of the prose with its meaning, and a statement for each “none received”."""
    return tuple(
        told
        for section in sections
        for number, paragraph in enumerate(paragraphs(section.text))
        for told in _paragraph(section.number, number, paragraph, year, agency)
    )


@dataclass(slots=True)
class _Thread:
    """What has been spoken of so far in a paragraph."""

    year: int | None
    agency: str | None
    topic: str | None = None
    flow: str = "new_received"
    told_year: int | None = None
    before: list[str] = field(default_factory=list)


def _paragraph(
    section: int, number: int, paragraph: str, year: int | None, agency: str | None
) -> Iterator[Told | Statement]:
    thread = _Thread(year, agency)
    if section == 4:
        thread.before.append("公开")
    for place, sentence in enumerate(sentences(paragraph)):
        thread.told_year = None
        thread.flow = "new_received"
        if len(sentence) <= _LONGEST_HEADING:
            thread.topic = terms.TOPICS.last(sentence) or thread.topic  # （二）依申请公开情况。
        if _NUMBERS.search(sentence):
            yield from _sentence(thread, section, number, place, sentence)
        if _NOTHING.search(sentence):
            yield from _nothing(thread, section, sentence)
        thread.before.append(sentence)


def _sentence(thread: _Thread, section: int, paragraph: int, place: int, sentence: str) -> Iterator[Told]:
    opening, before = True, None
    for mention in mentions(sentence, section, paragraph, place):
        topic = terms.TOPICS.last(mention.lead)
        if topic is None and opening and len(mention.lead) > 14:
            thread.topic = None  # a new sentence that names no topic is not about the old one
        thread.topic = topic or thread.topic
        opening = False
        several = _together(mention) if _EVERY.search(mention.lead) else []
        if len(several) > 1:
            yield from (Told(mention, about, TOTAL, _area(thread, mention)) for about in several)
            continue
        told = _rate(thread, mention, before) if mention.unit == "%" else _told(thread, mention)
        before = told if mention.unit != "%" else before
        yield told


def _rate(thread: _Thread, mention: Mention, before: Told | None) -> Told:
    """A rate of growth: of what stands in front of it, or of the figure just told."""
    change = _RATE.search(mention.lead)
    if not change or not terms.LAST_YEAR.search(mention.lead):
        return Told(mention, None)
    against = _AGAINST.search(change[0])
    if against and thread.year and int(against[1]) != thread.year - 1:
        return Told(mention, None)
    own = mention.lead[: change.start()].strip(",、(")
    counted = replace(mention, lead=own, unit="件")
    subject = _told(replace(thread), counted) if own else before
    if (
        subject is None
        or subject.about is None
        or terms.FUTURE.search(mention.whole_sentence[: mention.start])
    ):
        return Told(mention, None)
    falling = not terms.UP.search(mention.lead)
    return Told(mention, subject.about + GROWTH, subject.applicant, subject.area, falling=falling)


def _told(thread: _Thread, mention: Mention) -> Told:
    area, part = _area(thread, mention), bool(_PART.search(mention.lead))
    applicant = _applicant(mention.lead) if thread.topic == "cases" else None
    about = _about(thread, mention, applicant)
    if about is None or area == ELSEWHERE or _elsewhen(thread, mention, about):
        return Told(mention, None, applicant or TOTAL, area, part)
    return Told(mention, about, applicant or TOTAL, area, part)


def _applicant(lead: str) -> str | None:
    """The kind of applicant; None for all of them (公民、法人和其他组织) and where none is named."""
    named = terms.APPLICANTS.all(lead)
    everyone = "natural_person" in named and ("organizations" in named or "other_organization" in named)
    return None if everyone else terms.APPLICANTS.last(lead)


def _about(thread: _Thread, mention: Mention, applicant: str | None) -> str | None:
    """The meaning of a number inside its topic."""
    lead, topic = mention.lead, thread.topic
    if mention.unit == "%" or terms.CHANGE.search(lead[lead.rfind("结转") + 1 :]):
        return None
    if topic == "cases":
        return _about_cases(thread, mention, applicant)
    if topic in _APPEALS:
        return _about_appeals(thread, mention)
    if topic in {"documents", "rules"}:
        label = terms.DOCUMENTS.last(lead)
        fits = label not in {None, "elsewhere"} and mention.unit in COUNTED
        return f"{topic}.{label}" if fits else None
    if topic in _TABLES2:
        return _TABLES2[topic] if _DECISION.search(lead) and mention.unit in COUNTED else None
    if topic == "charges":
        return "charges.wan_yuan" if mention.unit == "万元" else None
    if topic == "fee":
        return None
    about = terms.OTHERS.last(lead)
    whole = about == "published.items" and _WHOLE_YEAR.search(lead) and not _A_KIND.search(lead)
    return "published.total" if whole else about


def _about_cases(thread: _Thread, mention: Mention, applicant: str | None) -> str | None:
    lead = mention.lead
    if mention.unit not in COUNTED:
        return None
    label = terms.cases().last(lead)
    if label in terms.FLOWS and label is not None:
        if _is_channel(lead):
            return None
        thread.flow = label
    if label is None:
        if applicant:
            label = _flow_of_applicant(thread, lead)
        elif re.search(
            r"申请(?:件|公开|办理)?(?:共|总数|数量|量|总量)?(?:为|是|:|共计|共)?$", lead
        ) and not _PART.search(lead):
            label = "new_received" if not _is_channel(lead) else None
    if label is None:
        return None
    if label not in terms.EXEMPT_FROM_QUALIFIED and terms.QUALIFIED.search(lead):
        return None
    return f"cases.{label}"


def _flow_of_applicant(thread: _Thread, lead: str) -> str | None:
    """“其中自然人30件”: of what came in or was just spoken of; behind a carry-over it is left open."""
    if thread.flow in {"accepted_total", "handled", "new_received"} or "申请" in lead:
        return thread.flow if thread.flow in {"accepted_total", "handled"} else "new_received"
    return thread.flow if thread.flow == "finished" else None


def _about_appeals(thread: _Thread, mention: Mention) -> str | None:
    """A reconsideration or lawsuit about disclosure: section four, or a passage that speaks of disclosure."""
    lead = mention.lead
    spoken = "".join(thread.before[-1:]) + mention.whole_sentence
    if mention.unit not in COUNTED or not _DISCLOSURE.search(spoken) or thread.topic is None:
        return None
    outcome = terms.APPEALS.last(lead)
    if outcome == "elsewhere" or re.search(r"撤诉|撤回|出庭|应诉", lead):
        return None
    return f"{_BLOCKS[thread.topic]}.{outcome or 'total'}"


def _together(mention: Mention) -> list[str]:
    """“行政复议、行政诉讼均为0件”: one number for several topics."""
    if mention.unit == "%" or mention.value != 0:
        return []
    topics = terms.TOPICS.all(mention.lead[-60:])
    found = [f"{_BLOCKS[topic]}.total" for topic in topics if topic in _APPEALS]
    if "cases" in topics and found and not re.search(r"因|引发|涉及|被", mention.lead):
        found.append("cases.new_received")
    return found


def _elsewhen(thread: _Thread, mention: Mention, about: str) -> bool:
    """Whether the number is one of another year, of a plan, or of a part of the year."""
    lead = mention.lead
    years = [int(found[1]) for found in _YEAR.finditer(lead)]
    if years and "结转" not in lead[lead.rfind(str(years[-1])) :]:
        thread.told_year = years[-1]
    if thread.told_year and thread.year and thread.told_year != thread.year:
        return True
    if about in {"cases.carried_over_in", "cases.carried_over_out", "cases.carried_over"}:
        return False
    return bool(terms.OTHER_TIME.search(lead) or terms.FUTURE.search(mention.whole_sentence[: mention.start]))


def _is_channel(lead: str) -> bool:
    """“通过网上提交收到”: one way of applying, not all of them."""
    ways = set(terms.CHANNEL.findall(lead))
    return bool(ways) and not (len(ways) > 1 or "等" in lead or "渠道" in lead)


def _is_named(agency: str, name: str) -> bool:
    """Whether the name is the agency's, in full or cut short (教育局)."""
    return name in agency or agency.endswith(name[-4:]) or agency in name


def _area(thread: _Thread, mention: Mention) -> str:
    """Whose figure it is: by the words next to the number, else by those of the sentence before it."""
    for said in (mention.lead, mention.whole_sentence[: mention.start]):
        everywhere, own = terms.ALL_AREA.search(said), terms.OWN_AREA.search(said)
        if everywhere:
            return UNKNOWN if own else ALL
        other = None if own else terms.OTHER_AGENCY.search(said)
        if other and not thread.agency:
            return UNKNOWN
        if other and not _is_named(str(thread.agency), other[1]):
            return ELSEWHERE
        if own or other:
            return OWN
    return UNKNOWN if _AUTHORITY.search(mention.lead) else OWN


# – nothing received


def _nothing(thread: _Thread, section: int, sentence: str) -> Iterator[Statement]:
    if terms.FUTURE.search(sentence) or _another_year(thread, sentence):
        return
    area = ALL if terms.ALL_AREA.search(sentence) else OWN
    found = _NO_REQUEST.search(sentence)
    if found and not re.search(r"复议|诉讼|类申请|重复|逾期|超期", found[0]):
        yield Statement("cases.new_received", TOTAL, area, 0, section, _clause(sentence, found))
    for denial in _NO_APPEAL.finditer(sentence):
        if _LOST.search(denial["what"]) or not _DISCLOSURE.search("".join(thread.before[-1:]) + sentence):
            continue
        base = Statement("", TOTAL, area, 0, section, _clause(sentence, denial))
        for topic in terms.TOPICS.all(denial["what"]):
            if topic in _APPEALS:
                yield replace(base, about=f"{_BLOCKS[topic]}.total")


def _another_year(thread: _Thread, sentence: str) -> bool:
    years = {int(found[1]) for found in _YEAR.finditer(sentence)}
    return bool(thread.year and years and thread.year not in years)


def _clause(sentence: str, found: re.Match[str]) -> str:
    start = max(sentence.rfind(sign, 0, found.start()) for sign in ",;。:") + 1
    return sentence[start : found.end()]
