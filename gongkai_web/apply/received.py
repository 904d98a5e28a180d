"""Which of the uploads may be kept, and what is said of the others?"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.core.files.base import File
from django.core.files.uploadedfile import UploadedFile
from django.utils.datastructures import MultiValueDict

from gongkai.reading.formats.limits import MEGABYTE
from gongkai_web.agencies.models import Agency
from gongkai_web.apply.actions import Upload
from gongkai_web.apply.actions.sending import PURPOSES
from gongkai_web.apply.models import DraftFile, Part
from gongkai_web.apply.room import Room
from gongkai_web.errors import Refused
from gongkai_web.files import limits
from gongkai_web.files.actions import examine
from gongkai_web.files.checks import Checked

# So many of the largest files, whatever their part: nobody who is unknown fills the disk.
_LARGEST_TOGETHER = 5
# The name of the field of each part.
FIELDS = {Part.PROOF: "proof", Part.AUTHORISATION: "agent-authorisation", Part.ATTACHMENT: "attachments"}


@dataclass(slots=True)
class Received:
    """Uploads that were examined: those that may be kept, and a sentence for each of the others."""

    uploads: list[Upload] = field(default_factory=list)
    refused: list[tuple[str, str]] = field(default_factory=list)

    def has(self, part: str) -> bool:
        """Whether something came for that part."""
        return any(one.part == part for one in self.uploads)

    @property
    def bytes(self) -> int:
        """Of all that may be kept."""
        return sum(len(one.checked.data) for one in self.uploads)


def receive(
    agency: Agency,
    uploaded: MultiValueDict[str, UploadedFile[bytes]],
    held: Iterable[DraftFile],
    day: date,
    owner: str = "apply.Draft:0",
    *,
    allowed: Room,
) -> Received:
    """Examines what came with the form (`request.FILES`), beside what its draft holds already.

    `allowed`: what may still come from where it comes from.
    """
    found, left = Received(), allowed.left
    waiting = list(held)
    space = most_bytes() - sum(one.size for one in waiting)
    for part, name in FIELDS.items():
        room = limits.most_files() - sum(one.part == part for one in waiting)
        for upload in uploaded.getlist(name):
            size = upload.size or 0
            if room < 1:
                said = f"《{upload.name}》没有收下：{part.label}最多 {limits.most_files()} 份。"
                found.refused.append((part, said))
                continue
            if space < size <= limits.largest_file():
                most = most_bytes() // MEGABYTE
                said = f"《{upload.name}》没有收下：一份申请的文件合计不超过 {most} MB；其余的可以邮寄。"
                found.refused.append((part, said))
                continue
            if left < size <= limits.largest_file():
                found.refused.append((part, f"《{upload.name}》没有收下：{allowed.why}"))
                continue
            try:
                found.uploads.append(Upload(part, examined(agency, upload, PURPOSES[part], day, owner)))
                room, space, left = room - 1, space - size, left - size
            except Refused as problem:
                found.refused.append((part, str(problem)))
    return found


def most_bytes() -> int:
    """Bytes of all files of one application."""
    return _LARGEST_TOGETHER * limits.largest_file()


def examined(agency: Agency, upload: File[bytes], purpose: str, day: date, owner: str) -> Checked:
    """One upload, ready to be kept. Raises Refused."""
    return examine(
        agency=agency,
        owner=owner,
        purpose=purpose,
        upload_name=upload.name or "",
        content=upload,
        by=None,
        day=day,
    )
