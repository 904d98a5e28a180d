"""How does the office say no? With one sentence; nothing has happened then.

Refused            the act cannot be done, or not like this: a reply before the receipt
├── NotAllowed     the act can be done, but not by this person
└── OnPaperOnly    the unlawful that can have happened: say `on_paper=True` to record that it did
"""

from gongkai.procedure.refusals import OnPaperOnly, Refused

__all__ = ["NotAllowed", "OnPaperOnly", "Refused"]


class NotAllowed(Refused):
    """This person may not do it; the sentence says which office it takes."""
