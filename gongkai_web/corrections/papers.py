"""Which paper comes out of a request for correction: the letter P17?"""

from __future__ import annotations

from gongkai.letters import Letter, Setting, compose, paper, write
from gongkai_web.agencies.queries import particulars_of
from gongkai_web.corrections import queries
from gongkai_web.corrections.facts import Decision, Kind
from gongkai_web.corrections.models import RecordCorrection
from gongkai_web.errors import Refused

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
        reconsideration_authority=agency.heard_by(day),
        court=agency.court,
    )
    named = data.get("agency_named", "")
    contact = data.get("agency_contact", "")
    where = f"有权更正的机关：{named}" + (f"，联系方式：{contact}" if contact else "") if named else ""
    values = {
        "record": correction.record,
        "handling": _HANDLING[Decision(data["decision"])],
        "detail": "。".join(part.rstrip("。") for part in (data.get("detail", ""), where) if part),
    }
    return compose(
        paper("record_correction", day).code, setting, values, day=day, number=data.get("letter_number", "")
    )


def correction_file(correction: RecordCorrection, fmt: str) -> bytes:
    """The letter as `docx` or `pdf`. Raises Refused, LetterError or WritingError."""
    return write(correction_letter(correction), fmt)
