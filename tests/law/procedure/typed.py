"""What would 李强 type for an act of the procedure, as the case stands?"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from gongkai.outcomes import outcomes
from gongkai.procedure import checks, machine
from gongkai.procedure.facts import Instance, Status
from gongkai.procedure.state import State

FIRST = date(2024, 9, 2)
SUBMITTED = {
    "applicant_kind": "natural_person",
    "applicant_name": "王芳",
    "title": "云溪路拓宽工程的征地补偿方案",
}


def particulars(act: str, now: State, today: date, outcome: str, number: int) -> dict[str, Any]:
    """The particulars of that act; `number` tells what he asks and files apart."""
    opinions = {
        kind: next((one.ref for one in now.open_consultations if one.kind == kind), "")
        for kind in ("third_party", "agency")
    }
    unserved = {
        kind: next((one.ref for one in now.unserved_consultations if one.kind == kind), "")
        for kind in ("third_party", "agency")
    }
    pending = next((one.ref for one in now.appeals if one.pending), "")
    unanswered = next((one.ref for one in now.appeals if one.pending and not one.answered_on), "")
    judged = machine.judged(now.appeals)
    judged_ref, following = (
        (judged[0].ref, Instance.after(judged[0].instance)[0].value) if judged else ("", "second")
    )
    kinds = ("reconsideration", "litigation_direct")
    pages = {"basis": "pages", "count": 50}
    given: dict[str, dict[str, Any]] = {
        "confirm_receipt": {"reason": "收发室转来得迟"},
        "assign": {"person": 1, "person_name": "李强"},
        "note_talk": {"content": "电话说明检索进展"},
        "split_case": {"cases": [1, 2], "reason": "一事一申请"},
        "ask_correction": {"items": "请写明文件的年度", "until": today + timedelta(days=20)},
        "record_search": {"places": "档案室", "keywords": "补偿方案", "result": "没有找到"},
        "receive_correction": {"description": "2023 年的方案"},
        "ask_third_party": {"ref": f"三{number}", "name": "示范建设公司"},
        "third_party_served": {"ref": unserved["third_party"]},
        "answer_third_party": {"ref": opinions["third_party"], "consent": False, "reason": "商业秘密"},
        "tell_third_party": {"ref": now.untold[0].ref if now.untold else ""},
        "ask_agency": {
            "ref": f"机{number}",
            "name": "示范市水利局",
            **({"co_producer": False, "until": today + timedelta(days=10)} if number % 2 else {}),
        },
        "agency_served": {"ref": unserved["agency"]},
        "answer_agency": {"ref": opinions["agency"], "consent": True},
        "ask_reason": {"facts": "本月已申请 40 件"},
        "receive_reason": {"content": "用于核对", "reasonable": bool(number % 3)},
        "delay": {"until": (now.due_on or today) + timedelta(days=30), "reason": "数量多"},
        "extend": {"days": 20, "approved_by": 3, "approved_by_name": "孙立", "reason": "需要检索"},
        "decide_fee": {**pages, "amount": checks.fee_amount(pages, today)},
        "pay_fee": {"amount": now.fee_amount},
        "refund_fee": {"reason": "本件不再处理"},
        "reply": {"outcome": outcome, "reason": "理由", "article": "条款"},
        "revoke_reply": {"reason": "自行纠正"},
        "reply_again": {"outcome": "granted", "corrects": "改为公开"},
        "file_appeal": {"ref": f"案{number}", "kind": kinds[number % 2], "received_on": today},
        "answer_appeal": {"ref": unanswered},
        "next_instance": {"ref": judged_ref, "instance": following},
        "conclude_appeal": {"ref": pending, "result": "upheld"},
        "reassess": {"open_now": False, "content": "情势没有变化"},
        "handle_reminder": {"content": "已督促"},
    }
    return given.get(act, {})


def fitting(now: State, today: date, chosen: str) -> str:
    """An outcome that the case allows: what lapsed ends as lapsed, what was withdrawn as withdrawn."""
    if now.status == Status.WITHDRAWN:
        return "other_misc"
    if now.waiting_for == "correction" and not _lapsed(now, today):
        return "granted"
    if now.waiting_for:
        return "other_correction_overdue" if now.waiting_for == "correction" else "other_fee_overdue"
    requires = outcomes()[chosen].requires
    if requires == "correction_received" and not (now.correction and now.correction.received):
        return "granted"
    return "granted" if requires in {"correction_lapsed", "fee_lapsed"} else chosen


def _lapsed(now: State, today: date) -> bool:
    """Whether the applicant was told, and has not answered by the day that was set."""
    served = now.correction.served if now.correction else None
    until = now.applicant_until
    return bool(served and until and served <= until < today)
