"""What is counted of a request, and of whom? By the address that answered, and by how who asks names itself.

Nothing of who asked is kept: what tells a program from a person is read and forgotten.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import models
from django.http import HttpRequest
from django.urls import ResolverMatch

_PROGRAMS = re.compile(
    r"bot\b|bot/|spider|crawl|slurp|fetch|curl|wget|python|java/|go-http|okhttp|libwww|httpclient|headless|monitor",
    re.IGNORECASE,
)


class Kind(models.TextChoices):
    """What was read."""

    ITEM = "item", "主动公开的信息"
    GAZETTE = "gazette", "政府公报"
    REPORT = "report", "年度报告"
    PAGE = "page", "其他网页"
    SEARCH = "search", "检索"
    DOWNLOAD = "download", "下载"


class Reader(models.TextChoices):
    """Who read it."""

    PUBLIC = "public", "公众"
    PROGRAM = "program", "爬虫和程序"
    STAFF = "staff", "登录的工作人员"


@dataclass(frozen=True, slots=True)
class Seen:
    """What is counted as one: a kind, and which of it; `subject` is empty where there is only one."""

    kind: Kind
    subject: str = ""


Named = Callable[[Mapping[str, Any]], str]


# The view that answered → what it counts as, as the rooms above say.
_counted: dict[str, tuple[Kind, Named]] = {}


def count_views(views: Mapping[str, tuple[Kind, Named]]) -> None:
    """From here on each of these views counts as its kind. Said once, when the site starts."""
    _counted.update(views)


def counted_views() -> Mapping[str, tuple[Kind, Named]]:
    """All that is counted."""
    return _counted


def seen(match: ResolverMatch) -> Seen | None:
    """What an answer counts as; None where it is not counted."""
    found = _counted.get(match.view_name)
    if found is None:
        return None
    kind, named = found
    return Seen(kind, named(match.kwargs))


def reader_of(request: HttpRequest) -> Reader:
    """Of whom it is counted: who brings a session has signed in; a program says so, or says nothing."""
    if settings.SESSION_COOKIE_NAME in request.COOKIES:
        return Reader.STAFF
    told = request.META.get("HTTP_USER_AGENT", "")
    return Reader.PROGRAM if not told or _PROGRAMS.search(told) else Reader.PUBLIC
