"""从网站找错登记: which messages of the public tell of a fault that is not in the ledger yet?

The message keeps its own answer and its own term; the ledger sees that the fault is gone and stays gone.
What whoever wrote has written stays with the message.
"""

from __future__ import annotations

from datetime import date

from django.db.models import QuerySet

from gongkai.messages import codes_of
from gongkai_web.agencies.models import Person
from gongkai_web.interaction import queries as messages
from gongkai_web.interaction.facts import Status
from gongkai_web.interaction.models import Message
from gongkai_web.oversight.rectification import actions, queries
from gongkai_web.oversight.rectification.actions import Found
from gongkai_web.oversight.rectification.facts import Source
from gongkai_web.oversight.rectification.models import Finding

FAULTS = "faults"
RULE = "网站找错"
_NO_FAULT = ("unfounded", "passed_on", "duplicate")  # how a message ends that told of none here
_SHOWN = 50


def origin_of(message: Message) -> str:
    """How a finding names the message from which it was taken."""
    return f"interaction.Message:{message.pk}"


def to_take(person: Person, day: date) -> list[Message]:
    """The newest ones about agencies for which the person registers findings, without those in the ledger."""
    found: QuerySet[Message] = messages.visible(person, day).filter(
        kind__in=codes_of(FAULTS), agency__in=queries.can_be_found_at(person, day)
    )
    found = found.exclude(status=Status.VOID).exclude(end__in=_NO_FAULT).order_by("-received_on", "-pk")
    newest = list(found[: _SHOWN * 2])
    origins = Finding.objects.filter(origin__in=[origin_of(one) for one in newest]).values_list(
        "origin", flat=True
    )
    known = set(origins)
    return [one for one in newest if origin_of(one) not in known][:_SHOWN]


def take(*, message: Message, by: Person, day: date) -> Finding:
    """Registers it; the same message taken twice is one finding."""
    agency = message.agency
    found = Found(
        source=Source.FAULT, rule=RULE, title=message.title, place=message.page, origin=origin_of(message)
    )
    return actions.register_finding(
        by=by, kept_by=queries.kept_at(by, agency, day), agency=agency, day=day, found=found
    )
