"""How is an item begun, and how is one group of its fields written, also where somebody else was faster?"""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.forms import Form
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from gongkai.errors import GongkaiError
from gongkai_web.agencies.permissions import What, agencies_where, require
from gongkai_web.errors import NotAllowed
from gongkai_web.look.parts import Link
from gongkai_web.office.acting import carried_out, done, refuse, told
from gongkai_web.office.days import today
from gongkai_web.office.frame import UNPROCESSABLE
from gongkai_web.office.kept import keeps_typed, sent
from gongkai_web.office.request import OfficeRequest, number_in, signed_in
from gongkai_web.publishing.items import actions, queries
from gongkai_web.publishing.items.actions import Both, Conflict
from gongkai_web.publishing.items.actions.attaching import GROUP
from gongkai_web.publishing.items.content import FIELDS, GROUPS
from gongkai_web.publishing.items.kinds import Readers
from gongkai_web.publishing.items.models import Edition, Item
from gongkai_web.publishing.items.pages.forms import WRITABLE, AttachForm, GroupForm, NewForm, initial_of
from gongkai_web.publishing.items.pages.views import SECTION, item_or_404, way_to


@keeps_typed
def new(request: OfficeRequest) -> HttpResponse:
    """起草."""
    agencies = agencies_where(request.user, What.WRITE_ITEM, today())
    if not agencies:
        raise PermissionDenied
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
    found, edition = _to_write(request, pk)
    if group not in WRITABLE:
        raise Http404
    initial = initial_of(edition.content, group, int(edition.versions.get(group, 1)))
    form = GroupForm(sent(request), group=group, agency=found.agency, today=today(), initial=initial)
    both = None
    if request.method == "POST" and form.is_valid():
        both = _written(request, form, edition)
        if both is None and not form.errors:
            return redirect("items:item", pk)
    if both is not None:
        form = _once_more(form, both, found)
    return _page(request, found, form, group, both)


@signed_in
def attach(request: OfficeRequest, pk: int) -> HttpResponse:
    """添加附件; the ones that are there can be taken out."""
    found, edition = _to_write(request, pk)
    version = int(edition.versions.get(GROUP, 1))
    form = AttachForm(initial={"seen": version})
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
    context = {"form": form, "item": found, "agency": found.agency, "version": version}
    context["attachments"] = edition.content[GROUP]
    status = UNPROCESSABLE if request.method == "POST" else 200
    return SECTION.page(request, "items/attach.html", context, way_to(found), Link("附件"), status=status)


@signed_in
@require_POST
def detach(request: OfficeRequest, pk: int, sha256: str) -> HttpResponse:
    """取下附件."""
    _, edition = _to_write(request, pk)
    seen = number_in(request.POST, "seen") or 0
    told(
        request,
        lambda: actions.detach(edition=edition, by=request.user, day=today(), sha256=sha256, seen=seen),
        "已取下。",
    )
    return redirect("items:attach", pk)


def _to_write(request: OfficeRequest, pk: int) -> tuple[Item, Edition]:
    found = item_or_404(request, pk)
    require(request.user, found.agency, What.WRITE_ITEM, today(), "修改主动公开的信息")
    edition = queries.under_way(found)
    if edition is None:
        raise Http404
    return found, edition


def _written(request: OfficeRequest, form: GroupForm, edition: Edition) -> Both | None:
    """Writes; both texts where somebody else was faster."""
    try:
        actions.edit(
            edition=edition,
            by=request.user,
            day=today(),
            group=form.group,
            values=form.values,
            seen=form.cleaned_data["seen"],
        )
    except NotAllowed:
        raise
    except Conflict as problem:
        refuse(form, problem)
        return problem.both
    except GongkaiError as problem:
        refuse(form, problem)
    return None


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


def _page(request: OfficeRequest, found: Item, form: Form, group: str, both: Both | None) -> HttpResponse:
    label = GROUPS[group].label
    theirs = [(FIELDS[name].label, value) for name, value in both.theirs.items()] if both else []
    context = {"form": form, "item": found, "agency": found.agency, "title": label, "both": both}
    status = UNPROCESSABLE if request.method == "POST" else 200
    return SECTION.page(
        request, "items/write.html", {**context, "theirs": theirs}, way_to(found), Link(label), status=status
    )


def _draft(request: OfficeRequest, form: NewForm) -> Item:
    given = form.cleaned_data
    content = {name: given[name] for name in ("title", "attribute", "item_class", "formed_on") if given[name]}
    readers = given["readers"] or Readers.AGENCY
    return actions.draft(
        by=request.user, agency=given["agency"], day=today(), content=content, readers=readers
    )
