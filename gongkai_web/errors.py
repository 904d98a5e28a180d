"""How does the office say no? With one sentence; nothing has happened then.

GongkaiError
└── Refused          the act cannot be done, or not like this: a reply before the receipt
    ├── NotAllowed   the act can be done, but not by this person
    └── OnPaperOnly  the unlawful that can have happened: say `on_paper=True` to record that it did
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from gongkai.errors import GongkaiError


class Said(Protocol):
    """What a rule has against an act: its sentence."""

    @property
    def message(self) -> str:
        """For whoever acts."""


class Refused(GongkaiError):
    """The act was refused and nothing was written; the sentence says why and what to do."""


class NotAllowed(Refused):
    """This person may not do it; the sentence says which office it takes."""


class OnPaperOnly(Refused):
    """The act breaks a rule. `flags` say which; a form shows them and asks whether it happened on paper."""

    def __init__(self, flags: Sequence[Said]) -> None:
        said = "".join(flag.message for flag in flags)
        super().__init__(f"{said}如果纸面上确已如此办理，请勾选“如实补登”后再登记。")
        self.flags = tuple(flags)
