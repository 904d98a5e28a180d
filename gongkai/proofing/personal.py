"""Which personal data stand in a text that is to be published, and how may they stand there?

Numbers with check digits, telephones, cards, papers, mailboxes, addresses, days of birth, and what is told
of a person beside the name. What is masked is right; an office's telephone is to be public.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from gongkai.proofing import digits
from gongkai.proofing.circumstances import circumstances
from gongkai.proofing.finding import Finding
from gongkai.proofing.kinds import KindOfFinding, proofing_kinds
from gongkai.proofing.owner import is_of_office, is_of_persons, is_official_place, is_said_of_person
from gongkai.proofing.passage import Passage
from gongkai.prose.personal_data import (
    ESTATE_WORDS,
    HOME_WORDS,
    PROVINCES,
    is_bank_card,
    is_credit_code,
    is_identity_number,
)

_Kinds = dict[str, KindOfFinding]
_REACH = 20
_CREDIT = re.compile(r"(?:信用代码|机构代码)[^0-9A-Za-z\n]{0,8}([0-9A-Z]{18})(?![0-9A-Za-z])")
_SAID_IDENTITY = re.compile(r"(?<![0-9A-Za-z.])[1-8][0-9]{14}(?:[0-9]{2}[0-9Xx])?(?![0-9A-Za-z])")
_SAID_ACCOUNT = re.compile(r"(?<![0-9A-Za-z.\-])[0-9]{10,22}(?![0-9A-Za-z]|\.[0-9])")
_ACCOUNT_SAID = re.compile(r"账号|帐号|卡号|存折|一卡通|银行卡")
_HALF_MASKED = re.compile(
    r"(?<![0-9A-Za-z])[1-8][0-9]{5}(?:19|20)[0-9]{2}[01][0-9][0-3][0-9][0-9*xX×]{0,3}[*×][0-9Xx*×]{0,3}"
)
_PAPER_SAID = re.compile(r"身份证|证件号|公民身份")
_PASSPORT = re.compile(
    r"(?:护照|通行证|军官证|士兵证|台胞证|回乡证|居留证)(?:号码|号|证号)?[:： 为是]{0,3}"
    r"((?:[A-Z][A-Z]?[0-9]{7,10}|[0-9]{8,10}|[\u4e00-\u9fff]字第? ?[0-9]{6,8}))(?![0-9A-Za-z])"
)
_PASSPORT_HEAD = re.compile(r"护照|通行证|军官证|证件号")
_PASSPORT_ALONE = re.compile(r"(?<![0-9A-Za-z])(?:[EGDSP][A-Z]?|[HMC])[0-9]{8,10}(?![0-9A-Za-z])")
_LANDLINE = re.compile(r"(?<![0-9\-])(?:\(?0[0-9]{2,3}\)?[ \-]?)?[2-8][0-9]{6,7}(?![0-9\-])")
_HOME_TELEPHONE = re.compile(r"(?:家庭|住宅|本人|个人|申请人)(?:固定)?电话|宅电|家里电话|家属电话")
_EMAIL = re.compile(
    r"(?<![A-Za-z0-9._%+\-])[A-Za-z0-9._%+\-]{1,64} ?(?:@|\(at\)|\[at\]|#at#) ?"
    r"[A-Za-z0-9\-]{1,63}(?:\.[A-Za-z0-9\-]{1,63}){1,4}"
)
_OFFICE_MAIL = re.compile(r"\.gov(?:\.cn)?$|\.mil\.cn$", re.IGNORECASE)
_ACCOUNT = re.compile(
    r"(?:微信|QQ|qq)(?:号码|号)?(?:[:：为是] ?|(?<=号) ?)([A-Za-z0-9_\-]{5,20})(?![A-Za-z0-9_])"
)
_PLATE = re.compile(
    r"[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-HJ-NP-Z][· .\-]?"
    r"[A-HJ-NP-Z0-9]{4,5}[A-HJ-NP-Z0-9挂学警港澳](?![A-Z0-9])"
)
_OFFICIAL_CAR = re.compile(r"公务|公车|执法|单位车辆|警车|救护车|消防车")
_PLACE = r"[\u4e00-\u9fff0-9A-Za-z\-]"
# The parties of a decision are told so: 王某，男，住示范县……
_LIVES = r"家住|现住(?![址地房])|(?<=[,;。:：，；、])住(?![房宅户院建宿所址持])"
_HOME = re.compile(rf"(?:{HOME_WORDS}|{_LIVES})[:： 为是在]{{0,3}}({_PLACE}{{4,40}})")
_DOOR = re.compile(
    rf"(?:(?:{ESTATE_WORDS}|小区|社区|路|街|巷|弄|村|苑|里|院|庄|府|城|湾|道)"
    rf"(?:[A-Za-z0-9一二三四五六七八九十甲乙丙丁东西南北区期\-]|号院|号楼|号|栋|幢|座|楼|层|单元){{0,20}}?)"
    r"[0-9]{1,4}(?:室|(?<=单元[0-9])户|(?<=单元[0-9]{2})户|(?<=单元[0-9]{3})户|单元|号楼|栋|幢)[0-9]{0,5}(?:单元)?[0-9]{0,5}[室户号]?"
)
_ROOM = re.compile(r"[0-9](?:室|单元|户)|单元[0-9]|(?:号楼|栋|幢)[0-9]{1,5}")
_BELOW_TOWN = re.compile(r"[村组号室栋幢巷弄路街]|单元|小区|花园|公寓|社区")
_TOWN = re.compile(
    r".*?(?:乡|镇|街道(?:办事处)?)|.*?[市盟州].{1,8}?(?<![小社])[区县旗]|.*?(?<![小社])[区县旗市]"
)
_BORN_BEFORE = re.compile(r"(?:出生(?:日期|年月日|年月|时间)?|生日|生于)[:： 为是于在]{0,3}$")
_BORN_BEHIND = re.compile(r" ?(?:出生|生[，,。)）于]|生$)")
_DAY = re.compile(
    r"(?<![0-9])((?:19|20)[0-9]{2})(?:[ ]?年[ ]?|[\-./])(?:1[0-2]|0?[1-9])(?:[ ]?月[ ]?|[\-./])"
    r"(?:3[01]|[12][0-9]|0?[1-9])(?![0-9])日?|(?<![0-9])((?:19|20)[0-9]{2})(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])(?![0-9])"
)


def personal_data(passage: Passage, day: date) -> Iterator[Finding]:
    """Every personal datum that stands there unmasked, by the kinds of that day."""
    kinds = proofing_kinds()
    for look in (_numbers, _papers, _accounts, _telephones, _mail, _plates, _addresses, _births):
        yield from look(passage, day, kinds)
    yield from circumstances(passage, day, kinds)


def _numbers(passage: Passage, day: date, kinds: _Kinds) -> Iterator[Finding]:
    codes = {found.start(1): found[1] for found in _CREDIT.finditer(passage.text)}
    for number in digits.numbers(passage.text):
        if is_credit_code(codes.get(number.start, "")):
            continue
        if number.kind != digits.IDENTITY and is_of_office(passage, number.start):
            continue
        if number.kind == digits.BANK and not _is_card(passage, number):
            continue
        shown = masked(number.kind, number.signs)
        yield kinds[number.kind].finding(
            passage, (number.start, number.end), day, quote=shown, suggestion=shown
        )
    for start, code in codes.items():
        if not is_credit_code(code):
            yield kinds["credit_code"].finding(
                passage, (start, start + 18), day, quote=f"{code[:4]}…{code[-4:]}"
            )


def _is_card(passage: Passage, number: digits.Number) -> bool:
    """One digit in ten makes any number a card by its check digit: it begins as ours do, or is said so."""
    said = _said(passage, number.start)
    return number.signs.startswith("62") or any(
        word in said for word in ("卡", "账号", "帐号", "银行", "账户")
    )


def masked(kind: str, signs: str) -> str:
    """A number as it may be published."""
    if kind == digits.MOBILE:
        signs = signs[-11:]
        return f"{signs[:3]}****{signs[-4:]}"
    first, last = (2, 3) if kind == digits.IDENTITY else (4, 4)
    return f"{signs[:first]}{'*' * (len(signs) - first - last)}{signs[-last:]}"


def town_of(address: str) -> str:
    """An address down to its town or street; empty where it names none."""
    found = _TOWN.match(address)
    return found[0] if found else ""


def without_numbers(text: str) -> str:
    """A text that is repeated in a message, its personal numbers masked."""
    shown = text
    for number in reversed(list(digits.numbers(text))):
        shown = shown[: number.start] + masked(number.kind, number.signs) + shown[number.end :]
    return shown


def _papers(passage: Passage, day: date, kinds: _Kinds) -> Iterator[Finding]:
    """Passports and the like; identity numbers of before 1999, with a slip in them, and half masked ones."""
    for found in _PASSPORT.finditer(passage.text):
        yield _hidden(passage, day, kinds["passport"], found.span(1), found[1])
    for found in _PASSPORT_ALONE.finditer(passage.text):
        if _PASSPORT_HEAD.search(passage.line_at(found.start()).head):
            yield _hidden(passage, day, kinds["passport"], found.span(), found[0])
    for found in _SAID_IDENTITY.finditer(passage.text):
        if _PAPER_SAID.search(_said(passage, found.start())) and _is_like_identity(found[0]):
            shown = masked(digits.IDENTITY, found[0])
            yield kinds["identity_number"].finding(passage, found.span(), day, quote=shown, suggestion=shown)
    for found in _HALF_MASKED.finditer(passage.text):
        shown = f"{found[0][:6]}…{found[0][-3:]}"
        right = f"{found[0][:2]}{'*' * 13}{found[0][-3:]}"
        yield kinds["half_masked"].finding(passage, found.span(), day, quote=shown, suggestion=right)


def _said(passage: Passage, place: int) -> str:
    """What is said of the number there: before it and above its column."""
    return passage.before(place, _REACH) + passage.line_at(place).head


def _is_like_identity(number: str) -> bool:
    """Region and day of birth are right; what is right in its check sign, too, is found as such."""
    born = number[6:14] if len(number) == 18 else f"19{number[6:12]}"
    return number[:2] in PROVINCES and _is_day(born) and not is_identity_number(number.upper())


def _accounts(passage: Passage, day: date, kinds: _Kinds) -> Iterator[Finding]:
    """An account of somebody that no check digit tells: a passbook, an account for subsidies."""
    for found in _SAID_ACCOUNT.finditer(passage.text):
        told = is_bank_card(found[0]) or is_identity_number(found[0])
        said = _ACCOUNT_SAID.search(_said(passage, found.start()))
        if said and not told and is_said_of_person(passage, found.start()):
            shown = masked(digits.BANK, found[0])
            yield kinds["bank_card"].finding(passage, found.span(), day, quote=shown, suggestion=shown)


def _hidden(passage: Passage, day: date, kind: KindOfFinding, span: tuple[int, int], signs: str) -> Finding:
    shown = f"{signs[:1]}{'*' * (len(signs) - 3)}{signs[-2:]}"
    return kind.finding(passage, span, day, quote=shown, suggestion=shown)


def _is_day(digits_of_day: str) -> bool:
    try:
        date(int(digits_of_day[:4]), int(digits_of_day[4:6]), int(digits_of_day[6:8]))
    except ValueError:
        return False
    return True


def _telephones(passage: Passage, day: date, kinds: _Kinds) -> Iterator[Finding]:
    """A landline is an office's, unless it is said to be a person's."""
    for found in _LANDLINE.finditer(passage.text):
        line = passage.line_at(found.start())
        private = _HOME_TELEPHONE.search(passage.before(found.start(), _REACH) + line.head)
        in_list = is_of_persons(line.heads) and "电话" in line.head
        if private or in_list:
            shown = f"{found[0][:-4]}****"
            yield kinds["home_telephone"].finding(passage, found.span(), day, quote=shown, suggestion=shown)


def _mail(passage: Passage, day: date, kinds: _Kinds) -> Iterator[Finding]:
    for found in _EMAIL.finditer(passage.text):
        if not _OFFICE_MAIL.search(found[0]) and not is_of_office(passage, found.start()):
            shown = f"{found[0][0]}***@{re.split('@|at[)#]|at]', found[0])[-1].strip()}"
            yield kinds["email"].finding(passage, found.span(), day, quote=shown, suggestion=shown)
    for found in _ACCOUNT.finditer(passage.text):
        if not is_of_office(passage, found.start(1)):
            shown = f"{found[1][:2]}****{found[1][-1]}"
            yield kinds["account"].finding(passage, found.span(1), day, quote=shown, suggestion=shown)


def _plates(passage: Passage, day: date, kinds: _Kinds) -> Iterator[Finding]:
    for found in _PLATE.finditer(passage.text):
        if _OFFICIAL_CAR.search(passage.before(found.start(), _REACH)):
            continue
        shown = f"{found[0][:2]}***{found[0][-2:]}"
        yield kinds["number_plate"].finding(passage, found.span(), day, quote=shown, suggestion=shown)


def _addresses(passage: Passage, day: date, kinds: _Kinds) -> Iterator[Finding]:
    """Where somebody lives: said to be so, or with a door that is no office's."""
    told = -1
    for start, end in sorted({*_homes(passage), *_doors(passage)}, key=lambda span: (span[0], -span[1])):
        if start >= told:
            told = end
            written = passage.text[start:end]
            shown = f"{written[:6]}…"
            yield kinds["home_address"].finding(
                passage, (start, end), day, quote=shown, suggestion=town_of(written) or None
            )


