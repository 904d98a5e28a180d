"""How does a word come onto the list of an agency, and off it again?"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from django.db import transaction

from gongkai.errors import UsageError
from gongkai_web.agencies.models import Agency, Person
from gongkai_web.agencies.permissions import What, require
from gongkai_web.audit.actions import record
from gongkai_web.errors import Refused, require_reason
from gongkai_web.publishing.wording import queries
from gongkai_web.publishing.wording.models import Kind, OwnWord

_HOST = re.compile(r"[a-z0-9-]+(\.[a-z0-9-]+)+")


@transaction.atomic
def add_word(
    *, by: Person, agency: Agency, day: date, kind: str, text: str, right: str = "", exceptions: str = "",
    reason: str,
) -> OwnWord:  # fmt: skip
    """Adds one; what would be found everywhere, or would find itself in its right form, is refused."""
    require(by, agency, What.WRITE_ITEM, day, "维护本机关的词表")
    require_reason(reason, "添加词")
    if kind not in Kind.values:
        raise Refused(f"不认识的种类「{kind}」；可用：{'、'.join(Kind.labels)}。")
    made = OwnWord(
        agency=agency, kind=kind, text=text.strip(), right=right.strip(), added_by=by, added_on=day
    )
    made.exceptions, made.reason = exceptions.strip(), reason.strip()
    _require_fit(made)
    if queries.standing(agency, day).filter(kind=kind, text=made.text).exists():
        raise Refused(f"词表里已有「{made.text}」；要改的，先停用原来的再添加。")
    made.save()
    _line(by, made, "add_word", {"fields": fields_of(made)})
    return made


@transaction.atomic
def end_word(*, word: OwnWord, by: Person, day: date, reason: str) -> OwnWord:
    """Takes it off the list; that it was there stays."""
    found = (
        OwnWord.objects.select_for_update(of=("self",), no_key=True).select_related("agency").get(pk=word.pk)
    )
    require(by, found.agency, What.WRITE_ITEM, day, "维护本机关的词表")
    require_reason(reason, "停用")
    if found.ended_on is not None:
        raise Refused(f"「{found.text}」已于 {found.ended_on} 停用。")
    found.ended_by, found.ended_on = by, day
    found.save()
    _line(by, found, "end_word", {"fields": fields_of(found)}, reason.strip())
    return found


def fields_of(one: OwnWord) -> dict[str, object]:
    """What a line tells of it."""
    names = ("kind", "text", "right", "exceptions", "reason", "added_on", "ended_on")
    return {"agency": one.agency_id, **{name: getattr(one, name) for name in names}}


def _require_fit(made: OwnWord) -> None:
    try:
        queries.words_of([made] if made.kind == Kind.WORD else [])
        queries.phrases_of([made] if made.kind == Kind.PHRASE else [])
    except UsageError as problem:  # said of a file, and its only row
        raise Refused(str(problem).removeprefix("词表第 1 行：")) from None
    if made.kind == Kind.HOST and not _HOST.fullmatch(made.text):
        raise Refused(f"「{made.text}」不是域名；写成 oa.example.gov.cn 的样子。")


def _line(by: Person, one: OwnWord, act: str, detail: Mapping[str, object], reason: str = "") -> None:
    subject = f"wording.OwnWord:{one.pk}"
    record(actor=by, agency=one.agency, act=f"wording.{act}", subject=subject, detail=detail, reason=reason)
