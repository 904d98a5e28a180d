"""What is done about what was found in a file: it is cleaned, made a PDF, or let pass with a reason?

Strangers' bytes are opened in the limited child, and never while the database is held.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import PurePath

from django.db import transaction

from gongkai import confined
from gongkai.errors import ReadingError
from gongkai.examining.cleaning import as_pdf
from gongkai.examining.findings import Finding
from gongkai.examining.kinds import TELL, kinds_of_finding
from gongkai_web.agencies.models import Agency, Person
from gongkai_web.agencies.permissions import What, require
from gongkai_web.approval import actions as approval
from gongkai_web.errors import Refused, require_reason
from gongkai_web.files import checks, drawn, limits, outgoing, queries, store
from gongkai_web.files.actions.keeping import line, pixels_alone, write
from gongkai_web.files.actions.looking import SECONDS_A_FILE, keep_findings, look_into
from gongkai_web.files.checks import Checked
from gongkai_web.files.models import Acceptance, Derived, Purpose, StoredFile, Way

# What a picture says of where, when, with what and by whom it was taken.
_OF_PHOTOS = frozenset({"location", "picture_data"})


@transaction.atomic
def accept_findings(*, by: Person, file: StoredFile, day: date, reason: str, seen: str = "") -> Acceptance:
    """Lets a file pass with what was found in it. `seen`: digest of what was on the screen.

    Raises Refused where something has to go first, and without a reason.
    """
    require(by, file.agency, What.HANDLE, day, "确认附件里查出的内容")
    now = outgoing.standing_of(file, day)
    if seen:
        approval.require_seen(queries.FOUND, seen, now.pinned)
    if now.blocking:
        raise Refused(f"《{file.name}》里有{now.blocking[0]}，写明理由也不能发出；请先清理，或者换一份。")
    if not now.can_be_accepted:
        raise Refused(f"《{file.name}》没有要确认的内容，或者已经确认过；请刷新页面。")
    require_reason(reason, "确认附件里查出的内容")
    made = Acceptance(
        file=file,
        kinds=sorted({one.kind.code for one in now.asking}),
        pinned=now.pinned,
        reason=reason.strip(),
        person=by,
        day=day,
    )
    made.save()
    line(
        by,
        file,
        "accept_findings",
        {"kinds": made.kinds, "sha256": file.sha256, "pinned": now.pinned},
        reason,
    )
    return made


def clean_file(*, by: Person, file: StoredFile, day: date) -> StoredFile:
    """A copy without what nobody sees, read back and examined again; the original stays as it is.

    Raises Refused where nothing can be taken out, or something is still left.
    """
    require(by, file.agency, What.HANDLE, day, "清理附件")
    if not outgoing.standing_of(file, day).can_be_cleaned:
        raise Refused(f"《{file.name}》没有可以在这里清理的内容；请在原来的程序里处理以后重新上传。")
    before = outgoing.standing_of(file, day)
    data = _made(file, drawn.cleaned, file.media_type)
    checked, findings = _read_back(data, file.name)
    _require_clean(file, findings)
    gone = {one.kind.code for one in before.found} - {one.kind for one in findings}
    return _keep_made(by, file, day, _Made(checked, findings, Way.CLEANED, tuple(sorted(gone))))


def convert_for_redaction(*, by: Person, file: StoredFile, day: date) -> StoredFile:
    """An office file as a PDF of its own, without what nobody sees: that can be blacked out."""
    require(by, file.agency, What.HANDLE, day, "转成 PDF")
    if file.media_type not in outgoing.OFFICE:
        raise Refused(f"《{file.name}》不是 DOCX、XLSX、DOC、XLS，不能在这里转成 PDF；请另存为 PDF 后上传。")
    if file.withdrawn:
        raise Refused(f"《{file.name}》已经撤下，不能转成 PDF。")
    checked, findings = _read_back(_made(file, as_pdf), file.name)
    return _keep_made(by, file, day, _Made(checked, findings, Way.CONVERTED))


def without_places(checked: Checked) -> Checked:
    """A file that others see as it was handed in, without where and with what its pictures were taken.

    A photo loses only what it says of that (`pixels_alone`); anything else with such pictures in it is made
    anew as `clean_file` does, the rest stays as it is. Call it outside a transaction. The trail knows what
    came in. Raises Refused where it cannot be taken out.
    """
    bare = pixels_alone(checked)
    taken = {one.kind for one in look_into(bare.data, bare.name)} & _OF_PHOTOS
    if not taken:
        return bare
    try:
        data = _in_child(drawn.cleaned, bare.data, bare.name, bare.kind.media_type)
        again, findings = _read_back(data, bare.name)
        left = {one.kind for one in findings} & _OF_PHOTOS
    except Refused as problem:
        raise _keeps_its_place(checked.name, f"{problem}") from None
    if left:
        raise _keeps_its_place(checked.name)
    return replace(again, was=checked.was or (checked.kind.label, checked.sha256))


def _keeps_its_place(name: str, why: str = "") -> Refused:
    said = f"（{why.rstrip('。')}）" if why else ""
    return Refused(
        f"《{name}》没有收下：里面的照片写着拍摄的位置、设备，在这里去不掉{said}；"
        "请把照片单独上传，或者去掉拍摄信息以后重新导出再上传。"
    )


# – in the child


def _made(file: StoredFile, make: Callable[..., bytes], *more: str) -> bytes:
    return _in_child(make, store.read(file.sha256), file.name, *more)


def _in_child(make: Callable[..., bytes], data: bytes, name: str, *more: str) -> bytes:
    try:
        return confined.call(make, data, name, *more, name=name, seconds=SECONDS_A_FILE)
    except ReadingError as problem:
        raise Refused(f"没有做成：{problem}") from None


def _read_back(data: bytes, name: str) -> tuple[Checked, tuple[Finding, ...]]:
    """What was made, checked as an upload is, and examined again; under the name that the kind asks for."""
    named = f"{PurePath(name).stem}.{checks.kind_of(name, data).extensions[0]}"
    checked = checks.check(named, data, largest=limits.largest_file(), most_pixels=limits.most_pixels())
    return checked, look_into(data, checked.name)


def _require_clean(file: StoredFile, findings: Iterable[Finding]) -> None:
    known = kinds_of_finding()
    left = [
        known[one.kind]
        for one in findings
        if known[one.kind].cleaned and not _told_only(known[one.kind].code)
    ]
    if left:
        raise Refused(
            f"《{file.name}》清理以后还有{left[0].label}，没有保存；请在原来的程序里处理以后重新上传。"
        )


def _told_only(code: str) -> bool:
    """Whether a kind was never more than told, as the text over the pictures of a clean PDF is."""
    return all(value.value == TELL for value in kinds_of_finding()[code].dated.values)


# – kept


@dataclass(frozen=True, slots=True)
class _Made:
    """What was made of a file: how, what is in it, and which kinds of findings are gone."""

    checked: Checked
    findings: tuple[Finding, ...]
    way: Way
    removed: tuple[str, ...] = ()


@transaction.atomic
def _keep_made(by: Person, file: StoredFile, day: date, made: _Made) -> StoredFile:
    Agency.objects.select_for_update(of=("self",), no_key=True).get(pk=file.agency_id)
    known = Derived.objects.filter(original=file, way=made.way, result__sha256=made.checked.sha256)
    again = known.filter(result__withdrawn=False).select_related("result").first()
    if again is not None:  # a second click
        return again.result
    result = write(
        agency=file.agency, owner=file.owner, purpose=_purpose(file), checked=made.checked, by=by, day=day
    )
    Derived(original=file, result=result, way=made.way, removed=list(made.removed), person=by, day=day).save()
    keep_findings(result.sha256, made.findings)
    detail = {"sha256": file.sha256, "result": result.pk, "result_sha256": result.sha256}
    act = "clean_file" if made.way == Way.CLEANED else "convert_file"
    line(by, file, act, {**detail, "removed": made.removed})
    return result


def _purpose(file: StoredFile) -> str:
    """What is made of an applicant's own paper to be given to somebody is information like any other."""
    return file.purpose if file.purpose in outgoing.OUTGOING else Purpose.INFORMATION
