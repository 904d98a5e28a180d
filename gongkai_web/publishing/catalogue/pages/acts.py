"""How is a catalogue changed from a page? One form for each act; the act itself says no."""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse

from gongkai.publication.schedule import scheduled as entries
from gongkai_web.agencies.models import Agency
from gongkai_web.agencies.permissions import What, require
from gongkai_web.look.parts import Link
from gongkai_web.office.acting import carried_out, done
from gongkai_web.office.days import today
from gongkai_web.office.forms import DayForm
from gongkai_web.office.frame import UNPROCESSABLE
from gongkai_web.office.kept import keeps_typed, sent
from gongkai_web.office.request import OfficeRequest
from gongkai_web.publishing.catalogue import actions, queries
from gongkai_web.publishing.catalogue.kinds import HeldKind
from gongkai_web.publishing.catalogue.models import Contact, FieldTag, ListedSource, ScheduledDay
from gongkai_web.publishing.catalogue.pages.forms import (
    CloseForm,
    ContactForm,
    CycleForm,
    FieldForm,
    IntroduceForm,
    MergeForm,
    MoveForm,
    OpenForm,
    RenameForm,
    ScheduleForm,
    SeedForm,
    SourceForm,
)
from gongkai_web.publishing.catalogue.pages.views import SECTION, agency_or_404, column_or_404, way_to
from gongkai_web.publishing.catalogue.pages.waiting import begun_with

_INTRODUCED = "已改栏目说明；由另一个人看过以后公开的，这一页写明。"
_ABOUT_COLUMNS = (MoveForm, CycleForm, MergeForm)


@dataclass(frozen=True, slots=True)
class _Act:
    """An act on one column. `kept`: the fields of the column with which its form begins."""

    title: str
    form: type[DayForm]
    act: Callable[..., object]
    said: str
    kept: tuple[str, ...] = ()


COLUMN_ACTS: Mapping[str, _Act] = {
    "rename": _Act("更名", RenameForm, actions.rename_column, "已更名；旧网址指到它。", ("name", "address")),
    "move": _Act("调整位置", MoveForm, actions.move_column, "已调整位置。", ("parent",)),
    "cycle": _Act("定更新周期", CycleForm, actions.set_cycle, "已定更新周期。", ("cycle",)),
    "introduce": _Act("改栏目说明", IntroduceForm, actions.introduce_column, _INTRODUCED, ("introduction",)),
    "merge": _Act("合并", MergeForm, actions.merge_column, "已合并；原来的网址指到并入的栏目。"),
    "close": _Act("停用", CloseForm, actions.close_column, "已停用；页面留着，写明停用日期。"),
}


@keeps_typed
def seed(request: OfficeRequest, slug: str) -> HttpResponse:
    """按法规设立栏目."""
    agency = _kept_by(request, slug)
    form = SeedForm(sent(request), today=today(), agency=agency)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        made = done(
            form, lambda: actions.seed_columns(by=request.user, agency=agency, today=today(), **given)
        )
        if made:
            messages.success(
                request, f"设立了 {len(made.opened)} 个栏目，{len(made.renamed)} 个改成现在的用语。"
            )
            return redirect("catalogue:catalogue", agency.slug)
    return _form(request, agency, form, "按法规设立栏目")


@keeps_typed
def open_column(request: OfficeRequest, slug: str) -> HttpResponse:
    """开设栏目."""
    agency = _kept_by(request, slug)
    form = OpenForm(sent(request), today=today(), agency=agency)
    if carried_out(
        request,
        form,
        lambda given: actions.open_column(by=request.user, agency=agency, today=today(), **given),
        "已开设栏目。",
    ):
        return redirect("catalogue:catalogue", agency.slug)
    return _form(request, agency, form, "开设栏目")


@keeps_typed
def column_act(request: OfficeRequest, pk: int, act: str) -> HttpResponse:
    """更名, 调整位置, 定更新周期, 改栏目说明, 合并, 停用."""
    found = column_or_404(request, pk)
    if act not in COLUMN_ACTS:
        raise Http404
    require(request.user, found.agency, What.KEEP_CATALOGUE, today())
    one = COLUMN_ACTS[act]
    about: dict[str, Any] = {"agency": found.agency} if one.form in _ABOUT_COLUMNS else {}
    initial = {name: getattr(found, name) for name in one.kept}
    if act == "introduce":
        initial |= begun_with(request, found.agency, HeldKind.INTRODUCTION)
    form = one.form(sent(request), today=today(), initial=initial, **about)
    if carried_out(
        request,
        form,
        lambda given: one.act(by=request.user, column=found, today=today(), **given),
        one.said,
    ):
        return redirect("catalogue:column", pk)
    here = Link(found.name, reverse("catalogue:column", args=[pk]))
    return _form(request, found.agency, form, one.title, here)


