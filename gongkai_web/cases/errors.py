"""How does a case say no? With one sentence; nothing was written then.

Refused            the impossible: a reply before the receipt, an answer before the question
├── NotAllowed     not by this person
└── OnPaperOnly    the unlawful that can have happened: say `on_paper=True` to record that it did
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongkai_web.agencies.errors import NotAllowed, Refused

if TYPE_CHECKING:
    from gongkai_web.cases.facts import Flag

__all__ = ["NotAllowed", "OnPaperOnly", "Refused"]


class OnPaperOnly(Refused):
    """The act breaks a rule. `flags` say which; a form shows them and asks whether it happened on paper."""

    def __init__(self, flags: tuple[Flag, ...]) -> None:
        said = "".join(flag.message for flag in flags)
        super().__init__(f"{said}如果纸面上确已如此办理，请勾选“如实补登”后再登记。")
        self.flags = flags
