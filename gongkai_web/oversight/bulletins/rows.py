"""How does a bulletin become a line of a list?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from django.urls import reverse

from gongkai_web.look.marks import Mark
from gongkai_web.look.parts import Link, WorkRow
from gongkai_web.oversight.bulletins.content import moved
from gongkai_web.oversight.bulletins.models import Bulletin, BulletinDecision, Recipient, Status
from gongkai_web.oversight.registers import words

_MARKS = {
    Status.DRAFT: "open",
    Status.SUBMITTED: "waiting",
    Status.RETURNED: "warning",
    Status.APPROVED: "waiting",
    Status.ISSUED: "done",
    Status.DROPPED: "void",
}
MOVED = "送审以后所引的数变了，请看过以后重新送审"
UNSIGNED = Mark("warning", "待签收")


def mark_of(one: Bulletin) -> Mark:
    """How it stands."""
    return Mark(_MARKS[Status(one.status)], one.get_status_display())


def work_rows(day: date, waiting: Sequence[Bulletin], unsigned: Iterable[Recipient]) -> list[WorkRow]:
    """What waits for a person, with what they do next (`work.lists`)."""
    again = moved(waiting, day)
    why = {**_reasons(waiting), **dict.fromkeys(again, MOVED)}
    rows = [_row(one, why.get(one.pk, ""), one.pk in again) for one in waiting]
    return [*rows, *(_to_sign(one) for one in unsigned)]


def _row(one: Bulletin, why: str, again: bool) -> WorkRow:
    url = reverse("bulletins:bulletin", args=[one.pk])
    about = [words.lists()["bulletin_kinds"][one.kind], f"{one.first} 至 {one.last}", why]
    return WorkRow(
        title=one.title,
        href=url,
        marks=(mark_of(one),),
        about=" · ".join(filter(None, about)),
        who=one.agency.name,
        act=Link("重新送审", url) if again else _next_act(one),
    )


def _next_act(one: Bulletin) -> Link:
    match one.status:
        case Status.SUBMITTED:
            return Link("审核", reverse("bulletins:decide", args=[one.pk]))
        case Status.DRAFT:
            return Link("送审", reverse("bulletins:bulletin", args=[one.pk]))
        case Status.APPROVED:
            return Link("印发", reverse("bulletins:issue", args=[one.pk]))
    return Link("修改", reverse("bulletins:revise", args=[one.pk]))


def _reasons(waiting: Iterable[Bulletin]) -> dict[int, str]:
    """Why those that came back did: what was said last, and by whom."""
    returned = [one.pk for one in waiting if one.status == Status.RETURNED]
    if not returned:
        return {}
    said = BulletinDecision.objects.filter(bulletin__in=returned, approved=False).select_related("person")
    return {one.bulletin_id: f"{one.person.display_name}退回：{one.note}" for one in said.order_by("pk")}


def _to_sign(one: Recipient) -> WorkRow:
    """The button that signs stands under the text: nobody signs for what they have not opened."""
    found = one.bulletin
    url = reverse("bulletins:bulletin", args=[found.pk])
    return WorkRow(
        title=found.title,
        href=url,
        marks=(UNSIGNED,),
        about=f"{found.agency.name} {found.issued_on} 印发",
        who=one.agency.name,
        act=Link("签收", url),
    )
