"""Which facts stand together in one cell: a number and a day, a name and a telephone?"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import date

from gongkai.registers.days import day_within

_OPEN, _SHUT = "〔[(［（【〈", "〕])］）】〉"
# 高府依复〔2025〕1号, 云公开(2026)第12号
_NUMBER = re.compile(
    rf"[\u4e00-\u9fff]{{2,16}}\s*[{re.escape(_OPEN)}]\s*\d{{4}}\s*[{re.escape(_SHUT)}]\s*第?\s*\d+(?:-\d+)?\s*号"
)
_PHONE = re.compile(r"(?<!\d)(?:1\d{2}[- ]?\d{4}[- ]?\d{4}|0\d{2,3}-?\d{7,8}|\d{7,8})(?!\d)")
_IDENTITY = re.compile(r"(?<![\dA-Za-z])\d{17}[\dXx](?![\dA-Za-z])")
_LABELS = re.compile(r"(?:联系)?(?:电话|手机|方式)(?:号码)?|身份证(?:号码?)?|(?:手机|电话)号")
_CONTACT = re.compile(r"[(（][^)）]*联系人[^)）]*[)）]|[,，;；、\s]*联系人.*$")
_EDGES = " ,，;；:：、。/()（）[]【】-—\t"


@dataclass(frozen=True, slots=True)
class Answered:
    """A number of a letter, its day, and what else is said of a reply."""

    number: str
    day: date | None
    rest: str


@dataclass(frozen=True, slots=True)
class Named:
    """A name, a telephone and an identity number; `contact`: whom the body named to be asked for."""

    name: str
    phone: str = ""
    id_number: str = ""
    contact: str = ""


def of_reply(text: str, year: int | None = None, after: date | None = None) -> Answered:
    """The number, the day and the rest of a cell about a reply."""
    found = _NUMBER.search(text)
    number = "".join(found[0].split()) if found else ""
    without = text.replace(found[0], " ", 1) if found else text
    rest, day = day_within(without, year, after)
    return Answered(number, day, rest.strip(_EDGES))


def of_applicant(text: str) -> Named:
    """The name, the telephone and the identity number of a cell about an applicant."""
    contact = _CONTACT.search(text)
    without = text.replace(contact[0], " ", 1) if contact else text
    identity = _IDENTITY.search(without)
    if identity:
        without = without.replace(identity[0], " ", 1)
    plain = unicodedata.normalize("NFKC", without)
    phone = _PHONE.search(plain)
    if phone:
        without = plain.replace(phone[0], " ", 1)
    if not (phone or identity or contact):
        return Named(text)
    if phone or identity:
        without = _LABELS.sub(" ", without)
    return Named(
        " ".join(without.split()).strip(_EDGES),
        phone[0] if phone else "",
        identity[0] if identity else "",
        contact[0].strip(_EDGES) if contact else "",
    )
