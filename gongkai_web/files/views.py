"""What do staff see of a file: the download, its pages, and the way from the boxes to the public version?"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from gongkai_web.agencies.permissions import What, may
from gongkai_web.errors import Refused
from gongkai_web.files import actions, encode, outgoing, pages, queries, redact, responses, store
from gongkai_web.files.areas import Area
from gongkai_web.files.forms import WHY, BoxForm, ConfirmForm, ReturnForm
from gongkai_web.files.models import Purpose, Redaction, RedactionBox, Status, StoredFile
from gongkai_web.look.marks import Mark
from gongkai_web.look.parts import Element, Link
from gongkai_web.office.acting import carried_out, told
from gongkai_web.office.days import today
from gongkai_web.office.frame import Section
from gongkai_web.office.paging import paged
from gongkai_web.office.places import page_of_owner
from gongkai_web.office.request import OfficeRequest, signed_in

REDACTIONS = Section("涂黑", "files:redactions")
_STATES = {
    Status.DRAFT: "provisional",
    Status.PROPOSED: "waiting",
    Status.RETURNED: "warning",
    Status.CONFIRMED: "done",
}


def file_or_404(request: OfficeRequest, pk: int) -> StoredFile:
    """The file, where the person may see it; else no such page."""
    return get_object_or_404(queries.visible(request.user, today()), pk=pk)


@signed_in
@require_GET
def redactions(request: OfficeRequest) -> HttpResponse:
    """The redactions that somebody must still work on."""
    found = queries.open_redactions(request.user, today())
    pages_of = paged(request, found)
    rows = [(one, _mark(one)) for one in pages_of]
    return REDACTIONS.page(request, "files/redactions.html", {"rows": rows, "pages": pages_of})


@signed_in
@require_GET
def download(request: OfficeRequest, pk: int) -> HttpResponse:
    """The file byte for byte, as an attachment."""
    found = file_or_404(request, pk)
    try:
        response = responses.as_download(found)
    except store.LostError as problem:
        return _lost(request, found, problem)
    actions.log_view(by=request.user, file=found, what=actions.DOWNLOAD)
    return response


@signed_in
@require_GET
def page_picture(request: OfficeRequest, pk: int, page: int) -> HttpResponse:
    """A page of the original as a picture."""
    found = file_or_404(request, pk)
    return _drawn(request, found, page, ())


@signed_in
@require_GET
def preview(request: OfficeRequest, pk: int, page: int) -> HttpResponse:
    """A page as it will go out: the boxes painted into the picture."""
    found = file_or_404(request, pk)
    current = _current_or_404(found)
    areas = [box.area for box in current.boxes.all() if box.page == page]
    return _drawn(request, found, page, areas)


def _drawn(request: OfficeRequest, file: StoredFile, number: int, areas: Sequence[Area]) -> HttpResponse:
    if not pages.can_be_redacted(file.media_type) or not 1 <= number <= (file.pages or 0):
        raise Http404
    try:
        picture = pages.picture(store.read(file.sha256), file.media_type, number)
    except Refused as problem:
        return _lost(request, file, problem)
    actions.log_view(by=request.user, file=file, what=f"page {number}")
    return responses.as_picture(encode.png(redact.painted(picture, areas)))


@signed_in
@require_GET
def redaction(request: OfficeRequest, pk: int) -> HttpResponse:
    """The page of a file's redaction: picture, boxes, what comes next."""
    return _redaction(request, file_or_404(request, pk))


@signed_in
@require_POST
def start(request: OfficeRequest, pk: int) -> HttpResponse:
    """Begins a redaction."""
    found = file_or_404(request, pk)
    return _done(request, found, lambda: actions.open_redaction(by=request.user, original=found, day=today()))


