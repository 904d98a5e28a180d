"""By when must a text be public: the first time, and when the information changed (《条例》第二十六条)?"""

from __future__ import annotations

from datetime import date

from gongkai.errors import NotInForce
from gongkai.publication.demands import term_of
from gongkai.publication.terms import publication_due
from gongkai_web.publishing.items import review
from gongkai_web.publishing.items.content import Content, day_of, is_public
from gongkai_web.publishing.items.kinds import Origin
from gongkai_web.publishing.items.models import Item
from gongkai_web.publishing.items.origins import is_since_decided


def change_due_on(item: Item, content: Content) -> date | None:
    """By when a change of something public has to be public, too: from the day of the change (第二十六条).

    None where the text does not say on which day the information itself changed, e.g. for a slip of the pen.
    """
    return due_on(content, "varied_on") if item.published_on is not None else None


def opened_later(item: Item) -> bool:
    """Whether it was not to be public by itself when it was formed, and was opened only afterwards.

    Then no term of 第二十六条 runs from its formation: what turns out to be open after a re-assessment
    (第十八条), or is taken in because several asked for it (第四十四条), is published promptly (及时).
    """
    if is_since_decided(item.entry_key) or item.inside_id is not None:
        return True
    # What was settled has an index number; of a first draft nothing is asked.
    before = item.snapshots.filter(public=False) if item.index_number else ()
    return any(review.approved(one) for one in before)


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
