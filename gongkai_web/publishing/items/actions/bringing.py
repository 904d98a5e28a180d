"""带入: how does what was pasted or imported become the text of an item, and its pictures files of the item?

A picture is kept like any file that is to leave: of an allowed type, scanned, examined, and where it holds
more than is seen – where it was taken, by what – in a copy without that. What cannot be kept is said, never
quietly lost. Strangers' bytes are opened in the limited child, and never while the database is held.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from gongkai import confined
from gongkai.errors import GongkaiError, ReadingError
from gongkai.richtext.clean import clean
from gongkai.richtext.heading import without_heading
from gongkai.richtext.imported import Imported
from gongkai.richtext.out.page import pictures_of, with_pictures
from gongkai.richtext.pasting import pasted
from gongkai.richtext.pictures import Picture
from gongkai_web.agencies.models import Person
from gongkai_web.errors import NotAllowed, Refused
from gongkai_web.files import actions as files
from gongkai_web.files import limits, photos
from gongkai_web.files.models import Purpose, StoredFile
from gongkai_web.publishing.items.actions.attaching import owner_of
from gongkai_web.publishing.items.actions.drafting import edit
from gongkai_web.publishing.items.actions.entry import require_writer
from gongkai_web.publishing.items.actions.stripping import stripped
from gongkai_web.publishing.items.models import Edition, Item

GROUP = "body"
_GIF, _SECONDS_A_PICTURE = "image/gif", 60.0
_OURS = re.compile(
    r'(?P<what>\b(?:src|href)=")(?:https?://[^/"]*)?/(?:office/)?items/(?P<item>[0-9]+)/'
    r'(?:pictures|files)/(?P<sha>[0-9a-f]{64})/"'
)


@dataclass(frozen=True, slots=True)
class Brought:
    """A text with its pictures kept; `said`: a sentence for each thing that did not come along as it was."""

    html: str
    said: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Written:
    """The edition with its new text, and what did not come along."""

    edition: Edition
    said: tuple[str, ...]


def write_body(*, edition: Edition, by: Person, day: date, html: str, seen: int) -> Written:
    """Writes the text as it was typed or pasted. `seen`: the version of the text that was on the screen.

    Raises Conflict as `edit` does. Call it outside a transaction.
    """
    brought = take_in(item=edition.item, by=by, day=day, html=html)
    text = without_heading(brought.html, edition.content["title"])
    written = edit(edition=edition, by=by, day=day, group=GROUP, values={GROUP: text}, seen=seen)
    return Written(written, brought.said)


def take_in(*, item: Item, by: Person, day: date, html: str) -> Brought:
    """What was typed or pasted as a text of the item; its pictures are kept, nothing else is written."""
    require_writer(by, item, day, "修改主动公开的信息")
    try:
        imported = pasted(_by_digest(html, item))
    except ReadingError as problem:
        raise Refused(f"「正文」读不出来：{problem}") from None
    return bring(item=item, by=by, day=day, imported=imported)


def bring(*, item: Item, by: Person, day: date, imported: Imported) -> Brought:
    """What was read of a paste or a file as a text of the item, its pictures kept with the item."""
    require_writer(by, item, day, "带入正文的图片")
    said = [*imported.missing, *(one.message for one in imported.remarks)]
    new: dict[str, str] = {}
    for number, picture in enumerate(imported.pictures, 1):
        try:
            new[picture.sha256] = _kept(item, by, day, picture, number).sha256
        except NotAllowed:
            raise
        except GongkaiError as problem:
            new[picture.sha256] = ""
            said.append(f"第 {number} 幅图片没有带入：{problem}")
    strange = _strange(item, set(pictures_of(imported.html)) - new.keys())
    if strange:
        said.append(f"有 {len(strange)} 幅图片不在本件里，没有带入；请把图片存下来，在这里上传。")
    html = with_pictures(imported.html, {**new, **dict.fromkeys(strange, "")})
    return Brought(html if html == imported.html else clean(html), tuple(said))


def _by_digest(html: str, item: Item) -> str:
    """The HTML of our own page with its pictures and files named as the text names them."""

    def named(hit: re.Match[str]) -> str:
        return f'{hit["what"]}sha256:{hit["sha"]}"' if hit["item"] == str(item.pk) else hit[0]

    return _OURS.sub(named, html)


def _strange(item: Item, digests: Iterable[str]) -> list[str]:
    """Those of the digests under which the item keeps no picture."""
    held = StoredFile.objects.filter(owner=owner_of(item), sha256__in=digests, withdrawn=False, sealed=False)
    known = set(held.values_list("sha256", flat=True))
    return sorted(set(digests) - known)


def _kept(item: Item, by: Person, day: date, picture: Picture, number: int) -> StoredFile:
    """The picture as a file of the item; without what is not seen of it, where there is such."""
    name = f"图片{number}"
    file = files.store_file(
        agency=item.agency,
        owner=owner_of(item),
        purpose=Purpose.PICTURE,
        upload_name=f"{name}.{'png' if picture.media_type == _GIF else picture.suffix}",
        content=_standing_still(picture, name) if picture.media_type == _GIF else picture.data,
        by=by,
        day=day,
    )
    return stripped(file, by, day)


def _standing_still(picture: Picture, name: str) -> bytes:
    most = limits.most_pixels()
    made: bytes = confined.call(
        photos.as_still, picture.data, name, most, name=name, seconds=_SECONDS_A_PICTURE
    )
    return made
