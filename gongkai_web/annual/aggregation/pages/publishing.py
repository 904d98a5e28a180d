"""Where does the head publish the report of the government that was frozen as a sum?"""

from __future__ import annotations

from django import forms
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from gongkai.owed import owed
from gongkai_web.agencies.permissions import What, require
from gongkai_web.annual.aggregation import actions, queries
from gongkai_web.annual.aggregation.models import Sum
from gongkai_web.annual.aggregation.pages.place import SECTION, sum_or_404, way_to_frozen
from gongkai_web.look.parts import Link
from gongkai_web.office.acting import carried_out
from gongkai_web.office.days import today
from gongkai_web.office.frame import UNPROCESSABLE
from gongkai_web.office.kept import sent
from gongkai_web.office.request import OfficeRequest, signed_in

_NAME = "公布"


@signed_in
def publish(request: OfficeRequest, pk: int) -> HttpResponse:
    """公布: from then on it is what the public sees of the government for that year."""
    one = sum_or_404(request, pk)
    require(request.user, one.agency, What.SETTLE_REPORT, today(), "公布本级政府年报")
    form = forms.Form(sent(request))
    if carried_out(
        request,
        form,
        lambda _: actions.publish_sum(by=request.user, sum_=one, day=today()),
        "已公布，公众看得到。",
    ):
        return redirect("aggregation:frozen", pk)
    status = UNPROCESSABLE if request.method == "POST" else 200
    back = reverse("aggregation:frozen", args=[pk])
    context = {"form": form, "title": _NAME, "about": _about(one), "button": _NAME, "cancel_url": back}
    way = (way_to_frozen(one), Link(_NAME))
    return SECTION.page(request, "office/act.html", context, *way, status=status)


def _about(one: Sum) -> str:
    """What is published where, and by which day it has to be."""
    government = queries.government_of(one)
    if government is None:
        return f"{one.title}还没有公布的地方。"
    term = owed(government.kind, one.campaign.year)
    last = f"{term.kind.label}的期限是 {term.publish_by}（{term.kind.source}）。" if term else ""
    return f"这一版公布在公开网站{government.name}的年报里；提交上级是另一件事，另外办。{last}"
