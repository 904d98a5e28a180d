"""转主动公开: who proposes, who decides, and when is it really published (《条例》第四十四条)?"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db import transaction

from gongkai.booktitle import in_marks
from gongkai.outcomes import outcomes
from gongkai.procedure.facts import Status as CaseStatus
from gongkai_web.addresses import address_of
from gongkai_web.agencies.models import Agency, Person
from gongkai_web.agencies.permissions import What, require
from gongkai_web.approval import actions as approval
from gongkai_web.audit.actions import record
from gongkai_web.cases.models import Case
from gongkai_web.errors import Refused, require_reason
from gongkai_web.proposals import queries
from gongkai_web.proposals.apps import ORIGIN
from gongkai_web.proposals.models import Proposal, ProposalDecision, ProposalStatus
from gongkai_web.publishing.actions.entry import hashed
from gongkai_web.publishing.items import actions as items
from gongkai_web.publishing.items.models import Item
from gongkai_web.publishing.items.origins import key_of

# Of how many different applicants 第四十四条第一款 speaks: 多个.
SEVERAL = 2
_OUTSIDE = frozenset({CaseStatus.VOIDED, CaseStatus.SPLIT})


@transaction.atomic
def propose(
    *,
    by: Person,
    agency: Agency,
    day: date,
    title: str,
    cases: Sequence[Case],
    by_applicant: bool = False,
    proposer_name: str = "",
    grounds: str = "",
    today: date | None = None,
) -> Proposal:
    """Proposes to publish what these cases ask for.

    By the office where at least two different applicants asked (第一款); what an applicant suggests
    (`by_applicant`, 第二款) needs one case, and the name of who suggested it.
    """
    _check_day(day, today)
    require(by, agency, What.HANDLE, today or day)
    # Two who propose the same at once stand in line here.
    Agency.objects.select_for_update(of=("self",), no_key=True).get(pk=agency.pk)
    if not title.strip():
        raise Refused("请写明要转为主动公开的政府信息。")
    proposer = proposer_name.strip() or ("" if by_applicant else by.display_name)
    if not proposer:
        raise Refused("申请人建议的，请写明是哪一位申请人建议的。")
    _check_cases(agency, cases, by_applicant=by_applicant)
    made = Proposal(
        agency=agency,
        title=title.strip(),
        by_applicant=by_applicant,
        proposer_name=proposer,
        grounds=grounds.strip(),
        proposed_on=day,
        proposed_by=by,
    )
    made.save()
    made.cases.set(cases)
    # The title by its digest: what is sealed later must not stand in the trail.
    detail = {
        "title_hash": hashed(made.title),
        "cases": sorted(case.pk for case in cases),
        "by_applicant": by_applicant,
    }
    _line(by, made, "propose", {**detail, "proposer": proposer}, made.grounds)
    return made


@transaction.atomic
def decide_proposal(
    *,
    proposal: Proposal,
    by: Person,
    day: date,
    publish: bool,
    opinion: str,
    today: date | None = None,
    seen: str = "",
) -> Proposal:
    """The head of the disclosure office decides: publish, or not and why.

    What was denied cannot be published before it was looked at again and found open (第十八条). `seen`: the
    digest of what was on the screen, by default of what stands there now.
    """
    _check_day(day, today)
    proposal = _locked(proposal)
    matter = queries.matter(proposal)
    approval.require_turn(matter, by, today or day)
    if proposal.status != ProposalStatus.WAITING:
        raise Refused(f"{in_marks(proposal.title)}已于 {proposal.decided_on} 审核，不能再审核。")
    if day < proposal.proposed_on:
        raise Refused(f"审核日期 {day} 早于提出建议的 {proposal.proposed_on}；请核对。")
    if publish:
        _check_open(proposal)
    decision = approval.decide(
        ProposalDecision(proposal=proposal),
        matter=matter,
        by=by,
        day=day,
        approve=publish,
        now=matter.content,
        seen=seen or matter.content,
        note=opinion.strip() or ("同意转为主动公开" if publish else ""),
        entered_on=today,
    )
    proposal.status = ProposalStatus.ACCEPTED if publish else ProposalStatus.REFUSED
    proposal.opinion = decision.note
    proposal.decided_on, proposal.decided_by = day, by
    proposal.save()
    _line(by, proposal, "decide_proposal", {"publish": publish, "day": day}, proposal.opinion)
    return proposal


@transaction.atomic
def draft_item(*, proposal: Proposal, by: Person, day: date) -> Item:
    """Begins the item as which it will be published; what is begun already is there again.

    Only the name of the information goes along: what the applicants wrote stays with their cases.
    """
    proposal = _locked(proposal)
    require(by, proposal.agency, What.HANDLE, day)
    if proposal.status != ProposalStatus.ACCEPTED:
        raise Refused(f"{in_marks(proposal.title)}不在“同意，待公开”的状态，不能起草。")
    content = {"title": proposal.title, "attribute": "proactive", "item_class": "catalogue"}
    item = items.draft(
        by=by, agency=proposal.agency, day=day, content=content, entry_key=key_of(ORIGIN, proposal.pk)
    )
    if proposal.item_id is None:
        proposal.item = item
        proposal.save(update_fields=["item"])
        _line(by, proposal, "draft_item", {"item": item.pk})
    return item


def close_by_item(number: int, item: Item, day: date, by: Person | None) -> None:
    """It is public as this item. For the act that publishes it, in its transaction.

    What was closed before, or taken back meanwhile, stays as it is.
    """
    found = Proposal.objects.select_for_update(of=("self",), no_key=True).select_related("agency")
    proposal = found.filter(pk=number, item=item, status=ProposalStatus.ACCEPTED).first()
    if proposal is None:
        return
    place = f"索引号 {item.index_number}，{address_of('items:public_item', item.pk)}"
    proposal.status, proposal.published_on, proposal.place = ProposalStatus.PUBLISHED, day, place
    proposal.save()
    _line(by, proposal, "record_publication", {"day": day, "place": place, "item": item.pk})


@transaction.atomic
def record_publication(
    *, proposal: Proposal, by: Person, day: date, place: str, today: date | None = None
) -> Proposal:
    """It was published on `day`. `place`: the address or number under which everybody finds it."""
    _check_day(day, today)
    proposal = _locked(proposal)
    require(by, proposal.agency, What.HANDLE, today or day)
    if proposal.status != ProposalStatus.ACCEPTED or proposal.decided_on is None:
        raise Refused(f"{in_marks(proposal.title)}不在“同意，待公开”的状态，不能登记公开。")
    decisions, now = proposal.decisions.all(), queries.digest(proposal)
    approval.require_approved(queries.WORDS, queries.STEPS, decisions, now, then="登记公开")
    _check_publication(proposal, day, place)
    proposal.status, proposal.published_on, proposal.place = ProposalStatus.PUBLISHED, day, place.strip()
    proposal.save()
    _line(by, proposal, "record_publication", {"day": day, "place": proposal.place})
    return proposal


@transaction.atomic
def mend_publication(
    *, proposal: Proposal, by: Person, day: date, place: str, reason: str, today: date | None = None
) -> Proposal:
    """Day and place of the publication as they should have been entered; the trail keeps what stood there."""
    require_reason(reason, "更正公开登记")
    _check_day(day, today)
    proposal = _locked(proposal)
    require(by, proposal.agency, What.HANDLE, today or day)
    if proposal.status != ProposalStatus.PUBLISHED or proposal.decided_on is None:
        raise Refused(f"{in_marks(proposal.title)}还没有登记公开，没有可以更正的。")
    _check_publication(proposal, day, place)
    before = {"day": proposal.published_on, "place": proposal.place}
    proposal.published_on, proposal.place = day, place.strip()
    proposal.save()
    detail = {"before": before, "after": {"day": day, "place": proposal.place}}
    _line(by, proposal, "mend_publication", detail, reason.strip())
    return proposal


@transaction.atomic
def reopen_proposal(*, proposal: Proposal, by: Person, day: date, reason: str) -> Proposal:
    """The head takes a decision back that was entered wrongly; the trail keeps it."""
    require_reason(reason, "撤回审核意见")
    proposal = _locked(proposal)
    matter = queries.matter(proposal)
    approval.require_turn(matter, by, day)
    if proposal.status not in (ProposalStatus.ACCEPTED, ProposalStatus.REFUSED):
        raise Refused(
            f"{in_marks(proposal.title)}现在是“{proposal.get_status_display()}”，没有可以撤回的审核意见。"
        )
    before = {"status": proposal.status, "opinion": proposal.opinion, "day": proposal.decided_on}
    approval.decide(
        ProposalDecision(proposal=proposal),
        matter=matter,
        by=by,
        day=day,
        approve=False,
        now=matter.content,
        seen=matter.content,
        note=reason,
    )
    proposal.status, proposal.opinion = ProposalStatus.WAITING, ""
    proposal.decided_on = proposal.decided_by = None
    proposal.save()
    _line(by, proposal, "reopen_proposal", {"before": before}, reason.strip())
    return proposal


def _check_publication(proposal: Proposal, day: date, place: str) -> None:
    if proposal.decided_on and day < proposal.decided_on:
        raise Refused(f"公开日期 {day} 早于审核同意的 {proposal.decided_on}；请核对。")
    if not place.strip():
        raise Refused("请写明公开在哪里（网址、公报期号页码），以便以后的申请人据此获取。")


def _check_cases(agency: Agency, cases: Sequence[Case], *, by_applicant: bool) -> None:
    strange = [case for case in cases if case.agency_id != agency.pk or case.status in _OUTSIDE]
    if strange:
        raise Refused(f"{strange[0].registry_number} 不是{agency.name}在册的申请件，不能列入；请核对登记号。")
    if not cases:
        raise Refused("请列出申请同一信息的申请件。")
    if not by_applicant and queries.different_applicants(cases) < SEVERAL:
        raise Refused(
            "转主动公开须有多个申请人就相同政府信息提出申请（《条例》第四十四条第一款）；"
            "所列各件是同一个申请人的。申请人自己建议的，请选“申请人建议”。"
        )
    open_ones = Proposal.objects.filter(cases__in=cases, status=ProposalStatus.WAITING)
    twice = open_ones.select_related("agency").first()
    if twice:
        raise Refused(f"所列申请件已在待审核的建议{in_marks(twice.title)}里；请先审核那一份。")


def _check_open(proposal: Proposal) -> None:
    """第四十四条: 且该政府信息属于可以公开的."""
    for case in proposal.cases.all():
        answered = outcomes().get(case.outcome)
        if answered and answered.denies == "all" and case.reassess_on is not None:
            raise Refused(
                f"{case.registry_number} 的答复是不予公开（{case.get_outcome_display()}），这份信息不能转为"
                "主动公开；因情势变化可以公开的，请先在该件登记重新评估（《条例》第十八条）。"
            )


def _locked(proposal: Proposal) -> Proposal:
    found = Proposal.objects.select_for_update(of=("self",), no_key=True).select_related("agency")
    return found.get(pk=proposal.pk)


def _check_day(day: date, today: date | None) -> None:
    if day > (today or day):
        raise Refused(f"{day} 还没有到（今天是 {today}），不能登记；请核对日期。")


def _line(
    by: Person | None, proposal: Proposal, act: str, detail: dict[str, object], reason: str = ""
) -> None:
    record(
        actor=by,
        agency=proposal.agency,
        act=f"records.{act}",
        subject=f"records.Proposal:{proposal.pk}",
        detail=detail,
        reason=reason,
    )
