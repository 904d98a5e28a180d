"""The page of a letter: its text, what is wrong with it, who decided, and the one next act."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from types import MappingProxyType
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from gongkai.errors import GongkaiError
from gongkai.letters import Letter as Document
from gongkai.letters import Remedy
from gongkai_web.agencies.models import Person, Role
from gongkai_web.agencies.permissions import What, may
from gongkai_web.agencies.queries import roles_of
from gongkai_web.approval.sentences import labels
from gongkai_web.approval.standing import returned
from gongkai_web.letters import content, ground, queries
from gongkai_web.letters.acting import (
    AcceptForm,
    Acting,
    DecideForm,
    DispatchForm,
    IssueForm,
    ProofForm,
    RepostForm,
    SealForm,
    SendBackForm,
    ServeForm,
    TextForm,
    VoidForm,
    dispatch_initial,
)
from gongkai_web.letters.checks import faults, questions
from gongkai_web.letters.doubtful import doubts
from gongkai_web.letters.kinds import act_label, needs_seal
from gongkai_web.letters.living import SEE_LETTER, signers
from gongkai_web.letters.models import Addressee, Letter, Mail, Status
from gongkai_web.letters.views.enclosed import enclosed_rows, looked_into
from gongkai_web.letters.views.papers import asks_third_party
from gongkai_web.letters.views.shown import LETTERS, case_link, letter_or_404
from gongkai_web.look.marks import Mark
from gongkai_web.look.parts import Element, FindingView, Link, NextAct
from gongkai_web.office.coming import next_of
from gongkai_web.office.days import today
from gongkai_web.office.frame import OK, UNPROCESSABLE
from gongkai_web.office.kept import Typed, typed
from gongkai_web.office.places import page_of
from gongkai_web.office.request import OfficeRequest, signed_in

MARKS = {
    Status.DRAFTING: "provisional",
    Status.IN_REVIEW: "waiting",
    Status.APPROVED: "open",
    Status.ISSUED: "open",
    Status.SEALED: "open",
    Status.DISPATCHED: "waiting",
    Status.SERVED: "done",
    Status.VOID: "void",
}

_TERM_OF = {
    "ask_correction": "补正期限",
    "decide_fee": "缴费期限",
    "ask_third_party": "提出意见的期限",
    "ask_agency": "提出意见的期限",
}
# The form of an address, where it has another name.
_FORM_OF = {"revise": "text"}


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the decision: role, state, who and what they said."""

    label: str
    mark: Mark
    said: str = ""


@signed_in
@require_GET
def letter(request: OfficeRequest, pk: int) -> HttpResponse:
    """The letter; what was typed into one of its forms and not taken stands in that form again."""
    one, kept = letter_or_404(request, pk), typed(request)
    return show(request, one, kept=kept)


def show(
    request: OfficeRequest,
    one: Letter,
    *,
    kept: Typed | None = None,
    refused: Mapping[str, Acting] = MappingProxyType({}),
) -> HttpResponse:
    """The page; `refused`: forms that were not accepted, by the name of their act; `kept`: one not taken."""
    day = today()
    document = content.document_of(one)
    handles = may(request.user, one.agency, What.HANDLE, day)
    deciding = queries.may_decide(request.user, one, day)
    looked = looked_into(one, day)
    known, past = ground.of(one.case), list(one.decisions.select_related("person"))
    found = () if one.status == Status.VOID or one.gone else faults(one, known=known, looked=looked)
    given = [standing.file for standing in looked]
    asked = questions(one, day, known=known, files=given) if one.editable or deciding else ()
    forms = _forms(one, document, request.user, handles=handles)
    coming, here = _coming(one, request.user, day, deciding=deciding, issues="issue" in forms)
    accepting = refused.get("accepting") or (_accepting(kept) if handles else None)
    context: dict[str, Any] = {
        "letter": one,
        "case": one.case,
        "agency": one.agency,
        "mark": mark_of(one),
        "coming": coming,
        "here": here,
        "elements": _elements(one),
        "lines": _lines(one, document),
        "returned": returned(past) if one.status == Status.DRAFTING else None,
        "signers": labels(waited) if (waited := _waited_signers(one, request.user, day)) else "",
        "remedies": _remedies(one),
        "findings": [
            FindingView(number, "error", fault.subject, fault.message, source=fault.source)
            for number, fault in enumerate(found, 1)
        ],
        "questions": [
            FindingView(number, "warning", fault.subject, fault.message, source=fault.source)
            for number, fault in enumerate(asked, 1)
        ],
        "steps": steps_of(one),
        "past": past,
        "enclosed": enclosed_rows(one, looked, handles=handles, refused=accepting),
        "may": handles,
        "deciding": deciding,
        "last_step": handles and one.status == Status.IN_REVIEW and one.waits_role == one.steps[-1],
        "internal": one.addressee == Addressee.INTERNAL,
        "sealed_needed": needs_seal(content.kind_of(one)),
        "answer_sheet": asks_third_party(one),
        **forms,
        **_filled(forms, kept),
        **refused,
    }
    status = UNPROCESSABLE if refused else OK
    crumbs = case_link(one.case), Link(str(one))
    return LETTERS.page(request, "letters/letter.html", context, *crumbs, status=status)


