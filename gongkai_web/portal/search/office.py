"""检索管理: what is recommended for which words, and what did people look for and not find?"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_GET

from gongkai.booktitle import in_marks
from gongkai_web.agencies.models import Agency, Person
from gongkai_web.agencies.permissions import What, listed_where, required_somewhere
from gongkai_web.look.parts import Link
from gongkai_web.office.acting import carried_out
from gongkai_web.office.days import today
from gongkai_web.office.fields import day as one_day
from gongkai_web.office.fields import lines
from gongkai_web.office.fields import text as one_line
from gongkai_web.office.forms import AgencyForm
from gongkai_web.office.frame import UNPROCESSABLE, Section
from gongkai_web.office.kept import keeps_typed, sent
from gongkai_web.office.paging import paged
from gongkai_web.office.request import OfficeRequest, signed_in
from gongkai_web.portal.search import actions, queries
from gongkai_web.search.finding import find
from gongkai_web.search.grams import asked
from gongkai_web.search.models import Entry, Recommendation
from gongkai_web.search.narrowing import Narrowing

SECTION = Section("检索管理", "portal:recommended")
_MISSED_FOR = timedelta(days=90)


class RecommendForm(AgencyForm):
    """For which words, until when, why."""

    words = one_line("检索词", "公众检索的正是这几个词时推荐，先后不论。", most=200)
    last = one_day("推荐到哪一天", "含当日，最长一年；信息撤回、终止的，当即不再推荐。")
    reason = one_line("理由", "例如：政策刚施行，咨询集中。")
    field_order = ("agency", "words", "last", "reason")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["day"]


class EndForm(forms.Form):
    """Why it ends before its day."""

    reason = lines("停止的理由", rows=2)


@signed_in
@require_GET
def recommended(request: OfficeRequest) -> HttpResponse:
    """What is recommended, the latest first, and a field to find what to recommend."""
    keeping = {agency.pk for agency in listed_where(request.user, What.PUBLISH_ITEM, today())}
    query = asked(request.GET.get("words", "").replace("\0", ""))
    standing = set(queries.standing(today()).values_list("pk", flat=True))
    pages = paged(request, queries.visible(request.user, today()))
    agencies = Agency.objects.in_bulk({one.agency for one in pages})
    people = Person.objects.in_bulk({one.added_by for one in pages})
    context = {
        "pages": pages,
        "rows": [(one, agencies[one.agency], people[one.added_by], _state(one, standing)) for one in pages],
        "ending": {one.pk for one in pages if one.pk in standing and one.agency in keeping},
        "may_recommend": bool(keeping),
        "words": query.typed,
        "hits": find(query, Narrowing(), today(), facets=()).hits if keeping else (),
    }
    return SECTION.page(request, "portal/recommended.html", context)


@keeps_typed
def recommend(request: OfficeRequest, subject: str, key: int) -> HttpResponse:
    """推荐."""
    agencies = required_somewhere(request.user, What.PUBLISH_ITEM, today(), doing="推荐检索结果")
    entry = get_object_or_404(Entry, subject=subject, key=key)
    form = RecommendForm(sent(request), agencies=agencies, today=today())
    if carried_out(
        request,
        form,
        lambda given: actions.recommend(by=request.user, entry=entry, day=today(), **given),
        "已推荐。",
    ):
        return redirect("portal:recommended")
    return _form(request, form, f"推荐{in_marks(entry.title)}")


@keeps_typed
def end(request: OfficeRequest, pk: int) -> HttpResponse:
    """停止推荐."""
    found = get_object_or_404(queries.visible(request.user, today()), pk=pk)
    form = EndForm(sent(request))
    if carried_out(
        request,
        form,
        lambda given: actions.end_recommendation(one=found, by=request.user, day=today(), **given),
        "已停止。",
    ):
        return redirect("portal:recommended")
    return _form(request, form, f"停止推荐{in_marks(found.title)}")


@signed_in
@require_GET
def missed(request: OfficeRequest) -> HttpResponse:
    """What people looked for in the last three months and did not find, for those who may recommend."""
    required_somewhere(request.user, What.PUBLISH_ITEM, today(), doing="查看没有找到的检索词")
    pages = paged(request, queries.missed(today() - _MISSED_FOR))
    return SECTION.page(request, "portal/missed.html", {"pages": pages}, Link("没有找到的检索词"))


def _state(one: Recommendation, standing: set[int]) -> str:
    if one.ended_on is not None:
        return f"{one.ended_on} 停止"
    if one.last < today():
        return "已到期"
    return "推荐中" if one.pk in standing else "信息已不公开，不再推荐"


def _form(request: OfficeRequest, form: forms.Form, title: str) -> HttpResponse:
    status = UNPROCESSABLE if request.method == "POST" else 200
    context = {"form": form, "title": title, "button": title, "cancel_url": reverse("portal:recommended")}
    return SECTION.page(request, "office/act.html", context, Link(title), status=status)
