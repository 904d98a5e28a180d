"""What leaves these pages as a file: the form to print and post (《条例》第二十九条), and letters."""

from __future__ import annotations

from datetime import date

from django.http import HttpResponse, QueryDict
from django.utils.http import content_disposition_header

from gongkai.letters import Setting, application_form, write
from gongkai.outcomes import applicant_kinds
from gongkai_web.agencies.models import Agency
from gongkai_web.agencies.queries import particulars_of
from gongkai_web.apply.application import Application
from gongkai_web.apply.forms import WAYS
from gongkai_web.cases.facts import IdentityKind, Medium
from gongkai_web.files.responses import POLICY
from gongkai_web.letters.content import document_of
from gongkai_web.letters.models import Letter

FORMATS = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


def empty_form(agency: Agency, kind: str, day: date) -> HttpResponse:
    """The empty form of that agency. Raises LetterError or WritingError."""
    return _answer(agency, kind, day, None)


def filled_form(agency: Agency, application: Application, kind: str, day: date) -> HttpResponse:
    """The form with what is typed so far, faults and all. Raises LetterError or WritingError."""
    typed = application.typed
    people = [_person(typed, ""), *(_person(typed, f"joint-{n}-") for n in range(len(application.joint)))]
    agent = _person(typed, "agent-")
    names = [name for name, _ in people if name] + ([f"{agent[0]}（代理人）"] if agent[0] else [])
    proofs = [proof for _, proof in [*people, agent] if proof]
    kinds, media = applicant_kinds(), dict(Medium.choices)
    ways = {key.value: label for key, label in WAYS.items()}
    found = kinds.get(typed.get("applicant_kind", ""))
    values = {
        "applicant_kind": found.label if found else "",
        "applicant_name": "、".join(names),
        "applicant_identity": "；".join(proofs),
        "applicant_contact": "，".join(
            part
            for part in (typed.get(name, "") for name in ("contact", "phone", "address", "postcode", "email"))
            if part
        ),
        "request_title": "\n".join(filter(None, (typed.get("title", ""), typed.get("description", "")))),
        "carrier": media.get(typed.get("medium", ""), ""),
        "way": ways.get(typed.get("way", ""), ""),
        "attachments": "、".join(file.name for file in application.held),
    }
    return _answer(agency, kind, day, values)


def _person(typed: QueryDict, prefix: str) -> tuple[str, str]:
    """Name, and kind and number of the proof."""
    label = dict(IdentityKind.choices).get(typed.get(f"{prefix}id_kind", ""), "")
    number = typed.get(f"{prefix}id_number", "")
    return typed.get(f"{prefix}name", "").strip(), f"{label} {number}".strip() if number else ""


def _answer(agency: Agency, kind: str, day: date, values: dict[str, str] | None) -> HttpResponse:
    known = particulars_of(agency)
    setting = Setting(
        agency_name=agency.name_on(day),
        recipient="",
        address=known.address,
        postcode=known.postcode,
        phone=known.phone,
    )
    data = application_form(setting, kind, values=values)
    return _file(data, kind, f"政府信息公开申请表（{agency.name}）")


def as_written(letter: Letter) -> HttpResponse:
    """A letter that goes out without a seal, as a PDF."""
    return _file(write(document_of(letter), "pdf"), "pdf", str(letter))


def _file(data: bytes, kind: str, name: str) -> HttpResponse:
    response = HttpResponse(data, content_type=FORMATS[kind])
    response.headers["Content-Disposition"] = str(content_disposition_header(True, f"{name}.{kind}"))
    response.headers["Content-Security-Policy"] = POLICY
    return response
