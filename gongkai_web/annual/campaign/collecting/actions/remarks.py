"""What is said about a cell or a passage of what was handed in, and what does the unit answer?"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db import transaction

from gongkai.document import from_json
from gongkai.report import Section
from gongkai_web.agencies.models import Person
from gongkai_web.agencies.permissions import What, may, require
from gongkai_web.annual.campaign.collecting import queries
from gongkai_web.annual.campaign.collecting.actions.lines import Whoever, locked, told
from gongkai_web.annual.campaign.collecting.models import Remark, Submission, Unit
from gongkai_web.errors import Refused

_LONGEST, _LONGEST_PASSAGE = 1000, 500


@transaction.atomic
def remark(
    *,
    by: Person,
    submission: Submission,
    text: str,
    day: date,
    cell: str = "",
    section: int | None = None,
    passage: str = "",
    public: bool = False,
) -> Remark:
    """Says something about a cell or a passage; `public`: the public reads it beside the report as well."""
    unit = locked(submission.unit)
    require(by, queries.office_of(unit), What.CHECK_REPORTS, day, "批注年报")
    report = from_json(submission.document)
    if cell and cell not in report.layout.cells:
        raise Refused(f"年报没有「{cell}」这一格。")
    if passage:
        section = _section_of(report.sections, passage, section)
    if not cell and section is None:
        raise Refused("请写明批注哪一格，或者照抄正文里要批注的话。")
    made = Remark(submission=submission, cell=cell, section=section, passage=passage, public=public)
    return _said(by, unit, made, text, day)


@transaction.atomic
def answer(*, by: Whoever, remark: Remark, text: str, day: date) -> Remark:
    """What the unit, or the office, says to a remark; it is read where the remark is."""
    unit = locked(remark.submission.unit)
    if remark.answers is not None:
        remark = remark.answers  # what is said to an answer is said to the remark, where it is read
    made = Remark(submission=remark.submission, answers=remark, cell=remark.cell, public=remark.public)
    made.section, made.passage, made.by_unit = remark.section, remark.passage, True
    if isinstance(by, Person):
        office = queries.office_of(unit)
        made.by_unit = not may(by, office, What.CHECK_REPORTS, day)
        if unit.agency is None or not may(by, unit.agency, What.WRITE_REPORT, day):
            require(by, office, What.CHECK_REPORTS, day, "答复批注")
    return _said(by, unit, made, text, day)


def _said(by: Whoever, unit: Unit, made: Remark, text: str, day: date) -> Remark:
    if not text.strip():
        raise Refused("请写明说的是什么。")
    if len(text.strip()) > _LONGEST:
        raise Refused(f"有 {len(text.strip())} 字，最多 {_LONGEST} 字；请缩短。")
    made.text, made.day = text.strip(), day
    made.person_id, made.person_name = by.pk, by.display_name
    made.save()
    detail = {"submission": made.submission_id, "cell": made.cell, "section": made.section}
    detail |= {"passage": made.passage, "text": made.text, "public": made.public, "answers": made.answers_id}
    detail |= {"by_unit": made.by_unit, "day": day}
    told(by, unit.campaign, "remark", made, detail)
    return made


def _section_of(sections: Iterable[Section], passage: str, section: int | None) -> int:
    """The section in which the passage stands, as it stands there."""
    if len(passage) > _LONGEST_PASSAGE:
        raise Refused(f"照抄的话有 {len(passage)} 字，最多 {_LONGEST_PASSAGE} 字；请只抄要批注的一句。")
    found = [one.number for one in sections if passage in one.text]
    if not found or (section is not None and section not in found):
        raise Refused("正文里没有这句话；请照原文抄写。")
    return section or found[0]
