"""How is a letter made from its template, the case, and what the clerk typed?

Words are put in their places; a paragraph whose word is not there is left out; a letter that then lacks a
mandatory element is refused, with the sentence that says which and what to do.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date

from gongkai.deadlines import terms
from gongkai.letters.kinds import LISTED, SEVERAL, Element, Field, LetterKind
from gongkai.letters.letter import Letter
from gongkai.letters.library import letter_kinds, phrases
from gongkai.letters.refusals import LetterError
from gongkai.letters.remedies import needed_words, remedy_paragraphs, term_words
from gongkai.letters.setting import Setting
from gongkai.letters.words import chinese_day, ended, fill, normal, placeholders

SETTING_LABELS = {
    "agency_name": "机关名称",
    "recipient": "受文人",
    "registry_number": "登记号",
    "received_on": "收到申请之日",
    "request_title": "申请内容要点",
    "due_on": "答复期限届满日",
    "reconsideration_authority": "行政复议机关",
    "court": "管辖法院",
    "online_reconsideration_url": "提交行政复议申请书的网址",
}
_NUMBER = re.compile(r"[1-9][0-9]*|(?:0|[1-9][0-9]*)\.[0-9]{1,2}")
# A number typed before an item; “2024.3.5的批复” and “2023、2024年度” are none.
_NUMBERED = re.compile(
    r"\s*(?:[0-9]{1,2}[.．、](?![0-9])|[（(][一二三四五六七八九十0-9]{1,3}[）)]|[一二三四五六七八九十]{1,3}、)\s*"
)
_LINE_BREAK = "\n"


def compose(
    kind_code: str, setting: Setting, values: Mapping[str, str], *, day: date, number: str = ""
) -> Letter:
    """The letter of that kind, dated `day`. `values`: what the clerk typed, by field; days as ISO days.

    Raises LetterError (with `fields`) where a value is missing or wrong or the case lacks what the letter
    must say, and NotInForce where the law on file does not reach `day`.
    """
    kinds = letter_kinds()
    if kind_code not in kinds:
        raise LetterError(f"没有代码为「{kind_code}」的文书；可用：{'、'.join(kinds.on(day))}。")
    kind = kinds.at(kind_code, day)
    words = {
        **{f"phrase:{name}": text for name, text in phrases(day).items()},
        **setting.words,
        **_typed(kind, values, day),
        "article": kind.article,
        "act": kind.act,
        "number": number,
        "day": chinese_day(day),
        # The day of the reply, where it is over when the letter is written: it is promised no more.
        "due_passed": chinese_day(setting.due_on) if setting.due_on and setting.due_on < day else "",
    }
    words |= term_words(_all_texts(kind), day)
    words |= {name: fill(text, words) for name, text in words.items() if name.startswith("phrase:")}
    _check_needs(kind, words, day, by_internet=setting.by_internet)
    remedies = remedy_paragraphs(kind, words, day, by_internet=setting.by_internet)
    letter = Letter(
        code=kind.code,
        title=kind.title,
        number=number,
        agency=setting.agency_name,
        recipient="" if kind.layout == "form" else setting.recipient,
        paragraphs=tuple(_paragraphs(kind, words)),
        remedies=remedies,
        attachments=() if kind.layout == "form" else (*kind.attachments, *setting.attachments),
        day=day,
        layout=kind.layout,
        note=_note(kind, setting),
        by_internet=setting.by_internet,
        elements=(),
        words=tuple((name, text) for name, text in words.items() if not name.startswith("phrase:")),
    )
    found = elements_found(kind, letter.body, words)
    missing = [element for element in kind.elements if element.key not in found]
    if missing:
        raise LetterError(_lacks(kind, missing), _about(kind, missing, words))
    return _with_elements(letter, found)


def elements_found(kind: LetterKind, text: str, words: Mapping[str, str]) -> tuple[str, ...]:
    """Keys of the mandatory elements that stand in the text (normalised or not)."""
    plain = normal(text)
    return tuple(element.key for element in kind.elements if stands(element, plain, words))


def stands(element: Element, plain: str, words: Mapping[str, str]) -> bool:
    """Whether one of the element's signs is found in the normalised text; a sign without its word is none."""
    return any(_matches(sign, plain, words) for sign in element.signs)


def _matches(sign: str, plain: str, words: Mapping[str, str]) -> bool:
    names = list(placeholders(sign))
    if any(not words.get(name) for name in names):
        return False
    if names and sign == f"{{{names[0]}}}":  # a word by itself: every line of it must be there
        lines = [normal(ended(line)) for line in words[names[0]].split(_LINE_BREAK)]
        return all(line in plain for line in lines if line)
    ready = {name: re.escape(normal(_in_one_line(words[name]))) for name in names}
    return re.search(fill(sign, ready), plain) is not None


def _all_texts(kind: LetterKind) -> tuple[str, ...]:
    signs = (sign for element in kind.elements for sign in element.signs)
    return (*(paragraph.text for paragraph in kind.paragraphs), *signs)


# – what the clerk typed


def _typed(kind: LetterKind, values: Mapping[str, str], day: date) -> dict[str, str]:
    known = {field.name for field in kind.fields}
    unknown = sorted(set(values) - known)
    if unknown:
        allowed = "、".join(sorted(known)) or "（没有）"
        raise LetterError(f"《{kind.title}》没有「{unknown[0]}」这一项；可填：{allowed}。")
    found: dict[str, str] = {}
    wrong: dict[str, str] = {}
    for field in kind.fields:
        text = values.get(field.name, "").strip()
        problem = _problem(field, text, day)
        if problem:
            wrong[field.name] = problem
        else:
            found[field.name] = _as_printed(field, text)
    if wrong:
        raise LetterError("".join(wrong.values()), wrong)
    return found


