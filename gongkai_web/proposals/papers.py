"""Which paper comes out of a proposal: the review form P18?"""

from __future__ import annotations

from gongkai.letters import Setting, compose, paper, write
from gongkai_web.proposals.models import Proposal, ProposalStatus

FORMATS = ("docx", "pdf")


def proposal_file(proposal: Proposal, fmt: str) -> bytes:
    """转主动公开审核单 (P18); before the decision the opinion stays empty for handwriting."""
    day = proposal.decided_on or proposal.proposed_on
    found = list(proposal.cases.order_by("year", "number"))
    setting = Setting(
        agency_name=proposal.agency.name_on(day),
        recipient="",
        registry_number="、".join(case.registry_number for case in found),
        request_title=proposal.title,
    )
    who = "申请人" if proposal.by_applicant else "本机关"
    values = {
        "same_requests": str(len(found)),
        "proposer": f"{proposal.proposer_name}（{who}）",
        "opinion": _opinion(proposal),
    }
    return write(compose(paper("proposal", day).code, setting, values, day=day), fmt)


def _opinion(proposal: Proposal) -> str:
    if proposal.status == ProposalStatus.WAITING or proposal.decided_by is None:
        return ""
    word = "不转主动公开" if proposal.status == ProposalStatus.REFUSED else "转主动公开"
    signed = f"（{proposal.decided_by.display_name}，{proposal.decided_on}）"
    return f"{word}：{proposal.opinion.rstrip('。')}{signed}"
