"""How does an entry of a register become a letter on paper? A line with a blank that is empty is left out."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from html import escape

from gongkai.letters.words import chinese_day
from gongkai.richtext.out.work import Work
from gongkai_web.errors import Refused
from gongkai_web.registers.declared import Register
from gongkai_web.registers.letters import AGENCY, DAY, Letter, blanks_in
from gongkai_web.registers.models import Entry


def letter_of(register: Register, entry: Entry, code: str) -> Letter:
    """That letter of the entry. Raises Refused where it has none."""
    for one in register.letters:
        if one.code == code and one.is_of(entry):
            return one
    raise Refused(f"这条{register.label}现在没有这份文书：已经作废，或者要写进去的栏还没有补填。")


def work_of(register: Register, entry: Entry, letter: Letter) -> Work:
    """The letter as it is laid out."""
    said = _said(register, entry)
    to, sign = said.get(letter.to, ""), said.get(letter.sign, "") or said[AGENCY]
    lines = [one.format_map(said) for one in letter.lines if all(said[name] for name in blanks_in(one))]
    parts = [
        f"<p>{escape(to)}：</p>" if to else "",
        *(f"<p>{escape(part)}</p>" for one in lines for part in one.splitlines() if part.strip()),
        f"<p class='align-right'>{escape(sign)}</p>",
        f"<p class='align-right'>{escape(said[letter.dated])}</p>",
    ]
    title = letter.title.format_map(said)
    return Work(title=title, html="".join(parts), number=said.get(letter.number, ""))


def _said(register: Register, entry: Entry) -> Mapping[str, str]:
    """What stands in the blanks, days as a letter writes them."""
    values = {one.name: getattr(entry, one.name) for one in register.blanks}
    shown = {
        one.name: chinese_day(values[one.name])
        if isinstance(values[one.name], date)
        else one.shown(values[one.name], entry.day)
        for one in register.blanks
    }
    return {**shown, AGENCY: entry.agency.name, DAY: chinese_day(entry.day)}