def _coming(
    one: Letter, person: Person, day: date, *, deciding: bool, issues: bool
) -> tuple[NextAct | None, bool]:
    """The next act of its case, in the words of the page of the case, and whether it is done on this page.

    Then its button leads down to the form; none where this person has only to read.
    """
    coming = next_of(one.case, person, day)
    if coming is None or coming.href != reverse("letters:letter", args=[one.pk]):
        return coming, False
    label = coming.label.removeprefix("到文书页")
    if label == SEE_LETTER:
        label = "审签" if deciding else "签发" if issues else ""
    return replace(coming, label=label, href="#act" if label else ""), True


def _runs(one: Letter) -> str:
    """Which term runs from its service; empty where none does."""
    return _TERM_OF.get(one.act) or ("救济期限" if content.kind_of(one).tells_remedies else "")


def _filled(forms: Mapping[str, Acting], kept: Typed | None) -> dict[str, Acting]:
    """The form that was sent and not taken, with what was typed; only where it still stands on the page."""
    name = _FORM_OF.get(kept.sent_to, kept.sent_to) if kept is not None else ""
    return {name: type(forms[name])(kept)} if name in forms else {}


def _accepting(kept: Typed | None) -> AcceptForm | None:
    """The reason that was typed for an enclosure."""
    if kept is None or kept.sent_to != "accept":
        return None
    return AcceptForm(kept, file=int(kept.named["file"]))


def mark_of(one: Letter) -> Mark:
    """Where the letter stands, as a mark."""
    status = Status(one.status)
    word = status.label
    if one.addressee == Addressee.INTERNAL and status == Status.ISSUED:
        word = "已定稿"
    elif status == Status.ISSUED and not needs_seal(content.kind_of(one)):
        word = "已签发，待发出"
    elif status == Status.IN_REVIEW:
        word = f"待{Role(one.waits_role).label}决定"
    elif status == Status.DRAFTING and returned(one.decisions.all()):
        return Mark("late", "已退回，待修改")
    return Mark(MARKS[status], word)


def steps_of(one: Letter) -> list[Step]:
    """The steps that this letter goes through, with the decisions that count."""
    done = queries.approvals(one)
    rows = []
    for number, role in enumerate(one.steps):
        if number < len(done):
            decision = done[number]
            said = f"{decision.person} {decision.day}{f'：{decision.note}' if decision.note else ''}"
            rows.append(Step(Role(role).label, Mark("done", "同意"), said))
        else:
            here = number == len(done) and one.status == Status.IN_REVIEW
            rows.append(Step(Role(role).label, Mark("waiting", "待决定") if here else Mark("open", "尚未到")))
    return rows


def _waited_signers(one: Letter, person: Person, day: date) -> frozenset[str]:
    """Whose signature an approved letter waits for, where this person wrote it."""
    if one.status != Status.APPROVED or one.prepared_by_id != person.pk:
        return frozenset()
    return signers(one, day)


