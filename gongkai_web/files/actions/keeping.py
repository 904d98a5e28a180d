"""How does a file come in, become public, and get withdrawn?

Examining (limits, type, scanner) and keeping (bytes, row, audit line) are two steps, so that an act with a
transaction of its own – a request with its attachments – can examine before it begins: a scanner is asked
without holding the database, and the audit line of an infected file stands although the act is refused.
"""

from __future__ import annotations

import hashlib
import logging
import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from django.conf import settings
from django.core.files.base import File
from django.db import transaction

from gongkai.examining.stripping import upright
from gongkai_web.agencies.models import Agency, Person
from gongkai_web.agencies.permissions import What, require
from gongkai_web.audit.actions import record
from gongkai_web.errors import Refused
from gongkai_web.files import checks, limits, outgoing, scan, store
from gongkai_web.files.actions.looking import examine_outgoing
from gongkai_web.files.checks import Checked
from gongkai_web.files.models import Purpose, StoredFile

_log = logging.getLogger("gongkai.files")
_OWNER = re.compile(r"[a-z_]+\.[A-Za-z]+:\d+")
_NEVER_PUBLIC = frozenset({Purpose.IDENTITY_PROOF, Purpose.APPLICATION_ATTACHMENT, Purpose.CORRECTION})


def store_file(
    *,
    agency: Agency,
    owner: str,
    purpose: str,
    upload_name: str,
    content: bytes | File[bytes],
    by: Person | None,
    day: date,
) -> StoredFile:
    """Examines and keeps an upload. `by` None: it came in from outside, the caller answers for that.

    `owner` reads like `cases.Case:12`. The same file handed in again for the same purpose gives the row that
    is there. Raises Refused (limits, type, name, damage, macros, infected, scanner silent) or NotAllowed.
    """
    checked = examine(
        agency=agency,
        owner=owner,
        purpose=purpose,
        upload_name=upload_name,
        content=content,
        by=by,
        day=day,
    )
    kept = keep(agency=agency, owner=owner, purpose=purpose, checked=checked, by=by, day=day)
    if purpose in outgoing.OUTGOING:
        examine_outgoing([kept])
    return kept


def examine(
    *,
    agency: Agency,
    owner: str,
    purpose: str,
    upload_name: str,
    content: bytes | File[bytes],
    by: Person | None,
    day: date,
) -> Checked:
    """The first half of `store_file`: writes nothing but the audit line of an infected file.

    Call it outside a transaction. `owner` may not have its number yet (`cases.Case:0`).
    """
    _check_place(agency, owner, purpose, by, day)
    largest = limits.largest_file()
    data = _bytes(upload_name, content, largest)
    checked = checks.check(upload_name, data, largest=largest, most_pixels=limits.most_pixels())
    _refuse_infected(agency, owner, checked.name, checked.data, by)
    return checked


def pixels_alone(checked: Checked) -> Checked:
    """A photo without what it says of its place, its time and its owner; anything else as it is.

    Nothing is drawn anew: it is as sharp as before, and turned as before. The trail knows what came in.
    """
    data = upright(checked.data)
    if data == checked.data:
        return checked
    most = limits.most_pixels()
    again = checks.check(checked.name, data, largest=limits.largest_file(), most_pixels=most)
    return replace(again, was=checked.was or (checked.kind.label, checked.sha256))


def received(
    *, agency: Agency, owner: str, upload_name: str, content: bytes | File[bytes], by: Person
) -> tuple[str, bytes]:
    """The clean name and the bytes of a file that is read and not kept: not too large, and scanned.

    Writes nothing but the audit line of an infected file. Call it outside a transaction.
    """
    name, largest = checks.clean_name(upload_name), limits.largest_file()
    data = _bytes(upload_name, content, largest)
    if len(data) > largest:
        raise checks.too_large(name, largest)
    _refuse_infected(agency, owner, name, data, by)
    return name, data


@transaction.atomic
def keep(
    *, agency: Agency, owner: str, purpose: str, checked: Checked, by: Person | None, day: date
) -> StoredFile:
    """The second half of `store_file`: writes bytes, row and audit line. Raises Refused for one too many."""
    _check_place(agency, owner, purpose, by, day)
    # Two uploads at a time count one after the other.
    Agency.objects.select_for_update(of=("self",), no_key=True).get(pk=agency.pk)
    held = StoredFile.objects.filter(agency=agency, owner=owner, purpose=purpose, withdrawn=False)
    again = held.filter(sha256=checked.sha256, name=checked.name).first()
    if again:
        return again
    most = limits.MOST_PICTURES if purpose == Purpose.PICTURE else limits.most_files()
    if held.count() >= most:
        raise Refused(
            f"《{checked.name}》没有收下：{Purpose(purpose).label}最多 {most} 份；"
            "请合并成一份 PDF，或者先撤下不需要的。"
        )
    return write(agency=agency, owner=owner, purpose=purpose, checked=checked, by=by, day=day)


