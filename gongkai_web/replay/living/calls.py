"""On which drafts of the sample city can everybody say something now, and what was said so far?

A call lasts from the day its draft went out for so many days: it is open on the day of the demo.
"""

from __future__ import annotations

from datetime import datetime, time, timedelta

from django.utils import timezone

from gongkai.lawfile import Node
from gongkai_web.agencies.models import Agency
from gongkai_web.opinions import actions
from gongkai_web.opinions.kinds import Status
from gongkai_web.opinions.models import Call
from gongkai_web.opinions.queries import CODES
from gongkai_web.publishing.catalogue import actions as catalogue
from gongkai_web.publishing.catalogue.models import HeldWords
from gongkai_web.publishing.decisions.models import MajorDecision
from gongkai_web.publishing.items.models import Item
from gongkai_web.replay.statements.crew import Crew


def ask_for_opinions(agency: Agency, crew: Crew, node: Node) -> None:
    """The call of that node, with what came in; it is made once."""
    key, title, reads = node.text("item"), node.text("decision"), node.text("reads")
    days, said = node.integer("days", 1), node.children("opinions")
    item = Item.objects.get(agency=agency, entry_key=f"living-{key}")
    if Call.objects.filter(item=item).exists():
        for one in said:
            _said(one)
        return
    day = item.published_on
    assert day is not None, f"{item} 还没有发布"
    call = actions.open_call(
        item=item,
        by=crew.officer,
        day=day,
        until=day + timedelta(days=days),
        reads=reads,
        decision=MajorDecision.objects.get(agency=agency, title=title),
    )
    for held in HeldWords.objects.filter(agency=agency, agreed=None, given__subject__endswith=f":{call.pk}"):
        catalogue.let_out(held=held, by=crew.reviewer, day=day)
    for one in said:
        _enter(call, crew, *_said(one))


def _said(node: Node) -> tuple[str, str, bool]:
    """The clause, what is said about it, and whether somebody has looked at it and shows it."""
    found = node.text("clause"), node.text("text"), node.flag("shown")
    node.done()
    return found


def _enter(call: Call, crew: Crew, clause: str, text: str, shown: bool) -> None:
    day = call.opens_on
    now = timezone.make_aware(datetime.combine(day, time(10)))
    made = actions.submit_online(
        call=call,
        now=now,
        given=actions.OpinionGiven(text=text, clause=clause),
        submission_key=CODES.new_submission_key(),
    )
    if shown:
        actions.look_at(opinion=made.opinion, by=crew.officer, day=day, status=Status.SHOWN)
