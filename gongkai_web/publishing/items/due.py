"""By when must a text be public: the first time, and when the information changed (《条例》第二十六条)?"""

from __future__ import annotations

from datetime import date

from gongkai.errors import NotInForce
from gongkai.publication.demands import term_of
from gongkai.publication.terms import publication_due
from gongkai_web.publishing.items.content import Content, day_of, is_public
from gongkai_web.publishing.items.kinds import Origin
from gongkai_web.publishing.items.models import Item


def change_due_on(item: Item, content: Content) -> date | None:
    """By when a change of something public has to be public, too: from the day of the change (第二十六条).

    None where the text does not say on which day the information itself changed, e.g. for a slip of the pen.
    """
    return due_on(content, "varied_on") if item.published_on is not None else None


def due_on(content: Content, since: str = "formed_on") -> date | None:
    """By when it had to be public (《条例》第二十六条, or the special term of its genre or column).

    None where no term runs: what was reposted, what is not to be public, what the law gives no day. (Past
    stock was public before it came here; nobody asks here.)
    """
    formed = day_of(content, since)
    if formed is None or not is_public(content) or content["origin"] != Origin.OWN:
        return None
    try:
        return publication_due(formed, term_of(content["column"], content["genre"])).last
    except NotInForce:
        return None
