"""What can be done to a case? Every act, by chapter; nothing else writes cases."""

from gongkai_web.cases.actions.appeals import conclude_appeal, file_appeal, reply_again
from gongkai_web.cases.actions.intake import Part, confirm_receipt, register_case, split_case
from gongkai_web.cases.actions.procedure import (
    agency_served,
    answer_agency,
    answer_third_party,
    ask_agency,
    ask_correction,
    ask_third_party,
    decide_fee,
    extend,
    pay_fee,
    receive_correction,
    serve_correction,
    serve_fee_notice,
    third_party_served,
    withdraw,
)
from gongkai_web.cases.actions.reply import dispatch, reply, serve
from gongkai_web.cases.actions.voiding import Replacement, replace_event, replace_events, void_event

__all__ = [
    "Part",
    "Replacement",
    "agency_served",
    "answer_agency",
    "answer_third_party",
    "ask_agency",
    "ask_correction",
    "ask_third_party",
    "conclude_appeal",
    "confirm_receipt",
    "decide_fee",
    "dispatch",
    "extend",
    "file_appeal",
    "pay_fee",
    "receive_correction",
    "register_case",
    "replace_event",
    "replace_events",
    "reply",
    "reply_again",
    "serve",
    "serve_correction",
    "serve_fee_notice",
    "split_case",
    "third_party_served",
    "void_event",
    "withdraw",
]
