"""订阅源 on pages: that of one account, what the last reading saw, and how it is registered or stopped."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from gongkai.publication.words import article_classes
from gongkai_web.agencies.permissions import may, require
from gongkai_web.look.marks import Mark
from gongkai_web.look.parts import Element, Link
from gongkai_web.office.acting import carried_out, told
from gongkai_web.office.days import today
from gongkai_web.office.fields import choice, day
from gongkai_web.office.frame import UNPROCESSABLE, Section
from gongkai_web.office.kept import keeps_typed, sent
from gongkai_web.office.places import page_of
from gongkai_web.office.request import OfficeRequest, signed_in
from gongkai_web.publishing.channels.models import Outlet
from gongkai_web.publishing.feeds import actions, jobs, queries
from gongkai_web.publishing.feeds.models import Feed
from gongkai_web.publishing.registers.declared import ARTICLES

SECTION = Section("网站和政务新媒体", "channels:outlets")
WORDS = "订阅源"


class FeedForm(forms.Form):
    """Where it is, from when on, and what is not classed there."""

    address = forms.URLField(
        label="订阅源的网址",
        help_text="平台或者本单位提供的 Atom、RSS 文件。",
        max_length=500,
        assume_scheme="https",
        error_messages={"required": "请填写。", "invalid": "网址应写成 https://… 的样子。"},
    )
    since = day("从哪天起", "这一天以前的稿件由人登记，不读入。")
    article_class = choice("没有写分类的算作", ())

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = [(code, one.label) for code, one in article_classes().on(today).items()]
        self.fields["article_class"] = choice("没有写分类的算作", known)


@signed_in
@require_GET
def feed(request: OfficeRequest, pk: int) -> HttpResponse:
    """What is registered and what the last reading saw."""
    outlet = _outlet_or_404(request, pk)
    found = Feed.objects.filter(outlet=outlet).select_related("kept_by").first()
    context = {
        "agency": outlet.agency,
        "outlet": outlet,
        "feed": found,
        "elements": _elements(found) if found else [],
        "may_keep": not outlet.closed_on and may(request.user, outlet.agency, ARTICLES.kept_by, today()),
    }
    return SECTION.page(request, "feeds/feed.html", context, _way(outlet), Link(WORDS))


@keeps_typed
def keep(request: OfficeRequest, pk: int) -> HttpResponse:
    """登记订阅源."""
    outlet = _outlet_or_404(request, pk)
    require(request.user, outlet.agency, ARTICLES.kept_by, today(), "登记订阅源")
    known = Feed.objects.filter(outlet=outlet).first()
    initial = {name: getattr(known, name) for name in ("address", "since", "article_class")} if known else {}
    form = FeedForm(sent(request), today=today(), initial={"since": today(), **initial})

    def register(given: dict[str, Any]) -> None:
        made = actions.keep_feed(by=request.user, outlet=outlet, today=today(), **given)
        jobs.read_at_once.enqueue(made.pk)

    if carried_out(request, form, register, "已登记，几分钟以内读第一次，以后每天读一次。"):
        return redirect("feeds:feed", pk)
    here = reverse("feeds:feed", args=[pk])
    context = {"form": form, "title": "登记订阅源", "about": outlet.name, "agency": outlet.agency}
    context["cancel_url"] = here
    status = UNPROCESSABLE if request.method == "POST" else 200
    crumbs = _way(outlet), Link(WORDS, here), Link("登记订阅源")
    return SECTION.page(request, "office/act.html", context, *crumbs, status=status)


@signed_in
@require_POST
def stop(request: OfficeRequest, pk: int) -> HttpResponse:
    """停用."""
    outlet = _outlet_or_404(request, pk)
    found = get_object_or_404(Feed, outlet=outlet)
    told(request, lambda: actions.stop_feed(by=request.user, feed=found, today=today()), "已停用。")
    return redirect("feeds:feed", pk)


def _outlet_or_404(request: OfficeRequest, pk: int) -> Outlet:
    return get_object_or_404(queries.accounts(request.user, today()), pk=pk)


def _way(outlet: Outlet) -> Link:
    return Link(outlet.name, page_of(outlet))


def _elements(found: Feed) -> list[Element]:
    known = article_classes()
    return [
        Element("网址", found.address, found.address),
        Element("从哪天起", str(found.since)),
        Element("没有写分类的算作", known[found.article_class].label),
        Element("登记人", found.kept_by.display_name),
        Element("状态", found.trouble, "", _mark(found)),
        Element(
            "最近读的时间", f"{timezone.localtime(found.read_at):%Y-%m-%d %H:%M}" if found.read_at else ""
        ),
        Element("最近一篇的日期", str(found.newest or "")),
        Element("没有登记的", found.left_out),
        Element("读过", f"{found.known.count()} 篇"),
    ]


def _mark(found: Feed) -> Mark:
    if found.stopped:
        return Mark("repealed", "停用")
    if found.trouble:
        return Mark("warning", f"{found.failing_since} 起读不了")
    return Mark("done", "每天读一次") if found.read_at else Mark("waiting", "还没有读过")
