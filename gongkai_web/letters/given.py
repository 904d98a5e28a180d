"""What of a letter does the clerk not have to type, and what does its issue enter into the case?

`prefilled`: values that the case already knows, offered in the form. `computed`: values that only the case
may give (the new due day, the amount of the fee). `event_data`: the particulars of the event.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import PurePath
from typing import Any

from gongkai import tariff
from gongkai.errors import GongkaiError
from gongkai.letters import LetterKind
from gongkai.outcomes import outcomes
from gongkai.procedure import checks, state
from gongkai.procedure.facts import Medium
from gongkai_web.cases.actions.entry import next_fact
from gongkai_web.errors import Refused
from gongkai_web.files.models import Redaction
from gongkai_web.files.queries import redaction_reasons
from gongkai_web.letters.ground import Ground
from gongkai_web.letters.kinds import REVOKES

REGULATION = "《中华人民共和国政府信息公开条例》"
# Fields that the case fills in by itself: no form asks for them.
COMPUTED = {"P06": ("until",), "P14": ("standard", "amount")}
_CARRIERS = {
    Medium.PAPER: "纸质复印件",
    Medium.ELECTRONIC: "电子文件",
    Medium.INSPECTION: "查阅并抄录",
}
_UNITS = {"items": "件", "pages": "页"}


# – offered in the form


def prefilled(kind: LetterKind, ground: Ground, today: date) -> dict[str, str]:
    """Values by field name; only what the case says, days as ISO days."""
    offered = _PREFILL[kind.code](ground, today) if kind.code in _PREFILL else {}
    carrier = _CARRIERS.get(Medium(ground.state.medium)) if ground.state.medium in Medium.values else None
    if carrier and kind.field("carrier"):
        offered.setdefault("carrier", carrier)
    return {name: text for name, text in offered.items() if text and kind.field(name)}


def article(kind: LetterKind, values: Mapping[str, str] | None = None) -> str:
    """The ground in law that the case keeps for a reply of this kind.

    For a reply that grants in part: with the ground for what is withheld, which is chosen in `values`.
    """
    if kind.article:
        withheld = (values or {}).get("withheld_article", "")
        return f"{REGULATION}{kind.article}{withheld and '、'}{withheld}"
    return str(outcomes()[kind.outcomes[0]].source) if kind.outcomes else ""


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""


def _said(ground: Ground, kind: str, name: str) -> str:
    fact = ground.last(kind)
    return str(fact.data.get(name) or "") if fact else ""


def _on(ground: Ground, kind: str) -> str:
    fact = ground.last(kind)
    return _iso(fact.day) if fact else ""


def _receipt(ground: Ground, _today: date) -> dict[str, str]:
    said = [f"电话{ground.agency.phone}"] if ground.agency.phone else []
    said.append(f"凭登记号{ground.case.registry_number}和申请人姓名查询")
    return {"enquiry": "，".join(said)}


def _correction(_ground: Ground, today: date) -> dict[str, str]:
    return {"until": _iso(checks.term_end_or_none("correction_by_applicant", today))}


def _third_party(ground: Ground, _today: date) -> dict[str, str]:
    return {"content": ground.state.title, "return_to": _where(ground)}


def _agency(ground: Ground, _today: date) -> dict[str, str]:
    return {"content": ground.state.title}


def _where(ground: Ground) -> str:
    return "，".join(part for part in (ground.agency.address, ground.agency.phone) if part)


def _consulting(ground: Ground, _today: date) -> dict[str, str]:
    third = ground.last("third_party.asked")
    other = ground.last("agency.asked")
    if third and not (other and other.day > third.day):
        return {"asked": "第三方", "asked_on": _iso(third.day)}
    return {"asked": "其他行政机关", "asked_on": _iso(other.day)} if other else {}


def _fee(ground: Ground, _today: date) -> dict[str, str]:
    return {"way": ground.agency.payment}


def _opened(_ground: Ground, _today: date) -> dict[str, str]:
    return {"way": "随本答复书一并送达", "time": "随本答复书送达"}


def _partly(ground: Ground, today: date) -> dict[str, str]:
    """What was blacked out, from the redactions that a second person confirmed.

    Under the names of the public versions: that of an original may itself tell what was blacked out.
    """
    why = [
        (redaction.result, reason)
        for redaction in confirmed_redactions(ground)
        for reason in redaction_reasons(redaction)
    ]
    said = [f"《{PurePath(file.name).stem}》第{one.page}页的{one.note or one.label}" for file, one in why]
    return {
        **_opened(ground, today),
        "withheld_parts": "\n".join(said),
        "blackout": f"{'、'.join(said)}已作涂黑处理" if said else "",
    }


def confirmed_redactions(ground: Ground) -> list[Redaction]:
    """The redactions of the case's files whose public version is there."""
    return list(
        Redaction.objects.filter(
            original__owner=f"cases.Case:{ground.case.pk}", result__isnull=False, result__withdrawn=False
        )
        .select_related("result")
        .order_by("pk")
    )


