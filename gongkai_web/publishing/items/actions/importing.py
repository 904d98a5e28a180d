"""从文件起草: how does a Word or WPS file become the text of an item, and which elements does it propose?

The file is a stranger's: it is scanned, and read in the limited child. What it says of itself – title,
number, days – is filled in only where nothing stands yet, and told, so that somebody compares.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.core.files.base import File

from gongkai import confined
from gongkai.errors import ReadingError
from gongkai.richtext.elements import days_of
from gongkai.richtext.heading import without_heading
from gongkai.richtext.imported import Imported
from gongkai.richtext.wordprocessing.read import read
from gongkai_web.agencies.models import Agency, Person
from gongkai_web.agencies.permissions import What, require
from gongkai_web.errors import Refused
from gongkai_web.files import actions as files
from gongkai_web.publishing.items import queries
from gongkai_web.publishing.items.actions.attaching import owner_of
from gongkai_web.publishing.items.actions.bringing import GROUP, Written, bring
from gongkai_web.publishing.items.actions.drafting import draft, edit
from gongkai_web.publishing.items.actions.entry import require_writer
from gongkai_web.publishing.items.content import FIELDS, GROUPS
from gongkai_web.publishing.items.kinds import Readers
from gongkai_web.publishing.items.models import Edition

_NO_ITEM_YET = "items.Item:0"


@dataclass(frozen=True, slots=True)
class FileIn:
    """A file that was sent: its name and its bytes."""

    name: str
    content: bytes | File[bytes]


def draft_from_file(
    *,
    by: Person,
    agency: Agency,
    day: date,
    file: FileIn,
    content: Mapping[str, Any],
    readers: str = Readers.AGENCY,
) -> Written:
    """Begins an item with the text of a file. What `content` says goes before what the file says.

    Call it outside a transaction.
    """
    require(by, agency, What.WRITE_ITEM, day, "起草主动公开的信息")
    imported = _read(agency, _NO_ITEM_YET, by, file)
    told = _proposed(imported)
    filled = {name: value for name, value in content.items() if value}
    if not {**told, **filled}.get("title"):
        raise Refused(f"《{file.name}》里看不出题目，没有起草；请填写标题，再选一次文件。")
    item = draft(by=by, agency=agency, day=day, content={**told, **filled}, readers=readers)
    edition = queries.under_way(item)
    if edition is None:  # taken away between two lines
        raise Refused("这份草稿已经不在；请重新导入。")
    written = _into(edition, by, day, imported, seen=1)
    return Written(written.edition, (*_told(told, filled), *written.said))


def import_file(*, edition: Edition, by: Person, day: date, file: FileIn, seen: int) -> Written:
    """Puts the text of a file in the place of the text. `seen`: its version that was on the screen.

    Fills in what is still empty of title, number and days. Call it outside a transaction.
    """
    require_writer(by, edition.item, day, "修改主动公开的信息")
    imported = _read(edition.item.agency, owner_of(edition.item), by, file)
    written = _into(edition, by, day, imported, seen)
    told = _proposed(imported)
    empty = {name: value for name, value in told.items() if not edition.content[name]}
    edition = _fill(written.edition, by, day, empty)
    return Written(edition, (*_told(told, edition.content | dict.fromkeys(empty, "")), *written.said))


def _read(agency: Agency, owner: str, by: Person, file: FileIn) -> Imported:
    """What the file says. Raises Refused: one sentence that names it."""
    name, data = files.received(
        agency=agency, owner=owner, upload_name=file.name, content=file.content, by=by
    )
    if not data:
        raise Refused(f"《{name}》是空文件，没有导入；请核对后重新选择。")
    try:
        imported: Imported = confined.call(read, data, name, name=name)
    except ReadingError as problem:
        raise Refused(f"没有导入。{problem}") from None
    if not imported.html:
        raise Refused(f"《{name}》里没有可以带入的文字，没有导入；扫描件、图片请作为附件上传。")
    return imported


def _into(edition: Edition, by: Person, day: date, imported: Imported, seen: int) -> Written:
    own = replace(imported, html=without_heading(imported.html, edition.content["title"]))
    brought = bring(item=edition.item, by=by, day=day, imported=own)
    edition = edit(edition=edition, by=by, day=day, group=GROUP, values={GROUP: brought.html}, seen=seen)
    return Written(edition, brought.said)


def _proposed(imported: Imported) -> dict[str, str]:
    """The elements that the file says of itself."""
    days = days_of(imported.html)
    told = {
        "title": imported.title,
        "document_number": imported.number,
        "formed_on": days.formed_on.isoformat() if days.formed_on else "",
        "effective_from": days.effective_from.isoformat() if days.effective_from else "",
        "expires_on": days.expires_on.isoformat() if days.expires_on else "",
    }
    return {name: value for name, value in told.items() if value}


def _fill(edition: Edition, by: Person, day: date, values: Mapping[str, str]) -> Edition:
    for name, group in GROUPS.items():
        given = {field: values[field] for field in group.fields if field in values}
        if given:
            seen = int(edition.versions.get(name, 1))
            edition = edit(edition=edition, by=by, day=day, group=name, values=given, seen=seen)
    return edition


def _told(told: Mapping[str, str], filled: Mapping[str, Any]) -> list[str]:
    """What was taken from the file, and where the file says something else than what stands there."""
    taken = [f"{FIELDS[name].label}“{value}”" for name, value in told.items() if not filled.get(name)]
    said = [f"按文件填写了{'、'.join(taken)}；请核对。"] if taken else []
    for name, value in told.items():
        if filled.get(name) and str(filled[name]) != value:
            said.append(f"文件里的{FIELDS[name].label}是“{value}”，与已填写的不同，没有改；请核对。")
    return said
