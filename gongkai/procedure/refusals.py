"""How does the procedure say no? With one sentence; nothing has happened then.

GongkaiError
└── Refused          the impossible, or not like this: a reply before the receipt
    └── OnPaperOnly  the unlawful that can have happened: it may be recorded as what happened on paper
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongkai.errors import GongkaiError

if TYPE_CHECKING:
    from gongkai.procedure.facts import Flag


class Refused(GongkaiError):
    """The act was refused and nothing was written; the sentence says why and what to do."""


class OnPaperOnly(Refused):
    """The act breaks a rule. `flags` say which; a form shows them and asks whether it happened on paper."""

    def __init__(self, flags: tuple[Flag, ...]) -> None:
        said = "".join(flag.message for flag in flags)
        super().__init__(f"{said}如果纸面上确已如此办理，请勾选“如实补登”后再登记。")
        self.flags = flags
