"""网上送达: when has a letter arrived that stands on the applicant's page, and what if nobody opens it?

Service is the day of arrival (手册04 §5); an agency may take the first opening instead. The first opening is
kept with its time either way.
"""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from gongkai.procedure.facts import Way
from gongkai_web.agencies.models import OnlineService, Person
from gongkai_web.agencies.permissions import What, require
from gongkai_web.agencies.queries import particulars_of
from gongkai_web.cases.actions import CITIZEN
from gongkai_web.errors import Refused
from gongkai_web.letters.actions.entry import line, locked, require_status
from gongkai_web.letters.actions.serving import arrived
from gongkai_web.letters.actions.ways import check_way
from gongkai_web.letters.models import Addressee, Letter, Status


def delivered_here(letter: Letter) -> bool:
    """Whether the letter goes to the applicant by this site itself."""
    return letter.way == Way.ONLINE and letter.addressee == Addressee.APPLICANT


def put_online(letter: Letter, *, by: Person, day: date) -> None:
    """The letter has arrived on the applicant's page; served by that, unless the agency waits for opening."""
    letter.arrived_at = timezone.now()
    letter.save(update_fields=["arrived_at"])
    if particulars_of(letter.agency).online_service == OnlineService.ARRIVAL:
        arrived(letter, by=by, day=day)


@transaction.atomic
def note_opening(*, letter: Letter, at: datetime) -> Letter:
    """The applicant opened or downloaded the letter; kept once, the first time."""
    letter = locked(letter)
    if letter.opened_at or not letter.arrived_at:
        return letter
    letter.opened_at = at
    letter.save(update_fields=["opened_at"])
    line(CITIZEN, letter, "open", {"number": letter.number, "at": at})
    if letter.status == Status.DISPATCHED and not letter.reposted_on:
        arrived(letter, by=CITIZEN, day=timezone.localdate(at))
    return letter


@transaction.atomic
def repost(*, letter: Letter, by: Person, day: date, mail_kind: str, number: str) -> Letter:
    """Sends by post what lies unopened on the applicant's page. What was told there stays as it is."""
    letter = locked(letter)
    require(by, letter.agency, What.HANDLE, day, "改用邮寄")
    require_status(letter, "改用邮寄", Status.DISPATCHED, Status.SERVED)
    if not letter.arrived_at or letter.reposted_on:
        raise Refused("这份文书不是由本站网上送达，或者已经改用邮寄；请刷新页面，看现在的状态。")
    letter.mail_kind, letter.mail_number = mail_kind, check_way(Way.POST, mail_kind, number)
    letter.reposted_on = day
    letter.save()
    line(by, letter, "repost", {"number": letter.number, "mail_number": letter.mail_number, "day": day})
    return letter