@signed_in
@require_POST
def convert(request: OfficeRequest, pk: int) -> HttpResponse:
    """An office file as a PDF of its own; the page of its redaction opens."""
    found = file_or_404(request, pk)
    made: list[StoredFile] = []
    told(
        request,
        lambda: made.append(actions.convert_for_redaction(by=request.user, file=found, day=today())),
        "已转成 PDF，另存一份；没有带上隐藏的内容和批注。请核对页面，再标要涂黑的地方。",
    )
    return _back(made[0] if made else found, 1)


@signed_in
@require_POST
def add(request: OfficeRequest, pk: int) -> HttpResponse:
    """Draws boxes on the page that is shown."""
    found = file_or_404(request, pk)
    current = _current_or_404(found)
    form = BoxForm(request.POST)
    number = _number(request.POST.get("page"), found)
    if carried_out(
        request,
        form,
        lambda _: actions.add_boxes(
            by=request.user, redaction=current, day=today(), areas=form.areas(number), **form.why()
        ),
    ):
        return _back(found, number)
    return _redaction(request, found, box=form)


@signed_in
@require_POST
def remove(request: OfficeRequest, pk: int, box: int) -> HttpResponse:
    """Takes a box away."""
    found = file_or_404(request, pk)
    one = get_object_or_404(RedactionBox, pk=box, redaction=_current_or_404(found))
    return _done(request, found, lambda: actions.remove_box(by=request.user, box=one, day=today()), one.page)


@signed_in
@require_POST
def propose(request: OfficeRequest, pk: int) -> HttpResponse:
    """Hands the boxes to a second person."""
    found = file_or_404(request, pk)
    current = _current_or_404(found)
    return _done(
        request,
        found,
        lambda: actions.propose_redaction(by=request.user, redaction=current, day=today()),
        said="已提交复核；请另一人查看预览后确认。",
    )


@signed_in
@require_POST
def confirm(request: OfficeRequest, pk: int) -> HttpResponse:
    """The second person agrees; the public version is made."""
    found = file_or_404(request, pk)
    current, seen = _current_or_404(found), request.POST.get("seen", "")
    form = ConfirmForm(request.POST)
    if form.is_valid():
        name = form.cleaned_data["name"]

        def make() -> None:
            made = actions.confirm_redaction(
                by=request.user, redaction=current, day=today(), seen=seen, name=name
            )
            messages.success(request, f"公开版已生成并通过核对：《{made.name}》；原件和公开版分开保存。")

        if told(request, make):
            return _back(found, 1)
    return _redaction(request, found, confirmed=form)


@signed_in
@require_POST
def send_back(request: OfficeRequest, pk: int) -> HttpResponse:
    """The second person disagrees, with a reason."""
    found = file_or_404(request, pk)
    current = _current_or_404(found)
    form = ReturnForm(request.POST)
    if carried_out(
        request,
        form,
        lambda given: actions.return_redaction(
            by=request.user,
            redaction=current,
            day=today(),
            reason=given["reason"],
            seen=request.POST.get("seen", ""),
        ),
    ):
        return _back(found, 1)
    return _redaction(request, found, sent_back=form)


# – the page


def _redaction(
    request: OfficeRequest,
    file: StoredFile,
    *,
    box: BoxForm | None = None,
    sent_back: ReturnForm | None = None,
    confirmed: ConfirmForm | None = None,
) -> HttpResponse:
    """The page; a form that was refused stands in it again."""
    current = queries.current_redaction(file)
    number = _number(request.POST.get("page") or request.GET.get("page"), file)
    handles = may(request.user, file.agency, What.HANDLE, today())
    boxes = list(current.boxes.all()) if current else []
    proposed = current is not None and current.status == Status.PROPOSED
    context = {
        "file": file,
        "agency": file.agency,
        "redaction": current,
        "mark": _mark(current) if current else None,
        "elements": _elements(file, current),
        "can": pages.can_be_redacted(file.media_type) and file.purpose != Purpose.REDACTED,
        "convertible": file.media_type in outgoing.OFFICE and not file.withdrawn,
        "may": handles,
        "editing": handles and current is not None and current.status != Status.CONFIRMED,
        "confirming": current is not None and queries.may_confirm(request.user, current, today()),
        "number": number,
        "numbers": _numbers(file, boxes),
        "rows": list(zip(boxes, queries.redaction_reasons(current), strict=True)) if current else [],
        "here": [box for box in boxes if box.page == number],
        # Every page, for what was missed stands on those without a box.
        "previewed": list(range(1, (file.pages or 0) + 1)) if proposed else [],
        "owner_page": page_of_owner(file.owner),
        "form": box or BoxForm(initial=_as_last(boxes)),
        "sent_back": sent_back or ReturnForm(),
        "confirmed": confirmed or ConfirmForm(initial={"name": _proposed_name(file)}),
    }
    return REDACTIONS.page(request, "files/redaction.html", context, Link(file.name))


