"""Of which words, numbers and signs is a sentence made?

The longest word of the vocabulary that begins at a place is taken. A year is read against the year of the
report: 2023年 in a report on 2024 is a word for the year before. What no word explains stays as it is:
`other`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from gongkai.prose.numbers import Number, numbers, other_digits
from gongkai.prose.vocabulary import ACT, AREA, PERIOD, SUBJECT, Sense, Vocabulary

THIS, LAST, NEXT, OTHER = "this", "last", "next", "other"
_WHOLE = re.compile(r"(20\d\d)年1月1日起?,?[至到—~-]+(?:\1年|本年|同年|当年)?12月31日止?期?间?")
_UNTIL = re.compile(r"截[至止]到?(?:(20\d\d)年)?(?:12月(?:31日|底|末)?|[年岁][底末])")
_RANGE = re.compile(r"20\d\d年?[至到—~-]+20\d\d年?度?")
_YEAR = re.compile(r"(20\d\d)年度?(?:[末底](?=[^,]))?(?!\d{1,2}月)")
_YEAR_IN_WORDS = re.compile(r"二[〇○零]([一二三])([〇○零一二三四五六七八九])年度?")
_DATE = re.compile(r"(?:1[0-2]|[1-9])月(?:3[01]|[12]\d|[1-9])日")
_MONTH = re.compile(r"(?:1[0-2]|[1-9])(?:[-—至到、](?:1[0-2]|[1-9]))?月份?")
_QUOTED = re.compile(r"《[^》]{0,80}》|〔[^〕]{0,40}〕|\[20\d\d\]")
_PUNCTUATION = frozenset(',;。:()!?、·—~-<>/"|…')
# Signs that are words by themselves, and what they are a part of: 储备中心; 公共交通, 资源共享.
_BEGINS = {"中": frozenset("心学小央国医"), "共": frozenset("同享青产和治识")}
_ENDS = {"共": frozenset("公")}
_MOST_BETWEEN = 10
_BREAKS = re.compile(r"[,;。:()!?、\d]")
_ZEROS = str.maketrans("○零", "〇〇")
_SHORT_NUMBER = re.compile(r"\d{1,4}(?=[\u4e00-\u9fff])")
_APPEALS = ("reconsiderations", "lawsuits")
_SHORTEST_NAME = 3
_OF_ANOTHER = frozenset("区县市镇乡省州旗各属")  # 各县区教育局, 青山区教育局
_NAME = (Sense(AREA, "named"),)
_FILLER = (Sense("place", "place"),)


@dataclass(frozen=True, slots=True)
class Token:
    """A word with its senses, a number, a sign of punctuation, or other text without any of them."""

    text: str
    start: int
    end: int
    senses: tuple[Sense, ...] = ()
    number: Number | None = None
    sign: bool = False

    def sense(self, kind: str) -> Sense | None:
        """Its sense of that kind."""
        for sense in self.senses:
            if sense.kind == kind:
                return sense
        return None

    @property
    def other(self) -> bool:
        """Whether nothing explains it."""
        return not (self.senses or self.number or self.sign)


def tokens(sentence: str, words: Vocabulary, year: int | None, agency: str | None = None) -> list[Token]:
    """The sentence in the shape of `wording.plain` as tokens, in order and without a gap.

    The agency's own name, cut short in front, is one word, whatever words stand in it: 信访局.
    """
    counted = {number.start: number for number in numbers(sentence)}
    own = _own_names(sentence, agency)
    found: list[Token] = []
    place = since = 0
    while place < len(sentence):
        token = own.get(place) or _at(sentence, place, words, year, counted)
        if token is None:
            place += 1
            continue
        if since < place:
            found.append(Token(sentence[since:place], since, place))
        found.append(token)
        place = since = token.end
    if since < place:
        found.append(Token(sentence[since:place], since, place))
    return found


def _own_names(sentence: str, agency: str | None) -> dict[int, Token]:
    """Where the agency's name stands, in full or without what it begins with."""
    if agency is None or len(agency) < _SHORTEST_NAME:
        return {}
    found: dict[int, Token] = {}
    tail = agency[-_SHORTEST_NAME:]
    end = sentence.find(tail)
    while end >= 0:
        end += len(tail)
        start = end - len(tail)
        while agency.endswith(sentence[start - 1 : end]) and start:
            start -= 1
        if not start or sentence[start - 1] not in _OF_ANOTHER:
            found[start] = Token(sentence[start:end], start, end, _NAME)
        end = sentence.find(tail, end)
    return found


