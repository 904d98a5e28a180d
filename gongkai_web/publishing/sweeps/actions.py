"""How is a sweep begun, read on, looked at again and closed, and how is a hit settled without a change?

A hit is mended when the fault no longer stands in what the public reads: nobody says so, it is read again.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction

from gongkai_web.agencies.models import Agency, Person
from gongkai_web.agencies.permissions import What, require
from gongkai_web.audit.actions import record
from gongkai_web.errors import Refused, require_reason
from gongkai_web.publishing.actions.entry import hashed
from gongkai_web.publishing.items.checks import setting_of
from gongkai_web.publishing.sweeps import reading
from gongkai_web.publishing.sweeps.models import Hit, HitState, Kind, Sweep

AT_ONCE = 100


@transaction.atomic
def begin_sweep(*, by: Person, agency: Agency, day: date, kind: str) -> Sweep:
    """Begins one; `read_on` reads."""
    require(by, agency, What.WRITE_ITEM, day, "排查存量")
    if kind not in Kind.values:
        raise Refused(f"不认识的排查「{kind}」；可用：{'、'.join(Kind.labels)}。")
    open_one = Sweep.objects.filter(agency=agency, kind=kind, closed_on=None).first()
    if open_one:
        raise Refused(f"{open_one.begun_on} 开始的{open_one.get_kind_display()}排查还没有了结；请先办完。")
    made = Sweep(agency=agency, kind=kind, begun_by=by, begun_on=day)
    made.save()
    _line(by, made, "begin_sweep", {"kind": kind, "begun_on": day})
    return made


@transaction.atomic
def read_on(*, sweep: Sweep, day: date) -> bool:
    """Reads the next items; whether more are left. Who is interrupted goes on where it stopped."""
    held = _locked(sweep)
    if held.through:
        return False
    items = reading.to_read(held.agency, held.kind, day).filter(pk__gt=held.reached).order_by("pk")
    some = list(items.select_related("live__text", "agency")[:AT_ONCE])
    setting = setting_of(held.agency, day)
    found = [
        Hit(sweep=held, item=item, code=code, places=places)
        for item in some
        for code, places in reading.counted(item, held.kind, setting).items()
    ]
    Hit.objects.bulk_create(found)
    held.reached, held.examined = some[-1].pk if some else held.reached, held.examined + len(some)
    held.through = len(some) < AT_ONCE
    held.save()
    where = {"reached": held.reached, "through": held.through}
    _line(None, held, "read_sweep", {"examined": held.examined, "hits": len(found), **where})
    return not held.through


@transaction.atomic
def look_again(*, sweep: Sweep, by: Person, day: date) -> int:
    """Reads again what was hit and is open; how much of it is mended."""
    held = _locked(sweep)
    require(by, held.agency, What.WRITE_ITEM, day, "排查存量")
    setting, mended = setting_of(held.agency, day), []
    open_ones = held.hits.filter(state=HitState.OPEN).select_related("item__live__text", "item__agency")
    for hit in open_ones:
        if not reading.counted(hit.item, held.kind, setting).get(hit.code):
            hit.state, hit.settled_on, hit.settled_by = HitState.MENDED, day, by
            hit.mending_days = max(0, (day - held.begun_on).days)
            hit.save()
            mended.append(hit.pk)
    _line(by, held, "look_again", {"mended": mended, "day": day})
    return len(mended)


@transaction.atomic
def keep_hit(*, hit: Hit, by: Person, day: date, reason: str) -> Hit:
    """Says why nothing has to be changed."""
    sweep = _locked(hit.sweep)
    require(by, sweep.agency, What.WRITE_ITEM, day, "办理排查命中")
    require_reason(reason, "不改")
    found = Hit.objects.get(pk=hit.pk)
    if found.state != HitState.OPEN:
        raise Refused(f"这一处已经是“{found.get_state_display()}”。")
    found.state, found.settled_on, found.settled_by = HitState.KEPT, day, by
    found.reason = reason.strip()
    found.save()
    _line(by, sweep, "keep_hit", {"kept": found.pk, "day": day}, found.reason)
    return found


@transaction.atomic
def close_sweep(*, sweep: Sweep, by: Person, day: date, conclusion: str) -> Sweep:
    """Ends it when every hit is settled."""
    held = _locked(sweep)
    require(by, held.agency, What.WRITE_ITEM, day, "了结排查")
    require_reason(conclusion, "了结排查")
    left = held.hits.filter(state=HitState.OPEN).count()
    if not held.through or left:
        raise Refused(f"还有 {left} 条没有整改。" if left else "还没有查完；请稍后再了结。")
    if held.closed_on:
        raise Refused(f"这次排查已于 {held.closed_on} 了结。")
    held.closed_on, held.conclusion = day, conclusion.strip()
    held.save()
    detail = {"closed_on": day, "conclusion_hash": hashed(held.conclusion)}
    _line(by, held, "close_sweep", detail, held.conclusion)
    return held


def _locked(sweep: Sweep) -> Sweep:
    return (
        Sweep.objects.select_for_update(of=("self",), no_key=True).select_related("agency").get(pk=sweep.pk)
    )


def _line(by: Person | None, sweep: Sweep, act: str, detail: Mapping[str, Any], reason: str = "") -> None:
    subject = f"sweeps.Sweep:{sweep.pk}"
    record(actor=by, agency=sweep.agency, act=f"sweeps.{act}", subject=subject, detail=detail, reason=reason)
