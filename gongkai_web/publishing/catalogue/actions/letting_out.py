"""How do words that waited for a second person go out, or back to who wrote them?"""

from __future__ import annotations

from datetime import date

from django.db import transaction

from gongkai_web.agencies.models import Person
from gongkai_web.agencies.permissions import What, require
from gongkai_web.approval.standing import digest
from gongkai_web.errors import NotAllowed, Refused, require_reason
from gongkai_web.publishing.catalogue.actions.columns import write_introduction
from gongkai_web.publishing.catalogue.actions.enterprises import write_enterprise_contact
from gongkai_web.publishing.catalogue.actions.holding import settle
from gongkai_web.publishing.catalogue.actions.particulars import write_particular
from gongkai_web.publishing.catalogue.actions.references import write_contact
from gongkai_web.publishing.catalogue.actions.standard import Row, write_rows
from gongkai_web.publishing.catalogue.kinds import KEPT_BACK, HeldKind
from gongkai_web.publishing.catalogue.models import HeldWords


@transaction.atomic
def let_out(*, held: HeldWords, by: Person, day: date) -> HeldWords:
    """Everybody reads the words from now on; by somebody who did not write them."""
    held = _waiting(held)
    require(by, held.agency, What.KEEP_CATALOGUE, day, "同意公开")
    if held.person_id == by.pk:
        raise NotAllowed(f"「{held.about}」是{by.display_name}写的，请由另一个人看过以后同意公开。")
    if digest(held.given) != held.given_hash:
        raise Refused("等着看的内容与写的时候不一致；请退回以后重新保存，并请系统管理员查看操作记录。")
    if held.kind == HeldKind.INTRODUCTION and held.column is not None:
        write_introduction(held.column, by=by, day=day, introduction=held.given["introduction"])
    elif held.kind == HeldKind.CONTACT:
        write_contact(by=by, agency=held.agency, day=day, **held.given)
    elif held.kind == HeldKind.ENTERPRISE:
        write_enterprise_contact(by=by, day=day, **held.given)
    elif held.kind == HeldKind.PARTICULARS:
        write_particular(by=by, agency=held.agency, day=day, **held.given)
    elif held.kind not in KEPT_BACK:
        rows = [Row(one["place"], one["values"]) for one in held.given["rows"]]
        write_rows(by=by, agency=held.agency, day=day, rows=rows, name=held.given["name"])
    settle(held, by=by, day=day, agreed=True)
    return held


@transaction.atomic
def send_back(*, held: HeldWords, by: Person, day: date, reason: str) -> HeldWords:
    """Nobody reads them; also by who wrote them."""
    held = _waiting(held)
    require(by, held.agency, What.KEEP_CATALOGUE, day, "退回")
    require_reason(reason, "退回")
    settle(held, by=by, day=day, agreed=False, reason=reason.strip())
    return held


def _waiting(held: HeldWords) -> HeldWords:
    found = HeldWords.objects.select_for_update(of=("self",), no_key=True).select_related("agency", "column")
    kept = found.get(pk=held.pk)
    if kept.agreed is not None:
        raise Refused(f"「{kept.about}」已于 {kept.decided_on} 处理；请刷新页面。")
    return kept