def _problem(field: Field, text: str, day: date) -> str:
    if not text:
        return f"“{field.label}”还没有填写；文书里必须写明。" if field.required else ""
    if field.kind == "choice" and text not in field.choices:
        return f"“{field.label}”不能是「{text}」；请从{'、'.join(field.choices)}里选一项。"
    if field.kind == SEVERAL:
        wrong = [one for one in text.split(LISTED) if one not in field.choices]
        return f"“{field.label}”不能是「{wrong[0]}」；请从{LISTED.join(field.choices)}里选。" if wrong else ""
    if field.kind == "day" and not _is_day(text):
        return f"“{field.label}”的「{text}」不是日期；应写成 2024-09-20 的样子。"
    if field.past and date.fromisoformat(text) > day:
        return f"“{field.label}”{text} 晚于文书的日期 {day}，那时还没有发生；请核对。"
    if field.kind == "count" and not (text.isascii() and text.isdigit() and int(text)):
        return f"“{field.label}”的「{text}」不是大于零的整数；请改正。"
    if field.kind == "number":
        if not _NUMBER.fullmatch(text):
            return f"“{field.label}”的「{text}」不是数；请填正数，不加逗号和单位。"
        most = terms()[field.term].dated.on(day) if field.term else None
        if most and (not text.isdigit() or int(text) > most.value.count):
            return f"“{field.label}”最多 {most.value.count}，填的是 {text}{most.source.cited}；请改正。"
    return ""


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _as_printed(field: Field, text: str) -> str:
    if not text:
        return ""
    if field.kind == "day":
        return chinese_day(date.fromisoformat(text))
    if field.kind == "lines":
        return _LINE_BREAK.join(_items([line.strip() for line in text.splitlines() if line.strip()]))
    return ended(" ".join(text.split()))


def _items(lines: list[str]) -> list[str]:
    """The items as typed; where only some bear a number, without it: then all are numbered alike."""
    typed = [_NUMBERED.match(line) for line in lines]
    if all(typed):
        return lines
    bare = [line[one.end() :] if one else line for line, one in zip(lines, typed, strict=True)]
    return [line for line in bare if line]


# – paragraphs


def _paragraphs(kind: LetterKind, words: Mapping[str, str]) -> Iterator[str]:
    for paragraph in kind.paragraphs:
        names = list(placeholders(paragraph.text))
        if paragraph.unless and words.get(paragraph.unless):
            continue
        if paragraph.when and words.get(paragraph.when[0]) != paragraph.when[1]:
            continue
        if kind.layout == "letter" and any(not words[name] for name in names):
            continue
        lines = words[names[0]].split(_LINE_BREAK) if names else []
        if kind.layout == "letter" and paragraph.text == f"{{{names[0] if names else ''}}}" and lines:
            yield from _listed(lines)
        else:
            yield fill(paragraph.text, {name: _in_one_line(words[name]) for name in names})


def _in_one_line(text: str) -> str:
    """Lines one after the other; a full stop at the end of one makes no “。；”."""
    *first, last = text.split(_LINE_BREAK)
    return "；".join([*(ended(line) for line in first), last])


def _listed(lines: list[str]) -> Iterator[str]:
    """Lines as paragraphs of their own, numbered where there are several without numbers."""
    numbered = len(lines) == 1 or all(_NUMBERED.match(line) for line in lines)
    for index, line in enumerate(lines, 1):
        end = "。" if index == len(lines) else "；"
        mark = "" if line[-1] in "。；！？" else end
        yield f"{'' if numbered else f'{index}．'}{line}{mark}"


def _note(kind: LetterKind, setting: Setting) -> str:
    """The line in brackets under the date: how to reach the agency."""
    if kind.layout == "form" or not setting.phone:
        return ""
    return f"（联系电话：{setting.phone}）"


# – what is missing


def _check_needs(kind: LetterKind, words: Mapping[str, str], day: date, *, by_internet: bool) -> None:
    needed = ["agency_name", *kind.needs]
    if kind.layout == "letter":
        needed.append("recipient")
    needed += needed_words(kind, words, day, by_internet=by_internet)
    missing = [name for name in dict.fromkeys(needed) if not words.get(name)]
    if missing:
        labels = "、".join(f"“{SETTING_LABELS.get(name, name)}”" for name in missing)
        raise LetterError(f"《{kind.title}》要写{labels}，案件或者机关设置里还没有；请先补上再生成文书。")


def _lacks(kind: LetterKind, missing: list[Element]) -> str:
    labels = "、".join(f"“{element.label}”{element.source.cited}" for element in missing)
    return f"《{kind.title}》必须写明{labels}，现有的内容还写不出来；请补填相应的栏目或者案件登记。"


def _about(kind: LetterKind, missing: list[Element], words: Mapping[str, str]) -> dict[str, str]:
    """Sentences for the empty fields for whose sake a paragraph was left out."""
    labels = "、".join(f"“{element.label}”" for element in missing)
    used = (name for paragraph in kind.paragraphs for name in placeholders(paragraph.text))
    empty = [name for name in used if kind.field(name) and not words[name]]
    return dict.fromkeys(empty, f"这一项空着，{labels}就写不出来；请填写。")


def _with_elements(letter: Letter, found: tuple[str, ...]) -> Letter:
    return Letter(
        **{name: getattr(letter, name) for name in Letter.__slots__ if name != "elements"}, elements=found
    )
