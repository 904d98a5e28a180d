"""Does the letter say what the law demands and what the case says?

The clerk may change every paragraph, therefore the text is checked and not the way by which it came about.
Each fault is a `Problem` with a stable code; a letter with problems is not sent.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from gongkai.lawbook import Source
from gongkai.letters.compose import stands
from gongkai.letters.decisions import decided
from gongkai.letters.kinds import (
    ARTICLE,
    CHOSEN,
    ELEMENT_MISSING,
    TITLE_WORD,
    LetterKind,
)
from gongkai.letters.letter import Letter
from gongkai.letters.library import letters_for_outcome
from gongkai.letters.remedies import remedy_faults, remedy_type
from gongkai.letters.setting import LetterFacts
from gongkai.letters.words import chinese_day, fill, normal, placeholders
from gongkai.outcomes import outcomes

NUMBER = re.compile(r"(?P<word>[^〔〕\s\d]+)〔(?P<year>[0-9]{4})〕(?P<number>[1-9][0-9]*)号")
_CITED = re.compile(
    r"第[一二三四五六七八九十百]+条(?:第[一二三四五六七八九十]+款)?(?:第（[一二三四五六七八九十]+）项)?"
)
# What the letter says of its own annexes (见附件2、随本答复书附附件); 附件2中… is another paper's.
_ATTACHMENT = re.compile(
    r"(?:[见附]|附上|附有|参阅|所附的?)(?:本(?:答复|告知|决定|通知)书的?)?"
    r"附件(?P<number>[0-9]+|[一二三四五六七八九十])?(?![中里内的．])"
)
_UNFILLED = re.compile(r"[{}]|[×✕]{2,}|_{2,}|＿{2,}|[【（](?:此处|待)[^】）]{0,12}[】）]")
_CHINESE = "一二三四五六七八九十"
_REASONED = re.compile("理由(：|是|如下)[^。]{6,}")
_GROUND = re.compile("第(十[四五六]|三十六)条")


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault. `element`: the key of the element that it is about, where there is one."""

    code: str
    element: str
    message: str
    source: Source


CODES = {
    "kind": "文书种类与核对的种类不一致",
    "title": "标题不含“政府信息公开”",
    "signature": "落款机关与案件的机关不一致",
    "recipient": "受文人与案件不一致",
    "number-missing": "没有文号",
    "number-format": "文号不合格式",
    "number-year": "文号的年份与成文日期不一致",
    "number-series": "发文字与机关的不一致",
    "date-not-act": "成文日期不是作出行为之日",
    "date-before-receipt": "成文日期早于收到申请之日",
    "date-after-due": "成文日期晚于答复期限",
    "due-day-passed": "许诺的答复日期已经过去",
    "registry-number": "登记号没有写或者不一致",
    "received-day": "收到申请之日没有写或者不一致",
    ELEMENT_MISSING: "缺少必备要素",
    ARTICLE: "没有写明所依据的条款",
    "article-case": "没有写明案件所依据的条款",
    "outcome-kind": "文书种类与案件的办理结果不一致",
    "outcome-words": "文中的说法与这种文书相反",
    "remedy-outcome": "救济类型与新的办理结果不一致",
    "new-decision": "新的决定没有写明理由和依据",
    "remedy-missing": "没有告知救济权利",
    "remedy-unwanted": "程序性文书写了救济告知",
    "remedy-direct-suit": "应当先复议的写成可以直接起诉",
    "remedy-order": "可以直接起诉的写成应当先复议",
    "remedy-term": "救济期限写错",
    "remedy-start": "救济期限的起算写错",
    "remedy-authority": "行政复议机关写错",
    "remedy-court": "管辖法院写错",
    "remedy-channel": "互联网送达没有写复议的网上渠道",
    "attachment-missing": "案件的附件没有列明",
    "attachment-extra": "列了案件里没有的附件",
    "attachment-number": "正文提到的附件序号不存在",
    "applicant-disclosed": "给他人的文书里有申请人的信息",
    "unfilled": "留有没有填写的地方",
    "doubt": "请核对",
}


def doubts(letter: Letter, kind: LetterKind) -> tuple[Problem, ...]:
    """What a person should look at again before the letter goes out; it may be right as it is.

    Each thing found is asked about once; what the applicant asked for is theirs to word.
    """
    words = dict(letter.words)
    title = normal(words.get("request_title", ""))
    body = letter.body.replace(title, "") if title else letter.body
    found: dict[tuple[str, str], Problem] = {}
    for doubt in kind.doubts:
        for sign in re.finditer(fill(doubt.pattern, words), body):
            question = doubt.question.replace("{found}", sign[0])
            found.setdefault((doubt.key, sign[0]), Problem("doubt", doubt.key, question, doubt.source))
    return tuple(found.values())


