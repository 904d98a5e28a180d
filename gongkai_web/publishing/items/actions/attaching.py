"""附件: how does a file come to a text, and leave it? It is examined first, and written like any group."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.files.base import File

from gongkai.richtext.out.page import linked_files_of, pictures_of
from gongkai_web.agencies.models import Person
from gongkai_web.errors import Refused
from gongkai_web.files import actions as files
from gongkai_web.files import outgoing
from gongkai_web.files.models import Purpose, StoredFile
from gongkai_web.publishing.items.actions.drafting import edit
from gongkai_web.publishing.items.actions.entry import require_writer
from gongkai_web.publishing.items.models import Edition, Item

GROUP = "attachments"


def attach(
    *, edition: Edition, by: Person, day: date, upload_name: str, content: bytes | File[bytes], seen: int
) -> Edition:
    """Adds a file. `seen`: the version of the attachments that was on the screen."""
    require_writer(by, edition.item, day, "添加附件")
    file = files.store_file(
        agency=edition.item.agency,
        owner=owner_of(edition.item),
        purpose=Purpose.INFORMATION,
        upload_name=upload_name,
        content=content,
        by=by,
        day=day,
    )
    kept = [one for one in edition.content[GROUP] if one["sha256"] != file.sha256]
    return _write(edition, by, day, [*kept, row_of(file)], seen)


def detach(*, edition: Edition, by: Person, day: date, sha256: str, seen: int) -> Edition:
    """Takes a file out of the text; it stays with the item."""
    kept = [one for one in edition.content[GROUP] if one["sha256"] != sha256]
    if len(kept) == len(edition.content[GROUP]):
        raise Refused("这份附件已经不在这一稿里；请刷新页面。")
    return _write(edition, by, day, kept, seen)


def require_files_fit(edition: Edition, day: date) -> None:
    """Raises Refused where an attachment is not the item's own file, or may not leave the house yet."""
    for one in edition.content[GROUP]:
        file = file_of(edition.item, one["sha256"])
        if file is None:
            raise Refused(f"附件《{one['name']}》不在本件收存的文件里，不能公开；请重新上传。")
        outgoing.require_fit(file, day, "送审")
    _require_pictures_fit(edition, day)


def _require_pictures_fit(edition: Edition, day: date) -> None:
    """The same for what stands in the text: its pictures, and the attachments to which it links."""
    body = edition.content["body"]
    for number, sha256 in enumerate(pictures_of(body), 1):
        file = file_of(edition.item, sha256)
        if file is None:
            raise Refused(
                f"正文的第 {number} 幅图片不在本件收存的文件里，不能公开；请删去，重新粘贴或者上传。"
            )
        outgoing.require_fit(file, day, "送审")
    attached = {one["sha256"] for one in edition.content[GROUP]}
    if set(linked_files_of(body)) - attached:
        raise Refused("正文里有链接指向已经取下的附件，读者点开什么也没有；请改正文，或者重新添加附件。")


def file_of(item: Item, sha256: str) -> StoredFile | None:
    """The file of the item with that digest, as it is kept."""
    kept = StoredFile.objects.filter(owner=owner_of(item), sha256=sha256, withdrawn=False, sealed=False)
    return kept.select_related("agency").first()


def owner_of(item: Item) -> str:
    """As files name who they belong to."""
    return f"items.Item:{item.pk}"


def row_of(file: StoredFile) -> dict[str, Any]:
    """A file as the text names it."""
    return {
        "sha256": file.sha256,
        "name": file.name,
        "media_type": file.media_type,
        "size": file.size,
        "pages": file.pages,
    }


def _write(edition: Edition, by: Person, day: date, rows: list[dict[str, Any]], seen: int) -> Edition:
    return edit(edition=edition, by=by, day=day, group=GROUP, values={GROUP: rows}, seen=seen)
