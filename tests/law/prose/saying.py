"""What a sentence states behind 收到政府信息公开申请52件, so that requests are spoken of."""

from __future__ import annotations

from gongkai.prose.statements import find_statements
from gongkai.report import Section

OPENING = "收到政府信息公开申请52件。"
AGENCY = "示范市教育局"


def stated(text: str, section: int = 1) -> dict[str, int]:
    sections = (Section(section, "一、总体情况", f"{OPENING}{text}"),)
    found = {}
    for one in find_statements(sections, 2024, AGENCY)[1:]:
        mark = "" if one.applicant == "total" else f"@{one.applicant}"
        found[f"{one.about}{mark}"] = int(one.value)
    return found
