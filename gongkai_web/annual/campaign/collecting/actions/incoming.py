"""How is a unit's file read and checked on the spot, confirmed by whoever sent it, or left?

The file is read in a process of its own before anything is written. Nothing counts until it is confirmed.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction

from gongkai.corpus import Item
from gongkai.document import from_json
from gongkai.errors import GongkaiError
from gongkai_web.agencies.models import Person
from gongkai_web.annual.campaign import reading, uploads
from gongkai_web.annual.campaign.collecting import store
from gongkai_web.annual.campaign.collecting.actions.handing import (
    LONGEST_REPLY,
    handed_in,
    require_open,
    require_sender,
)
from gongkai_web.annual.campaign.collecting.actions.lines import Outsider, Whoever, locked, told
from gongkai_web.annual.campaign.collecting.models import Campaign, Incoming, Submission, Unit
from gongkai_web.annual.campaign.collecting.telling import belongs_to, told_at_once
from gongkai_web.annual.campaign.collecting.words import Source
from gongkai_web.errors import Refused

MOST_AT_ONCE = 20  # they are read while the page waits


def take_in(*, by: Whoever, unit: Unit, upload: uploads.Upload, day: date) -> Incoming:
    """Reads the file of a unit and lays it before whoever sent it; one that waits already is replaced.

    A file in which no report was found waits as well, with the sentence why; it cannot be confirmed.
    """
    _require(by, unit, day)
    # A try-out may come at any time.
    require_open(unit, day, practice=True)
    file = _one_file(upload)
    store.keep(unit.campaign, file.sha256, file.data)
    document, failure = _read(unit, file)
    return _laid(by, unit, file, document, failure)


@transaction.atomic
def confirm(
    *,
    by: Whoever,
    unit: Unit,
    sha256: str,
    day: date,
    reply: str = "",
    blank_reason: str = "",
    practice: bool = False,
) -> Submission:
    """Hands in the file that waits. `sha256`: the one that was on the screen; `reply`: to what was told.

    `blank_reason`: why cells are blank, one remark for all of them.
    """
    unit = locked(unit)
    _require(by, unit, day)
    file = Incoming.objects.filter(unit=unit).first()
    if file is None or file.sha256 != sha256:
        raise Refused("等您确认的文件已经换了或者不在了；请重新上传，看过再确认。")
    if file.document is None:
        raise Refused(f"《{file.name}》里没有读到年报，不能提交：{file.failure}")
    practice = practice or unit.campaign.practice
    _answered(unit, file, reply.strip())
    made = Submission(source=Source.UPLOAD, document=file.document, practice=practice, reply=reply.strip())
    made.blank_reason = blank_reason.strip()
    made.name, made.kind, made.size, made.sha256 = file.name, file.kind, file.size, file.sha256
    submission = handed_in(by, unit, made, day)
    file.delete()
    return submission


@transaction.atomic
def leave(*, by: Whoever, unit: Unit, day: date) -> None:
    """Takes away the file that waits; nothing was handed in."""
    unit = locked(unit)
    _require(by, unit, day)
    file = Incoming.objects.filter(unit=unit).first()
    if file is None:
        return
    told(by, unit.campaign, "leave", unit, {"name": file.name, "sha256": file.sha256})
    file.delete()
    transaction.on_commit(lambda: store.drop_unused(unit.campaign, file.sha256))


@dataclass(frozen=True, slots=True)
class Sorted:
    """What became of one of many files: the unit for which it waits now, or the sentence why for none."""

    name: str
    unit: Unit | None
    said: str = ""


def take_in_many(
    *, by: Person, campaign: Campaign, files: Iterable[uploads.Upload], day: date
) -> list[Sorted]:
    """Reads files that came to the office together and lays each before it for the unit that it names.

    None is handed in by this: each is looked at and confirmed. Of two for the same unit the first waits.
    """
    every = (one for file in files for one in uploads.unpacked(file))
    found = list(itertools.islice(every, MOST_AT_ONCE + 1))  # no more is unpacked than is needed
    if len(found) > MOST_AT_ONCE:
        raise Refused(f"一次最多收 {MOST_AT_ONCE} 份，这里不止；请分几次上传。")
    taken_in = [one for one in found if not isinstance(one, Refused)]
    for one in taken_in:
        store.keep(campaign, one.sha256, one.data)
    read = reading.outcomes(iter([Item(str(store.path(campaign, one.sha256))) for one in taken_in]))
    units = list(campaign.units.select_related("campaign__agency", "agency", "parent__agency"))
    taken: set[int] = set()
    made = [Sorted("", None, str(one)) for one in found if isinstance(one, Refused)]
    for file, outcome in zip(taken_in, read, strict=True):
        failure = (outcome.problem or "").replace(outcome.name, f"《{file.name}》")
        unit, said = _unit_of(by, units, outcome.result, day) if outcome.result else (None, failure)
        if unit and unit.pk in taken:
            said, unit = f"也是“{unit.name}”的；同一个单位有两份，先看前一份", None
        if unit and outcome.result:
            _laid(by, unit, file, outcome.result, "")
            taken.add(unit.pk)
        else:
            store.drop_unused(campaign, file.sha256)
        made.append(Sorted(file.name, unit, said))
    return made


def _unit_of(by: Person, units: list[Unit], document: dict[str, Any], day: date) -> tuple[Unit | None, str]:
    """The unit that the report names, where this person may hand in for it now; else why not."""
    report = from_json(document)
    unit = belongs_to(units, report)
    if unit is None:
        return None, f"写的是“{report.agency or '没有写明机关'}”，名单上没有这个单位"
    try:
        require_sender(by, unit, day)
        require_open(unit, day, practice=True)
    except GongkaiError as problem:
        return None, str(problem)
    return unit, ""


def _require(by: Whoever, unit: Unit, day: date) -> None:
    """Whoever holds the link of a unit was let in by it; a person needs an office."""
    if isinstance(by, Person):
        require_sender(by, unit, day)
    elif not isinstance(by, Outsider):
        raise Refused("请凭单位的上传链接或者登录后提交。")


def _one_file(upload: uploads.Upload) -> uploads.Incoming:
    found = list(itertools.islice(uploads.unpacked(upload), 2))  # no more is unpacked than is needed
    files = [one for one in found if isinstance(one, uploads.Incoming)]
    if len(found) > 1:
        raise Refused("压缩包里不止一份文件；一个单位一次交一份，请单独上传。")
    if not files:
        raise found[0] if found and isinstance(found[0], Refused) else Refused("还没有选择文件。")
    return files[0]


def _read(unit: Unit, file: uploads.Incoming) -> tuple[dict[str, Any] | None, str]:
    """The report in the file, or the sentence why there is none."""
    place = store.path(unit.campaign, file.sha256)
    (outcome,) = reading.outcomes(iter([Item(str(place))]))
    return outcome.result, (outcome.problem or "").replace(outcome.name, f"《{file.name}》")


@transaction.atomic
def _laid(
    by: Whoever, unit: Unit, file: uploads.Incoming, document: dict[str, Any] | None, failure: str
) -> Incoming:
    unit = locked(unit)
    former = Incoming.objects.filter(unit=unit).values_list("sha256", flat=True).first()
    values = {"name": file.name, "kind": file.kind, "size": len(file.data), "document": document}
    made, _ = Incoming.objects.update_or_create(
        unit=unit, defaults={**values, "sha256": file.sha256, "failure": failure, "sent_by": by.display_name}
    )
    detail = {"name": file.name, "sha256": file.sha256, "size": len(file.data), "failure": failure}
    told(by, unit.campaign, "take_in", unit, detail)
    if former and former != file.sha256:
        transaction.on_commit(lambda: store.drop_unused(unit.campaign, former))
    return made


def _answered(unit: Unit, file: Incoming, reply: str) -> None:
    """Refused where something stands against the file, or was asked and not answered."""
    for point in told_at_once(unit, from_json(file.document), file.sha256):
        if point.blocks:
            raise Refused(point.message)
        if not reply:
            raise Refused(f"请说明：{point.message}")
    if len(reply) > LONGEST_REPLY:
        raise Refused(f"说明有 {len(reply)} 字，最多 {LONGEST_REPLY} 字；请缩短。")
