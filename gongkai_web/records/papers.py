"""Which papers come out of these registers: the letter P17 and the review form P18?"""

from __future__ import annotations

from gongkai.letters import Letter, Setting, compose, write
from gongkai_web.agencies.errors import Refused
from gongkai_web.agencies.queries import particulars_of
from gongkai_web.records import queries
from gongkai_web.records.facts import Decision, Kind
from gongkai_web.records.models import Proposal, ProposalStatus, RecordCorrection

FORMATS = ("docx", "pdf")
_HANDLING = {
    Decision.CORRECTED: "经审核属实，本机关已予更正",
    Decision.REFUSED: "经审核不属实，不予更正",
    Decision.PASSED_ON: "不属于本机关职能范围，已转送有权更正的行政机关处理",
    Decision.TOLD_WHERE: "不属于本机关职能范围，请向有权更正的行政机关提出",
}


def correction_letter(correction: RecordCorrection) -> Letter:
    """更正申请处理告知书 (P17), dated the day of the decision. Raises Refused before it, and LetterError."""
    known = queries.happened(correction)
    void = {one.data["event"] for one in known if one.kind == Kind.VOIDED}
    decided = [one for one in known if one.kind == Kind.DECIDED and one.id not in void]
    if not decided:
        raise Refused("还没有作出处理，不能生成告知书；请先登记处理结果。")
    day, data = decided[-1].day, decided[-1].data
    agency = particulars_of(correction.agency)
    setting = Setting(
        agency_name=correction.agency.name_on(day),
        recipient=correction.applicant_name,
        organisation=correction.organisation,
        registry_number=correction.registry_number,
        received_on=correction.received_on,
        request_title=f"更正本人记录（{correction.record}）",
        address=agency.address,
        postcode=agency.postcode,
        phone=agency.phone,
    )
    named = data.get("agency_named", "")
    contact = data.get("agency_contact", "")
    where = f"有权更正的机关：{named}" + (f"，联系方式：{contact}" if contact else "") if named else ""
    values = {
        "record": correction.record,
        "handling": _HANDLING[Decision(data["decision"])],
        "detail": "。".join(part.rstrip("。") for part in (data.get("detail", ""), where) if part),
    }
    return compose("P17", setting, values, day=day, number=data.get("letter_number", ""))


def correction_file(correction: RecordCorrection, fmt: str) -> bytes:
    """The letter as `docx` or `pdf`. Raises Refused, LetterError or WritingError."""
    return write(correction_letter(correction), fmt)


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
    return write(compose("P18", setting, values, day=day), fmt)


def _opinion(proposal: Proposal) -> str:
    if proposal.status == ProposalStatus.WAITING or proposal.decided_by is None:
        return ""
    word = "不转主动公开" if proposal.status == ProposalStatus.REFUSED else "转主动公开"
    signed = f"（{proposal.decided_by.display_name}，{proposal.decided_on}）"
    return f"{word}：{proposal.opinion.rstrip('。')}{signed}"
