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
from gongkai.deadlines import workdays_of
from gongkai.errors import GongkaiError
from gongkai.letters import LetterError, LetterKind
from gongkai.letters.kinds import Told
from gongkai.outcomes import outcomes
from gongkai.procedure import checks
from gongkai.procedure.facts import Fact, Medium, standing
from gongkai_web.cases import stored
from gongkai_web.cases.actions.entry import next_fact
from gongkai_web.errors import Refused
from gongkai_web.files.models import Redaction
from gongkai_web.files.queries import redaction_reasons
from gongkai_web.holidays.queries import reckoned
from gongkai_web.letters.case_days import THIRD_PARTY
from gongkai_web.letters.ground import Ground
from gongkai_web.letters.kinds import REVOKES
from gongkai_web.letters.third_parties import SILENT, parties_of, to_be_told

REGULATION = "《中华人民共和国政府信息公开条例》"
_CARRIERS = {
    Medium.PAPER: "纸质复印件",
    Medium.ELECTRONIC: "电子文件",
    Medium.INSPECTION: "查阅并抄录",
}
_CONSULTED = {"third_party.asked": "third_party", "agency.asked": "agency"}
_UNITS = {"items": "件", "pages": "页"}


# – offered in the form


def prefilled(kind: LetterKind, ground: Ground, today: date) -> dict[str, str]:
    """Values by field name; only what the case says, days as ISO days."""
    makers = dict.fromkeys(_OFFERED[field.offered] for field in kind.fields if field.offered)
    words: dict[str, str] = {}
    with reckoned(ground.case.agency_id):
        for maker in makers:
            words |= maker(ground, today)
    found = {field.name: words.get(field.offered) or field.usual for field in kind.fields}
    return {name: text for name, text in found.items() if text}


def article(kind: LetterKind, values: Mapping[str, str] | None = None) -> str:
    """The ground in law that the case keeps for a reply of this kind.

    For a reply that grants in part: with the ground for what is withheld, which is chosen in `values`.
    """
    if kind.article:
        withheld = (values or {}).get("withheld_article", "")
        return f"{REGULATION}{kind.article}{withheld and '、'}{withheld}"
    found = outcomes()[kind.outcomes[0]] if kind.outcomes else None
    return str(found.source) if found and found.article else ""


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
    return {"enquiry_way": "，".join(said)}


def _correction(_ground: Ground, today: date) -> dict[str, str]:
    return {"correction_days": str(workdays_of("correction_by_applicant", today))}


def _plain(ground: Ground, _today: date) -> dict[str, str]:
    """What the case and the agency say without more ado."""
    medium = ground.state.medium
    carrier = _CARRIERS.get(Medium(medium), "") if medium in Medium.values else ""
    where = "，".join(part for part in (ground.agency.address, ground.agency.phone) if part)
    return {
        "title": " ".join(ground.state.content.split()),
        "return_to": where,
        "payment_way": ground.agency.payment,
        "carrier": carrier,
    }


def _consulting(ground: Ground, _today: date) -> dict[str, str]:
    """Who was asked last, of those who have not answered where there are any."""
    waited = {(one.kind, one.ref) for one in ground.state.open_consultations}
    asked = [fact for fact in standing(ground.facts) if fact.kind in _CONSULTED]
    last = [one for one in asked if (_CONSULTED[one.kind], one.ref) in waited] or asked
    if not last:
        return {}
    return {"consulted": _consulted(last[-1]), "consulted_on": _iso(last[-1].day)}


def _consulted(asked: Fact) -> str:
    """As the letter to the applicant calls them: the silence of one that made the information is consent."""
    if asked.kind == "third_party.asked":
        return THIRD_PARTY
    return "其他行政机关" if asked.data.get("co_producer") is False else "共同制作该信息的行政机关"