def _forms(one: Letter, document: Document, person: Person, *, handles: bool) -> dict[str, Acting]:
    """The forms of what can be done now; none for who may not."""
    found: dict[str, Acting] = {"decide": DecideForm(prefix=None)}
    if not handles:
        return found
    if one.editable:
        initial = {
            "paragraphs": "\n".join(document.paragraphs),
            "remedies": "\n".join(document.remedies),
        }
        found["text"] = TextForm(initial=initial)
    if one.status == Status.APPROVED and not _waited_signers(one, person, today()):
        found["issue"] = IssueForm(initial={"day": today()})
        if signers(one, today()) & roles_of(person, one.agency, today()):
            found["send_back"] = SendBackForm()
    sealing = needs_seal(content.kind_of(one))
    if sealing and one.status in (Status.ISSUED, Status.SEALED):
        found["seal"] = SealForm()
    ready = one.status == Status.SEALED or (one.status == Status.ISSUED and not sealing)
    if ready and one.addressee != Addressee.INTERNAL:
        found["dispatch"] = DispatchForm(initial=dispatch_initial(one, today()))
    if one.status == Status.DISPATCHED:
        found["serve"] = ServeForm(initial={"day": today()}, runs=_runs(one))
    if one.gone and one.arrived_at and not one.opened_at and not one.reposted_on:
        found["repost"] = RepostForm()
    if one.gone:
        found["proof"] = ProofForm()
    elif one.status != Status.VOID:
        found["void"] = VoidForm()
    return found


def _remedies(one: Letter) -> tuple[Remedy, ...]:
    """What is open against it; nothing where the law of that day is not on file."""
    try:
        return content.remedies_of(one)
    except GongkaiError:
        return ()


def _lines(one: Letter, document: Document) -> list[tuple[str, str]]:
    """The letter as it reads, with its date once it is issued: class and text."""
    head = [("title", document.title), ("number", document.number)]
    body = [("to", f"{document.recipient}：")] if document.recipient else []
    body += [("text", text) for text in (*document.paragraphs, *document.remedies)]
    body += [("text", text) for text in document.attachment_lines]
    foot = [("sign", document.agency)]
    if one.issued_on:
        foot.append(("sign", f"{document.day.year}年{document.day.month}月{document.day.day}日"))
    foot.append(("note", document.note))
    return [(kind, text) for kind, text in (*head, *body, *foot) if text]


def _moment(at: datetime | None) -> str:
    return f"{timezone.localtime(at):%Y-%m-%d %H:%M}" if at else ""


def _elements(one: Letter) -> list[Element]:
    mail = " ".join(filter(None, [Mail(one.mail_kind).label if one.mail_kind else "", one.mail_number]))
    rows = [
        Element("申请件", str(one.case), page_of(one.case)),
        Element("办理事项", act_label(one.act)),
        Element("文号", one.number or "签发时编号"),
        Element("受文人", one.recipient),
        Element("起草", f"{one.prepared_by} {one.prepared_on}"),
    ]
    later = [
        ("成文日期", one.issued_on),
        ("盖章日期", one.sealed_on),
        ("发出", f"{one.dispatched_on} {one.get_way_display()}" if one.dispatched_on else ""),
        ("邮件", mail),
        ("送达", f"{one.served_on} {one.receiver} {one.relation}".strip() if one.served_on else ""),
        ("送达说明", "" if one.refused else one.service_note),
        ("到达查询页", _moment(one.arrived_at)),
        ("申请人首次打开", _moment(one.opened_at) or ("还没有打开" if one.arrived_at else "")),
        ("改用邮寄", one.reposted_on),
        ("送达地点", one.place),
        ("拒收", one.service_note if one.refused else ""),
        ("如实补登", "".join(flag["message"] for flag in one.admitted)),
        ("如实补登", "签发时违反规定之处已记录" if one.late and not one.admitted else ""),
        ("日期存疑", "" if one.admitted else "".join(doubts(one)).replace("日期存疑：", "")),
        ("作废", f"{one.voided_on} {one.void_reason}" if one.voided_on else ""),
    ]
    rows += [Element(label, str(value)) for label, value in later if value]
    if one.sealed_file:
        rows.append(Element("盖章件", one.sealed_file.name, reverse("letters:sealed", args=[one.pk])))
    rows += [
        Element("送达凭证", proof.name, reverse("files:download", args=[proof.pk]))
        for proof in queries.proofs_of(one)
    ]
    return rows
