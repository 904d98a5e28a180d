"""How is a public answer found? By its question and its answer, under 问答."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date

from gongkai_web.addresses import address_of
from gongkai_web.interaction import queries
from gongkai_web.interaction.actions.entry import SUBJECT
from gongkai_web.search.subjects import Shown, Subject, Written

GROUP = "answers"


def _keys() -> Iterator[int]:
    return queries.public().order_by("pk").values_list("pk", flat=True).iterator()


def _written(keys: Collection[int]) -> Iterator[Written]:
    for one in queries.public().filter(pk__in=keys).select_related("agency"):
        yield Written(
            key=one.pk,
            group=GROUP,
            title=one.public_title,
            agency=one.agency_id,
            agency_name=one.agency.name,
            day=queries.told_on(one),
            body="\n".join((one.public_question, one.answer, one.get_kind_display(), one.registry_number)),
        )


def _shown(keys: Collection[int], day: date) -> dict[int, Shown]:
    del day
    found = queries.public().filter(pk__in=keys).values_list("pk", flat=True)
    return {pk: Shown(address_of("interaction:answer", pk)) for pk in found}


ANSWERS = Subject(SUBJECT, {GROUP: "问答"}, _written, _keys, _shown, suggested=False)