def _at(
    sentence: str, place: int, words: Vocabulary, year: int | None, counted: dict[int, Number]
) -> Token | None:
    first = sentence[place]
    if first in _PUNCTUATION:
        return Token(first, place, place + 1, sign=True)
    number = counted.get(place)
    if number and number.unit != "":
        return Token(sentence[place : number.end], place, number.end, number=number)
    if first.isdigit() or first in "截二":
        dated = _dated(sentence, place, year)
        if dated:
            return dated
    if number:
        return Token(sentence[place : number.end], place, number.end, number=number)
    word = _word(sentence, place, words)
    if word and not _is_part(sentence, word):
        return word
    if first.isdigit() and (bare := _in_front_of_an_outcome(sentence, place, words)):
        return bare
    if first in "《〔[":
        quoted = _QUOTED.match(sentence, place)
        return Token(quoted[0], place, quoted.end(), _FILLER) if quoted else None
    if first.isdigit():
        end = other_digits(sentence, place)
        return Token(sentence[place:end], place, end, _FILLER)
    return None


def _is_part(sentence: str, word: Token) -> bool:
    """Whether the sign belongs to a longer word that the vocabulary does not have."""
    before, after = sentence[: word.start][-1:], sentence[word.end : word.end + 1]
    return after in _BEGINS.get(word.text, ()) or before in _ENDS.get(word.text, ())


def _in_front_of_an_outcome(sentence: str, place: int, words: Vocabulary) -> Token | None:
    """3维持、1撤销; 0复议: a number without a unit counts appeals, and nothing else."""
    found = _SHORT_NUMBER.match(sentence, place)
    if found is None or (place and sentence[place - 1] not in _PUNCTUATION):
        return None
    behind = _word(sentence, found.end(), words)
    if behind is None or not any(
        (sense.subject or sense.key).startswith(_APPEALS) for sense in behind.senses
    ):
        return None
    if any(sense.kind == ACT and words.act(sense).flow for sense in behind.senses):
        return None
    number = Number(int(found[0]), "", 0, place, found.end())
    return Token(found[0], place, found.end(), number=number)


def _dated(sentence: str, place: int, year: int | None) -> Token | None:
    """A year, a month, the whole year by its days; other digits are left."""
    for pattern in (_WHOLE, _UNTIL, _RANGE, _YEAR, _DATE, _MONTH, _YEAR_IN_WORDS):
        found = pattern.match(sentence, place)
        if found:
            senses = _when(found, pattern, year)
            return Token(found[0], place, found.end(), senses)
    return None


def _when(found: re.Match[str], pattern: re.Pattern[str], year: int | None) -> tuple[Sense, ...]:
    if pattern in {_RANGE, _MONTH}:
        return (Sense(PERIOD, OTHER),)
    if pattern is _DATE:
        return _FILLER
    if pattern is _YEAR_IN_WORDS:
        tens, ones = ("〇一二三四五六七八九".index(sign.translate(_ZEROS)) for sign in found.groups())
        named: int | None = 2000 + 10 * tens + ones
    else:
        named = next((int(group) for group in found.groups() if group), None)
    if named is None or year is None:
        return _FILLER
    return (Sense(PERIOD, {0: THIS, -1: LAST, 1: NEXT}.get(named - year, OTHER)),)


def _word(sentence: str, place: int, words: Vocabulary) -> Token | None:
    """The longest word here, one with a gap included."""
    best: Token | None = None
    for length in words.lengths.get(sentence[place], ()):
        text = sentence[place : place + length]
        if text in words.gaps:
            spanned = _spanned(sentence, place, text, words)
            best = spanned if spanned and (not best or spanned.end > best.end) else best
        if text in words.words and (not best or place + length > best.end):
            best = Token(text, place, place + length, words.words[text])
    return best


