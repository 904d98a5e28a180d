"""附件: how does a file come to a text, become another one, and leave it? It is examined first.

An attachment has a number (`no`) that stays its own in the item for good; `was` are the digests of the files
that stood under it before, whose addresses lead to it. It is written like any group of fields.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from django.core.files.base import File

from gongkai.richtext.out.page import linked_files_of, pictures_of, with_files
from gongkai_web.agencies.models import Person
from gongkai_web.errors import Refused
from gongkai_web.files import actions as files
from gongkai_web.files import outgoing
from gongkai_web.files.models import Purpose, StoredFile
from gongkai_web.publishing.items.actions.drafting import edit
from gongkai_web.publishing.items.actions.entry import require_writer
from gongkai_web.publishing.items.actions.stripping import stripped
from gongkai_web.publishing.items.content import Content
from gongkai_web.publishing.items.models import Edition, Item, SnapshotContent

GROUP = "attachments"


def attach(
    *, edition: Edition, by: Person, day: date, upload_name: str, content: bytes | File[bytes], seen: int
) -> Edition:
    """Adds a file. `seen`: the version of the attachments that was on the screen.

    What is not seen of it is taken out where that takes nothing else along. Call it outside a transaction.
    """
    require_writer(by, edition.item, day, "添加附件")
    file = _received(edition.item, by, day, upload_name, content)
    rows = edition.content[GROUP]
    if any(one["sha256"] == file.sha256 for one in rows):
        return edition
    return _write(edition, by, day, [*rows, row_of(file, next_number(edition))], seen)


def replace(
    *,
    edition: Edition,
    by: Person,
    day: date,
    sha256: str,
    upload_name: str,
    content: bytes | File[bytes],
    seen: int,
) -> Edition:
    """Puts another file in the place of one: the attachment keeps its address, the old file's leads there."""
    require_writer(by, edition.item, day, "更换附件")
    _row(edition, sha256)
    file = _received(edition.item, by, day, upload_name, content)
    return _exchange(edition, sha256, file, by=by, day=day, seen=seen)


def clean_attachment(*, edition: Edition, by: Person, day: date, sha256: str, seen: int) -> Edition:
    """A clean copy takes the place of an attachment, read back and examined again; both files stay."""
    require_writer(by, edition.item, day, "清理附件")
    row = _row(edition, sha256)
    file = file_of(edition.item, sha256)
    if file is None:
        raise Refused(f"附件《{row['name']}》不在本件收存的文件里，不能清理；请重新上传。")
    made = files.clean_file(by=by, file=file, day=day)
    return _exchange(edition, sha256, made, by=by, day=day, seen=seen)


def _exchange(
    edition: Edition, sha256: str, file: StoredFile, *, by: Person, day: date, seen: int
) -> Edition:
    """Writes another file under the number of an attachment; what was public under it before is noted."""
    rows = edition.content[GROUP]
    if file.sha256 == sha256:
        return edition
    if any(one["sha256"] == file.sha256 for one in rows):
        raise Refused(f"《{file.name}》已经是这一稿的附件；请另选一份，或者取下其中一份。")
    files.read_layers([file])
    old = _row(edition, sha256)
    was = [*old.get("was", []), *([sha256] if _was_public(edition.item, sha256) else [])]
    fresh = row_of(file, old.get("no") or next_number(edition), [one for one in was if one != file.sha256])
    edition = _write(edition, by, day, [fresh if one is old else one for one in rows], seen)
    return _lead_on(edition, by, day, sha256, file.sha256)


def _lead_on(edition: Edition, by: Person, day: date, old: str, new: str) -> Edition:
    """What the text links to is the file that stands there now."""
    body = edition.content["body"]
    if old not in linked_files_of(body):
        return edition
    seen = int(edition.versions.get("body", 1))
    values = {"body": with_files(body, {old: new})}
    return edit(edition=edition, by=by, day=day, group="body", values=values, seen=seen)


def _was_public(item: Item, sha256: str) -> bool:
    """Whether the public could have had the file."""
    texts = SnapshotContent.objects.filter(snapshot__in=item.publications.values("snapshot"))
    contents = texts.values_list("content", flat=True)
    return any(one["sha256"] == sha256 for content in contents for one in content.get(GROUP, []))


