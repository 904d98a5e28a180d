"""公开期限: by which day must this be public, and why that day? For whoever drafts."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpResponse
from django.views.decorators.http import require_GET

from gongkai.publication.terms import GENERAL, PublicationDue, publication_due, publication_terms
from gongkai.workdays import Why
from gongkai_web.look.parts import Link
from gongkai_web.office.acting import done
from gongkai_web.office.days import today
from gongkai_web.office.fields import choice, day
from gongkai_web.office.frame import UNPROCESSABLE
from gongkai_web.office.request import OfficeRequest, signed_in
from gongkai_web.publishing.catalogue.pages.views import SECTION

TITLE = "公开期限"
_WEEKDAYS = "一二三四五六日"
_HOURS = "hours"


class TermForm(forms.Form):
    """From when, and for what kind of information."""

    start = day("起算日", "信息形成或者变更之日，或者所选事项的起算日；期限写在下面。")
    term = choice("适用哪一种期限", (), "没有专门规定的，按《条例》第二十六条。")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["term"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [(key, f"{one.name}（自{one.starts}）") for key, one in _terms()]


@signed_in
@require_GET
def terms(request: OfficeRequest) -> HttpResponse:
    """The last day, and every day on the way to it."""
    asked = bool(request.GET)
    form = TermForm(request.GET if asked else None, initial={"start": today(), "term": GENERAL})
    due = None
    if asked and form.is_valid():
        given = form.cleaned_data
        due = done(form, lambda: publication_due(given["start"], given["term"]))
    status = UNPROCESSABLE if asked and due is None else 200
    context = {"form": form, "due": due, "steps": _steps(due) if due else []}
    return SECTION.page(request, "catalogue/terms.html", context, Link(TITLE), status=status)


def _terms() -> list[tuple[str, Any]]:
    """Those of days: what is counted in hours is told by whoever knows the hour."""
    found = publication_terms().items()
    return [(key, one) for key, one in found if one.dated.values[-1].value.unit != _HOURS]


def _steps(due: PublicationDue) -> list[tuple[object, str, str, str]]:
    """Each day: its weekday, what it is, and by which document."""
    return [
        (
            step.day,
            f"星期{_WEEKDAYS[step.day.weekday()]}",
            _said(step.why, step.number, step.reason),
            str(step.source),
        )
        for step in due.steps
    ]


def _said(why: Why, number: int | None, reason: str) -> str:
    if number is None:
        return f"不计：{reason}" if why is not Why.START else reason
    return f"第 {number} 日" + (f"（{reason}）" if reason else "")
