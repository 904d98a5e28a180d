"""How does an agency write? Its language is learnt from what it has published, once a day.

Only what was approved teaches; what was sealed teaches nothing any more. Too few texts say nothing.
"""

from __future__ import annotations

import functools
from datetime import date

from django.db.models import Count, QuerySet, Subquery
from django.db.models.functions import Coalesce

from gongkai.proofing.language import Language, spoken, taught
from gongkai.proofing.passage import plain_passage
from gongkai_web.agencies.models import Agency
from gongkai_web.publishing.items import queries
from gongkai_web.publishing.items.difference import lines_of_html
from gongkai_web.publishing.items.models import Item

# The latest so many texts teach; below so many signs nothing is judged by them.
MOST_TEXTS = 300
FEWEST_SIGNS = 5000


def language_of(agency: Agency, day: date) -> Language | None:
    """The language of what the agency had published before that day; None where that is too little."""
    sealed = Item.objects.filter(agency=agency, sealed=True).order_by().values("agency")
    counted = Subquery(sealed.annotate(number=Count("pk")).values("number"))
    newest = _approved(agency, day).values_list("live__digest", Coalesce(counted, 0)).first()
    if newest is None:
        return None
    return _learnt(agency.pk, day, *newest)


def _approved(agency: Agency, day: date) -> QuerySet[Item]:
    found = queries.public(day).filter(agency=agency, published_on__lt=day)
    return found.order_by("-published_on", "-pk")


@functools.lru_cache(maxsize=8)
def _learnt(agency: int, day: date, newest: str, sealed: int) -> Language | None:  # noqa: ARG001 – learnt from
    texts = _approved(Agency(pk=agency), day).values_list("live__text__content", flat=True)[:MOST_TEXTS]
    pieces, signs = taught(
        plain_passage("body", "正文", "\n".join([text["title"], *lines_of_html(text["body"])]))
        for text in texts
        if text
    )
    return spoken(pieces, signs) if signs >= FEWEST_SIGNS else None