def next_number(edition: Edition) -> int:
    """The number of the next attachment: none is given twice in an item, not even after it was taken out."""
    texts = SnapshotContent.objects.filter(snapshot__item=edition.item)
    kept = [edition.content, *texts.values_list("content", flat=True)]
    return 1 + max((one.get("no", 0) for content in kept for one in content.get(GROUP, [])), default=0)


def _row(edition: Edition, sha256: str) -> dict[str, Any]:
    """The attachment as the text names it. Raises Refused where it is not there."""
    found: dict[str, Any] | None = next(
        (one for one in edition.content[GROUP] if one["sha256"] == sha256), None
    )
    if found is None:
        raise Refused("这份附件已经不在这一稿里；请刷新页面。")
    return found


def _received(
    item: Item, by: Person, day: date, upload_name: str, content: bytes | File[bytes]
) -> StoredFile:
    file = files.store_file(
        agency=item.agency,
        owner=owner_of(item),
        purpose=Purpose.INFORMATION,
        upload_name=upload_name,
        content=content,
        by=by,
        day=day,
    )
    kept = stripped(file, by, day)
    files.read_layers([kept])
    return kept


def detach(*, edition: Edition, by: Person, day: date, sha256: str, seen: int) -> Edition:
    """Takes a file out of the text; it stays with the item."""
    gone = _row(edition, sha256)
    kept = [one for one in edition.content[GROUP] if one is not gone]
    return _write(edition, by, day, kept, seen)


def require_files_fit(edition: Edition, day: date, doing: str = "送审") -> None:
    """Raises Refused where an attachment is not the item's own file, or may not leave the house yet."""
    for _, said in unfit_files(edition.content, day, lambda: edition.item):
        raise Refused(f"不能{doing}：{said}")


def unfit_files(content: Content, day: date, item: Callable[[], Item]) -> Iterator[tuple[str, str]]:
    """Why files of the text may not go out yet, all of it: a code and a sentence each.

    `item`: asked only where there are files; a batch has hundreds of texts without any.
    """
    body = content["body"]
    lost = {
        one["sha256"]: f"附件《{one['name']}》不在本件收存的文件里，不能公开；请重新上传。"
        for one in content[GROUP]
    }
    for number, sha256 in enumerate(pictures_of(body), 1):
        said = f"正文的第 {number} 幅图片不在本件收存的文件里，不能公开；请删去，重新粘贴或者上传。"
        lost.setdefault(sha256, said)
    if lost:
        held = files_of(item(), lost)
        yield from (("file-gone", said) for sha256, said in lost.items() if sha256 not in held)
        for standing in outgoing.standings([held[one] for one in lost if one in held], day):
            yield from outgoing.problems(standing)
    if set(linked_files_of(body)) - {one["sha256"] for one in content[GROUP]}:
        said = "正文里有链接指向已经取下的附件，读者点开什么也没有；请改正文，或者重新添加附件。"
        yield "file-unlinked", said


def file_of(item: Item, sha256: str) -> StoredFile | None:
    """The file of the item with that digest, as it is kept."""
    return files_of(item, [sha256]).get(sha256)


def files_of(item: Item, digests: Iterable[str]) -> dict[str, StoredFile]:
    """Its files with these digests, by digest, in one question."""
    kept = StoredFile.objects.filter(owner=owner_of(item), sha256__in=list(digests))
    kept = kept.filter(withdrawn=False, sealed=False).select_related("agency")
    return {one.sha256: one for one in kept.order_by("-pk")}  # of the same bytes the first


def sealed_of(item: Item, digests: Iterable[str]) -> set[str]:
    """Which of these files of the item were sealed: nothing is said of them, wherever else they were."""
    found = StoredFile.objects.filter(owner=owner_of(item), sha256__in=list(digests), sealed=True)
    return set(found.values_list("sha256", flat=True))


def owner_of(item: Item) -> str:
    """As files name who they belong to."""
    return f"items.Item:{item.pk}"


def row_of(file: StoredFile, number: int, was: Sequence[str] = ()) -> dict[str, Any]:
    """A file as the text names it, under its number; `was`: the digests of those before it."""
    return {
        "no": number,
        **({"was": list(was)} if was else {}),
        "sha256": file.sha256,
        "name": file.name,
        "media_type": file.media_type,
        "size": file.size,
        "pages": file.pages,
    }


def _write(edition: Edition, by: Person, day: date, rows: list[dict[str, Any]], seen: int) -> Edition:
    return edit(edition=edition, by=by, day=day, group=GROUP, values={GROUP: rows}, seen=seen)