def problems(letter: Letter, kind: LetterKind, facts: LetterFacts) -> tuple[Problem, ...]:
    """Every fault of the letter's text against its kind, the law of its day and the case; empty where right.

    Raises NotInForce where the law on file does not reach the letter's day.
    """
    if letter.code != kind.code:
        message = f"这份文书是{letter.code}，按{kind.code}《{kind.title}》核对不了；请选对文书种类。"
        return (Problem("kind", "", message, kind.source),)
    at = _At(letter, kind, facts, letter.body, {**dict(letter.words), **facts.words})
    return tuple(found for check in _CHECKS for found in check(at))


@dataclass(frozen=True, slots=True)
class _At:
    """What every check looks at: `body` is the normalised text, `words` as the case has them."""

    letter: Letter
    kind: LetterKind
    facts: LetterFacts
    body: str
    words: Mapping[str, str]


Check = Callable[[_At], Iterator[Problem]]


def _who(at: _At) -> Iterator[Problem]:
    if TITLE_WORD not in normal(at.letter.title):
        yield Problem(
            "title", "title", f"标题「{at.letter.title}」里没有“{TITLE_WORD}”；请改正标题。", at.kind.source
        )
    if at.facts.agency_name and normal(at.letter.agency) != normal(at.facts.agency_name):
        yield Problem(
            "signature",
            "agency",
            f"落款是「{at.letter.agency}」，案件的机关是「{at.facts.agency_name}」；请改正落款。",
            at.kind.source,
        )
    wanted = at.facts.recipient or (at.facts.applicant_name if at.kind.addressee == "applicant" else "")
    if at.kind.layout == "letter" and wanted and normal(at.letter.recipient) != normal(wanted):
        yield Problem(
            "recipient",
            "recipient",
            f"受文人写的是「{at.letter.recipient or '空'}」，案件里是「{wanted}」；请改得一致。",
            at.kind.source,
        )


def _number(at: _At) -> Iterator[Problem]:
    if at.kind.layout == "form" or (at.facts.draft and not at.letter.number):
        return
    found = NUMBER.fullmatch(at.letter.number)
    if not at.letter.number:
        yield Problem(
            "number-missing", "number", f"《{at.kind.title}》还没有文号；请先编号。", at.kind.source
        )
    elif not found:
        message = f"文号「{at.letter.number}」不合格式；应写成“发文字〔{at.letter.day.year}〕12号”的样子。"
        yield Problem("number-format", "number", message, at.kind.source)
    elif int(found["year"]) != at.letter.day.year:
        message = f"文号的年份是{found['year']}，成文日期在{at.letter.day.year}年；请核对文号。"
        yield Problem("number-year", "number", message, at.kind.source)
    elif at.facts.letter_word and found["word"] != at.facts.letter_word:
        message = f"文号的发文字是「{found['word']}」，机关的发文字是「{at.facts.letter_word}」；请核对文号。"
        yield Problem("number-series", "number", message, at.kind.source)


def _day(at: _At) -> Iterator[Problem]:
    if at.facts.day and at.letter.day != at.facts.day:
        message = (
            f"成文日期是{chinese_day(at.letter.day)}，作出行为之日是{chinese_day(at.facts.day)}；请改得一致。"
        )
        yield Problem("date-not-act", "day", message, at.kind.source)
    if at.facts.received_on and at.letter.day < at.facts.received_on:
        received = chinese_day(at.facts.received_on)
        message = f"成文日期{chinese_day(at.letter.day)}早于收到申请之日{received}；请核对两个日期。"
        yield Problem("date-before-receipt", "day", message, at.kind.source)
    late = at.facts.due_on and at.letter.day > at.facts.due_on and at.kind.addressee != "internal"
    if late and not at.facts.late_recorded:
        message = (
            f"成文日期{chinese_day(at.letter.day)}晚于答复期限{chinese_day(at.facts.due_on)}；"
            "请核对日期，确已逾期的先登记逾期再发出。"
        )
        yield Problem("date-after-due", "day", message, at.kind.source)
    if late and "due_on" in at.kind.needs and not dict(at.letter.words).get("due_passed"):
        message = (
            f"答复期限{chinese_day(at.facts.due_on)}在成文之日{chinese_day(at.letter.day)}以前已经届满，"
            "文书还写着到那一天以前答复；请重新生成文书。"
        )
        yield Problem("due-day-passed", "due_on", message, at.kind.source)


def _elements(at: _At) -> Iterator[Problem]:
    for element in at.kind.elements:
        if stands(element, at.body, at.words):
            continue
        wanted = next(
            (at.words[name] for sign in element.signs for name in placeholders(sign) if at.words.get(name)),
            "",
        )
        shown = wanted.replace("\n", "；")
        expected = f"（应有「{shown[:30]}{'…' if len(shown) > 30 else ''}」）" if shown else ""
        yield Problem(
            element.code,
            element.key,
            f"《{at.kind.title}》没有写明“{element.label}”{expected}；{element.source}要求写明，请补上。",
            element.source,
        )


