"""Which papers can be taken from a letter or a case: DOCX and PDF, envelope, 送达回证, the sealed scan?"""

from __future__ import annotations

import io
from collections.abc import Callable

import pypdfium2
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_GET

from gongkai.letters import Setting as Words
from gongkai.letters import (
    archive_catalogue,
    compose,
    envelope,
    letter_kinds,
    paper,
    registration_form,
    service_record,
    write,
)
from gongkai.pdfium import ONE_AT_A_TIME
from gongkai.procedure.facts import Way
from gongkai_web.files import responses
from gongkai_web.files.actions import DOWNLOAD, log_view
from gongkai_web.files.models import StoredFile
from gongkai_web.letters import content, ground, queries
from gongkai_web.letters.kinds import carried_act
from gongkai_web.letters.models import Addressee, Letter
from gongkai_web.letters.views.shown import case_or_404, letter_or_404
from gongkai_web.office.acting import told_why_not
from gongkai_web.office.days import today
from gongkai_web.office.downloads import made_for
from gongkai_web.office.places import page_of
from gongkai_web.office.request import OfficeRequest, signed_in
from gongkai_web.office.taking import Taken

FORMATS = ("docx", "pdf")
_ELECTRONIC = (Way.ONLINE, Way.EMAIL, Way.FAX)
_WAY_WORDS = {
    "in_person": "直接送达",
    "entrusted": "委托其他行政机关送达",
    "post": "邮寄送达",
    "email": "电子送达",
    "online": "电子送达",
    "fax": "电子送达",
    "left": "留置送达",
    "announced": "公告送达",
}


@signed_in
@require_GET
def document(request: OfficeRequest, pk: int, fmt: str) -> HttpResponse:
    """The letter; `red_head` in the query for the sheet with the agency's red head."""
    one = letter_or_404(request, pk)
    red = request.GET.get("red_head") == "1"
    name = f"{one.title}{one.number or '（草稿）'}"

    def made() -> bytes:
        return write(content.document_of(one), fmt, red_head=red)

    return _paper(request, one, fmt, made, name=name, which="letter")


def print_together(request: OfficeRequest, chosen: list[Letter]) -> HttpResponse:
    """Several letters as one PDF, to print for the seal; back to the list with the reason where it fails."""
    if not chosen:
        told_why_not(request, "还没有选定文书；请至少勾选一份。")
        return redirect(f"{reverse('letters:letters')}?state=issued")
    back = f"{reverse('letters:letters')}?state=issued"
    name, taken = f"待盖章文书{len(chosen)}份.pdf", [_taken(one, "letter") for one in chosen]
    return made_for(request, lambda: _together(chosen), name, "pdf", taken=taken, back=back)


def _together(chosen: list[Letter]) -> bytes:
    with ONE_AT_A_TIME, pypdfium2.PdfDocument.new() as sheets:
        for one in chosen:
            with pypdfium2.PdfDocument(write(content.document_of(one), "pdf")) as single:
                sheets.import_pages(single)
        made = io.BytesIO()
        sheets.save(made)
    return made.getvalue()


@signed_in
@require_GET
def cover(request: OfficeRequest, pk: int, fmt: str) -> HttpResponse:
    """The envelope."""
    one = letter_or_404(request, pk)
    name = f"信封{one.number}"
    return _paper(request, one, fmt, lambda: envelope(_words(one), fmt), name=name, which="envelope")


@signed_in
@require_GET
def record(request: OfficeRequest, pk: int, fmt: str) -> HttpResponse:
    """送达回证, to be signed."""
    one = letter_or_404(request, pk)
    way = one.way or one.particulars.get("way", "")

    def made() -> bytes:
        return service_record(
            content.document_of(one),
            _words(one),
            fmt,
            way=_WAY_WORDS.get(way, ""),
            mail_number=one.mail_number,
            place=_place(one, way),
        )

    return _paper(request, one, fmt, made, name=f"送达回证{one.number}", which="service_record")


def _place(one: Letter, way: str) -> str | None:
    """Where it is served: on this site under its number, or in the mailbox; None: at home."""
    if way not in _ELECTRONIC:
        return None
    if one.addressee != Addressee.APPLICANT:
        return ""
    if way == Way.ONLINE:
        return f"{ground.query_page()}，账户为申请登记号{one.case.registry_number}"
    first = ground.of(one.case).first
    return f"电子邮箱{first.email}" if way == Way.EMAIL and first and first.email else ""


