"""How is a token made, used and revoked, and what can be done by one? Drafts and their files, no more.

What comes in is written by the acts of the items, in the name of the token's writer: it goes through the
review like what was typed, and the writer decides about none of it.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.files.base import File
from django.db import transaction

from gongkai_web.agencies.models import Agency, Person
from gongkai_web.agencies.permissions import What, require
from gongkai_web.api.apps import KEYS
from gongkai_web.api.models import Token
from gongkai_web.audit.actions import record
from gongkai_web.errors import Refused
from gongkai_web.publishing.items import actions as items
from gongkai_web.publishing.items import queries
from gongkai_web.publishing.items.actions.attaching import GROUP
from gongkai_web.publishing.items.checks import setting_of, source_open
from gongkai_web.publishing.items.content import whole
from gongkai_web.publishing.items.kinds import Origin, Stage, State
from gongkai_web.publishing.items.models import Edition, Item

# What somebody finds in a file or a log is seen to be a token of this program.
PREFIX = "gongkai_"
_ENDING = 6
_LONGEST_KEY = 100


@dataclass(frozen=True, slots=True)
class Drafted:
    """The draft that came of it. `again`: it was there before, and nothing was changed; `still`: what is open
    of where it was reposted from.
    """

    item: Item
    again: bool
    still: tuple[str, ...] = ()


@transaction.atomic
def make_token(*, by: Person, agency: Agency, day: date, label: str, writer: Person) -> tuple[Token, str]:
    """A token, and the words to be handed over now: they are kept nowhere."""
    require(by, agency, What.SET_PARTICULARS, day, "发放接口令牌")
    require(writer, agency, What.WRITE_ITEM, day)
    if not label.strip():
        raise Refused("请写明令牌给哪个系统用。")
    secret = PREFIX + secrets.token_urlsafe(32)
    token = Token(agency=agency, label=label.strip(), writer=writer, made_by=by, made_on=day)
    token.digest, token.ending = digest_of(secret), secret[-_ENDING:]
    token.save()
    _line(by, token, "make_token", {"label": token.label, "writer": writer.pk, "digest": token.digest})
    return token, secret


@transaction.atomic
def revoke_token(*, by: Person, token: Token, day: date) -> Token:
    """From now on nothing comes in by it; what came in stays."""
    held = (
        Token.objects.select_for_update(of=("self",), no_key=True).select_related("agency").get(pk=token.pk)
    )
    require(by, held.agency, What.SET_PARTICULARS, day, "停用接口令牌")
    if held.revoked_on:
        raise Refused(f"这个令牌已于 {held.revoked_on} 停用。")
    held.revoked_on = day
    held.save(update_fields=["revoked_on"])
    _line(by, held, "revoke_token", {"revoked_on": day})
    return held


def token_of(secret: str, day: date) -> Token | None:
    """The token that this is, where it still opens something; the day of its use is noted."""
    found = Token.objects.filter(digest=digest_of(secret), revoked_on=None)
    token = found.select_related("agency", "writer").first()
    if token is not None and token.used_on != day:
        found.update(used_on=day)
    return token


@transaction.atomic
def draft(*, token: Token, day: date, key: str, content: Mapping[str, Any]) -> Drafted:
    """A draft under the key of the other system; the same key again is the same draft, unchanged."""
    key = key.strip()
    if not key or len(key) > _LONGEST_KEY:
        raise Refused(f"请给出 key（这一条在贵系统里的编号，不超过 {_LONGEST_KEY} 字）；同一编号不会重复。")
    if GROUP in content:
        raise Refused("附件另行上传（POST …/attachments/），不写在 content 里。")
    entry_key = f"{KEYS}:{key}"
    known = Item.objects.filter(agency=token.agency, entry_key=entry_key).exists()
    item = items.draft(by=token.writer, agency=token.agency, day=day, content=content, entry_key=entry_key)
    if not known:
        _line(token.writer, token, "draft", {"item": item.pk})
    written = whole(content)
    there = not known and written["origin"] == Origin.REPOSTED
    still = source_open(written, setting_of(token.agency, day)) if there else ()
    return Drafted(item, known, still)


def attach(*, token: Token, day: date, item: int, name: str, content: File[bytes]) -> Edition:
    """A file for a draft that came in by the interface and is not handed in yet."""
    found = Item.objects.filter(agency=token.agency, entry_key__startswith=f"{KEYS}:", sealed=False)
    known = found.filter(pk=item).first()
    edition = queries.under_way(known) if known else None
    if known is None or edition is None or known.state != State.DRAFT:
        raise Refused("没有这条由接口起草的草稿，或者它已经公开、作废；请核对编号。")
    if edition.stage != Stage.DRAFTING:
        raise Refused(f"这条草稿现在是“{edition.get_stage_display()}”，不能再加附件；请在办公页面处理。")
    return items.attach(
        edition=edition,
        by=token.writer,
        day=day,
        upload_name=name,
        content=content,
        seen=edition.versions.get(GROUP, 1),
    )


def digest_of(secret: str) -> str:
    """What is kept of a token; it is long and drawn by chance, so that no slower digest is needed."""
    return hashlib.sha256(secret.encode()).hexdigest()


def _line(by: Person, token: Token, act: str, detail: Mapping[str, Any]) -> None:
    record(actor=by, agency=token.agency, act=f"api.{act}", subject=f"api.Token:{token.pk}", detail=detail)
