"""Where does whoever looks for an agency that is no more go on?"""

from __future__ import annotations

from gongkai_web.agencies.models import Agency
from gongkai_web.agencies.queries import successor_of
from gongkai_web.look.parts import Link
from gongkai_web.office.places import page_of


def successor_link(agency: Agency) -> Link | None:
    """The page of who does its work today; None where nobody was named."""
    found = successor_of(agency)
    return Link(found.name, page_of(found)) if found is not None else None