def _outcome(at: _At) -> Iterator[Problem]:
    if at.kind.outcomes and at.facts.outcome not in at.kind.outcomes:
        shown = f"是「{_label(at.facts.outcome)}」" if at.facts.outcome else "还没有登记"
        served = "、".join(map(_label, at.kind.outcomes))
        message = (
            f"《{at.kind.title}》（{at.kind.name}）用于「{served}」，案件的办理结果{shown}；请改得一致。"
        )
        yield Problem("outcome-kind", "outcome", message, at.kind.source)
    for verb in at.kind.forbid:
        clause = decided(verb, at.body)
        if clause:
            message = f"《{at.kind.title}》（{at.kind.name}）里写了“{clause}”，与这种文书的决定相反；请改正。"
            yield Problem("outcome-words", "decision", message, at.kind.source)
    if at.facts.article and (at.kind.outcomes or at.kind.remedy == CHOSEN):
        cited = _CITED.findall(normal(at.facts.article)) or [normal(at.facts.article)]
        missing = [article for article in cited if article not in at.body]
        if missing:
            message = f"案件登记的依据是“{at.facts.article}”，文中没有写{'、'.join(missing)}；请改得一致。"
            yield Problem("article-case", ARTICLE, message, at.kind.source)


def _label(outcome: str) -> str:
    """The outcome in words."""
    known = outcomes()
    return known[outcome].short if outcome in known else outcome


def _new_decision(at: _At) -> Iterator[Problem]:
    """A decision that puts a reply right tells of the remedies that its new outcome has (手册04 §3 L24)."""
    if at.kind.remedy != CHOSEN or not at.facts.outcome:
        return
    wanted = list(dict.fromkeys(kind.remedy for kind in letters_for_outcome(at.facts.outcome, at.letter.day)))
    chosen = remedy_type(at.kind, at.words)
    if wanted and chosen not in wanted:
        message = (
            f"重新答复的办理结果是「{_label(at.facts.outcome)}」，救济应当按 {'、'.join(wanted)} 类告知，"
            f"文书选的是 {chosen} 类；请改选。"
        )
        yield Problem("remedy-outcome", "remedy", message, at.kind.remedy_source)
    new = outcomes().get(at.facts.outcome)
    if new and new.denies != "none" and not (_REASONED.search(at.body) and _GROUND.search(at.body)):
        message = (
            f"重新答复的办理结果是「{new.short}」，决定书应当写明不予公开的理由和所依据的条款"
            "（《条例》第三十六条第（三）项）；请补上。"
        )
        yield Problem("new-decision", "reason", message, new.source)


def _remedy(at: _At) -> Iterator[Problem]:
    by_internet = at.facts.by_internet or at.letter.by_internet
    for code, message, source in remedy_faults(
        at.kind, at.words, at.letter.day, at.body, by_internet=by_internet
    ):
        yield Problem(code, "remedy", message, source)


def _attachments(at: _At) -> Iterator[Problem]:
    wanted = [normal(name) for name in (*at.kind.attachments, *at.facts.attachments)]
    listed = [normal(name) for name in at.letter.attachments]
    for name in (*at.kind.attachments, *at.facts.attachments):
        if listed.count(normal(name)) < wanted.count(normal(name)):
            message = f"应当附上「{name}」，文书的附件里没有列明；请补列，并核对份数。"
            yield Problem("attachment-missing", "attachments", message, at.kind.source)
    for name in at.letter.attachments:
        if wanted.count(normal(name)) < listed.count(normal(name)):
            message = f"文书列了附件「{name}」，案件里没有这个附件或者份数不对；请删去，或者先登记附件。"
            yield Problem("attachment-extra", "attachments", message, at.kind.source)
    prose = normal("\n".join((*at.letter.paragraphs, *at.letter.remedies)))
    for found in {one["number"]: one for one in _ATTACHMENT.finditer(prose)}.values():
        if _annex(found["number"] or "1") > len(at.letter.attachments):
            count = len(at.letter.attachments)
            message = f"正文提到“{found[0]}”，文书只列了 {count} 个附件；请附上，或者改写这一句。"
            yield Problem("attachment-number", "attachments", message, at.kind.source)


def _annex(number: str) -> int:
    return int(number) if number.isdigit() else _CHINESE.index(number) + 1


def _privacy(at: _At) -> Iterator[Problem]:
    """A third party or another agency does not learn who asked (《条例》第三十二条；手册04 §2 P08)."""
    if at.kind.addressee not in {"third_party", "agency"}:
        return
    text = normal(at.letter.text)
    for told in (at.facts.applicant_name, *at.facts.private):
        if told and normal(told) in text:
            message = f"《{at.kind.title}》里有申请人的信息「{told}」，不应当让受文人知道；请删去。"
            yield Problem("applicant-disclosed", "recipient", message, at.kind.source)


def _unfilled(at: _At) -> Iterator[Problem]:
    found = _UNFILLED.search("\n".join((*at.letter.paragraphs, *at.letter.remedies)))
    if at.kind.layout == "letter" and found:
        message = f"《{at.kind.title}》里还有没有填写的地方「{found[0]}」；请填好或者删去。"
        yield Problem("unfilled", "", message, at.kind.source)


_CHECKS: tuple[Check, ...] = (
    _who,
    _number,
    _day,
    _elements,
    _outcome,
    _new_decision,
    _remedy,
    _attachments,
    _privacy,
    _unfilled,
)
