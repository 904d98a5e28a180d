"""Who asks? On a page of the office always a person who is signed in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Concatenate, TypeGuard, TypeVar

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponseBase

from gongkai_web.agencies.models import Person


class OfficeRequest(HttpRequest):
    """A request behind `signed_in` or `keeps_typed`: whoever is not signed in never gets so far."""

    user: Person


def is_signed_in(request: HttpRequest) -> TypeGuard[OfficeRequest]:
    """Whether somebody is: then it is a request of the office."""
    return request.user.is_authenticated


OfficeView = Callable[Concatenate[OfficeRequest, ...], HttpResponseBase]
View = TypeVar("View", bound=OfficeView)


def signed_in(view: View) -> View:
    """Asks for sign-in; a form that may have been long in the making takes `keeps_typed` instead."""
    return login_required(view)


def number_in(data: Mapping[str, object], name: str) -> int | None:
    """A whole number of an address, where one stands there."""
    given = str(data.get(name) or "")
    return int(given) if given.isascii() and given.isdigit() and len(given) < 19 else None
