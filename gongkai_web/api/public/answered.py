"""What does a program read of the public answers: the list, and one with its question?

The rows of 互动交流 in the same order, by the one function that says what everybody may read: what
was withdrawn is gone here at once.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from django.http import Http404, HttpRequest
from django.urls import reverse
from django.views.decorators.http import condition
from ninja import Path, Query, Router
from ninja.decorators import decorate_view

from gongkai.messages import ends, message_types
from gongkai_web.api.public import answers, shapes
from gongkai_web.audit.queries import public_number
from gongkai_web.interaction import queries
from gongkai_web.interaction.facts import Status
from gongkai_web.interaction.models import Message

router = Router()
_PAGE, _LAST = 100, 10_000
_SLUG = r"^[-a-zA-Z0-9_]{1,80}$"
_REFUSED = {404: shapes.Problem, 422: shapes.Problem, 429: shapes.Problem}
_NO_ANSWER = "没有公开这一件留言的答复；请核对编号。"

Slug = Annotated[str | None, Query(pattern=_SLUG, description="机关标识")]
Kind = Annotated[str | None, Query(pattern=_SLUG, description="种类代码，例如 consultation、fault")]
Since = Annotated[date | None, Query(description="这一天以后（含当日）答复的")]
Number = Annotated[int, Query(ge=1, le=_LAST, description="第几页，每页 100 件")]
Key = Annotated[int, Path(ge=1, le=2**63 - 1, description="编号")]


def _state(request: HttpRequest, **_: Any) -> str:
    return answers.mark(request, "answered.state", public_number())


unless_known = decorate_view(condition(etag_func=_state))


@router.get(
    "/messages/",
    response={200: shapes.Answers, **_REFUSED},
    url_name="messages",
    summary="公开的答复",
    description="经审核公开的留言答复，新的在前；可以只要一个机关、一个种类的，或者某天以后答复的。",
)
@unless_known
def messages(
    request: HttpRequest, agency: Slug = None, kind: Kind = None, since: Since = None, page: Number = 1
) -> answers.Answer:
    """The public answers, newest first, a hundred on a page."""
    if kind and kind not in message_types():
        raise Http404(f"没有「{kind}」这个种类；有：{'、'.join(message_types())}。")
    found = queries.listed(kind or "")
    if agency:
        found = found.filter(agency__slug=agency)
    if since:
        found = found.filter(answered_on__gte=since)
    rows = list(found[(page - 1) * _PAGE : page * _PAGE + 1])  # one more tells whether there is a next page
    return {
        "page": page,
        "next": page + 1 if len(rows) > _PAGE and page < _LAST else None,
        "messages": [_row(request, one) for one in rows[:_PAGE]],
    }


@router.get(
    "/messages/{key}/",
    response={200: shapes.WholeAnswer, **_REFUSED},
    url_name="message",
    summary="一件留言的问题和答复",
    description="问题和答复是审核过的文字，不是留言人的原话；撤下的是 404。",
)
@unless_known
def one(request: HttpRequest, key: Key) -> answers.Answer:
    """One public answer with its question, and what was changed."""
    found = queries.public().select_related("agency").filter(pk=key).first()
    if found is None:
        raise Http404(_NO_ANSWER)
    return {
        **_row(request, found),
        "question": found.public_question,
        "answer": found.answer,
        **queries.told_to_all(found),
        "visible_on": found.visible_on,
    }


def _row(request: HttpRequest, message: Message) -> answers.Answer:
    return {
        "id": message.pk,
        "number": message.registry_number,
        "kind": message.kind,
        "kind_label": message.get_kind_display(),
        "title": message.public_title,
        "agency_key": message.agency.slug,
        "agency": message.agency.name,
        "received_on": message.received_on,
        "answered_on": message.answered_on,
        "end": ends()[message.end].word(message.kind) if message.end else "",
        "open_again": message.status != Status.ANSWERED,
        "page": answers.address(request, reverse("interaction:answer", args=[message.pk])),
    }
