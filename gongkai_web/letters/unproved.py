"""What does a letter rest on that the register does not have?

An earlier reply that nobody here gave (《条例》第三十六条第（六）项), a search of which nothing is entered
(第三十六条第（四）项). It may lie on paper only, therefore a person is asked and told why.
"""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import QuerySet

from gongkai.letters import LetterKind
from gongkai.letters.words import normal
from gongkai_web.cases.models import Event
from gongkai_web.letters.models import Letter

_REPLIES = ("replied", "replied_again")
_EARLIER, _EARLIER_DAY = "earlier_number", "earlier_day"
_SEARCHED = "search_places"


def of(letter: Letter, kind: LetterKind) -> Iterator[tuple[str, str]]:
    """What is asked, with the provision."""
    if kind.field(_EARLIER):
        yield from _earlier_reply(letter)
    if any(field.offered == _SEARCHED for field in kind.fields):
        yield from _search(letter)


def _earlier_reply(letter: Letter) -> Iterator[tuple[str, str]]:
    source = "《条例》第三十六条第（六）项"
    number, day = letter.values.get(_EARLIER, "").strip(), letter.values.get(_EARLIER_DAY, "")
    days = _given_under(letter, number)
    if not days:
        yield (
            f"前次答复的文号写的是 {number}，本机关登记的答复里没有这个文号；重复申请须有同一申请人已经得到的"
            "答复。请核对文号；答复在启用本系统以前作出的，请核对案卷后再签发。",
            source,
        )
    elif day not in days:
        yield (
            f"前次答复的日期写的是 {day}，{number} 登记的答复日期是 {'、'.join(sorted(days))}；请核对。",
            source,
        )


def _given_under(letter: Letter, number: str) -> set[str]:
    """The days on which the agency replied under that number, here or entered from paper; no void replies."""
    replies = Event.objects.filter(case__agency=letter.agency_id, kind__in=_REPLIES)
    found = _standing(replies.filter(data__letter_number__in=[number, normal(number)]))
    return {one.day.isoformat() for one in found}


def _standing(events: QuerySet[Event]) -> list[Event]:
    """Those that were not declared void."""
    found = list(events)
    void = Event.objects.filter(case__in=[one.case_id for one in found], kind="voided")
    gone = set(void.values_list("data__event", flat=True)) if found else set()
    return [one for one in found if one.pk not in gone]


def _search(letter: Letter) -> Iterator[tuple[str, str]]:
    if not _standing(Event.objects.filter(case=letter.case_id, kind="searched")):
        yield (
            "文书写明经检索没有找到，本件却没有检索的登记；检索的范围、方式和关键词是信息不存在的证据。"
            "请先登记检索，再签发。",
            "《条例》第三十六条第（四）项",
        )
