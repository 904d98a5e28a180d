"""收费标准: what does a request cost, and what would so many cost?

Both standards as they are in force today, and a calculator that works without script.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from gongkai.errors import GongkaiError
from gongkai.tariff import Tariff, fee, item_fee, tariffs
from gongkai_web.look.parts import Link
from gongkai_web.office import days
from gongkai_web.public_pages.declared import public_page

MOST = 100_000
_SHOWN_STEPS = 3


@dataclass(frozen=True, slots=True)
class TierRow:
    """A line of the table: from which to which piece, and yuan each. `last` None: without end."""

    first: int
    last: int | None
    rate: int


@dataclass(frozen=True, slots=True)
class Standard:
    """One of the two standards as the page shows it. `goes_on`: how the tiers go on, empty where they end."""

    tariff: Tariff
    rows: tuple[TierRow, ...]
    goes_on: str
    source: str


class CountForm(forms.Form):
    """By which standard, and how many."""

    by = forms.ChoiceField(
        label="按什么计",
        choices=[("items", "按件计收"), ("pages", "按量计收")],
        error_messages={"invalid_choice": "请选择按件或者按量。", "required": "请选择按件或者按量。"},
    )
    count = forms.IntegerField(
        label="数量",
        help_text="按件：本月向同一机关的第几件；按量：这一件要的页数。",
        min_value=1,
        max_value=MOST,
        error_messages={
            "required": "请填写数量。",
            "invalid": "请填整数。",
            "min_value": "不能小于 %(limit_value)s。",
            "max_value": "不能大于 %(limit_value)s。",
        },
    )


@public_page(*CountForm.base_fields)
@require_GET
def tariff(request: HttpRequest) -> HttpResponse:
    """Both standards, and tier by tier what so many cost."""
    today = days.today()
    form = CountForm(request.GET if "by" in request.GET else None)
    bill, own, problem = None, None, ""
    if form.is_valid():
        by, count = form.cleaned_data["by"], form.cleaned_data["count"]
        try:
            bill = fee(by, count, today)
            own = item_fee(count, today) if by == "items" else None
        except GongkaiError as found:
            problem = str(found)
    context = {
        "standards": [standard(one, today) for one in tariffs().values()],
        "form": form,
        "bill": bill,
        "own": own,
        "problem": problem,
        "today": today,
        "breadcrumbs": [
            Link("首页", "/"),
            Link("依申请公开", reverse("apply:agencies")),
            Link("收费标准"),
        ],
    }
    return render(request, "apply/tariff.html", context)


def standard(found: Tariff, day: date) -> Standard:
    """The tiers in force on that day, as rows. Raises NotInForce before the first of them."""
    value = found.dated.on(day)
    tiers = value.value
    rows = []
    following = [over for over, _ in tiers.bounds[1:]]
    for (over, rate), end in zip(tiers.bounds, [*following, None], strict=True):
        if end is None and tiers.step:
            rows += [
                TierRow(
                    over + number * tiers.step + 1,
                    over + (number + 1) * tiers.step,
                    rate + number * tiers.raise_by,
                )
                for number in range(_SHOWN_STEPS)
            ]
        else:
            rows.append(TierRow(over + 1, end, rate))
    goes_on = (
        f"以后每 {tiers.step} {found.unit}为一档，每增加一档，每{found.unit}加 {tiers.raise_by} 元。"
        if tiers.step
        else ""
    )
    return Standard(found, tuple(rows), goes_on, str(value.source))
