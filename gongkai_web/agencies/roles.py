"""What can a person do for an agency?"""

from __future__ import annotations

from gongkai.procedure.facts import Role

__all__ = ["HANDLERS", "Role"]

# Who handles requests and what they lead to; the others decide on letters, watch, or run the system.
HANDLERS = frozenset({Role.OFFICER, Role.REVIEWER, Role.HEAD})
# The steps that a letter may take before it is issued, in their order.
STEPS = (Role.REVIEWER, Role.LEGAL, Role.HEAD)
