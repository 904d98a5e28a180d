"""How is a major decision found? By its name, by what it is about and by who carries it.

From the day on which it stands on the list, or the public is asked about it; under 决策.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date

from django.urls import reverse

from gongkai.publication.decisions import decision_stages
from gongkai_web.publishing.decisions import queries
from gongkai_web.publishing.decisions.models import MajorDecision
from gongkai_web.publishing.decisions.rows import stage_label
from gongkai_web.search.subjects import Shown, Subject, Written

CODE = GROUP = "decisions"


def _keys() -> Iterator[int]:
    return queries.public(date.max).order_by("pk").values_list("pk", flat=True).iterator()


def _written(keys: Collection[int]) -> Iterator[Written]:
    for one in queries.public(date.max).filter(pk__in=keys):
        day = one.listed_on or one.opinions_from
        yield Written(
            key=one.pk,
            group=GROUP,
            title=one.title,
            agency=one.agency_id,
            agency_name=one.agency.name_on(day) if day else one.agency.name,
            day=day,
            body="\n".join(("重大行政决策", one.unit, one.summary)),
        )


def _shown(keys: Collection[int], day: date) -> dict[int, Shown]:
    found = queries.public(day).filter(pk__in=keys)
    return {one.pk: Shown(reverse("decisions:one", args=[one.pk]), facts=_facts(one)) for one in found}


def _facts(one: MajorDecision) -> tuple[str, ...]:
    """What of that which everybody sees it passed last."""
    known = decision_stages()
    return (stage_label(one.stage),) if one.stage not in known or known[one.stage].shown else ()


DECISIONS = Subject(CODE, {GROUP: "决策"}, _written, _keys, _shown)
