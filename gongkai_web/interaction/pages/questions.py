"""智能问答: which published answers fit a question? Retrieval of what was reviewed, nothing made up.

The first answers are shown as they were approved; whoever finds none is led to the form with the question.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from gongkai_web.interaction import actions, queries
from gongkai_web.interaction.models import Message
from gongkai_web.interaction.pages.asking import STALE
from gongkai_web.interaction.pages.budget import taken
from gongkai_web.interaction.pages.findable import GROUP
from gongkai_web.interaction.pages.public import HOME, way
from gongkai_web.interaction.pages.similar import hits_like
from gongkai_web.interaction.pages.typed import typed
from gongkai_web.look.parts import Link
from gongkai_web.office import days
from gongkai_web.visitors.cookies import guarded, private

_MOST, _LONGEST, _UNPROCESSABLE = 3, 200, 422
TOO_MANY = "同一网络一小时内提问得太多，这一次没有查；问题还在，请过一会儿再问，或者直接给机关留言。"


@dataclass(frozen=True, slots=True)
class Reply:
    """A published answer as it was approved."""

    message: Message
    href: str


def _not_asked(request: HttpRequest, *, said: str, status: int) -> HttpResponse:
    return _show(request, error=said, status=status)


@private
@require_http_methods(["GET", "POST"])
@guarded(_not_asked, STALE)
def questions(request: HttpRequest) -> HttpResponse:
    """The field; and for a question that was asked, the answers that fit it best."""
    words = " ".join(typed(request, "question", _LONGEST).split())
    if not words:
        return _show(request)
    if not taken(request, "question"):
        return _show(request, words, error=TOO_MANY, status=_UNPROCESSABLE)
    found = _replies(words, days.today())
    actions.note_question(day=days.today(), agency=found[0].message.agency if found else None)
    return _show(request, words, found)


def _replies(words: str, day: date) -> list[Reply]:
    keys = [hit.entry.key for hit in hits_like(words, day, group=GROUP, most=_MOST)]
    rows = queries.public().select_related("agency").in_bulk(keys)
    return [Reply(rows[key], reverse("interaction:answer", args=[key])) for key in keys if key in rows]


def _show(
    request: HttpRequest,
    words: str = "",
    found: list[Reply] | None = None,
    error: str = "",
    status: int = 200,
) -> HttpResponse:
    ask = reverse("interaction:form", args=["consultation"])
    context = {
        "words": words or typed(request, "question", _LONGEST),
        "found": found,
        "error": error,
        "ask": f"{ask}?{urlencode({'title': words})}",
        "breadcrumbs": [HOME, way(), Link("智能问答")],
    }
    return render(request, "interaction/questions.html", context, status=status)