@keeps_typed
def scheduled(request: OfficeRequest, slug: str, year: int, key: str) -> HttpResponse:
    """登记公开日程的一项."""
    agency = _kept_by(request, slug)
    if key not in entries():
        raise Http404
    known = ScheduledDay.objects.filter(agency=agency, year=year, key=key).first()
    kept = {name: getattr(known, name) for name in ("started_on", "published_on", "where")} if known else {}
    form = ScheduleForm(sent(request), today=today(), initial=kept)
    if carried_out(
        request,
        form,
        lambda given: actions.note_scheduled(
            by=request.user, agency=agency, year=year, key=key, today=today(), **given
        ),
        "已登记。",
    ):
        return redirect(f"{reverse('catalogue:schedule', args=[slug])}?year={year}")
    here = Link("公开日程", reverse("catalogue:schedule", args=[slug]))
    return _form(request, agency, form, f"{year} 年 {entries()[key].label}", here)


@keeps_typed
def contact(request: OfficeRequest, slug: str) -> HttpResponse:
    """登记、更改联系方式; a change names every page that it alters."""
    agency = _kept_by(request, slug)
    known = Contact.objects.filter(agency=agency, name=request.GET.get("name", "")).first()
    kept = {name: getattr(known, name) for name in ("name", "kind", "value")} if known else {}
    kept |= begun_with(request, agency, HeldKind.CONTACT)
    form = ContactForm(sent(request), today=today(), initial=kept)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        pages = done(
            form, lambda: actions.keep_contact(by=request.user, agency=agency, today=today(), **given)
        )
        if pages is not None:
            said = f"；{len(pages)} 处引用它：{'、'.join(use.title for use in pages)}" if pages else ""
            waits = queries.held_words(agency).filter(about=actions.about_contact(given["name"])).exists()
            done_so = "由另一个人看过以后公开" if waits else "已登记"
            messages.success(request, f"「{given['name']}」{done_so}{said}。")
            return redirect("catalogue:references", slug)
    return _form(request, agency, form, "登记联系方式", _references(agency))


@keeps_typed
def field(request: OfficeRequest, slug: str) -> HttpResponse:
    """开设领域."""
    agency = _kept_by(request, slug)
    form = FieldForm(sent(request), today=today(), agency=agency)
    act = functools.partial(actions.open_field, agency=agency)
    return _back_to_references(request, agency, form, "开设领域", act=act, said="已开设领域。")


@keeps_typed
def close_field(request: OfficeRequest, slug: str, pk: int) -> HttpResponse:
    """停用领域."""
    agency = _kept_by(request, slug)
    tag = get_object_or_404(FieldTag, agency=agency, pk=pk)
    form = CloseForm(sent(request), today=today())
    act = functools.partial(actions.close_field, tag=tag)
    return _back_to_references(request, agency, form, f"停用领域：{tag.label}", act=act, said="已停用领域。")


@keeps_typed
def source(request: OfficeRequest, slug: str) -> HttpResponse:
    """登记转载来源."""
    agency = _kept_by(request, slug)
    form = SourceForm(sent(request), today=today())
    act = functools.partial(actions.list_source, agency=agency)
    return _back_to_references(request, agency, form, "登记转载来源", act=act, said="已登记转载来源。")


@keeps_typed
def close_source(request: OfficeRequest, slug: str, pk: int) -> HttpResponse:
    """移出转载来源."""
    agency = _kept_by(request, slug)
    found = get_object_or_404(ListedSource, agency=agency, pk=pk)
    form = CloseForm(sent(request), today=today())
    act = functools.partial(actions.close_source, source=found)
    return _back_to_references(
        request, agency, form, f"移出转载来源：{found.name}", act=act, said="已移出转载来源。"
    )


def _kept_by(request: OfficeRequest, slug: str) -> Agency:
    agency = agency_or_404(request, slug)
    require(request.user, agency, What.KEEP_CATALOGUE, today())
    return agency


def _references(agency: Agency) -> Link:
    return Link("联系方式、领域和来源", reverse("catalogue:references", args=[agency.slug]))


def _back_to_references(
    request: OfficeRequest,
    agency: Agency,
    form: forms.Form,
    title: str,
    *,
    act: Callable[..., object],
    said: str,
) -> HttpResponse:
    """The form of one of them, or the list where the act was carried out."""
    if carried_out(request, form, lambda given: act(by=request.user, today=today(), **given), said):
        return redirect("catalogue:references", agency.slug)
    return _form(request, agency, form, title, _references(agency))


def _form(
    request: OfficeRequest, agency: Agency, form: forms.Form, title: str, here: Link | None = None
) -> HttpResponse:
    status = UNPROCESSABLE if request.method == "POST" else 200
    back = here or way_to(agency)
    context = {
        "form": form,
        "title": title,
        "about": back.label,
        "agency": agency,
        "cancel_url": back.href,
    }
    crumbs = [way_to(agency), *([here] if here else []), Link(title)]
    return SECTION.page(request, "office/act.html", context, *crumbs, status=status)