def write(
    *, agency: Agency, owner: str, purpose: str, checked: Checked, by: Person | None, day: date
) -> StoredFile:
    """Bytes, row and audit line, within the caller's transaction; for actions of this app."""
    store.keep(checked.sha256, checked.data)
    file = StoredFile(
        agency=agency,
        owner=owner,
        purpose=purpose,
        name=checked.name,
        media_type=checked.kind.media_type,
        size=len(checked.data),
        sha256=checked.sha256,
        pages=checked.pages,
        added_on=day,
        added_by_id=by.pk if by else None,
        added_by_name=by.display_name if by else "",
    )
    file.save()
    # A name is words: what is sealed later must not stand in the trail.
    told: dict[str, Any] = {"owner": owner, "purpose": purpose, "name_hash": named(file.name)}
    detail = {**told, "sha256": file.sha256, "size": file.size}
    if checked.was:
        detail |= {"was": checked.was[0], "was_sha256": checked.was[1]}
    line(by, file, "store_file", detail)
    return file


def publish_file(*, by: Person, file: StoredFile, day: date, reason: str) -> StoredFile:
    """Lets everybody have the file. Never what an applicant handed in, nor an original that was redacted.

    It is looked into first: what was found in it is taken out, or let pass by somebody, before.
    """
    require(by, file.agency, What.HANDLE, day, "公开文件")
    examine_outgoing([file])
    with transaction.atomic():
        file = _locked(file)
        require(by, file.agency, What.HANDLE, day, "公开文件")
        _check_publishable(file, reason)
        outgoing.require_fit(file, day, "公开")
        file.public = True
        file.save(update_fields=["public"])
        line(by, file, "publish_file", {"sha256": file.sha256}, reason)
    return file


def _check_publishable(file: StoredFile, reason: str) -> None:
    if file.withdrawn:
        raise Refused(f"《{file.name}》已经撤下，不能公开。")
    if file.purpose in _NEVER_PUBLIC:
        raise Refused(f"《{file.name}》是申请人提交的{Purpose(file.purpose).label}，不能公开。")
    if file.redactions.exists():
        raise Refused(f"《{file.name}》是涂黑的原件，不能公开；请公开它的公开版。")
    if not reason.strip():
        raise Refused("公开文件须写明依据。")


@transaction.atomic
def withdraw_file(*, by: Person, file: StoredFile, day: date, reason: str) -> StoredFile:
    """Takes the file out of use; it is kept, and staff still see it."""
    file = _locked(file)
    require(by, file.agency, What.HANDLE, day, "撤下文件")
    if not reason.strip():
        raise Refused("撤下文件须写明理由。")
    if file.withdrawn:
        raise Refused(f"《{file.name}》已经撤下。")
    file.withdrawn, file.withdrawn_reason, file.public = True, reason.strip(), False
    file.save(update_fields=["withdrawn", "withdrawn_reason", "public"])
    line(by, file, "withdraw_file", {"sha256": file.sha256}, reason)
    return file


def named(name: str) -> str:
    """How a line of the trail tells the name of a file: by its digest."""
    return hashlib.sha256(name.encode()).hexdigest()


# – who, and the line


def line(by: Person | None, file: StoredFile, act: str, detail: Mapping[str, Any], reason: str = "") -> None:
    """The audit line of an act on a file."""
    record(
        actor=by,
        agency=file.agency,
        act=f"files.{act}",
        subject=f"files.StoredFile:{file.pk}",
        detail=detail,
        reason=reason,
    )


def _check_place(agency: Agency, owner: str, purpose: str, by: Person | None, day: date) -> None:
    if not _OWNER.fullmatch(owner):
        raise ValueError(f"An owner reads like cases.Case:12, not {owner!r}.")
    if purpose not in Purpose.values or purpose == Purpose.REDACTED:
        raise Refused(f"不认识的文件用途「{purpose}」；公开版只能由涂黑生成。")
    if by is not None:
        require(by, agency, What.HANDLE, day, "收存文件")


def _bytes(upload_name: str, content: bytes | File[bytes], largest: int) -> bytes:
    """Never more in memory than the limit and one piece."""
    if isinstance(content, bytes):
        return content
    got = bytearray()
    for piece in content.chunks():
        got += piece
        if len(got) > largest:
            raise checks.too_large(checks.clean_name(upload_name), largest)
    return bytes(got)


def _scanned(name: str, data: bytes) -> str:
    """What the scanner found; empty where clean or where no scanner is set up."""
    if not settings.GONGKAI_CLAMD:
        return ""
    try:
        seconds = settings.GONGKAI_CLAMD_SECONDS
        return scan.scan(data, address=settings.GONGKAI_CLAMD, seconds=seconds).found
    except scan.ScanFailed as problem:
        _log.error("clamd 没有给出结论：%s", problem)
        raise Refused(
            f"《{name}》没有收下：病毒扫描服务没有应答，未经扫描的文件不收；"
            "请稍后再试，一直不行的请联系系统管理员。"
        ) from None


def _refuse_infected(agency: Agency, owner: str, name: str, data: bytes, by: Person | None) -> None:
    found = _scanned(name, data)
    if not found:
        return
    detail = {"name": name, "sha256": hashlib.sha256(data).hexdigest(), "found": found}
    with transaction.atomic():
        record(actor=by, agency=agency, act="files.refuse_infected", subject=owner, detail=detail)
    raise Refused(f"《{name}》没有收下：病毒扫描发现“{found}”；请先在自己的设备上杀毒，再重新导出后上传。")


def _locked(file: StoredFile) -> StoredFile:
    """The row as it stands now, held until the act is done."""
    return (
        StoredFile.objects.select_for_update(of=("self",), no_key=True)
        .select_related("agency")
        .get(pk=file.pk)
    )
