"""How is an item begun, and how is one group of its fields written, also where somebody else was faster?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from gongkai.errors import GongkaiError
from gongkai.richtext.out.page import renumbered
from gongkai_web.agencies.permissions import What, require, required_somewhere
from gongkai_web.errors import NotAllowed
from gongkai_web.look.parts import Link
from gongkai_web.office.acting import done, refuse
from gongkai_web.office.days import today
from gongkai_web.office.frame import UNPROCESSABLE
from gongkai_web.office.kept import keeps_typed, sent
from gongkai_web.office.request import OfficeRequest, number_in, signed_in
from gongkai_web.publishing.items import actions
from gongkai_web.publishing.items.actions import Both, Conflict
from gongkai_web.publishing.items.actions.bringing import GROUP as BODY
from gongkai_web.publishing.items.content import GROUPS
from gongkai_web.publishing.items.difference import differences
from gongkai_web.publishing.items.kinds import Readers
from gongkai_web.publishing.items.models import Edition, Item
from gongkai_web.publishing.items.pages import rows
from gongkai_web.publishing.items.pages.editing import open_form
from gongkai_web.publishing.items.pages.forms import NewForm
from gongkai_web.publishing.items.pages.settled import over
from gongkai_web.publishing.items.pages.text_forms import WRITABLE, GroupForm, initial_of
from gongkai_web.publishing.items.pages.views import SECTION, edition_or_404, item_or_404, way_to
from gongkai_web.publishing.items.reviewers import told_writer

MOST_SAID = 30  # sentences on one page
LARGEST_PASTE = 24 * 1024 * 1024
TOO_LARGE = "没有粘贴：内容是空的，或者超过 24 MB；请分几次粘贴，或者从 DOCX 导入。"


@keeps_typed
def new(request: OfficeRequest) -> HttpResponse:
    """起草."""
    agencies = required_somewhere(request.user, What.WRITE_ITEM, today(), doing="起草信息")
    form = NewForm(sent(request), agencies=agencies, today=today())
    if request.method == "POST" and form.is_valid():
        made = done(form, lambda: _draft(request, form))
        if made:
            return redirect("items:item", made.pk)
    status = UNPROCESSABLE if request.method == "POST" else 200
    return SECTION.page(request, "items/new.html", {"form": form}, Link("起草"), status=status)


@keeps_typed
def write(request: OfficeRequest, pk: int, group: str) -> HttpResponse:
    """修改一组."""
    found, edition = to_write(request, pk)
    if group not in WRITABLE:
        raise Http404
    initial = initial_of(edition, group)
    form = GroupForm(sent(request), group=group, agency=found.agency, today=today(), initial=initial)
    both = None
    if request.method == "POST" and form.is_valid():
        both = _written(request, form, edition)
        if both is None and not form.errors:
            actions.let_go(edition=edition, by=request.user, group=group)
            return redirect("items:item", pk)
    if both is not None:
        form = _once_more(form, both, found)
    elif request.method == "GET":
        open_form(request.user, edition, group)
    return _page(request, found, edition, form, group=group, both=both)


@signed_in
@require_POST
def paste(request: OfficeRequest, pk: int) -> JsonResponse:
    """What was pasted, cleaned, for the field that is being written; its pictures are kept, the text is not.

    `notes`: how many footnotes stand there already. The HTML comes as a file: pictures lie in it.
    """
    found, _ = to_write(request, pk)
    given = request.FILES.get("html")
    if given is None or (given.size or 0) > LARGEST_PASTE:
        return JsonResponse({"said": [TOO_LARGE]}, status=UNPROCESSABLE)
    try:
        html = given.read().decode("utf-8", "replace")
        brought = actions.take_in(item=found, by=request.user, day=today(), html=html)
    except NotAllowed:
        raise
    except GongkaiError as problem:
        return JsonResponse({"said": [str(problem)]}, status=UNPROCESSABLE)
    shown = renumbered(brought.html, number_in(request.POST, "notes") or 0)
    return JsonResponse({"html": shown, "said": brought.said})


def tell(request: OfficeRequest, said: Sequence[str]) -> None:
    """What did not come along, on the next page: each by its sentence."""
    for sentence in said[:MOST_SAID]:
        messages.warning(request, sentence)
    if len(said) > MOST_SAID:
        messages.warning(request, f"另有 {len(said) - MOST_SAID} 处没有照原样带入；请对照原件核对全文。")


def to_write(request: OfficeRequest, pk: int) -> tuple[Item, Edition]:
    """The item and what is written of it now. Raises Over where nothing is, or another draft than the one
    that was on the screen.
    """
    found = item_or_404(request, pk)
    require(request.user, found.agency, What.WRITE_ITEM, today(), "修改主动公开的信息")
    edition = edition_or_404(request, found)
    shown = number_in(request.POST, "edition")
    if shown is not None and shown != edition.number:
        raise over(request, found)
    return found, edition


def _written(request: OfficeRequest, form: GroupForm, edition: Edition) -> Both | None:
    """Writes; both texts where somebody else was faster."""
    try:
        _write(request, form, edition)
    except NotAllowed:
        raise
    except Conflict as problem:
        refuse(form, problem)
        return problem.both
    except GongkaiError as problem:
        refuse(form, problem)
    return None


def _write(request: OfficeRequest, form: GroupForm, edition: Edition) -> None:
    by, day, seen = request.user, today(), form.cleaned_data["seen"]
    if form.group != BODY:
        actions.edit(edition=edition, by=by, day=day, group=form.group, values=form.values, seen=seen)
        return
    written = actions.write_body(edition=edition, by=by, day=day, html=form.values[BODY], seen=seen)
    tell(request, written.said)


def _once_more(form: GroupForm, both: Both, found: Item) -> GroupForm:
    """The same form with what was typed; who sends it has seen the text of the other."""
    data = QueryDict(mutable=True)
    for name, values in QueryDict.lists(form.data) if isinstance(form.data, QueryDict) else ():
        data.setlist(name, values)
    data["seen"] = str(both.version)
    again = GroupForm(data, group=form.group, agency=found.agency, today=today())
    again.is_valid()
    for sentence in form.non_field_errors():
        again.add_error(None, sentence)
    return again


def _page(
    request: OfficeRequest, found: Item, edition: Edition, form: Form, *, group: str, both: Both | None
) -> HttpResponse:
    label = GROUPS[group].label
    if group == BODY:
        form.fields[BODY].widget.attrs |= {
            "data-paste": reverse("items:paste", args=[found.pk]),
            "data-pictures": reverse("items:picture", args=[found.pk, "-"]).removesuffix("-/"),
        }
    context = {"form": form, "item": found, "agency": found.agency, "title": label, "both": both}
    context |= {"group": group, "others": rows.others_at(request.user, edition)}
    context |= told_before_writing(request, edition)
    context |= _three_ways(both) if both else {}
    status = UNPROCESSABLE if request.method == "POST" else 200
    return SECTION.page(request, "items/write.html", context, way_to(found), Link(label), status=status)


def told_before_writing(request: OfficeRequest, edition: Edition) -> dict[str, Any]:
    """What whoever opens a form that writes in a draft should know first (`items/before_writing.html`)."""
    locks = told_writer(edition, request.user, today())
    return {"voided": rows.voided_by_writing(edition), "locks": locks}


def _three_ways(both: Both) -> dict[str, Any]:
    """What each of the two changed, from what both began with; where that is not kept, how they differ."""
    if both.base is None:
        return {"apart": differences(both.theirs, both.yours)}
    return {"theirs": differences(both.base, both.theirs), "yours": differences(both.base, both.yours)}


def _draft(request: OfficeRequest, form: NewForm) -> Item:
    given = form.cleaned_data
    content = {name: given[name] for name in ("title", "attribute", "item_class", "formed_on") if given[name]}
    readers = given["readers"] or Readers.AGENCY
    return actions.draft(
        by=request.user, agency=given["agency"], day=today(), content=content, readers=readers
    )