def _homes(passage: Passage) -> Iterator[tuple[int, int]]:
    for found in _HOME.finditer(passage.text):
        if _below_town(found[1]):
            yield found.span(1)
    for line in passage.lines:
        of_persons = is_of_persons(line.heads) and re.search("地址|住|坐落", line.head)
        said = re.search(HOME_WORDS, line.head) or of_persons
        if said and _below_town(passage.text[line.start : line.end]):
            yield line.start, line.end


def _below_town(written: str) -> bool:
    town = _TOWN.match(written)
    return _BELOW_TOWN.search(written, town.end() if town else 0) is not None


def _doors(passage: Passage) -> Iterator[tuple[int, int]]:
    for found in _DOOR.finditer(passage.text):
        if not _ROOM.search(found[0]):
            continue
        start = _beginning(passage, found.start())
        if not is_official_place(passage, start, found.end()):
            yield start, found.end()


def _beginning(passage: Passage, place: int) -> int:
    """Where the address begins: back over what can be the name of a place."""
    first = max(passage.line_at(place).start, place - 30)
    run = re.search(r"[\u4e00-\u9fff0-9A-Za-z]*$", passage.text[first:place])
    return place - len(run[0]) if run else place


def _births(passage: Passage, day: date, kinds: _Kinds) -> Iterator[Finding]:
    """A year and a month of birth may stand in a curriculum; the day may not."""
    for found in _DAY.finditer(passage.text):
        before, behind = passage.before(found.start(), _REACH), passage.text[found.end() : found.end() + 3]
        header = passage.line_at(found.start()).head
        if _BORN_BEFORE.search(before) or _BORN_BEHIND.match(behind) or re.search("出生|生日", header):
            year = found[1] or found[2]
            yield kinds["birth_date"].finding(
                passage, found.span(), day, quote=f"{year}年…", suggestion=f"{year}年"
            )
