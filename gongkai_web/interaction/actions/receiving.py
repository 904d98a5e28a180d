"""收到: how does what somebody wrote become one message, however often the button is pressed?"""

from __future__ import annotations

import contextlib
import re
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlsplit

from django.db import IntegrityError, transaction
from django.db.models import F

from gongkai.messages import message_types
from gongkai_web.agencies.models import Agency, Person
from gongkai_web.agencies.permissions import What, require
from gongkai_web.errors import Refused
from gongkai_web.interaction import queries
from gongkai_web.interaction.actions.entry import check_day, enter
from gongkai_web.interaction.facts import Channel, Kind
from gongkai_web.interaction.models import Message, Series

_WRITTEN_AS_ADDRESS = re.compile(r"(https?|ftp|file|data|about|javascript|vbscript):", re.IGNORECASE)
_ABOUT = {"page": ("page", "网页的地址"), "enterprise": ("about_name", "公共企事业单位的名称")}


@dataclass(frozen=True, slots=True)
class MessageGiven:
    """What somebody writes. `about`: of which agency it complains; `about_name`: of which enterprise.

    `page`: the address where the fault is; `channel`, `outside_number`: how it came, and its number there.
    """

    kind: str
    title: str
    text: str
    name: str = ""
    phone: str = ""
    email: str = ""
    page: str = ""
    about: Agency | None = None
    about_name: str = ""
    may_publish: bool = False
    channel: str = Channel.SITE
    outside_number: str = ""


@dataclass(frozen=True, slots=True)
class Submitted:
    """The message; `again` where it was there already."""

    message: Message
    again: bool


@transaction.atomic
def submit_online(*, agency: Agency, day: date, given: MessageGiven, submission_key: str) -> Submitted:
    """Somebody writes to the agency on the site; the code to follow it follows from the key of the form."""
    _check(agency, day, given)
    _lock(day.year)
    found = queries.submitted(submission_key)
    if found:
        return Submitted(found, again=True)
    digest = queries.CODES.digest(queries.CODES.code_of(submission_key))
    made = _made(agency, day, given, submission_key, digest)
    enter(made, [], Kind.RECEIVED, day, {"agency": agency.pk}, act="submit_message", by=None)
    return Submitted(made, again=False)


@transaction.atomic
def register_message(
    *,
    by: Person,
    agency: Agency,
    day: date,
    given: MessageGiven,
    today: date | None = None,
    submission_key: str | None = None,
) -> Message:
    """The office enters what came another way: from the national platform, by telephone, by post."""
    check_day(day, today)
    require(by, agency, What.HANDLE, today or day, doing="登记留言")
    _check(agency, day, given)
    _lock(day.year)
    found = submission_key and queries.submitted(submission_key)
    if found:
        return found
    made = _made(agency, day, given, submission_key, None)
    enter(made, [], Kind.RECEIVED, day, {"agency": agency.pk}, act="register_message", by=by)
    return made


def _made(
    agency: Agency, day: date, given: MessageGiven, submission_key: str | None, digest: str | None
) -> Message:
    fields = {name: getattr(given, name) for name in MessageGiven.__slots__}
    words = {name: one.strip() if isinstance(one, str) else one for name, one in fields.items()}
    made = Message(
        came_to=agency,
        agency=agency,
        year=day.year,
        number=_next_number(day.year),
        submission_key=submission_key,
        code_digest=digest,
        **words,
    )
    made.save()
    return made


def _check(agency: Agency, day: date, given: MessageGiven) -> None:
    kind = message_types().at(given.kind, day)
    if not agency.open_on(day):
        raise Refused(f"{agency.name}在 {day} 尚未设立或已经撤销，不能收留言；请另选机关。")
    for value, label in ((given.title, "标题"), (given.text, "内容")):
        if not value.strip():
            raise Refused(f"缺少{label}；请填写。")
    if kind.about in _ABOUT:
        name, label = _ABOUT[kind.about]
        if not getattr(given, name).strip():
            raise Refused(f"「{kind.label}」须写明{label}；请填写。")
    if kind.about == "page" and _leads_nowhere(given.page):
        raise Refused(
            f"「{given.page.strip()[:60]}」打不开任何网页；请从浏览器的地址栏复制整个网址，"
            "不知道网址的写在哪个栏目、哪一条。"
        )
    if kind.about == "agency" and given.about is None:
        raise Refused(f"「{kind.label}」须写明是哪个机关{kind.source.cited}；请选择。")
    if kind.handled_by == "above" and given.about and agency not in _above(given.about):
        raise Refused(
            f"对{given.about.name}的投诉举报由它的主管部门或者上一级机关办理{kind.source.cited}，"
            f"{agency.name}不是；请核对收件的机关。"
        )


def _leads_nowhere(page: str) -> bool:
    """Whether it is written as an address and is none of a page; words that say where it is are none."""
    found = _WRITTEN_AS_ADDRESS.match(page.strip())
    if found is None:
        return False
    try:
        return not found[1].lower().startswith("http") or not urlsplit(page.strip()).hostname
    except ValueError:
        return True


def _above(agency: Agency) -> list[Agency]:
    return [one for one in (agency.supervisor, agency.parent) if one]


def _lock(year: int) -> None:
    """Takes the lock of the numbers of the year, or makes its row: two who write at once stand in line."""
    if not Series.objects.filter(year=year).update(last=F("last")):
        with contextlib.suppress(IntegrityError), transaction.atomic():
            Series.objects.create(year=year, last=0)
        Series.objects.filter(year=year).update(last=F("last"))


def _next_number(year: int) -> int:
    found = Series.objects.filter(year=year)
    found.update(last=F("last") + 1)
    return found.values_list("last", flat=True).get()
