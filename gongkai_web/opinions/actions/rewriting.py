"""改写: what becomes of words about a call that a second person sent back?

Other words stand in their place – the days hold as they were – and wait for a second person anew. Where
nobody else keeps the catalogue any more, who writes them answers for them alone.
"""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.db.models import QuerySet

from gongkai_web.agencies.models import Person
from gongkai_web.agencies.permissions import What
from gongkai_web.errors import Refused
from gongkai_web.opinions import proofs, queries
from gongkai_web.opinions.actions.entry import handled, line
from gongkai_web.opinions.actions.opening import keep_words_back
from gongkai_web.opinions.models import Call
from gongkai_web.publishing.actions.entry import hashed
from gongkai_web.publishing.catalogue.models import HeldWords


@transaction.atomic
def rewrite(*, held: HeldWords, by: Person, day: date, words: str) -> Call:
    """Replaces the words that were sent back, in the row in which they stand."""
    found = queries.sent_back(held)
    call = handled(found.call, by, day, "改写退回的文字", What.PUBLISH_ITEM)
    if queries.is_rewritten(held):
        raise Refused(f"「{held.about}」已经改写过，或者没有退回；请刷新页面，看现在的状态。")
    said = words.strip()
    if not said:
        raise Refused(f"请写明{found.label}；公众看得到。")
    longest = getattr(found.row._meta.get_field(found.field), "max_length", None)
    if longest and len(said) > longest:
        raise Refused(f"{found.label}最多 {longest} 个字，现在有 {len(said)} 个；请写短一些。")
    proofs.require_showable(found.label, said, call.agency, day)
    # Also of what only grows: the words that were sent back were never public.
    QuerySet(type(found.row)).filter(pk=found.row.pk).update(**{found.field: said})
    told = {"held": held.pk, "row": held.given["subject"], "field": found.field, "words": hashed(said)}
    line(by, call, "rewrite", told)
    keep_words_back(call, found.row, by, day, {found.field: said}, anew=True)
    return call
