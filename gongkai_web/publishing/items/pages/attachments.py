"""How are the attachments of a draft added, exchanged, cleaned, let pass with a reason, and taken out?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from gongkai.richtext.out.page import pictures_of
from gongkai_web.files import actions as files
from gongkai_web.files import outgoing
from gongkai_web.files.models import StoredFile
from gongkai_web.files.outgoing import Standing
from gongkai_web.look.parts import Link
from gongkai_web.office.acting import carried_out, told
from gongkai_web.office.days import today
from gongkai_web.office.frame import UNPROCESSABLE
from gongkai_web.office.kept import keeps_typed, sent
from gongkai_web.office.request import OfficeRequest, number_in, signed_in
from gongkai_web.publishing.items import actions
from gongkai_web.publishing.items.actions.attaching import GROUP, file_of, files_of
from gongkai_web.publishing.items.models import Edition, Item
from gongkai_web.publishing.items.pages.forms import AcceptForm, AttachForm, ReplaceForm
from gongkai_web.publishing.items.pages.text_forms import on_screen
from gongkai_web.publishing.items.pages.views import SECTION, way_to
from gongkai_web.publishing.items.pages.writing import to_write, told_before_writing


@dataclass(frozen=True, slots=True)
class FileRow:
    """A file as the page of a draft shows it. `edition`: its how-manieth version; `lost`: it is not kept."""

    sha256: str
    name: str
    size: int
    pages: int | None
    edition: int
    standing: Standing | None
    picture: bool = False

    @property
    def lost(self) -> bool:
        """Whether the bytes are not among the files of the item."""
        return self.standing is None


@signed_in
def attach(request: OfficeRequest, pk: int) -> HttpResponse:
    """添加附件; and what was found in those that are there."""
    found, edition = to_write(request, pk)
    form = AttachForm(initial=on_screen(edition, GROUP))
    if request.method == "POST":
        form = AttachForm(request.POST, request.FILES)
    if carried_out(
        request,
        form,
        lambda given: actions.attach(
            edition=edition,
            by=request.user,
            day=today(),
            upload_name=given["file"].name,
            content=given["file"],
            seen=given["seen"],
        ),
        "已添加。",
        field="file",
    ):
        return redirect("items:attach", pk)
    context = {"form": form, "item": found, "agency": found.agency}
    context |= {"edition": edition, "version": int(edition.versions.get(GROUP, 1))}
    context |= told_before_writing(request, edition)
    context |= {"attachments": _attached(found, edition, today())}
    context |= {"pictures": _asked(found, edition, today())}
    status = UNPROCESSABLE if request.method == "POST" else 200
    return SECTION.page(request, "items/attach.html", context, way_to(found), Link("附件"), status=status)


@signed_in
def replace(request: OfficeRequest, pk: int, sha256: str) -> HttpResponse:
    """更换附件: the address stays, the old file's leads to the new one."""
    found, edition = to_write(request, pk)
    name = _name_of(edition, sha256)
    form = ReplaceForm(initial=on_screen(edition, GROUP))
    if request.method == "POST":
        form = ReplaceForm(request.POST, request.FILES)
    if carried_out(
        request,
        form,
        lambda given: actions.replace(
            edition=edition,
            by=request.user,
            day=today(),
            sha256=sha256,
            upload_name=given["file"].name,
            content=given["file"],
            seen=given["seen"],
        ),
        "已更换；网址不变，公开以后旧的一份转到新的一份。",
        field="file",
    ):
        return redirect("items:attach", pk)
    context = {"form": form, "item": found, "agency": found.agency, "title": f"更换《{name}》"}
    context |= told_before_writing(request, edition)
    context |= {"button": "更换", "back": reverse("items:attach", args=[pk])}
    status = UNPROCESSABLE if request.method == "POST" else 200
    link = Link("更换附件")
    return SECTION.page(request, "items/from_file.html", context, way_to(found), link, status=status)


@keeps_typed
def accept(request: OfficeRequest, pk: int, sha256: str) -> HttpResponse:
    """看过以后写明理由: what was found in a file may go out with it."""
    found, edition = to_write(request, pk)
    file = _file_or_404(found, edition, sha256)
    standing = outgoing.standing_of(file, today())
    form = AcceptForm(sent(request), initial={"seen": standing.pinned})
    if carried_out(
        request,
        form,
        lambda given: files.accept_findings(
            by=request.user, file=file, day=today(), reason=given["reason"], seen=given["seen"]
        ),
        f"已记下您对《{file.name}》的确认和理由。",
    ):
        return redirect("items:attach", pk)
    context = {"form": form, "item": found, "agency": found.agency, "file": file, "standing": standing}
    status = UNPROCESSABLE if request.method == "POST" else 200
    link = Link("确认查出的内容")
    return SECTION.page(request, "items/accept.html", context, way_to(found), link, status=status)


@signed_in
@require_POST
def clean(request: OfficeRequest, pk: int, sha256: str) -> HttpResponse:
    """清理附件: a clean copy takes its place."""
    _, edition = to_write(request, pk)
    seen = number_in(request.POST, "seen") or 0
    told(
        request,
        lambda: actions.clean_attachment(
            edition=edition, by=request.user, day=today(), sha256=sha256, seen=seen
        ),
        "已清理，副本读回核对过，换成了附件；原件照样保存。",
    )
    return redirect("items:attach", pk)


@signed_in
@require_POST
def detach(request: OfficeRequest, pk: int, sha256: str) -> HttpResponse:
    """取下附件."""
    _, edition = to_write(request, pk)
    seen = number_in(request.POST, "seen") or 0
    told(
        request,
        lambda: actions.detach(edition=edition, by=request.user, day=today(), sha256=sha256, seen=seen),
        "已取下。",
    )
    return redirect("items:attach", pk)


def _attached(item: Item, edition: Edition, day: date) -> list[FileRow]:
    rows = edition.content[GROUP]
    standing = _standings(item, [one["sha256"] for one in rows], day)
    return [
        FileRow(
            one["sha256"],
            one.get("name", ""),
            one.get("size", 0),
            one.get("pages"),
            len(one.get("was", [])) + 1,
            standing.get(one["sha256"]),
        )
        for one in rows
    ]


def _asked(item: Item, edition: Edition, day: date) -> list[FileRow]:
    """The pictures of the text that may not go out yet."""
    found = _standings(item, pictures_of(edition.content["body"]), day)
    return [
        FileRow(sha256, one.file.name, one.file.size, one.file.pages, 1, one, picture=True)
        for sha256, one in found.items()
        if one.waits
    ]


def _standings(item: Item, digests: list[str] | tuple[str, ...], day: date) -> dict[str, Standing]:
    """How the files stand, by digest; what nobody has looked into is looked into now."""
    held = list(files_of(item, digests).values())
    files.examine_outgoing(held)
    return {one.file.sha256: one for one in outgoing.standings(held, day)}


def _name_of(edition: Edition, sha256: str) -> str:
    found = next((one for one in edition.content[GROUP] if one["sha256"] == sha256), None)
    if found is None:
        raise Http404
    return str(found.get("name", ""))


def _file_or_404(item: Item, edition: Edition, sha256: str) -> StoredFile:
    """A file that goes with the draft, as attachment or picture."""
    named = {one["sha256"] for one in edition.content[GROUP]} | set(pictures_of(edition.content["body"]))
    file = file_of(item, sha256) if sha256 in named else None
    if file is None:
        raise Http404
    return file
