"""What goes onto paper: a text with its title, its number and its pictures?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Work:
    """`html`: a text of ours. `pictures`: bytes by digest; one that is not among them is named in its place.

    `site`: the origin of the site (https://…), so that a path of the site can be followed from paper.
    """

    title: str
    html: str
    number: str = ""
    pictures: Mapping[str, bytes] = field(default_factory=dict)
    site: str = ""

    def target(self, href: str) -> str:
        """Where a link leads from outside the site; empty where it leads nowhere from there."""
        if href.startswith("/"):
            return f"{self.site}{href}"
        return "" if href.startswith("sha256:") else href


def instead(alt: str) -> str:
    """What stands where a picture cannot."""
    return f"〔图：{alt}〕" if alt else "〔图〕"
