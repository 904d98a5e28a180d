"""What can be done with a campaign: open it, keep its list, hand in, decide, open again, remark."""

from gongkai_web.annual.campaign.collecting.actions.changing import (
    merge_unit,
    split_unit,
    unmerge_unit,
    unsplit_unit,
)
from gongkai_web.annual.campaign.collecting.actions.deciding import (
    accept,
    publish,
    reopen,
    return_report,
    take_back,
)
from gongkai_web.annual.campaign.collecting.actions.handing import check_again, submit_filing, submit_report
from gongkai_web.annual.campaign.collecting.actions.incoming import (
    Sorted,
    confirm,
    leave,
    take_in,
    take_in_many,
)
from gongkai_web.annual.campaign.collecting.actions.judging import judge
from gongkai_web.annual.campaign.collecting.actions.keys import give_key, revoke_key
from gongkai_web.annual.campaign.collecting.actions.levels import accept_level, approve_level, take_back_level
from gongkai_web.annual.campaign.collecting.actions.opening import (
    NewUnit,
    add_units,
    excuse_unit,
    open_campaign,
    rename_unit,
    set_internal_day,
)
from gongkai_web.annual.campaign.collecting.actions.remarks import answer, remark
from gongkai_web.annual.campaign.collecting.actions.reminding import remind, set_contact
from gongkai_web.annual.campaign.collecting.actions.removing import change_reporting, remove_unit

__all__ = [
    "NewUnit",
    "Sorted",
    "accept",
    "accept_level",
    "add_units",
    "answer",
    "approve_level",
    "change_reporting",
    "check_again",
    "confirm",
    "excuse_unit",
    "give_key",
    "judge",
    "leave",
    "merge_unit",
    "open_campaign",
    "publish",
    "remark",
    "remind",
    "remove_unit",
    "rename_unit",
    "reopen",
    "return_report",
    "revoke_key",
    "set_contact",
    "set_internal_day",
    "split_unit",
    "submit_filing",
    "submit_report",
    "take_back",
    "take_back_level",
    "take_in",
    "take_in_many",
    "unmerge_unit",
    "unsplit_unit",
]