@signed_in
@require_GET
def answer_sheet(request: OfficeRequest, pk: int, fmt: str) -> HttpResponse:
    """第三方意见回执, which goes with the letter that asks a third party."""
    one = letter_or_404(request, pk)
    if not asks_third_party(one):
        raise Http404
    values = {"inquiry_number": one.number, "content": one.values.get("content", "").replace("\n", "；")}

    def made() -> bytes:
        day = one.issued_on or today()
        return write(compose(paper("opinion", day).code, _words(one), values, day=day), fmt)

    return _paper(request, one, fmt, made, name=f"第三方意见回执{one.number}", which="answer_sheet")


def asks_third_party(one: Letter) -> bool:
    """Whether the letter went to a third party, who answers on the sheet."""
    return bool(one.number) and carried_act(content.kind_of(one), one.act) == "ask_third_party"


@signed_in
@require_GET
def sealed(request: OfficeRequest, pk: int) -> HttpResponse:
    """The sealed letter, byte for byte."""
    one = letter_or_404(request, pk)
    if one.sealed_file is None:
        raise Http404
    response = responses.as_download(one.sealed_file)
    log_view(by=request.user, file=one.sealed_file, what=DOWNLOAD)
    return response


@signed_in
@require_GET
def case_paper(request: OfficeRequest, pk: int, code: str, fmt: str) -> HttpResponse:
    """申请登记表 and 归档目录 of a case, by the code of the sheet."""
    case = case_or_404(request, pk)
    known = ground.of(case)
    words = ground.setting(known, day=today())
    made: dict[str, tuple[str, Callable[[], bytes]]] = {
        "registration": (
            "申请登记表",
            lambda: registration_form(ground.registration(known, day=today()), fmt, day=today()),
        ),
        "archive": ("归档目录", lambda: archive_catalogue(catalogue(case.pk, known), words, fmt)),
    }
    sheet = letter_kinds().on(today()).get(code)
    if sheet is None or sheet.paper not in made or fmt not in FORMATS:
        raise Http404
    name, write_it = made[sheet.paper]
    taken = Taken(case.agency, f"cases.Case:{case.pk}", sheet.paper)
    name = f"{name}{case.registry_number}.{fmt}"
    return made_for(request, write_it, name, fmt, taken=[taken], back=page_of(case))


def catalogue(case: int, known: ground.Ground) -> list[dict[str, str]]:
    """What the archive holds of a case: its letters with their sealed scans and proofs, and its files."""
    rows = []
    for letter in queries.of_case(known.case):
        if not letter.issued_on:
            continue
        note = "已作废" if letter.voided_on else ""
        rows.append(_row(letter.title, letter.number, letter.issued_on, letter.sealed_file, note))
        rows += [
            _row("送达凭证", letter.number, letter.served_on, proof) for proof in queries.proofs_of(letter)
        ]
    for file in StoredFile.objects.filter(owner=f"cases.Case:{case}", withdrawn=False).order_by("pk"):
        rows.append(_row(file.name, "", file.added_on, file, file.get_purpose_display()))
    return rows


def _row(name: str, number: str, day: object, file: StoredFile | None, note: str = "") -> dict[str, str]:
    pages = str(file.pages or "") if file else ""
    return {"name": name, "number": number, "day": str(day or ""), "pages": pages, "note": note}


def _words(one: Letter) -> Words:
    known = ground.of(one.case)
    day = one.issued_on or today()
    return ground.setting(known, day=day, to=content.to_of(one), by_internet=one.by_internet)


def _taken(one: Letter, which: str) -> Taken:
    return Taken(one.agency, f"letters.Letter:{one.pk}", which)


def _paper(
    request: OfficeRequest, one: Letter, fmt: str, made: Callable[[], bytes], *, name: str, which: str
) -> HttpResponse:
    """The file, or back to the letter with the reason."""
    if fmt not in FORMATS:
        raise Http404
    back = reverse("letters:letter", args=[one.pk])
    return made_for(request, made, f"{name}.{fmt}", fmt, taken=[_taken(one, which)], back=back)
