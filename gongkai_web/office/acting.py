"""What becomes of an act that was asked for on a page? Done and told; or a sentence, and nothing is lost.

The one way of all pages. Whoever may do nothing on a page is stopped at its door with 403, and so is an act
that this person may not do: its sentence, and all that was typed (`middleware`). An act that says no for
another reason puts its sentence into the form, or where there is only a button, on top of the next page.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from django.contrib import messages
from django.forms import BaseForm

from gongkai.errors import GongkaiError
from gongkai_web.errors import NotAllowed
from gongkai_web.office import once
from gongkai_web.office.forms import RefusableForm
from gongkai_web.office.request import OfficeRequest

Made = TypeVar("Made")


def done(form: BaseForm, act: Callable[[], Made], *, field: str | None = None) -> Made | None:
    """What the act gives; where it says no, its sentence stands in the form and nothing is given."""
    return _tried(act, lambda problem: refuse(form, problem, field))[1]


def carried_out(
    request: OfficeRequest,
    form: BaseForm,
    act: Callable[[dict[str, Any]], object],
    said: str = "",
    *,
    field: str | None = None,
) -> bool:
    """Whether the form was sent and its act done, which then is told; else the form says why not."""
    if request.method != "POST" or not form.is_valid():
        return False
    given = form.cleaned_data
    ok, _ = _tried(lambda: act(given), lambda problem: refuse(form, problem, field))
    if ok and said:
        messages.success(request, said)
    return ok


def told(request: OfficeRequest, act: Callable[[], object], said: str = "") -> bool:
    """Whether the act behind a button was done; either way the next page tells."""
    ok, _ = _tried(act, lambda problem: told_why_not(request, str(problem)))
    if ok and said:
        messages.success(request, said)
    return ok


def told_why_not(request: OfficeRequest, said: str) -> None:
    """The sentence on top of the next page; nothing was done, and the same form may be sent again."""
    once.nothing_done(request)
    messages.error(request, said)


def refuse(form: BaseForm, problem: GongkaiError, field: str | None = None) -> None:
    """The sentence of a refused act in its form: where the form wants it, else at the field or on top."""
    if isinstance(form, RefusableForm):
        form.refuse(problem)
    else:
        form.add_error(field, list(problem.sentences))


def _tried(act: Callable[[], Made], refused: Callable[[GongkaiError], None]) -> tuple[bool, Made | None]:
    try:
        return True, act()
    except NotAllowed:
        raise
    except GongkaiError as problem:
        refused(problem)
        return False, None
