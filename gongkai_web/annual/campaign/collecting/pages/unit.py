"""What has a unit handed in, what was done about it, and what can be done now?"""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from django.db.models import QuerySet
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from gongkai.document import from_json
from gongkai_web.agencies.permissions import What, require
from gongkai_web.annual.campaign.collecting import actions, queries, remarked
from gongkai_web.annual.campaign.collecting.actions.handing import other_kind
from gongkai_web.annual.campaign.collecting.actions.keys import LONGEST
from gongkai_web.annual.campaign.collecting.falling import Falling, falling
from gongkai_web.annual.campaign.collecting.models import Unit, UploadKey
from gongkai_web.annual.campaign.collecting.pages import changes, rows
from gongkai_web.annual.campaign.collecting.pages.forms import (
    ContactForm,
    ExcuseForm,
    KeyForm,
    MergeForm,
    NameForm,
    ReasonForm,
    SplitForm,
    UntilForm,
)
from gongkai_web.annual.campaign.collecting.pages.place import (
    SECTION,
    Rights,
    rights,
    standing_of,
    unit_or_404,
    way_to,
)
from gongkai_web.annual.campaign.collecting.standing import UnitStanding
from gongkai_web.annual.campaign.collecting.telling import told_at_once
from gongkai_web.annual.campaign.collecting.words import LevelState, State
from gongkai_web.annual.queries import latest_filing
from gongkai_web.look.parts import Element, Link
from gongkai_web.office.acting import carried_out, done, told
from gongkai_web.office.days import today
from gongkai_web.office.frame import UNPROCESSABLE
from gongkai_web.office.kept import keeps_typed, sent
from gongkai_web.office.request import OfficeRequest, signed_in

_AFTERWARDS = timedelta(days=14)  # how long a link of which the day of the law has passed is offered


@dataclass(frozen=True, slots=True)
class UnitAct:
    """An act about a unit: what it is called, its form, and the function that does it."""

    label: str
    about: str
    act: Callable[..., object]
    form: type[Form] = Form


ACTS: Mapping[str, UnitAct] = {
    "reopen": UnitAct("重新开放", "只对这一个单位；逾期照样是逾期。", actions.reopen, UntilForm),
    "approve": UnitAct("本级通过", "下级都已通过；由上一级再通过。", actions.approve_level),
    "accept-level": UnitAct("通过下级汇总", "这个单位已经通过本级。", actions.accept_level),
    "take-back-level": UnitAct("撤回本级通过", "", actions.take_back_level, ReasonForm),
    "rename": UnitAct("更改名称", "", actions.rename_unit, NameForm),
    "merge": UnitAct("登记合并", "由并入的单位一并报送。", actions.merge_unit, MergeForm),
    "contact": UnitAct("联系方式", "催报用。", actions.set_contact, ContactForm),
    "unmerge": UnitAct(
        "撤销合并", "登记错了的，撤销以后单位自己报送，重新等它。", actions.unmerge_unit, ReasonForm
    ),
    "split": UnitAct(
        "登记拆分",
        "年内拆成几个单位、或者把一部分工作划给别的单位的，选承接的单位；结转合在一起比。",
        actions.split_unit,
        SplitForm,
    ),
    "unsplit": UnitAct("撤销拆分", "登记错了的，撤销以后重新登记。", actions.unsplit_unit, ReasonForm),
    "excuse": UnitAct("缺报的说明", "", actions.excuse_unit, ExcuseForm),
    "sum-only": UnitAct(
        "改为只汇总",
        "它自己不报年报，只汇总下级。",
        functools.partial(actions.change_reporting, reports=False),
        ReasonForm,
    ),
    "reports": UnitAct(
        "改为自己报年报",
        "它自己也要报年报，重新等它；上面已经通过的汇总失效。",
        functools.partial(actions.change_reporting, reports=True),
        ReasonForm,
    ),
    "remove": UnitAct(
        "移出名单",
        "列错了的才移出；没有交来的写缺报的说明，机构变动的登记合并、拆分。已经发出的链接一并失效。",
        actions.remove_unit,
        ReasonForm,
    ),
}


