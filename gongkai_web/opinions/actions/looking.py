"""审看: does everybody read this opinion? Somebody else than who entered it looks; no personal data."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from gongkai_web.agencies.models import Person
from gongkai_web.agencies.permissions import What, require
from gongkai_web.errors import Refused, require_reason
from gongkai_web.opinions import lookers, proofs
from gongkai_web.opinions.actions.entry import handled, line, require_unsettled
from gongkai_web.opinions.kinds import Status
from gongkai_web.opinions.models import Call, Opinion
from gongkai_web.publishing.actions.entry import hashed


@dataclass(frozen=True, slots=True)
class Several:
    """The opinions that were looked at, and those that were not, each with the sentence that says why."""

    done: tuple[Opinion, ...]
    refused: tuple[tuple[Opinion, str], ...]


def look_at_several(
    *, call: Call, by: Person, day: date, opinions: Sequence[Opinion], status: str, note: str = ""
) -> Several:
    """The same decision about each of these opinions of the call, each an act with its own line in the trail.

    What may not be decided like that is left as it is, and the others are done.
    """
    if not opinions:
        raise Refused("请选择要审看的意见。")
    if any(one.call_id != call.pk for one in opinions):
        raise Refused("所选的有不是这次征集的意见；请刷新页面再选。")
    require(by, call.agency, What.HANDLE, day, doing="审看意见")
    done, refused = list[Opinion](), list[tuple[Opinion, str]]()
    for one in opinions:
        try:
            done.append(look_at(opinion=one, by=by, day=day, status=status, note=note))
        except Refused as problem:
            refused.append((one, str(problem)))
    return Several(tuple(done), tuple(refused))


@transaction.atomic
def look_at(*, opinion: Opinion, by: Person, day: date, status: str, note: str = "") -> Opinion:
    """Says whether it is shown; what was said before can be said otherwise until the results are public.

    `note`: why it is not shown or is no opinion, or why what the checks found in it may be shown.
    """
    call = handled(opinion.call, by, day, "审看意见")
    opinion = _fresh(opinion)
    if status not in {Status.SHOWN, Status.HIDDEN, Status.VOID}:
        raise Refused("请选择公开显示、不公开显示，或者不是意见。")
    lookers.require_other(opinion, by, day, status)
    if status == Status.SHOWN:
        _require_showable(call, opinion, note, day)
    else:
        require_reason(note, Status(status).label)
    if Status.VOID in {status, opinion.status} and status != opinion.status:
        require_unsettled(call, "改变收到的条数")  # what is no opinion is not counted
    opinion.status, opinion.note, opinion.looked_on, opinion.looked_by = status, note.strip(), day, by
    if status == Status.VOID:
        opinion.answer, opinion.verdict = None, ""
    opinion.save(update_fields=["status", "note", "looked_on", "looked_by", "answer", "verdict"])
    detail = {"status": status, "note_hash": hashed(opinion.note)}
    line(by, call, "look", detail, of=opinion)
    return opinion


def _fresh(opinion: Opinion) -> Opinion:
    return (
        Opinion.objects.select_for_update(of=("self",), no_key=True)
        .select_related("call__agency")
        .get(pk=opinion.pk)
    )


def _require_showable(call: Call, opinion: Opinion, note: str, day: date) -> None:
    found = proofs.problems("意见", opinion.text, call.agency, day)
    if blocked := proofs.must_go(found):
        raise Refused(f"{''.join(blocked)}意见照原文显示，不能改；请选不公开显示，意见照样办理。")
    if found and not note.strip():
        said = "".join(one.message for one in found)
        raise Refused(f"{said}核对过可以显示的，请在说明里写明理由。")
