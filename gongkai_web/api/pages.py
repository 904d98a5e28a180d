"""接口令牌 in the office: which are there, a new one – shown once – and how one is revoked."""

from __future__ import annotations

from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_GET

from gongkai_web.agencies.models import Person
from gongkai_web.agencies.permissions import What, agencies_where, required_somewhere
from gongkai_web.agencies.queries import staff_of
from gongkai_web.api import actions
from gongkai_web.api.forms import TokenForm
from gongkai_web.api.models import Token
from gongkai_web.look.parts import Link
from gongkai_web.office import once
from gongkai_web.office.acting import carried_out, done
from gongkai_web.office.days import today
from gongkai_web.office.frame import UNPROCESSABLE, Section
from gongkai_web.office.kept import keeps_typed, sent
from gongkai_web.office.request import OfficeRequest, signed_in

SECTION = Section("接口令牌", "api:tokens")


@signed_in
@require_GET
def tokens(request: OfficeRequest) -> HttpResponse:
    """The tokens of the agencies whose things the person sets."""
    agencies = required_somewhere(request.user, What.SET_PARTICULARS, today(), doing="查看接口令牌")
    found = Token.objects.filter(agency__in=agencies).select_related("agency", "writer")
    return SECTION.page(request, "api/tokens.html", {"tokens": found})


@keeps_typed
def new(request: OfficeRequest) -> HttpResponse:
    """发放令牌: its words stand on the answer, and nowhere afterwards."""
    agencies = required_somewhere(request.user, What.SET_PARTICULARS, today(), doing="发放接口令牌")
    working = [office.person_id for one in agencies for office in staff_of(one, today())]
    people = Person.objects.filter(pk__in=working).order_by("display_name")
    form = TokenForm(sent(request), agencies=agencies, people=people)
    if request.method == "POST" and form.is_valid():
        made = done(form, lambda: actions.make_token(by=request.user, day=today(), **form.cleaned_data))
        if made:
            token, secret = made
            once.result_here(request)
            context = {"token": token, "secret": secret}
            return SECTION.page(request, "api/made.html", context, Link("新的令牌"))
    status = UNPROCESSABLE if request.method == "POST" else 200
    context = {
        "form": form,
        "title": "发放令牌",
        "about": "令牌只在发放后显示一次。",
        "cancel_url": SECTION.link().href,
    }
    return SECTION.page(request, "office/act.html", context, Link("发放令牌"), status=status)


@signed_in
def revoke(request: OfficeRequest, pk: int) -> HttpResponse:
    """停用令牌."""
    agencies = agencies_where(request.user, What.SET_PARTICULARS, today())
    token = get_object_or_404(Token.objects.filter(agency__in=agencies), pk=pk)
    form = Form(sent(request))
    if carried_out(
        request,
        form,
        lambda _: actions.revoke_token(by=request.user, token=token, day=today()),
        "已停用。",
    ):
        return redirect("api:tokens")
    status = UNPROCESSABLE if request.method == "POST" else 200
    context = {"form": form, "title": "停用令牌", "about": str(token), "cancel_url": SECTION.link().href}
    return SECTION.page(request, "office/act.html", context, Link("停用令牌"), status=status)