@signed_in
@require_safe
def unit(request: OfficeRequest, pk: int) -> HttpResponse:
    """A unit: how far it is, what comes next, its history."""
    found = unit_or_404(request, pk)
    one, may = standing_of(found), rights(request.user, found)
    filing = None if one.accepted else _to_submit(found, may)
    submissions = list(found.submissions.defer("document").select_related("filing"))
    context: dict[str, Any] = {
        "unit": found,
        "one": one,
        "marks": rows.marks_of(one),
        "may": may,
        "returned": queries.why_returned(found) if one.state == State.RETURNED else "",
        "taken_back": queries.why_taken_back(found) if one.taken_back else "",
        "office": queries.office_of(found),
        "unreached": may.decides and one.state == State.RETURNED and queries.out_of_reach(found, today()),
        "agency": found.campaign.agency,
        "elements": _elements(found, one),
        "entries": rows.history(
            submissions,
            found.acts.all(),
            found.reminders.all(),
            remarked.said_about(found),
            changes.of_unit(found),
        ),
        "submissions": submissions[::-1],
        "last": queries.last_submission(found, practice=found.campaign.practice),
        "incoming": queries.incoming_of(found),
        "offered": _offered(found, one, may),
        "filing": filing,
        "points": told_at_once(found, from_json(filing.document), names=may.decides) if filing else [],
        "takes": _takes(one, may),
        "sums": one.level is not None and may.adds_up and (found.agency is not None or may.keeps_list),
        "below": found.below.count(),
    }
    board, here = way_to(found)
    return SECTION.page(request, "collecting/unit.html", context, board, Link(here.label))


@keeps_typed
def act(request: OfficeRequest, pk: int, what: str) -> HttpResponse:
    """An act about a unit, with its form."""
    found = unit_or_404(request, pk)
    if what not in ACTS:
        raise Http404
    asked = ACTS[what]
    form = _form(request, found, asked)
    if carried_out(
        request,
        form,
        lambda given: asked.act(by=request.user, unit=found, day=today(), **given),
        f"已登记：{asked.label}。",
    ):
        listed = Unit.objects.filter(pk=pk).exists()
        return redirect("collecting:unit", pk) if listed else redirect("collecting:board", found.campaign_id)
    fallen = _fallen(found, what)
    context = {"form": form, "title": asked.label, "about": asked.about, "fallen": fallen}
    return _shown(request, found, context, asked.label)


@signed_in
def keys(request: OfficeRequest, pk: int) -> HttpResponse:
    """The links of a unit, and a new one: it is shown once, on this answer."""
    found = unit_or_404(request, pk)
    require(request.user, queries.office_of(found), What.CHECK_REPORTS, today(), "发上传链接")
    until = min(today() + LONGEST, max(found.campaign.statutory_day, today() + _AFTERWARDS))
    form, link = KeyForm(sent(request), initial={"until": until}), ""
    if request.method == "POST" and form.is_valid():
        made = done(
            form, lambda: actions.give_key(by=request.user, unit=found, day=today(), **form.cleaned_data)
        )
        if made:
            link = request.build_absolute_uri(reverse("collecting:outside", args=[made[1]]))
    context = {
        "unit": found,
        "agency": found.campaign.agency,
        "form": KeyForm(initial={"until": until}) if link else form,
        "link": link,
        "keys": [(one, one.revoked_on is None and one.until >= today()) for one in found.keys.all()],
    }
    status = UNPROCESSABLE if request.method == "POST" and not link else 200
    return SECTION.page(
        request, "collecting/keys.html", context, *way_to(found), Link("上传链接"), status=status
    )


@signed_in
@require_POST
def stop_key(request: OfficeRequest, pk: int) -> HttpResponse:
    """收回链接."""
    key = get_object_or_404(UploadKey, pk=pk)
    key.unit = unit_or_404(request, key.unit_id)
    told(request, lambda: actions.revoke_key(by=request.user, key=key, day=today()), "链接已收回。")
    return redirect("collecting:keys", key.unit_id)


def _fallen(found: Unit, what: str) -> Falling | None:
    """What falls above with that act; None where it takes nothing back."""
    if what == "take-back-level":
        fallen = falling(found, today())
        return replace(fallen, levels=tuple(level for level in fallen.levels if level != found))
    undone = what == "unmerge" or (what == "unsplit" and found.ended)
    return falling(found, today()) if undone else None


