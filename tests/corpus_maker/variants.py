"""How do labels and values vary on the page (handbook 08 §3 and §4)?

A label variant changes what is printed and nothing else. A value variant also says what a reader must make of
the cell: the same number, a blank, or nothing that can be read.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass

import opencc

from tests.corpus_maker.page import Page, Printed, relabelled, revalued

Labels = Callable[[Page], Page]


def _each(change: Callable[[str], str]) -> Labels:
    return lambda sheet: relabelled(sheet, change)


def _replacing(*pairs: tuple[str, str]) -> Labels:
    def change(label: str) -> str:
        for old, new in pairs:
            label = label.replace(old, new)
        return label

    return _each(change)


_TRADITIONAL = opencc.OpenCC("s2t")


def _pinyin(label: str) -> str:
    return _TRADITIONAL.convert(label).replace("項", "項(xiàng)").replace("關", "關(guān)")


def _one_word_heads(sheet: Page) -> Page:
    """Heads cut to 本年新, twice the same (2019), or their last character lost."""
    cut = {
        "本年新制作数量": "本年新",
        "本年新公开数量": "本年新",
        "现行有效件数": "现行有效件",
        "本年增/减": "本年增/",
    }
    return relabelled(sheet, lambda label: cut.get(label, label))


def _long_notes(sheet: Page) -> Page:
    notes = {
        "本年增/减": "本年增/减（指2020年比2019年的增减数，减少的填负数，如-8）",
        "规章": "规章（部门规章5类除外）",
        "本年收费金额（单位：万元）": "本年收费金额（单位：万元，保留2位小数）",
        "（一）予以公开": "（一）予以公开（含2018年前制作、依〔2021〕30号文公开的）",
    }
    return relabelled(sheet, lambda label: notes.get(label, label))


LABELS: dict[str, Labels] = {
    "plain": lambda sheet: sheet,
    "ascii-brackets": _each(lambda label: label.replace("（", "(").replace("）", ") ")),
    "spaces": _replacing(
        ("商业企业", "商业 企业"),
        ("结果维持", "结果 维持"),
        ("本年新", "本年新 "),
        ("第二十条", "第二十条 "),
        ("1.", "1. "),
    ),
    "numbering": _replacing(("1.", "1、"), ("2.", "2．"), ("3.", "3. ")),
    "traditional": _each(_TRADITIONAL.convert),
    "pinyin": _each(_pinyin),
    "cut-heads": _one_word_heads,
    "notes": _long_notes,
    "slips": _replacing(
        ("三类内部事务", "三类内容事务"),
        ("这一情形", "这一情况"),
        ("法规禁止公开", "止公开"),
        ("无正当理由逾期不补正、行政机关不再处理其政府信息公开申请", "逾期不补正"),
        ("逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请", "逾期不缴费"),
        ("行政规范性文件", "规范性文件"),
    ),
    "headings": _replacing(
        ("二、主动公开", "二、行政机关主动公开"),
        ("三、收到和处理政府信息公开申请情况", "三、政府信息公开的申请情况"),
        ("五、存在的主要问题及改进情况", "五、存在问题及改进情况"),
    ),
}


@dataclass(frozen=True)
class Valued:
    """A page with changed values, and what they must become: blank or unreadable cells by id."""

    sheet: Page
    blank: frozenset[str] = frozenset()
    unreadable: frozenset[str] = frozenset()


Values = Callable[[Page], Valued]


def _same(change: Callable[[str, str], str]) -> Values:
    return lambda sheet: Valued(revalued(sheet, change))


def _fullwidth(_: str, text: str) -> str:
    return "".join(chr(ord(sign) + 0xFEE0) if sign.isdigit() else sign for sign in text)


def _unit(cell: str, text: str) -> str:
    return text if _is_amount(cell) or "net_change" in cell else f"{text}件"


def _thousands(cell: str, text: str) -> str:
    return f"{int(text):,}" if text.isdigit() and cell.startswith("table3") else text


def _is_amount(cell: str) -> bool:
    return "amount" in cell


def _amounts(cell: str, text: str) -> str:
    return f"{text}万元" if _is_amount(cell) else text


def _in_yuan(cell: str, text: str) -> str:
    if not _is_amount(cell):
        return text
    whole, _, part = text.partition(".")
    return f"{int(whole + part.ljust(4, '0'))}元"


def _words(plus: str, minus: str) -> Values:
    def change(cell: str, text: str) -> str:
        if "net_change" not in cell or text == "0":
            return text
        return f"{minus}{text[1:]}" if text.startswith("-") else f"{plus}{text}"

    return _same(change)


def _filled(sign: str) -> Values:
    """Zeros of table three written as a sign that is not a number."""

    def change(sheet: Page) -> Valued:
        blank = {
            cell for row in sheet.three for cell, text in zip(row.ids, row.values, strict=True) if text == "0"
        }
        return Valued(revalued(sheet, lambda cell, text: sign if cell in blank else text), frozenset(blank))

    return change


def _blanked(keep: Callable[[Printed], tuple[int, ...]]) -> Values:
    """Zeros of table three left blank, except the columns that `keep` names for the row."""

    def change(sheet: Page) -> Valued:
        blank = {
            cell
            for row in sheet.three
            for index, (cell, text) in enumerate(zip(row.ids, row.values, strict=True))
            if text == "0" and index not in keep(row)
        }
        return Valued(revalued(sheet, lambda cell, text: "" if cell in blank else text), frozenset(blank))

    return change


def _odd(text: str) -> Values:
    """One cell that no one can read."""

    def change(sheet: Page) -> Valued:
        wanted = random.Random(text + sheet.title).choice([cell for row in sheet.three for cell in row.ids])
        return Valued(
            revalued(sheet, lambda cell, value: text if cell == wanted else value),
            unreadable=frozenset({wanted}),
        )

    return change


VALUES: dict[str, Values] = {
    "plain": Valued,
    "full-width": _same(_fullwidth),
    "unit": _same(_unit),
    "thousands": _same(_thousands),
    "amount-in-wan": _same(_amounts),
    "amount-in-yuan": _same(_in_yuan),
    "signs": _words("+", "-"),
    "words": _words("增加", "减"),
    "old-words": _words("增", "減"),
    "slash": _filled("/"),
    "dash": _filled("-"),
    "none": _filled("无"),
    "blank-rows": _blanked(lambda row: tuple(range(7)) if any(v != "0" for v in row.values) else ()),
    "blank-but-total": _blanked(lambda row: (6,)),
    "blank-but-ends": _blanked(lambda row: (0, 6)),
    "double-zero": _same(lambda _, text: "00" if text == "0" else text),
    "word-joiner": _same(lambda _, text: f"\u2060{text}\u200e"),
    "soft-hyphen": _same(lambda _, text: f"{text[:1]}\u00ad{text[1:]}"),
    "zero-width-space": _same(lambda _, text: f"{text[:1]}\u200b{text[1:]}\ufeff"),
    "numerals": _odd("一千一百二十一"),
    "letter": _odd("O"),
    "error": _odd("#REF!"),
    "picture": _odd("〔图片〕"),
    "question": _odd("? 0"),
    "fraction": _odd("0/0"),
    "two-numbers": _odd("3 4"),
    "footnote": _odd("22①"),
}


def with_padding(sheet: Page) -> Page:
    """Every value padded by spaces, one by twenty-nine."""
    return revalued(
        sheet, lambda cell, text: f" {text}{' ' * 29 if cell.endswith('granted.total') else '  '}"
    )