def _third_party_rights(ground: Ground, _today: date) -> dict[str, str]:
    answered = ground.last("third_party.answered")
    said = "第三方逾期未提出意见"
    if answered:
        said = "第三方书面表示同意公开" if answered.data.get("consent") else "第三方书面表示不同意公开"
    asked = _on(ground, "third_party.asked")
    return {
        "asked_on": asked,
        "answer": said if asked else "",
        "objection": _said(ground, "third_party.answered", "reason"),
    }


def _searched(ground: Ground, _today: date) -> dict[str, str]:
    return {
        "places": _said(ground, "searched", "places"),
        "method": _said(ground, "searched", "methods"),
        "keywords": _said(ground, "searched", "keywords"),
    }


def _still_unclear(ground: Ground, _today: date) -> dict[str, str]:
    return {
        "asked_on": _on(ground, "correction.asked"),
        "answered_on": _on(ground, "correction.received"),
        "correction": _said(ground, "correction.received", "description"),
    }


def _excessive(ground: Ground, _today: date) -> dict[str, str]:
    return {
        "quantity": _said(ground, "reason.asked", "facts"),
        "asked_on": _on(ground, "reason.asked"),
        "given": _said(ground, "reason.received", "content"),
    }


def _not_corrected(ground: Ground, _today: date) -> dict[str, str]:
    found = ground.state.correction
    if not found:
        return {}
    until = found.until
    if until is None and found.served:
        until = checks.term_end_or_none("correction_by_applicant", found.served)
    return {
        "notice_number": _number_of(ground, "P04"),
        "notice_served_on": _iso(found.served),
        "until": _iso(until),
    }


def _not_paid(ground: Ground, _today: date) -> dict[str, str]:
    served = ground.state.fee_served_on
    return {
        "notice_number": _number_of(ground, "P14"),
        "notice_served_on": _iso(served),
        "until": _iso(checks.term_end_or_none("fee_payment", served) if served else None),
    }


def _number_of(ground: Ground, code: str) -> str:
    found = ground.case.letters.filter(kind=code).exclude(number="").exclude(status="void").first()
    return found.number if found else ""


def _withdrawn(ground: Ground, _today: date) -> dict[str, str]:
    day = _on(ground, "withdrawn")
    return {"fact_on": day, "fact": "申请撤回该政府信息公开申请" if day else ""}


def _corrects(ground: Ground, _today: date) -> dict[str, str]:
    """The letter that is put right: the last reply."""
    last = ground.last("replied_again") or ground.last("replied")
    if last is None:
        return {}
    return {"original_number": str(last.data.get("letter_number") or ""), "original_day": _iso(last.day)}


_PREFILL: dict[str, Callable[[Ground, date], dict[str, str]]] = {
    "P02": _receipt,
    "P04": _correction,
    "P08": _third_party,
    "P09": _consulting,
    "P11": _agency,
    "P12": _agency,
    "P13": _agency,
    "P14": _fee,
    "L02": _opened,
    "L03": _partly,
    "L07": _third_party_rights,
    "L12": _searched,
    "L15": _still_unclear,
    "L19": _excessive,
    "L21": _not_corrected,
    "L22": _not_paid,
    "L23": _withdrawn,
    "L24": _corrects,
}


