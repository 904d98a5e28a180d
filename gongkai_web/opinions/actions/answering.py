"""采纳、部分采纳、不采纳: what became of one opinion, or of all that say the same, and why?"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db import transaction

from gongkai_web.agencies.models import Person
from gongkai_web.errors import Refused, require_reason
from gongkai_web.opinions import proofs
from gongkai_web.opinions.actions.entry import handled, line, require_unsettled
from gongkai_web.opinions.kinds import TAKEN, Status, Verdict
from gongkai_web.opinions.models import Answer, Call, Opinion
from gongkai_web.publishing.actions.entry import hashed


@transaction.atomic
def answer_opinions(
    *,
    call: Call,
    by: Person,
    day: date,
    opinions: Sequence[Opinion],
    verdict: str,
    summary: str,
    reason: str,
) -> Answer:
    """Answers these opinions of the call alike; who answers again answers otherwise.

    `summary`: what they say, as everybody will read it; `reason`: why they are taken or not. Both go into the
    page of the results; beside an opinion its reason is read as far as that page says it (`reasons_out`).
    """
    call = handled(call, by, day, "处理意见")
    require_unsettled(call, "改变意见的处理")
    if verdict not in Verdict.values:
        raise Refused("请选择采纳、部分采纳或者不采纳。")
    if not summary.strip():
        raise Refused("请写明意见的概要；它写在公布的采纳情况里。")
    require_reason(reason, "意见的处理")
    for label, text in (("意见的概要", summary), ("理由", reason)):
        proofs.require_showable(label, text, call.agency, day)
    chosen = _chosen(call, opinions)
    made = Answer(call=call, verdict=verdict, summary=summary.strip(), reason=reason.strip(), day=day)
    made.person_id, made.person_name = by.pk, by.display_name
    made.save()
    Opinion.objects.filter(pk__in=chosen).update(answer=made, verdict=verdict)
    detail = {
        "answer": made.pk,
        "opinions": chosen,
        "verdict": verdict,
        "summary_hash": hashed(made.summary),
        "reason_hash": hashed(made.reason),
    }
    line(by, call, "answer", detail, of=made)
    return made


def _chosen(call: Call, opinions: Sequence[Opinion]) -> list[int]:
    """Their keys in order, held. All must be of this call, looked at, and opinions."""
    keys = sorted({one.pk for one in opinions})
    if not keys:
        raise Refused("请选择要处理的意见。")
    found = list(
        Opinion.objects.select_for_update(no_key=True).filter(pk__in=keys, call=call, status__in=TAKEN)
    )
    if len(found) != len(keys):
        raise Refused("所选的有不是这次征集的意见，或者已经审看为不是意见；请刷新页面再选。")
    unseen = [one.registry_number for one in found if one.status == Status.NEW]
    if unseen:
        raise Refused(f"{'、'.join(unseen[:5])} 还没有审看；请先审看。")
    return keys
