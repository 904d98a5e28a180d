"""期限计算: by which day does a request have to be answered that was received on that day?

Reckoned by the clock that the offices use, with every day accounted for; works without script.
"""

from __future__ import annotations

from datetime import date

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from gongkai.clock import due
from gongkai.deadlines import terms
from gongkai.errors import GongkaiError
from gongkai_web.look.parts import Link
from gongkai_web.office import days
from gongkai_web.public_pages.declared import public_page


class ReceivedForm(forms.Form):
    """When the request was received, and whether the office has extended the term."""

    received = forms.DateField(
        label="机关收到申请的日期",
        help_text="当面提交的是当日；邮寄的是签收之日，平常信函是确认之日；网上提交的是双方确认之日。",
        widget=forms.DateInput(attrs={"type": "date"}),
        error_messages={
            "required": "请填写收到申请的日期。",
            "invalid": "日期要写成 2024-03-01 这样，并且是日历上有的一天。",
        },
    )
    extended = forms.ChoiceField(
        label="延长答复期限", choices=[("", "没有延长"), ("on", "已经告知延长，按最长计算")], required=False
    )


@public_page(*ReceivedForm.base_fields)
@require_GET
def term(request: HttpRequest) -> HttpResponse:
    """The last day, with all days up to it."""
    today = days.today()
    form = ReceivedForm(request.GET if "received" in request.GET else None)
    found, problem = None, ""
    if form.is_valid():
        received = form.cleaned_data["received"]
        try:
            longest = terms()["extension"].dated.on(received).value.count
            found = due(received, extend=longest if form.cleaned_data["extended"] else None)
        except GongkaiError as refused:
            problem = str(refused)
    context = {
        "form": form,
        "due": found,
        "problem": problem,
        "today": today,
        "terms": in_force(today),
        "breadcrumbs": [
            Link("首页", "/"),
            Link("依申请公开", reverse("apply:agencies")),
            Link("期限计算"),
        ],
    }
    return render(request, "apply/term.html", context)


def in_force(day: date) -> str:
    """How long the law of that day gives the office, as a sentence."""
    reply, extension = (terms()[name].dated.on(day).value.said for name in ("reply", "extension"))
    return (
        f"机关收到申请，能当场答复的当场答复，不能的在 {reply}内答复；延长的，最多再加 {extension}，"
        "并要告知申请人（《条例》第三十三条）。休息日和节假日不计，征求第三方和其他机关意见的日子也不计。"
    )