# – given by the case alone


def computed(
    kind: LetterKind, ground: Ground, values: Mapping[str, str], particulars: Mapping[str, Any], day: date
) -> dict[str, str]:
    """The values that no clerk types. Raises Refused where the case cannot give them."""
    if kind.code == "P06":
        days = values.get("days", "")
        if not days.isdecimal():
            return {"until": ""}
        data = {"days": int(days), "approved_by": 0, "approved_by_name": "", "reason": "-"}
        after = state.of([*ground.facts, next_fact(list(ground.facts), "extended", day, data)])
        if after.due_on is None:
            raise Refused("本件正在等待申请人补正或者缴费，算不出延长后的届满日；不能延期。")
        return {"until": after.due_on.isoformat()}
    if kind.code == "P14":
        amount = checks.fee_amount(particulars, day)
        return {"amount": str(amount), "standard": fee_standard(particulars, day)}
    return {}


def fee_standard(particulars: Mapping[str, Any], day: date) -> str:
    """The tiers that the fee of this request passes through, in words."""
    basis, count = str(particulars.get("basis")), int(particulars.get("count") or 0)
    try:
        bill = tariff.fee(basis, count, day)
    except GongkaiError as error:
        raise Refused(str(error)) from error
    unit = _UNITS[basis]
    tiers = "，".join(_tier(line, unit) for line in bill.lines if line.count)
    if basis == "items":
        return f"按件计收，同一申请人一个自然月内累计，{tiers}；本件是本月第{count}件"
    return f"按量计收，{tiers}；本件共{count}页"


def _tier(line: tariff.Line, unit: str) -> str:
    if line.first == line.last:
        return f"第{line.first}{unit}{line.rate}元" if line.rate else f"第{line.first}{unit}不收费"
    return f"第{line.first}至{line.last}{unit}{f'每{unit}{line.rate}元' if line.rate else '不收费'}"


# – into the case


def event_data(
    kind: LetterKind, act: str, values: Mapping[str, str], particulars: Mapping[str, Any], number: str
) -> dict[str, Any]:
    """The particulars that the issue hands to the action of the case, by the action's argument names."""
    if act == REVOKES:
        return {"reason": values["cause"], "letter_number": number}
    if kind.code.startswith("L"):
        return {
            "outcome": particulars["outcome"],
            "reason": reason(kind, values),
            "article": str(particulars.get("article") or ""),
            "letter_number": number,
        }
    return _EVENTS[kind.code](values, particulars, number)


def reason(kind: LetterKind, values: Mapping[str, str]) -> str:
    """Why, as the register keeps it: the reason that was typed, else all that was typed."""
    if values.get("reason"):
        return values["reason"]
    return "；".join(
        f"{field.label}：{values[field.name]}" for field in kind.fields if values.get(field.name)
    )


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


_EVENTS: dict[str, Callable[[Mapping[str, str], Mapping[str, Any], str], dict[str, Any]]] = {
    "P04": lambda values, _given, _number: {"until": _day(values["until"]), "items": values["unclear"]},
    "P05": lambda values, _given, _number: {"until": _day(values["until"]), "facts": values["quantity"]},
    "P06": lambda values, _given, _number: {"days": int(values["days"]), "reason": values["reason"]},
    "P07": lambda values, _given, _number: {"until": _day(values["until"]), "reason": values["reason"]},
    # The number of the letter is what the answer will refer to.
    "P08": lambda _values, given, number: {"ref": number, "name": given["to"]["name"]},
    "P12": lambda _values, given, number: {"ref": number, "name": given["to"]["name"]},
    # Whoever did not make the information too may be silent: that says nothing (第十一条).
    "P13": lambda values, given, number: {
        "ref": number,
        "name": given["to"]["name"],
        "co_producer": False,
        "until": _day(values["until"]),
    },
    "P14": lambda _values, given, _number: {"basis": given["basis"], "count": given["count"]},
}
