"""What leaves these pages as a file: the form to print and post (《条例》第二十九条), receipt and letters."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.http import HttpResponse, QueryDict
from django.utils.http import content_disposition_header

from gongkai.letters import Setting, application_form, application_receipt, write
from gongkai.outcomes import applicant_kinds
from gongkai.procedure.facts import OBTAINED_BY, IdentityKind, Medium
from gongkai_web.agencies.models import Agency
from gongkai_web.agencies.queries import particulars_of
from gongkai_web.apply.application import Application
from gongkai_web.cases.models import Case
from gongkai_web.files.models import StoredFile
from gongkai_web.files.responses import POLICY, as_download
from gongkai_web.letters.content import document_of
from gongkai_web.letters.models import Letter
from gongkai_web.look.parts import Element

FORMATS = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
_MEDIA = {code: str(label) for code, label in Medium.choices}
_REACHED = ("contact", "phone", "address", "postcode", "email")


def empty_form(agency: Agency, kind: str, day: date) -> HttpResponse:
    """The empty form of that agency. Raises LetterError or WritingError."""
    return _answer(agency, kind, day, None)


def filled_form(agency: Agency, application: Application, kind: str, day: date) -> HttpResponse:
    """The form with what is typed so far, faults and all. Raises LetterError or WritingError."""
    typed = application.typed
    prefixes = ("", *(f"joint-{number}-" for number in range(len(application.joint))), "agent-")
    people = [one for one in (_person(typed, prefix) for prefix in prefixes) if any(one.parts)]
    files = [one.name for one in application.held]
    files += [one.checked.name for one in application.received.uploads]
    kinds = applicant_kinds()
    found = kinds.get(typed.get("applicant_kind", ""))
    values = {
        "applicant_kind": found.label if found else "",
        "applicant_name": "、".join(one.called for one in people if one.name),
        "applicant_identity": _each(people, "proof"),
        "applicant_contact": _each(people, "reached"),
        "request_title": "\n".join(filter(None, (typed.get("title", ""), typed.get("description", "")))),
        "carrier": _MEDIA.get(typed.get("medium", ""), ""),
        "way": OBTAINED_BY.get(typed.get("way", ""), ""),
        "attachments": "、".join(files),
    }
    return _answer(agency, kind, day, values)


@dataclass(frozen=True, slots=True)
class _Person:
    """Somebody on the form: name, kind and number of the proof, and how to reach them."""

    name: str
    proof: str
    reached: str
    agent: bool

    @property
    def parts(self) -> tuple[str, str, str]:
        """What is filled in."""
        return self.name, self.proof, self.reached

    @property
    def called(self) -> str:
        """The name, and that it is an agent's."""
        return f"{self.name}（代理人）" if self.agent else self.name


def _person(typed: QueryDict, prefix: str) -> _Person:
    def given(name: str) -> str:
        return typed.get(f"{prefix}{name}", "").strip()

    label, number = dict(IdentityKind.choices).get(given("id_kind"), ""), given("id_number")
    return _Person(
        given("name"),
        f"{label} {number}".strip() if number else "",
        "，".join(filter(None, map(given, _REACHED))),
        prefix == "agent-",
    )


def _each(people: list[_Person], part: str) -> str:
    """That part of all of them; of several, each under its name."""
    found = [(one.name, getattr(one, part)) for one in people if getattr(one, part)]
    return "；".join(f"{name}：{value}" if len(people) > 1 else value for name, value in found)


def _answer(agency: Agency, kind: str, day: date, values: dict[str, str] | None) -> HttpResponse:
    known = particulars_of(agency)
    setting = Setting(
        agency_name=agency.name_on(day),
        recipient="",
        address=known.address,
        postcode=known.postcode,
        phone=known.phone,
    )
    given = {name: value for name, value in (values or {}).items() if value}
    data = application_form(setting, kind, values={**_to_tick(), **given})
    return _file(data, kind, f"政府信息公开申请表（{agency.name}）")


def _to_tick() -> dict[str, str]:
    """The choices of the page, with boxes for whoever fills in by hand."""
    rows: dict[str, Iterable[str]] = {"carrier": _MEDIA.values(), "way": OBTAINED_BY.values()}
    return {name: "　".join(f"□{one}" for one in choices) for name, choices in rows.items()}


def as_receipt(case: Case, code: str, rows: Iterable[Element]) -> HttpResponse:
    """The receipt with all that was handed in; without `code` where that is empty. Raises WritingError."""
    lines = [(one.label, one.value) for one in rows]
    if code:
        lines.insert(1, ("查询码", code))
    data = application_receipt(lines, "pdf", agency=case.agency.name, code=bool(code))
    return _file(data, "pdf", f"政府信息公开申请回执 {case.registry_number}")


def as_written(letter: Letter) -> HttpResponse:
    """A letter that goes out without a seal, as a PDF."""
    return _file(write(document_of(letter), "pdf"), "pdf", str(letter))


def as_sealed(letter: Letter, file: StoredFile) -> HttpResponse:
    """A letter with its seal, under its own name: what the office called its scan tells nothing.

    Raises LostError.
    """
    response = as_download(file)
    kind = file.name.rpartition(".")[2]
    response.headers["Content-Disposition"] = str(content_disposition_header(True, f"{letter}.{kind}"))
    return response


def _file(data: bytes, kind: str, name: str) -> HttpResponse:
    response = HttpResponse(data, content_type=FORMATS[kind])
    response.headers["Content-Disposition"] = str(content_disposition_header(True, f"{name}.{kind}"))
    response.headers["Content-Security-Policy"] = POLICY
    return response
