"""索取无障碍版本 on pages: anybody asks, the office answers, everybody reads what came of it."""

from __future__ import annotations

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from gongkai_web.agencies.permissions import What, require
from gongkai_web.agencies.queries import particulars_of
from gongkai_web.look.parts import Link, PageMeta
from gongkai_web.office.acting import carried_out, done
from gongkai_web.office.days import today
from gongkai_web.office.fields import choice
from gongkai_web.office.frame import UNPROCESSABLE
from gongkai_web.office.request import OfficeRequest, signed_in
from gongkai_web.publishing.items import actions, queries
from gongkai_web.publishing.items.accessible_models import AccessibleRequest, Need, Outcome
from gongkai_web.publishing.items.actions.attaching import GROUP
from gongkai_web.publishing.items.models import Item
from gongkai_web.publishing.items.pages.views import SECTION, item_or_404, way_to

_TITLE = "索取无障碍版本"


class AskForm(forms.Form):
    """In which form it is wanted; nothing of who asks."""

    need = choice("需要的版本", Need.choices, "不用留姓名和联系方式；做好以后放在这一页。")


class AnswerForm(forms.Form):
    """What came of it."""

    outcome = choice("处理结果", Outcome.choices, "公众在这条信息的页面上看到。")


@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest, pk: int, sha256: str) -> HttpResponse:
    """索取."""
    found = get_object_or_404(queries.public(today()).select_related("live__text", "agency"), pk=pk)
    name = _name_of(found, sha256)
    form = AskForm(request.POST if request.method == "POST" else None)
    asked = None
    if request.method == "POST" and form.is_valid():
        need = form.cleaned_data["need"]
        asked = done(form, lambda: actions.ask_accessible(item=found, day=today(), sha256=sha256, need=need))
    here = reverse("items:public_item", args=[pk])
    context = {
        "item": found,
        "name": name,
        "form": form,
        "asked": asked,
        "here": here,
        "office": particulars_of(found.agency),
        "page": PageMeta(column_name=_TITLE, column_type="政府信息公开"),
        "breadcrumbs": [Link("首页", "/"), Link(found.title, here), Link(_TITLE)],
    }
    refused = request.method == "POST" and asked is None
    return render(request, "items/ask_accessible.html", context, status=UNPROCESSABLE if refused else 200)


@signed_in
def answer(request: OfficeRequest, pk: int) -> HttpResponse:
    """处理."""
    one = get_object_or_404(AccessibleRequest.objects.select_related("item__agency"), pk=pk)
    found = item_or_404(request, one.item_id)
    require(request.user, found.agency, What.WRITE_ITEM, today(), "处理无障碍版本的索取")
    form = AnswerForm(request.POST if request.method == "POST" else None)
    if carried_out(
        request,
        form,
        lambda given: actions.answer_accessible(
            request=one, by=request.user, day=today(), outcome=given["outcome"]
        ),
        "已记下；公众在页面上看得到。",
    ):
        return redirect("items:item", found.pk)
    context = {"form": form, "item": found, "agency": found.agency, "one": one, "title": _TITLE}
    context |= {"name": _name_now(found, one.sha256)}
    status = UNPROCESSABLE if request.method == "POST" else 200
    return SECTION.page(
        request, "items/answer_accessible.html", context, way_to(found), Link(_TITLE), status=status
    )


def _name_of(item: Item, sha256: str) -> str:
    rows = queries.text_of(item.live)[GROUP] if item.live else []
    found = next((one for one in rows if one["sha256"] == sha256), None)
    if found is None:
        raise Http404
    return str(found.get("name", ""))


def _name_now(item: Item, sha256: str) -> str:
    """The name of the attachment, also where another file took its place since."""
    rows = queries.text_of(item.live)[GROUP] if item.live else []
    named = (one for one in rows if sha256 in (one["sha256"], *one.get("was", [])))
    return next((str(one.get("name", "")) for one in named), "（已经不在公开的信息里）")
