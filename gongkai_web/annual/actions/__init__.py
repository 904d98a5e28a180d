"""What can be done with a year's report: write it, enter what nothing counts, check, freeze, publish it."""

from gongkai_web.annual.actions.drifting import keep_published, notice_drift
from gongkai_web.annual.actions.entry import (
    TEXT_OVERTAKEN,
    drop_problem,
    enter_figure,
    enter_problem,
    improve_problem,
    mark_of_entry,
    mark_of_figure,
    mark_of_text,
    write_draft,
    write_section,
)
from gongkai_web.annual.actions.filing import (
    check_report,
    file_report,
    hand_over,
    mark_of_check,
    release_report,
)
from gongkai_web.annual.actions.importing import import_report
from gongkai_web.annual.actions.listing import list_report
from gongkai_web.annual.actions.returning import file_or_return, return_check
from gongkai_web.annual.actions.summing import Frozen, release_sum

__all__ = [
    "TEXT_OVERTAKEN",
    "Frozen",
    "check_report",
    "drop_problem",
    "enter_figure",
    "enter_problem",
    "file_or_return",
    "file_report",
    "hand_over",
    "import_report",
    "improve_problem",
    "keep_published",
    "list_report",
    "mark_of_check",
    "mark_of_entry",
    "mark_of_figure",
    "mark_of_text",
    "notice_drift",
    "release_report",
    "release_sum",
    "return_check",
    "write_draft",
    "write_section",
]
