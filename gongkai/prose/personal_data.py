"""Does a passage hold personal data that must not be published?

Numbers of identity cards, mobile telephones and bank cards, told from other long numbers by check digits.
The unified social credit code of an organisation is no personal data, nor is a landline of an office.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

_COUNTED = (
    r"[ ]*[余多几]?[ ]*[(]?(?:单位:)?[ ]*[百千]?[万亿]?"
    r"(?:元|圆|美元|人民币|人次|次|条|件|平方米|立方米|公里|吨|千瓦时)"
)
_LONG = re.compile(rf"(?<![0-9A-Za-z])[0-9][0-9 \-]{{9,24}}[0-9Xx](?![0-9A-Za-z]|\.\d|{_COUNTED})")
_AMOUNT = re.compile(
    r"(?:金额|总额|总价|价款|收费|收入|支出|预算|决算|资金|人民币|[¥￥])[为是共计约达:： ]*$"
)
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)  # GB 11643, ISO 7064 MOD 11-2
_CHECK = "10X98765432"
_CREDIT_SIGNS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
PROVINCES = frozenset(
    str(code)
    for codes in (range(11, 16), range(21, 24), range(31, 38), range(41, 47), range(50, 55), range(61, 66))
    for code in (*codes, 71, 81, 82, 83)
)
_MOBILE_NUMBER = re.compile(r"1(?:3\d|4[5-9]|5[0-35-9]|6[2567]|7[0-8]|8\d|9[0-35-9])\d{8}")
_BANK = re.compile(r"(?:62|60|4|5[1-5]|3[57])\d+")
# What stands before the number of an office, and what before a home; others read by them too.
OFFICE = re.compile(
    r"(?:值班|办公|联系|咨询|服务|监督|举报|公开)(?:电话|热线)|传真|信用代码|机构代码|账户|户名|专户"
)
HOME_WORDS = "家庭住址|家庭地址|户籍地址|户籍所在地|居住地址|现住址|现住地|住址"
ESTATE_WORDS = "小区|花园|新村|家园|公寓|宿舍"
_CODE = re.compile(r"(?:信用|机构)代码")
# A number that a line breaks off, as the lines of a PDF or an OFD do; only a check sign shows that it is one.
_BROKEN_OFF = re.compile(r"(?<![0-9A-Za-z])([0-9]+) *\n *([0-9]*[0-9Xx])(?![0-9A-Za-z])")
_GAP = re.compile(r"[ \-]+")
_BEFORE = 16
IDENTITY, MOBILE, BANK = "居民身份证号码", "手机号码", "银行卡号"
MISTYPED = "像居民身份证号码的数字"


@dataclass(frozen=True, slots=True)
class Personal:
    """What kind of number, and its first and last digits; the number itself is not repeated."""

    kind: str
    masked: str


def personal_data(text: str) -> Iterator[Personal]:
    """The personal numbers in a passage, in order."""
    shaped = unicodedata.normalize("NFKC", text)
    for found in _LONG.finditer(shaped):
        before = shaped[max(0, found.start() - _BEFORE) : found.start()]
        whole = _kind(_GAP.sub("", found[0]).upper(), before)
        if whole:
            yield whole
            continue
        for piece in _GAP.split(found[0]):  # several numbers side by side
            alone = _kind(piece.upper(), before)
            if alone:
                yield alone
    for broken in _BROKEN_OFF.finditer(shaped):
        number = f"{broken[1]}{broken[2]}".upper()
        if is_identity_number(number):
            yield Personal(IDENTITY, _masked(number))


def mistyped_identity_numbers(text: str) -> Iterator[Personal]:
    """What is an identity number but for its check sign, which a hand that copied a list got wrong.

    It still tells where and when somebody was born; whoever gives the list away is asked.
    """
    shaped = unicodedata.normalize("NFKC", text)
    for found in _LONG.finditer(shaped):
        if _CODE.search(shaped[max(0, found.start() - _BEFORE) : found.start()]):
            continue
        pieces = dict.fromkeys((_GAP.sub("", found[0]).upper(), *_GAP.split(found[0].upper())))
        for number in pieces:
            if _is_person(number) and not is_identity_number(number) and not is_credit_code(number):
                yield Personal(MISTYPED, _masked(number))


def _kind(number: str, before: str) -> Personal | None:
    if is_identity_number(number):
        return Personal(IDENTITY, _masked(number))
    if OFFICE.search(before) or _AMOUNT.search(before):
        return None
    if is_mobile(number):
        return Personal(MOBILE, _masked(number))
    return Personal(BANK, _masked(number)) if is_bank_card(number) else None


def is_identity_number(number: str) -> bool:
    """Whether the eighteen signs are an identity number: region, day of birth and check sign are right."""
    if not _is_person(number):
        return False
    total = sum(int(digit) * weight for digit, weight in zip(number, _WEIGHTS, strict=False))
    return _CHECK[total % 11] == number[17]


def _is_person(number: str) -> bool:
    """Whether it begins with a province and a day of birth, as long as an identity number is."""
    if not re.fullmatch(r"\d{17}[\dX]", number) or number[:2] not in PROVINCES:
        return False
    try:
        born = date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return False
    return 1900 <= born.year <= 2100


def is_mobile(number: str) -> bool:
    """Whether the digits are a mobile number, with or without 86 before it."""
    return bool(_MOBILE_NUMBER.fullmatch(number.removeprefix("86") if len(number) == 13 else number))


def is_credit_code(code: str) -> bool:
    """Whether the eighteen signs are a unified social credit code: its check sign is right (GB 32100)."""
    if len(code) != 18 or any(sign not in _CREDIT_SIGNS for sign in code):
        return False
    total = sum(_CREDIT_SIGNS.index(sign) * pow(3, place, 31) for place, sign in enumerate(code[:17]))
    return _CREDIT_SIGNS[-total % 31] == code[17]


def is_bank_card(number: str) -> bool:
    """Whether the digits are a bank card: the first digits, 16 to 19 of them, and Luhn's check digit."""
    if not 16 <= len(number) <= 19 or not number.isdigit() or not _BANK.match(number):
        return False
    doubled = [int(digit) * (2 if index % 2 else 1) for index, digit in enumerate(reversed(number))]
    return sum(digit - 9 if digit > 9 else digit for digit in doubled) % 10 == 0


def _masked(number: str) -> str:
    return f"{number[:3]}…{number[-2:]}"
