"""采纳情况: who makes the page, by which review is it public, and who is told then?

The text is made from the register and drafted as an item: whatever goes out goes through its review. What is
published must still say what the register says: where an answer was changed meanwhile, it is made anew.
"""

from __future__ import annotations

from datetime import date

from django.db import transaction

from gongkai.publication.adoption import Consulted, result_html, result_summary, result_title
from gongkai_web.addresses import address_of
from gongkai_web.agencies.models import Person
from gongkai_web.agencies.permissions import What
from gongkai_web.errors import Refused
from gongkai_web.opinions import queries
from gongkai_web.opinions.actions.entry import handled, line, locked, require_unsettled
from gongkai_web.opinions.apps import ORIGIN
from gongkai_web.opinions.models import Call
from gongkai_web.publishing.decisions import actions as decisions
from gongkai_web.publishing.items import actions as items
from gongkai_web.publishing.items import content as text
from gongkai_web.publishing.items.models import Edition, Item
from gongkai_web.publishing.items.origins import key_of
from gongkai_web.publishing.items.queries import under_way


@transaction.atomic
def draft_results(*, call: Call, by: Person, day: date) -> Item:
    """Drafts the page of the results, or makes the text of the draft anew after an answer was changed."""
    call = handled(call, by, day, "起草采纳情况", What.WRITE_ITEM)
    require_unsettled(call, "重新起草")
    told = _settled(call, by, day)
    digest = queries.results_digest(told)
    item = items.draft(
        by=by,
        agency=call.agency,
        day=day,
        content=_content(call, told, day),
        entry_key=key_of(ORIGIN, call.pk),
    )
    if call.results_digest != digest:
        _write_again(item, told, by, day)
    call.results, call.results_digest = item, digest
    call.save(update_fields=["results", "results_digest"])
    line(by, call, "draft_results", {"results": item.pk, "hash": digest})
    return item


def results_are_public(number: int, item: Item, day: date, by: Person | None) -> None:
    """It is public as this item. For the act that publishes it, in its transaction.

    Raises Refused where the register says something else by now. What is published of it later – a mended
    page – changes nothing here.
    """
    found = Call.objects.filter(pk=number, results=item, results_on=None).first()
    if found is None:
        return
    call = locked(found)
    if queries.results_digest(queries.consulted(call)) != call.results_digest:
        raise Refused("采纳情况起草以后，意见的处理又改过；请在意见征集里重新起草，再送审。")
    call.results_on = day
    call.save(update_fields=["results_on"])
    line(by, call, "results", {"results": item.pk, "day": day})
    if call.decision is not None:
        decisions.adoption_is_public(
            decision=call.decision,
            by=by,
            day=day,
            opinions=_of_decision(call),
            link=address_of("items:public_item", item.pk),
        )


def _settled(call: Call, by: Person, day: date) -> Consulted:
    """What the results say. Raises Refused while opinions still come, or one has no answer."""
    if not call.is_over(day):
        raise Refused(f"征求意见到 {call.until} 才截止，截止以后才能起草采纳情况。")
    left = queries.left_of([call], by, day).get(call.pk, queries.Left())
    if left.new:
        raise Refused(f"还有 {left.new} 条意见没有审看；请先审看。")
    if left.unanswered:
        raise Refused(f"还有 {left.unanswered} 条意见没有处理；每一条都要写明采纳或者不采纳的理由。")
    return queries.consulted(call)


def _content(call: Call, told: Consulted, day: date) -> dict[str, object]:
    return {
        "title": result_title(told.title)[:300],
        "summary": result_summary(told),
        "body": result_html(told),
        "formed_on": day,
        "attribute": "proactive",
        "item_class": "catalogue",
        "column": call.item.column_code,
    }


def _write_again(item: Item, told: Consulted, by: Person, day: date) -> None:
    """The text of the draft follows the register; what else was written in it stays."""
    edition = under_way(item) or items.begin(item=item, by=by, day=day)
    _edit(edition, by, day, "body", {"body": result_html(told)})
    _edit(edition, by, day, "heading", {"summary": result_summary(told)})


def _edit(edition: Edition, by: Person, day: date, group: str, values: dict[str, str]) -> None:
    now = Edition.objects.get(pk=edition.pk)
    if text.written(now.content, group, values) != now.content:
        items.edit(
            edition=now, by=by, day=day, group=group, values=values, seen=int(now.versions.get(group, 1))
        )


def _of_decision(call: Call) -> decisions.Opinions:
    """The numbers of all calls of the decision whose results are public: none is counted twice."""
    calls = Call.objects.filter(decision=call.decision).exclude(results_on=None)
    found = [queries.totals(one) for one in calls.select_related("snapshot__text")]
    return decisions.Opinions(
        received=sum(one.received for one in found),
        adopted=sum(one.adopted for one in found),
        partly=sum(one.partly for one in found),
        refused=sum(one.refused for one in found),
    )