def _as_last(boxes: list[RedactionBox]) -> dict[str, str]:
    """The reason of the box that was drawn last: of most files all boxes go by one."""
    last = max(boxes, key=lambda box: box.pk, default=None)
    return {name: getattr(last, name) for name in WHY} if last else {}


def _proposed_name(file: StoredFile) -> str:
    return queries.next_public_name(file.owner).removesuffix(".pdf")


def _numbers(file: StoredFile, boxes: list[RedactionBox]) -> list[tuple[int, int]]:
    """Each page with how many boxes it has."""
    drawn = [box.page for box in boxes]
    return [(number, drawn.count(number)) for number in range(1, (file.pages or 0) + 1)]


def _elements(file: StoredFile, current: Redaction | None) -> list[Element]:
    rows = [
        Element(
            "公开版" if file.purpose == Purpose.REDACTED else "原件",
            file.name,
            reverse("files:download", args=[file.pk]),
        ),
        Element("用途", Purpose(file.purpose).label),
        Element("收到日期", file.added_on.isoformat()),
        Element("页数", str(file.pages or "—")),
    ]
    original = queries.original_of(file)
    if original:
        rows.append(Element("由原件生成", original.name, reverse("files:redaction", args=[original.pk])))
    source = queries.derived_of(file)
    if source:
        where = reverse("files:download", args=[source.original_id])
        rows.append(Element(f"{source.get_way_display()}前", source.original.name, where))
    if current and current.proposed_by:
        rows.append(Element("提交人", f"{current.proposed_by} {current.proposed_on}"))
    if current and current.decided_by:
        rows.append(Element("复核人", f"{current.decided_by} {current.decided_on}"))
    if current and current.result:
        rows.append(
            Element("公开版", current.result.name, reverse("files:download", args=[current.result.pk]))
        )
    return rows


def _mark(redaction: Redaction) -> Mark:
    return Mark(_STATES[Status(redaction.status)], redaction.get_status_display())


def _current_or_404(file: StoredFile) -> Redaction:
    current = queries.current_redaction(file)
    if current is None:
        raise Http404
    return current


def _number(given: str | None, file: StoredFile) -> int:
    """The page asked for, or the first."""
    number = int(given) if given and given.isdecimal() and len(given) < 6 else 1
    return number if 1 <= number <= (file.pages or 0) else 1


def _done(
    request: OfficeRequest, file: StoredFile, act: Callable[[], object], number: int = 1, said: str = ""
) -> HttpResponse:
    """Does it, says so or says why not, and goes back to the page."""
    told(request, act, said)
    return _back(file, number)


def _back(file: StoredFile, number: int) -> HttpResponse:
    query = f"?{urlencode({'page': number})}" if number > 1 else ""
    return redirect(reverse("files:redaction", args=[file.pk]) + query)


def _lost(request: OfficeRequest, file: StoredFile, problem: Refused) -> HttpResponse:
    return REDACTIONS.page(
        request, "files/lost.html", {"file": file, "problem": problem}, Link(file.name), status=500
    )
