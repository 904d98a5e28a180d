"""外部阅看: how does somebody without an account read one snapshot – once, or until a day – and nothing else?

The link is shown once, to whoever makes it. What is read there is the snapshot to which it is bound; who
reads decides nothing and is none of the reviewers. Every opening leaves a line.
"""

from __future__ import annotations

import secrets
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import transaction

from gongkai_web import vault
from gongkai_web.agencies.models import Person
from gongkai_web.errors import Refused
from gongkai_web.publishing.items import content as text
from gongkai_web.publishing.items.actions.entry import line, locked, require_writer
from gongkai_web.publishing.items.consulting_models import OutsideReader
from gongkai_web.publishing.items.kinds import Stage
from gongkai_web.publishing.items.models import Edition, Snapshot

LONGEST = timedelta(days=30)
GONE = "这个链接已经失效：打开过了、过了期限，或者已经收回。要看的，请向发给您链接的人再要一个。"
DROPPED = "这份内容已经不再征求意见，也不再提供；您不用再看，有疑问的请问发给您链接的人。"


@transaction.atomic
def let_read(
    *, snapshot: Snapshot, by: Person, day: date, name: str, purpose: str, until: date, once: bool = True
) -> tuple[OutsideReader, str]:
    """Makes a link to that snapshot; the link is given here and nowhere else."""
    if snapshot.item is None:
        raise Refused("批次的清单不给外部的人看；请对其中的信息办理。")
    item = locked(snapshot.item)
    require_writer(by, item, day, "给外部的人看草稿")
    if item.sealed:
        raise Refused("这条信息已经封存。")
    if Edition.objects.filter(snapshots=snapshot, stage=Stage.DROPPED).exists():
        raise Refused("这一稿已经作废，不再给外部的人看；请对现在的一稿办理。")
    if not name.strip() or not purpose.strip():
        raise Refused("请写明给谁看、为什么。")
    if not day <= until <= day + LONGEST:
        raise Refused(f"链接的期限应在今天（{day}）到 {day + LONGEST} 之间；请核对。")
    code = secrets.token_urlsafe(24)
    made = OutsideReader(
        snapshot=snapshot, name=name.strip(), purpose=purpose.strip(), once=once, until=until
    )
    made.code_digest, made.made_by, made.made_on = digests_of(code)[0], by, day
    made.save()
    line(by, item, "let_read", {**_told(made), "until": until, "once": once, "words": words_of(made)})
    return made, code


def words_of(reader: OutsideReader) -> str:
    """How a line tells who reads, and why: by a digest."""
    return text.digest({"name": reader.name, "purpose": reader.purpose})


@transaction.atomic
def read_outside(*, code: str, now: datetime, day: date) -> OutsideReader:
    """Opens the link. Raises Refused where it opens nothing any more: in one sentence for all reasons, in
    another where it would, had the draft not been dropped.
    """
    known = OutsideReader.objects.filter(code_digest__in=digests_of(code))
    beside = known.select_related("snapshot__item__agency", "snapshot__edition")
    found = beside.select_for_update(of=("self",), no_key=True).first()
    if found is None or not _valid(found, day):
        raise Refused(GONE)
    if _dropped(found.snapshot):
        raise Refused(DROPPED)
    found.openings += 1
    found.opened_at = found.opened_at or now
    found.save(update_fields=["openings", "opened_at"])
    if found.snapshot.item:
        line(None, found.snapshot.item, "read_outside", {**_told(found), "openings": found.openings})
    return found


@transaction.atomic
def stop_reading(*, reader: OutsideReader, by: Person, day: date) -> OutsideReader:
    """Takes the link back."""
    item = locked(reader.snapshot.item) if reader.snapshot.item else None
    if item is None:
        raise Refused(GONE)
    require_writer(by, item, day, "收回外部阅看的链接")
    reader.revoked_on = day
    reader.save(update_fields=["revoked_on"])
    line(by, item, "stop_reading", _told(reader))
    return reader


def opens(reader: OutsideReader, day: date) -> bool:
    """Whether the link opens anything on that day."""
    return _valid(reader, day) and not _dropped(reader.snapshot)


def _valid(reader: OutsideReader, day: date) -> bool:
    """Whether it is still good, whatever became of the draft."""
    used_up = reader.once and reader.openings > 0
    sealed = reader.snapshot.item is None or reader.snapshot.item.sealed
    return reader.revoked_on is None and reader.until >= day and not used_up and not sealed


def _dropped(snapshot: Snapshot) -> bool:
    """Whether its text was given up: nobody is asked about it any more."""
    return snapshot.edition is not None and snapshot.edition.stage == Stage.DROPPED


def digests_of(code: str) -> list[str]:
    """The keyed digests of a link, by the present key of the installation first."""
    return [vault.digest(key, "items", "outside", code) for key in settings.IDENTITY_KEYS]


def _told(one: OutsideReader) -> dict[str, object]:
    """What a line says of it: to which text it leads."""
    return {"reader": one.pk, "snapshot": one.snapshot_id, "hash": one.snapshot.digest}
