"""How is an item drafted from a Word or WPS file, and how does a file replace the text of a draft?"""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from gongkai_web.agencies.permissions import What, required_somewhere
from gongkai_web.look.parts import Link
from gongkai_web.office.acting import done
from gongkai_web.office.days import today
from gongkai_web.office.frame import UNPROCESSABLE
from gongkai_web.office.kept import keeps_typed, sent
from gongkai_web.office.request import OfficeRequest, signed_in
from gongkai_web.publishing.items import actions
from gongkai_web.publishing.items.actions.bringing import GROUP
from gongkai_web.publishing.items.kinds import Readers
from gongkai_web.publishing.items.models import Edition
from gongkai_web.publishing.items.pages.forms import FromFileForm, ImportForm
from gongkai_web.publishing.items.pages.text_forms import on_screen
from gongkai_web.publishing.items.pages.views import SECTION, way_to
from gongkai_web.publishing.items.pages.writing import tell, to_write, told_before_writing

_REPLACES = "文件里的正文代替现在的正文；标题、发文字号、日期还没有填写的，按文件填写。"
_GIVEN = ("title", "attribute", "item_class", "formed_on")


@keeps_typed
def draft_from_file(request: OfficeRequest) -> HttpResponse:
    """从文件起草."""
    agencies = required_somewhere(request.user, What.WRITE_ITEM, today(), doing="从文件起草信息")
    files = request.FILES if request.method == "POST" else None
    form = FromFileForm(sent(request), files, agencies=agencies, today=today())
    if request.method == "POST" and form.is_valid():
        written = done(form, lambda: _drafted(request, form))
        if written:
            tell(request, written.said)
            return redirect("items:item", written.edition.item_id)
    context = {"form": form, "title": "从文件起草", "button": "起草", "back": reverse("items:items")}
    status = UNPROCESSABLE if request.method == "POST" else 200
    return SECTION.page(request, "items/from_file.html", context, Link("从文件起草"), status=status)


@signed_in
def import_file(request: OfficeRequest, pk: int) -> HttpResponse:
    """导入正文."""
    found, edition = to_write(request, pk)
    form = ImportForm(initial=on_screen(edition, GROUP))
    if request.method == "POST":
        form = ImportForm(request.POST, request.FILES)
        written = done(form, lambda: _imported(request, form, edition)) if form.is_valid() else None
        if written:
            tell(request, written.said)
            return redirect("items:item", pk)
    context = {"form": form, "item": found, "agency": found.agency}
    context |= {"title": "导入正文", "said": _REPLACES, "button": "导入"}
    context |= {"back": reverse("items:write", args=[pk, GROUP])}
    context |= told_before_writing(request, edition)
    status = UNPROCESSABLE if request.method == "POST" else 200
    link = Link("导入正文")
    return SECTION.page(request, "items/from_file.html", context, way_to(found), link, status=status)


def _drafted(request: OfficeRequest, form: FromFileForm) -> actions.Written:
    given = form.cleaned_data
    return actions.draft_from_file(
        by=request.user,
        agency=given["agency"],
        day=today(),
        file=actions.FileIn(given["file"].name, given["file"]),
        content={name: given[name] for name in _GIVEN if given[name]},
        readers=given["readers"] or Readers.AGENCY,
    )


def _imported(request: OfficeRequest, form: ImportForm, edition: Edition) -> actions.Written:
    given = form.cleaned_data
    return actions.import_file(
        edition=edition,
        by=request.user,
        day=today(),
        file=actions.FileIn(given["file"].name, given["file"]),
        seen=given["seen"],
    )