def _partly(ground: Ground, _today: date) -> dict[str, str]:
    """What was blacked out, from the redactions that a second person confirmed.

    Under the names of the public versions: that of an original may itself tell what was blacked out.
    """
    said = [
        f"《{PurePath(redaction.result.name).stem}》第{one.page}页的{one.note or one.label}"
        for redaction in confirmed_redactions(ground)
        if redaction.result
        for one in redaction_reasons(redaction)
    ]
    return {
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


def _third_party_rights(ground: Ground, today: date) -> dict[str, str]:
    answered = ground.last("third_party.answered")
    silent = any(one.silent_on(today) for one in parties_of(ground.facts))
    said = "第三方逾期未提出意见" if silent else ""
    if answered:
        word = "部分同意" if answered.data.get("partly") else "不同意"
        said = f"第三方书面表示{'同意' if answered.data.get('consent') else word}公开"
    asked = _on(ground, "third_party.asked")
    told = to_be_told(ground)
    return {
        "third_party_number": told.ref if told else "",
        "third_party_situation": SILENT if told and told.silent_on(today) else "",
        "third_party_asked_on": asked,
        "third_party_answer": said if asked else "",
        "third_party_objection": _said(ground, "third_party.answered", "reason"),
    }


def _searched(ground: Ground, _today: date) -> dict[str, str]:
    return {
        "search_places": _said(ground, "searched", "places"),
        "search_methods": _said(ground, "searched", "methods"),
        "search_keywords": _said(ground, "searched", "keywords"),
    }


def _still_unclear(ground: Ground, _today: date) -> dict[str, str]:
    made = [_said(ground, "correction.received", name) for name in ("title", "description")]
    return {
        "correction_asked_on": _on(ground, "correction.asked"),
        "correction_received_on": _on(ground, "correction.received"),
        "correction_made": "；".join(dict.fromkeys(one for one in made if one)),
    }


def _excessive(ground: Ground, _today: date) -> dict[str, str]:
    return {
        "quantity": _said(ground, "reason.asked", "facts"),
        "reason_asked_on": _on(ground, "reason.asked"),
        "reason_given": _said(ground, "reason.received", "content"),
    }


def _not_corrected(ground: Ground, _today: date) -> dict[str, str]:
    found = ground.state.correction
    if not found:
        return {}
    until = found.until
    if until is None and found.served:
        until = checks.term_end_or_none("correction_by_applicant", found.served)
    return {
        "correction_number": _number_of(ground, "ask_correction"),
        "correction_served_on": _iso(found.served),
        "correction_lapsed_on": _iso(until),
    }


def _not_paid(ground: Ground, _today: date) -> dict[str, str]:
    served = ground.state.fee_served_on
    return {
        "fee_number": _number_of(ground, "decide_fee"),
        "fee_served_on": _iso(served),
        "fee_lapsed_on": _iso(checks.term_end_or_none("fee_payment", served) if served else None),
    }


def _number_of(ground: Ground, act: str) -> str:
    """The number of the letter that entered the act."""
    sent = ground.case.letters.filter(act=act, event__isnull=False).exclude(number="").exclude(status="void")
    found = sent.first()
    return found.number if found else ""


def _withdrawn(ground: Ground, _today: date) -> dict[str, str]:
    day = _on(ground, "withdrawn")
    return {"withdrawn_on": day, "withdrawal": "申请撤回该政府信息公开申请" if day else ""}


def _corrects(ground: Ground, _today: date) -> dict[str, str]:
    """The letter that is put right: the last reply."""
    last = ground.last("replied_again") or ground.last("replied")
    if last is None:
        return {}
    return {"reply_number": str(last.data.get("letter_number") or ""), "reply_day": _iso(last.day)}


# By the words of `gongkai.letters.kinds.OFFERED`: which of them the case says together.
_OFFERED: dict[str, Callable[[Ground, date], dict[str, str]]] = {
    **dict.fromkeys(("title", "return_to", "payment_way", "carrier"), _plain),
    **dict.fromkeys(("consulted", "consulted_on"), _consulting),
    **dict.fromkeys(("withheld_parts", "blackout"), _partly),
    **dict.fromkeys(
        (
            "third_party_number",
            "third_party_situation",
            "third_party_asked_on",
            "third_party_answer",
            "third_party_objection",
        ),
        _third_party_rights,
    ),
    **dict.fromkeys(("search_places", "search_methods", "search_keywords"), _searched),
    **dict.fromkeys(("correction_asked_on", "correction_received_on", "correction_made"), _still_unclear),
    **dict.fromkeys(("correction_number", "correction_served_on", "correction_lapsed_on"), _not_corrected),
    **dict.fromkeys(("quantity", "reason_asked_on", "reason_given"), _excessive),
    **dict.fromkeys(("fee_number", "fee_served_on", "fee_lapsed_on"), _not_paid),
    **dict.fromkeys(("withdrawn_on", "withdrawal"), _withdrawn),
    **dict.fromkeys(("reply_number", "reply_day"), _corrects),
    "enquiry_way": _receipt,
    "correction_days": _correction,
}


# – given by the case alone


def computed(
    kind: LetterKind, ground: Ground, values: Mapping[str, str], particulars: Mapping[str, Any], day: date
) -> dict[str, str]:
    """The values that no clerk types. Raises Refused where the case cannot give them."""
    return {
        field.name: _COMPUTED[field.computed](ground, values, particulars, day)
        for field in kind.fields
        if field.computed
    }


def _extended_until(
    ground: Ground, values: Mapping[str, str], _particulars: Mapping[str, Any], day: date
) -> str:
    """The due day after the extension that this letter tells of."""
    days = values.get("days", "")
    if not days.isdecimal():
        return ""
    data = {"days": int(days), "approved_by": 0, "approved_by_name": "", "reason": "-"}
    facts = [*ground.facts, next_fact(list(ground.facts), "extended", day, data)]
    due = ground.state.due_on
    after = stored.state_of(ground.case.agency_id, facts).due_on
    if after is None:
        raise Refused("本件正在等待申请人补正或者缴费，算不出延长后的届满日；不能延期。")
    if due and after <= due < day:
        raise Refused(
            f"答复期限 {due} 已经届满，这时告知延期，期限没有延长（《条例》第三十三条第二款），文书写不出"
            "延长后的届满日；请尽快答复。期限届满以前已经在纸面上告知的，到申请件页如实补登延期。"
        )
    return after.isoformat()


def _fee_amount(particulars: Mapping[str, Any], day: date) -> str:
    """Raises LetterError at the count where nothing is due: there is nothing to give notice of."""
    amount = checks.fee_amount(particulars, day)
    if amount:
        return str(amount)
    free = f"按标准不收费，不必发收费通知：{_free(str(particulars['basis']), day)}。数量写错的，请改正。"
    raise LetterError(free, {"count": free})


def _free(basis: str, day: date) -> str:
    """The tier without a fee, in words."""
    _, (over, _), *_ = tariff.tariffs()[basis].dated.on(day).value.bounds
    how = "同一申请人一个自然月内，" if basis == "items" else "按量计收，"
    return f"{how}第1至{over}{_UNITS[basis]}不收费"


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


# By the words of `gongkai.letters.kinds.COMPUTED`.
_COMPUTED: dict[str, Callable[[Ground, Mapping[str, str], Mapping[str, Any], date], str]] = {
    "extended_until": _extended_until,
    "fee_amount": lambda _ground, _values, given, day: _fee_amount(given, day),
    "fee_standard": lambda _ground, _values, given, day: fee_standard(given, day),
}


# – into the case


def event_data(
    kind: LetterKind, act: str, values: Mapping[str, str], particulars: Mapping[str, Any], number: str
) -> dict[str, Any]:
    """The particulars that the issue hands to the action of the case, by the action's argument names.

    What any letter of the act tells, and what this letter tells besides (`enters` of the law folder).
    """
    told = {name: _told(kind, what, values) for name, what in kind.enters[act].items()}
    return {**_OF_ACT.get(act, _nothing)(kind, values, particulars, number), **told}


def reason(kind: LetterKind, values: Mapping[str, str]) -> str:
    """Why, as the register keeps it: the reason that was typed, else all that was typed."""
    if values.get("reason"):
        return values["reason"]
    return "；".join(
        f"{field.label}：{values[field.name]}" for field in kind.fields if values.get(field.name)
    )


def _told(kind: LetterKind, what: Told, values: Mapping[str, str]) -> Any:
    """The value of a field as the event keeps it: a day, a number, a text."""
    if isinstance(what, bool):
        return what
    field, text = kind.field(what), values.get(what, "")
    if field and field.kind == "day":
        return date.fromisoformat(text) if text else None
    return int(text) if field and field.kind in ("number", "count") else text


Typed = Mapping[str, str]
Particulars = Mapping[str, Any]


def _nothing(_kind: LetterKind, _values: Typed, _given: Particulars, _number: str) -> dict[str, Any]:
    return {}


def _answer(kind: LetterKind, values: Typed, given: Particulars, number: str) -> dict[str, Any]:
    return {
        "outcome": given["outcome"],
        "reason": reason(kind, values),
        "article": str(given.get("article") or ""),
        "letter_number": number,
    }


def _answer_again(kind: LetterKind, values: Typed, given: Particulars, number: str) -> dict[str, Any]:
    return {**_answer(kind, values, given, number), "corrects": given.get("corrects") or ""}


def _asked(_kind: LetterKind, _values: Typed, given: Particulars, number: str) -> dict[str, Any]:
    """The number of the letter is what the answer will refer to."""
    return {"ref": number, "name": given["to"]["name"]}


_OF_ACT: dict[str, Callable[[LetterKind, Typed, Particulars, str], dict[str, Any]]] = {
    "reply": _answer,
    "reply_again": _answer_again,
    REVOKES: lambda _kind, _values, _given, number: {"letter_number": number},
    "ask_third_party": _asked,
    "ask_agency": _asked,
    "tell_third_party": lambda _kind, _values, _given, number: {"letter_number": number},
    "decide_fee": lambda _kind, _values, given, _number: {"basis": given["basis"], "count": given["count"]},
}
