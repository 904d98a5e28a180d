"""外部阅看: who gets a link to a snapshot, and what does whoever holds it read?

The address opens with a button, so that a program that looks at links in advance does not use it up.
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_http_methods, require_POST

from gongkai.errors import GongkaiError
from gongkai_web.agencies.permissions import What, require
from gongkai_web.look.parts import Link
from gongkai_web.office.acting import done, told
from gongkai_web.office.days import today
from gongkai_web.office.fields import day, text, tick
from gongkai_web.office.frame import UNPROCESSABLE
from gongkai_web.office.kept import keeps_typed, sent
from gongkai_web.office.request import OfficeRequest, signed_in
from gongkai_web.publishing.items import actions, answers, queries
from gongkai_web.publishing.items.actions.outside import LONGEST, opens
from gongkai_web.publishing.items.models import Snapshot
from gongkai_web.publishing.items.pages.views import SECTION, item_or_404, way_to


class OutsideForm(forms.Form):
    """Who reads, why, how often and until when."""

    name = text("给谁看", "姓名和单位。", most=100)
    purpose = text("为什么", "例如：请法律顾问看一看。")
    until = day("期限", f"到这一天为止有效，最长 {LONGEST.days} 天。")
    several = tick("期限内可以打开几次", "不选的，只能打开一次。")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["several"].required = False


@keeps_typed
def readers(request: OfficeRequest, pk: int) -> HttpResponse:
    """The links to a snapshot, and a new one: it is shown once, on this answer."""
    snapshot = get_object_or_404(queries.snapshots(request.user, today()), pk=pk, item__isnull=False)
    found = item_or_404(request, snapshot.item_id or 0)
    require(request.user, found.agency, What.WRITE_ITEM, today(), "给外部的人看草稿")
    form, link = OutsideForm(sent(request)), ""
    if request.method == "POST" and form.is_valid():
        link = _made(request, snapshot, form)
    links = queries.outside_readers(request.user, today()).filter(snapshot=snapshot)
    context = {
        "item": found,
        "agency": found.agency,
        "snapshot": snapshot,
        "form": OutsideForm() if link else form,
        "link": link,
        "links": [(one, opens(one, today())) for one in links],
    }
    status = UNPROCESSABLE if request.method == "POST" and not link else 200
    title = Link("外部阅看")
    return SECTION.page(request, "items/readers.html", context, way_to(found), title, status=status)


@signed_in
@require_POST
def stop(request: OfficeRequest, pk: int) -> HttpResponse:
    """收回链接."""
    reader = get_object_or_404(queries.outside_readers(request.user, today()), pk=pk)
    told(request, lambda: actions.stop_reading(reader=reader, by=request.user, day=today()), "链接已收回。")
    return redirect("items:readers", reader.snapshot_id)


@require_http_methods(["GET", "HEAD", "POST"])
def read(request: HttpRequest, code: str) -> HttpResponse:
    """What whoever holds the link reads: on a press of the button, and never from a cache."""
    context: dict[str, Any] = {"breadcrumbs": [Link("首页", "/"), Link("阅看")]}
    status = 200
    if request.method == "POST":
        try:
            found = actions.read_outside(code=code, now=timezone.now(), day=today())
            item = found.snapshot.item
            shown = item is not None and item.live_id == found.snapshot_id
            context |= {
                "reader": found,
                "content": queries.text_of(found.snapshot),
                "shown": shown and item is not None and answers.is_shown(item, today()),
            }
        except GongkaiError as problem:
            context["problem"], status = str(problem), 410
    response = render(request, "items/outside.html", context, status=status)
    response["X-Robots-Tag"] = "noindex, nofollow"
    patch_cache_control(response, private=True, no_store=True)
    return response


def _made(request: OfficeRequest, snapshot: Snapshot, form: OutsideForm) -> str:
    """The address of the new link; empty where it was refused, which the form then says."""
    given = dict(form.cleaned_data)
    once = not given.pop("several")
    made = done(
        form,
        lambda: actions.let_read(snapshot=snapshot, by=request.user, day=today(), once=once, **given),
    )
    return request.build_absolute_uri(reverse("items:read", args=[made[1]])) if made else ""
