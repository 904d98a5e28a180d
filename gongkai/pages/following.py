"""Does a link lead to something? Dead, gone without saying so, or nobody can tell.

A server that answers to any address as if there were a page is seen by two addresses that cannot be there:
what looks like both of them is not there either.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from gongkai.pages.facts import Found


@dataclass(frozen=True, slots=True)
class Invented:
    """What came for an address that cannot be there: whether it was fine, where it ended, its looks."""

    is_fine: bool
    was_led: bool
    final: str
    print: str


@dataclass(frozen=True, slots=True)
class Soft:
    """How a folder answers for what is not there: led to `final`, or with a page that looks like `print`."""

    final: str = ""
    print: str = ""

    def is_gone(self, address: str, final: str, print_: str) -> bool:
        """Whether what came for that address is what comes for any."""
        if self.final:
            return final == self.final and address != final
        return bool(self.print) and print_ == self.print


def soft_answer(invented: Sequence[Invented]) -> Soft | None:
    """How it answers, where at least two say the same; None where it says that they are not there."""
    if len(invented) < 2 or not all(one.is_fine for one in invented):
        return None
    first, *others = invented
    if all(one.was_led and one.final == first.final for one in invented):
        return Soft(final=first.final)
    if first.print and not first.was_led and all(one.print == first.print for one in others):
        return Soft(print=first.print)
    return None


def dead_fault(address: str, said: str, *, at_home: bool) -> Found:
    """A link that leads nowhere; on the home page it weighs more."""
    shown = f"{address[:200]}（{said}）"
    return Found("home_link_dead" if at_home else "link_dead", address, shown, address[:200])


def soft_fault(address: str) -> Found:
    """A link to what is not there, though the server does not say so."""
    return Found("soft_404", address, address[:200], address[:200])
