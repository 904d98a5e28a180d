"""What is a row once it is understood: a case with its acts, or questions, or why it cannot be one?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from gongkai_web.cases.actions import RequestGiven
from gongkai_web.imports.lines import Row
from gongkai_web.imports.words import words


@dataclass(frozen=True, slots=True)
class Step:
    """An act of `cases.actions` by name, with its day and particulars."""

    act: str
    day: date
    data: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Asked:
    """A word that nobody knows, of the field `name`; empty where nothing is written."""

    name: str
    word: str

    @property
    def said(self) -> str:
        """What is asked of the row."""
        label = words().labels[self.name]
        if self.name == "received_on":
            return f"日期“{self.word}”没有写年份；请选择是哪一年"
        if self.name == "applicant_name":
            return f"没有写申请人类型，从名称“{self.word}”看不出；请选择"
        return f"「{label}」“{self.word}”不是认得的；请选择" if self.word else f"「{label}」没有写；请选择"


@dataclass(frozen=True, slots=True)
class Planned:
    """A row as a case. `problems`: sentences why it cannot be; `asked`: words that must be told first.

    `passed_over`: why it need not be; `remarks`: what was not taken over. `number`: the agency's own.
    `unsent`: it was answered, and no day of dispatch is written.
    """

    row: Row
    key: str = ""
    number: str = ""
    received_on: date | None = None
    submitted_on: date | None = None
    given: RequestGiven | None = None
    steps: tuple[Step, ...] = ()
    problems: tuple[str, ...] = ()
    asked: tuple[Asked, ...] = ()
    unsent: bool = False
    passed_over: str = ""
    remarks: tuple[str, ...] = ()