def _form(request: OfficeRequest, found: Unit, asked: UnitAct) -> Form:
    if asked.form is MergeForm:
        return MergeForm(sent(request), units=_others(found))
    if asked.form is SplitForm:
        return SplitForm(sent(request), units=_others(found))
    if asked.form is ContactForm:
        return ContactForm(sent(request), initial={"email": found.email, "phone": found.phone})
    first = {"reason": found.excused} if asked.form is ExcuseForm else {"name": found.name}
    return asked.form(sent(request), initial=first)


def _others(found: Unit) -> QuerySet[Unit]:
    """The units of the list that report for themselves."""
    return found.campaign.units.exclude(pk=found.pk).filter(merged_into=None, ended=False)


def _shown(request: OfficeRequest, found: Unit, context: dict[str, Any], title: str) -> HttpResponse:
    context |= {"cancel_url": reverse("collecting:unit", args=[found.pk]), "agency": found.campaign.agency}
    status = UNPROCESSABLE if request.method == "POST" else 200
    return SECTION.page(request, "collecting/act.html", context, *way_to(found), Link(title), status=status)


def _elements(found: Unit, one: UnitStanding) -> list[Element]:
    """What is known of the unit."""
    rows_ = [
        Element("类型", found.get_kind_display() + ("，垂直管理" if found.vertical else "")),
        Element("报送方式", "本平台" if found.agency else "凭链接上传"),
        Element("由谁汇总", found.parent.name if found.parent else found.campaign.agency.name),
        Element("由谁审核", queries.office_of(found).name),
        Element("内部期限", str(one.internal_day or "没有定")),
        Element("法定期限", f"{one.statutory_day}{'（补录，不计逾期）' if one.afterwards else ''}"),
        Element("公布", str(one.published_on or "还没有")),
        Element("单位编码", found.code),
        Element("联系邮箱", found.email),
        Element("联系电话", found.phone),
        Element("原名称", "、".join(found.former_names)),
        Element("并入", found.merged_into.name if found.merged_into else ""),
        Element("由哪个单位拆出", found.split_from.name if found.split_from else ""),
        Element("拆分为", "、".join(one.name for one in found.successors.all())),
        Element("缺报的说明", found.excused),
        Element("开放至", str(one.open_until or "")),
    ]
    return [row for row in rows_ if row.value]


def _offered(found: Unit, one: UnitStanding, may: Rights) -> list[Link]:
    """The acts that this person may do now, in words that lead to their form."""
    keys: list[str] = []
    if may.adds_up and one.level == LevelState.READY:
        keys.append("approve")
    if may.decides and one.level == LevelState.APPROVED_HERE:
        keys.append("accept-level")
    reached = one.level in {LevelState.APPROVED_HERE, LevelState.ACCEPTED_ABOVE}
    if reached and (may.decides if one.level == LevelState.ACCEPTED_ABOVE else may.adds_up):
        keys.append("take-back-level")
    if may.decides and one.locked:
        keys.append("reopen")
    if may.decides:
        keys.append("contact")
    if may.keeps_list:
        keys += ["excuse", "rename", *_restructured(found), *_corrected(found)]
    return [Link(ACTS[key].label, reverse("collecting:act", args=[found.pk, key])) for key in keys]


def _restructured(found: Unit) -> list[str]:
    """What may be said about its merging and splitting, or undone."""
    if found.merged_into_id is not None:
        return ["unmerge"]
    return ["split", "unsplit"] if found.successors.exists() else ["merge", "split"]


def _corrected(found: Unit) -> list[str]:
    """How a wrong row of the list is mended, where nothing was handed in yet."""
    if found.submissions.exists():
        return []
    if found.below.exists():
        return ["sum-only"] if found.reports else ["reports"]
    return ["remove"] if found.reports else ["reports", "remove"]


def _to_submit(found: Unit, may: Rights) -> Any:
    """The filing of the unit on this platform that was not submitted yet, for whoever may do it."""
    if found.agency is None or not may.sends:
        return None
    filing = latest_filing(found.agency, found.campaign.year)
    if filing is None or other_kind(filing, found.campaign) or filing.submissions.filter(unit=found).exists():
        return None
    return filing


def _takes(one: UnitStanding, may: Rights) -> bool:
    """Whether a file may come now."""
    open_now = not one.accepted and not one.locked
    return may.sends and open_now and one.unit.expected
