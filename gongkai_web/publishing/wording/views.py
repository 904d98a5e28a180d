"""本机关的词表: what is on it, who added it and why, and how does it go to a computer without this site?"""

from __future__ import annotations

import csv
import io
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_GET

from gongkai_web.agencies.models import Agency
from gongkai_web.agencies.permissions import What, listed_where, required_somewhere
from gongkai_web.agencies.queries import scope
from gongkai_web.look.parts import Link
from gongkai_web.office.acting import carried_out
from gongkai_web.office.cells import as_text
from gongkai_web.office.days import today
from gongkai_web.office.downloads import attached
from gongkai_web.office.fields import choice, lines
from gongkai_web.office.fields import text as one_line
from gongkai_web.office.forms import AgencyForm
from gongkai_web.office.frame import UNPROCESSABLE, Section
from gongkai_web.office.kept import keeps_typed, sent
from gongkai_web.office.paging import paged
from gongkai_web.office.request import OfficeRequest, signed_in
from gongkai_web.publishing.wording import actions, queries
from gongkai_web.publishing.wording.models import Kind

SECTION = Section("本机关的词表", "wording:words")


class WordForm(AgencyForm):
    """A word, a fixed phrase, or the end of an inner host."""

    kind = choice("种类", Kind.choices)
    text = one_line("词", "写错的写法；固定表述写全，至少六个字；域名写成 oa.example.gov.cn。", most=100)
    right = one_line("应写作", "写错的词必填。", required=False, most=100)
    exceptions = one_line("例外", "含有这几个字而没有错的写法，前后的字都写上，用顿号隔开。", required=False)
    reason = one_line("理由", "为什么加，审查的人看得到。")
    field_order = ("agency", "kind", "text", "right", "exceptions", "reason")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["day"]


class EndForm(forms.Form):
    """Why it goes off the list."""

    reason = lines("停用的理由", rows=2)


@signed_in
@require_GET
def words(request: OfficeRequest) -> HttpResponse:
    """The lists of the person's agencies, what holds first."""
    keeping = {agency.pk for agency in listed_where(request.user, What.WRITE_ITEM, today())}
    found = queries.visible(request.user, today()).order_by("agency", "ended_on", "kind", "text")
    pages = paged(request, found)
    context = {
        "pages": pages,
        "rows": [(one, one.ended_on is None and one.agency_id in keeping) for one in pages],
        "may_add": bool(keeping),
        "agencies": listed_where(request.user, What.WRITE_ITEM, today()),
    }
    return SECTION.page(request, "wording/words.html", context)


@keeps_typed
def add(request: OfficeRequest) -> HttpResponse:
    """添加."""
    agencies = required_somewhere(request.user, What.WRITE_ITEM, today(), doing="登记词语")
    form = WordForm(sent(request), agencies=agencies, today=today())
    if carried_out(
        request, form, lambda given: actions.add_word(by=request.user, day=today(), **given), "已添加。"
    ):
        return redirect("wording:words")
    return _form(request, form, "添加")


@keeps_typed
def end(request: OfficeRequest, pk: int) -> HttpResponse:
    """停用."""
    found = get_object_or_404(queries.visible(request.user, today()), pk=pk)
    form = EndForm(sent(request))
    if carried_out(
        request,
        form,
        lambda given: actions.end_word(word=found, by=request.user, day=today(), **given),
        "已停用。",
    ):
        return redirect("wording:words")
    return _form(request, form, f"停用「{found.text}」")


@signed_in
@require_GET
def download(request: OfficeRequest, slug: str) -> HttpResponse:
    """The words as `gongkai proof --words` reads them."""
    agency: Agency = get_object_or_404(scope(request.user, today()), slug=slug)
    out = io.StringIO()
    table = csv.writer(out)
    table.writerow(["写错的", "对的", "理由", "例外"])
    for one in queries.standing(agency, today()).filter(kind=Kind.WORD):
        row = (one.text, one.right, one.reason, one.exceptions)
        table.writerow([as_text(cell) for cell in row])
    return attached(out.getvalue().encode("utf-8-sig"), f"{agency.name}词表.csv")


def _form(request: OfficeRequest, form: forms.Form, title: str) -> HttpResponse:
    status = UNPROCESSABLE if request.method == "POST" else 200
    context = {"form": form, "title": title, "button": title, "cancel_url": reverse("wording:words")}
    return SECTION.page(request, "office/act.html", context, Link(title), status=status)
