"""How does the office say no? With one sentence; nothing has happened then.

GongkaiError
└── Refused          the act cannot be done, or not like this
    └── NotAllowed   the act can be done, but not by this person
"""

from gongkai.errors import GongkaiError


class Refused(GongkaiError):
    """The act was refused and nothing was written; the sentence says why and what to do."""


class NotAllowed(Refused):
    """This person may not do it; the sentence says which office it takes."""
