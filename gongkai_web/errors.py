"""How does the office say no? With one sentence; nothing has happened then.

Refused            the act cannot be done, or not like this: a reply before the receipt
├── NotAllowed     the act can be done, but not by this person
├── Overtaken      somebody else wrote the same since the page was opened
└── OnPaperOnly    the unlawful that can have happened: say `on_paper=True` to record that it did
"""

from gongkai.procedure.refusals import OnPaperOnly, Refused

__all__ = ["NotAllowed", "OnPaperOnly", "Overtaken", "Refused"]


class NotAllowed(Refused):
    """This person may not do it; the sentence says which office it takes."""


class Overtaken(Refused):
    """Somebody else wrote the same since the page was opened. `now`: the mark of what stands there."""

    def __init__(self, said: str, now: str) -> None:
        super().__init__(said)
        self.now = now


def require_reason(reason: str, what: str) -> None:
    """Raises Refused for an act that nobody understands without its reason."""
    if not reason.strip():
        raise Refused(f"{what}须写明理由。")