def _spanned(sentence: str, place: int, head: str, words: Vocabulary) -> Token | None:
    """A word with a gap that begins with this head: 不属于…职责."""
    for tail, word in words.gaps.get(head, ()):
        start = place + len(head)
        until = min(len(sentence), start + _MOST_BETWEEN + len(tail))
        stop = _BREAKS.search(sentence, start, until)
        until = stop.start() if stop else until
        end = sentence.find(tail, start, until)
        if end >= 0:
            end += len(tail)
            return Token(sentence[place:end], place, end, words.words[word])
    return None


def names(agency: str, name: str) -> bool:
    """Whether the name is the agency's, in full or cut short: its characters stand there in that order."""
    rest = iter(
        agency if agency.endswith(_GOVERNMENT) or not agency.endswith(_PLACES) else agency + _GOVERNMENT
    )
    return all(sign in rest for sign in name)


_GOVERNMENT = "人民政府"
_PLACES = tuple("镇乡县市区旗州省")  # 红星镇 writes 镇政府
_SUBORDINATE = "subordinate"
_NAMED_KEYS = frozenset({"named", _SUBORDINATE})
_AGAINST = frozenset({"针对", "涉及", "涉"})  # 针对办公室的复议
_FILLERS = 3  # words between a name and what it does: 区政府自身被复议
_BEHIND_A_NAME = (ACT, PERIOD, "sum", "apart", "reason", AREA)
_NAMED = re.compile(
    r"[\u4e00-\u9fff]{0,14}(?:局|委|厅|大队|支队|总队|镇|乡|街道|办事处|中心|公司|集团|管委会|政府办公?室?|人民政府|政府|法院|学校|医院|馆)$"
)


def with_names(found: Sequence[Token], agency: str | None) -> Iterator[Token]:
    """The tokens; other text that ends as the name of an agency is one for whose figure it is."""
    for place, token in enumerate(found):
        area = token.sense(AREA)
        named = area is not None and area.key in _NAMED_KEYS
        if not named and not (token.other and _NAMED.search(token.text)):
            yield token
        elif _of_those_below(found, place) and _acts(found[place + 1 :]):
            yield Token(token.text, token.start, token.end, (Sense(AREA, "others"),))
        elif not _acts(found[place + 1 :]):
            against = (
                named and place > 0 and found[place - 1].text in _AGAINST and names(agency or "", token.text)
            )
            filler = (Sense(AREA, "own"),) if against else _FILLER if named else ()
            yield Token(token.text, token.start, token.end, filler)
        elif area is not None and area.key == _SUBORDINATE and not _is_its_own(found, place, agency):
            yield Token(token.text, token.start, token.end, (Sense(AREA, "others"),))
        else:
            own = "own" if agency and names(agency, token.text) else "others" if agency else "unknown"
            yield Token(token.text, token.start, token.end, (Sense(AREA, own),))


def _of_those_below(found: Sequence[Token], place: int) -> bool:
    """各县区教育局: the name stands behind a word for the agencies below."""
    front = found[place - 1].sense(AREA) if place else None
    return front is not None and front.key == "others"


def _is_its_own(found: Sequence[Token], place: int, agency: str | None) -> bool:
    """杨柳街道 in the report of 杨柳街道办事处, or 街道 alone."""
    front = found[place - 1].text if place and found[place - 1].other else ""
    return agency is not None and found[place].text in agency and names(agency, front + found[place].text)


def _acts(behind: Sequence[Token]) -> bool:
    """Whether the agency named in front is the one that acts: 水务局收到, not 市政府门户网站."""
    for following in behind[:_FILLERS]:
        if following.number or any(following.sense(kind) for kind in _BEHIND_A_NAME):
            return True
        if following.sense(SUBJECT):
            return following.text.startswith("被")
        if not following.sense("place"):
            return False
    return False
