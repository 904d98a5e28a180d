"""How does an office recommend a result for some words, and how does that end?

By its day, by whoever ends it before, or with the thing itself: nobody is sent to what nobody may read.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from django.db import transaction

from gongkai.booktitle import in_marks
from gongkai_web.agencies.models import Agency, Person
from gongkai_web.agencies.permissions import What, require
from gongkai_web.agencies.queries import scope
from gongkai_web.audit.actions import record
from gongkai_web.errors import Refused, require_reason
from gongkai_web.portal.search import queries
from gongkai_web.search.finding import confirmed
from gongkai_web.search.grams import asked
from gongkai_web.search.models import Entry, Recommendation

LONGEST = timedelta(days=366)
_FIELDS = ("agency", "words", "subject", "key", "first", "last", "reason", "added_by", "ended_by", "ended_on")


@transaction.atomic
def recommend(
    *, by: Person, agency: Agency, entry: Entry, words: str, last: date, reason: str, day: date
) -> Recommendation:
    """Recommends it for these words from that day until the last, both with."""
    require(by, agency, What.PUBLISH_ITEM, day, "推荐检索结果")
    require_reason(reason, "推荐检索结果")
    query = asked(words)
    if query.is_empty:
        raise Refused("请写明在检索哪几个词时推荐。")
    if not day <= last <= day + LONGEST:
        raise Refused(f"推荐的最后一天应在 {day} 和 {day + LONGEST} 之间；到期还需要的，再推荐一次。")
    if not confirmed([entry], day):
        raise Refused(f"{in_marks(entry.title)}现在没有公开，不能推荐。")
    _require_own(by, agency, entry, day)
    key = queries.key_of(query)
    Agency.objects.select_for_update(of=("self",), no_key=True).get(pk=agency.pk)
    if queries.standing(day).filter(words_key=key, subject=entry.subject, key=entry.key).exists():
        raise Refused(f"检索「{query.typed}」时已经推荐{in_marks(entry.title)}；要改的，先停止原来的。")
    made = Recommendation(agency=agency.pk, words=query.typed, words_key=key, subject=entry.subject)
    made.key, made.title, made.first, made.last = entry.key, entry.title, day, last
    made.reason, made.added_by = reason.strip(), by.pk
    made.save()
    _line(by, agency, made, "recommend")
    return made


@transaction.atomic
def end_recommendation(*, one: Recommendation, by: Person, day: date, reason: str) -> Recommendation:
    """Ends it before its day; that it was there stays."""
    found = Recommendation.objects.select_for_update(no_key=True).get(pk=one.pk)
    agency = Agency.objects.get(pk=found.agency)
    require(by, agency, What.PUBLISH_ITEM, day, "停止推荐")
    require_reason(reason, "停止推荐")
    if found.ended_on is not None or found.last < day:
        raise Refused(f"这一条推荐已于 {found.ended_on or found.last} 结束。")
    found.ended_by, found.ended_on = by.pk, day
    found.save(update_fields=["ended_by", "ended_on"])
    _line(by, agency, found, "end", reason.strip())
    return found


def fields_of(one: Recommendation) -> dict[str, object]:
    """What a line tells of it."""
    return {name: getattr(one, name) for name in _FIELDS}


def _require_own(by: Person, agency: Agency, entry: Entry, day: date) -> None:
    """Its own, or that of an agency which the person supervises: nobody puts others' aside."""
    overseen = scope(by, day).filter(pk=entry.agency).exists() if entry.agency else False
    if entry.agency != agency.pk and not overseen:
        raise Refused(
            f"{in_marks(entry.title)}不是{agency.name}的，也不是所监督机关的，不能由{agency.name}推荐。"
        )


def _line(by: Person, agency: Agency, one: Recommendation, act: str, reason: str = "") -> None:
    detail: Mapping[str, object] = {"fields": fields_of(one)}
    subject = f"search.Recommendation:{one.pk}"
    record(actor=by, agency=agency, act=f"search.{act}", subject=subject, detail=detail, reason=reason)
