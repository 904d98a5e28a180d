"""A declared register as a table: its day and its blanks. A row that stands there is not entered again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse

from gongkai.errors import GongkaiError
from gongkai_web.agencies.permissions import What
from gongkai_web.errors import Refused
from gongkai_web.imports.tables.declared import Came, Column, Result, Row, Where
from gongkai_web.imports.tables.reading import as_day
from gongkai_web.registers import actions
from gongkai_web.registers.declared import Blank, Register, Takes, registers
from gongkai_web.registers.models import Entry

DAY, AGENCY, VOID = "day", "agency", "void"
_OWN = {DAY, AGENCY, VOID}


@dataclass(frozen=True, slots=True)
class OfRegister:
    """A register that comes in."""

    register: Register
    stock: bool = False

    @property
    def code(self) -> str:
        """In addresses and on the command line."""
        return f"register-{self.register.code}"

    @property
    def label(self) -> str:
        """What comes in."""
        return f"台账：{self.register.label}"

    @property
    def needs(self) -> What:
        """Who keeps the register brings it."""
        return self.register.kept_by

    def columns(self, day: date) -> tuple[Column, ...]:
        """As its workbook has them: what was taken out comes in again."""
        first = Column(DAY, self.register.day, required=True, hint="必填，例如 2026-01-31。", sample="示例")
        said = (
            Column(AGENCY, "机关", hint="可以不填；填了的应是所选的机关。"),
            Column(VOID, "作废", hint="填了的不导入。"),
        )
        return (first, *(_column(one, day) for one in self.register.blanks), *said)

    def enter(self, rows: Sequence[Row], where: Where) -> list[Came]:
        """Each by the act of the register."""
        return [self._entered(row, where) for row in rows]

    def address(self, subject: int) -> str:
        """The page of the entry."""
        return reverse("registers:entry", args=[self.register.code, subject])

    def _entered(self, row: Row, where: Where) -> Came:
        key = row.cells.get(self.register.title, "")
        try:
            self._require_ours(row.cells, where)
            day, given = _day(row.cells), self._given(row.cells)
            about: dict[str, Any] = {
                "register": self.register,
                "agency": where.agency,
                "day": day,
                "given": given,
            }
            again = actions.standing_same(**about, today=where.day)
            if again is not None:
                return self._there(row, key, again, where)
            made = actions.enter(**about, by=where.by, today=where.day)
        except GongkaiError as problem:
            return Came(row.line, key, Result.REFUSED, str(problem))
        return Came(row.line, key, Result.MADE, "", made.pk)

    def _there(self, row: Row, key: str, again: Entry, where: Where) -> Came:
        """What stands is left as it is; what came later and stands in the row alone is filled in."""
        cells = self._given(row.cells)
        more = {one.name: cells[one.name] for one in self.register.open_of(again) if one.name in cells}
        if not more:
            return Came(row.line, key, Result.THERE, "已有同样的一条。", again.pk)
        actions.fill(register=self.register, entry=again, by=where.by, today=where.day, given=more)
        labels = "、".join(self.register.blank(name).label for name in more)
        return Came(row.line, key, Result.MADE, f"已有同样的一条，补填了「{labels}」。", again.pk)

    def _require_ours(self, cells: Mapping[str, str], where: Where) -> None:
        if cells.get(VOID):
            raise Refused("这一行已经作废，不导入。")
        named = cells.get(AGENCY, "")
        if named and named != where.agency.name:
            raise Refused(f"这一行是{named}的，不是{where.agency.name}的；请在那个机关导入。")

    def _given(self, cells: Mapping[str, str]) -> dict[str, Any]:
        return {
            name: as_day(cell) if self.register.blank(name).takes is Takes.DAY else cell
            for name, cell in cells.items()
            if name not in _OWN and cell
        }


def tables() -> list[OfRegister]:
    """Every register that is declared."""
    return [OfRegister(one) for one in registers().values()]


def _column(blank: Blank, day: date) -> Column:
    required = blank.required and not blank.later
    options = tuple(blank.words(day).values()) if blank.words else ()
    hint = blank.hint or ("必填。" if required else "可以不填。")
    return Column(blank.name, blank.label, required=required, hint=hint, options=options)


def _day(cells: Mapping[str, str]) -> date:
    text = as_day(cells.get(DAY, ""))
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Refused(f"日期「{text}」读不出来；应写成 2026-01-31 的样子。") from None
