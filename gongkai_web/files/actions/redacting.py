"""How is something blacked out: boxes are drawn, proposed, and confirmed by a second person?

A proposal is pinned to the digest of original and boxes. Whoever proposed does not confirm; what is confirmed
is what was proposed and what the second person had on the screen. Any change asks for a new proposal.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from django.db import transaction

from gongkai.outcomes import outcomes
from gongkai.prose.personal_data import personal_data
from gongkai_web.agencies.models import Agency, Person
from gongkai_web.agencies.permissions import What, require
from gongkai_web.approval import actions as approval
from gongkai_web.approval.matter import Author
from gongkai_web.approval.standing import returned
from gongkai_web.errors import Refused
from gongkai_web.files import checks, limits, pages, queries, redact, store
from gongkai_web.files.actions.keeping import line, write
from gongkai_web.files.actions.looking import examine_outgoing
from gongkai_web.files.areas import WHOLE, Area
from gongkai_web.files.models import (
    Purpose,
    Redaction,
    RedactionBox,
    RedactionDecision,
    Status,
    StoredFile,
    reason_choices,
)

_BLACK_OUT = "涂黑"


@transaction.atomic
def open_redaction(*, by: Person, original: StoredFile, day: date) -> Redaction:
    """The redaction of this file that is being worked on; a new one where there is none."""
    original = (
        StoredFile.objects.select_for_update(of=("self",), no_key=True)
        .select_related("agency")
        .get(pk=original.pk)
    )
    require(by, original.agency, What.HANDLE, day, _BLACK_OUT)
    if original.withdrawn:
        raise Refused(f"《{original.name}》已经撤下，不能涂黑。")
    if original.purpose == Purpose.REDACTED:
        raise Refused(f"《{original.name}》已经是公开版；还要涂黑的，请回到原件。")
    if not pages.can_be_redacted(original.media_type):
        raise Refused(
            f"《{original.name}》不是 PDF 或图片，不能在这里涂黑；"
            "Word、Excel 文件请在涂黑页面上转成 PDF，其他的请转成 PDF 或者扫描后上传。"
        )
    if (original.pages or 0) > limits.most_redacted_pages():
        raise redact.too_long(original.pages or 0)
    current = original.redactions.exclude(status=Status.CONFIRMED).first()
    if current:
        return current
    opened = Redaction(original=original, opened_on=day, opened_by=by)
    opened.save()
    line(by, original, "open_redaction", {"redaction": opened.pk})
    return opened


@transaction.atomic
def add_box(
    *,
    by: Person,
    redaction: Redaction,
    day: date,
    page: int,
    x: int,
    y: int,
    w: int,
    h: int,
    reason: str,
    article: str = "",
    note: str = "",
) -> RedactionBox:
    """Draws a box: page from 1; place and size in 1/10000 of the page.

    `reason`: an outcome of the group 不予公开; `article`: by default its own.
    A proposal or a return is thereby over.
    """
    redaction = _editable(by, redaction, day)
    _check_area(redaction, Area(page, x, y, w, h))
    if reason not in dict(reason_choices()):
        raise Refused(f"不认识的涂黑理由「{reason}」；请从列表中选一项。")
    if redaction.boxes.count() >= limits.MOST_BOXES:
        raise Refused(f"一份文件最多标 {limits.MOST_BOXES} 处；整页不公开的请用一个框盖住整页。")
    box = RedactionBox(
        redaction=redaction,
        page=page,
        x=x,
        y=y,
        w=min(w, WHOLE - x),
        h=min(h, WHOLE - y),
        reason=reason,
        article=article.strip() or str(outcomes()[reason].source),
        note=note.strip(),
    )
    box.save()
    place = {"page": box.page, "x": box.x, "y": box.y, "w": box.w, "h": box.h}
    line(by, redaction.original, "add_box", {"redaction": redaction.pk, "reason": reason, **place})
    return box


@transaction.atomic
def add_boxes(
    *,
    by: Person,
    redaction: Redaction,
    day: date,
    areas: Iterable[Area],
    reason: str,
    article: str = "",
    note: str = "",
) -> list[RedactionBox]:
    """Draws several boxes for one reason: all of them or none."""
    why = {"reason": reason, "article": article, "note": note}
    return [
        add_box(by=by, redaction=redaction, day=day, page=one.page, x=one.x, y=one.y, w=one.w, h=one.h, **why)
        for one in areas
    ]


@transaction.atomic
def remove_box(*, by: Person, box: RedactionBox, day: date) -> None:
    """Takes a box away. A proposal or a return is thereby over."""
    redaction = _editable(by, box.redaction, day)
    place = {"page": box.page, "x": box.x, "y": box.y, "w": box.w, "h": box.h}
    line(by, redaction.original, "remove_box", {"redaction": redaction.pk, "reason": box.reason, **place})
    box.delete()


@transaction.atomic
def propose_redaction(*, by: Person, redaction: Redaction, day: date) -> Redaction:
    """Hands the boxes to a second person, as they stand now."""
    redaction = _locked(redaction)
    require(by, redaction.original.agency, What.HANDLE, day, "提交复核")
    sent_back = returned(redaction.decisions.all())
    if redaction.status == Status.RETURNED and sent_back:
        raise Refused(f"这次涂黑已被退回（{sent_back.note}），还没有改动；请修改后再提交复核。")
    if redaction.status != Status.DRAFT:
        raise Refused(f"这次涂黑{redaction.get_status_display()}，不能提交复核。")
    boxes = list(redaction.boxes.all())
    if not boxes:
        raise Refused("还没有标出要涂黑的地方；请至少标一处。")
    redaction.pinned = queries.digest(redaction.original, boxes)
    redaction.status, redaction.proposed_by, redaction.proposed_on = Status.PROPOSED, by, day
    redaction.save()
    detail = {"redaction": redaction.pk, "boxes": len(boxes), "pinned": redaction.pinned}
    line(by, redaction.original, "propose_redaction", detail)
    return redaction


@transaction.atomic
def return_redaction(
    *, by: Person, redaction: Redaction, day: date, reason: str, seen: str = ""
) -> Redaction:
    """Sends the proposal back with a reason. `seen`: digest of what was on the screen, by default this."""
    redaction = _locked(redaction)
    require(by, redaction.original.agency, What.HANDLE, day, "退回")
    if redaction.status != Status.PROPOSED:
        raise Refused(f"这次涂黑{redaction.get_status_display()}，不能退回。")
    # Who finds a fault in what they proposed themselves may say so: that approves nothing.
    matter = replace(queries.matter(redaction), author=Author.MAY)
    decision = approval.decide(
        RedactionDecision(redaction=redaction),
        matter=matter,
        by=by,
        day=day,
        approve=False,
        now=redaction.pinned,
        seen=seen or redaction.pinned,
        note=reason,
    )
    redaction.status, redaction.return_reason = Status.RETURNED, decision.note
    redaction.decided_by, redaction.decided_on = by, day
    redaction.save()
    line(by, redaction.original, "return_redaction", {"redaction": redaction.pk}, reason)
    return redaction


def confirm_redaction(
    *, by: Person, redaction: Redaction, day: date, seen: str, name: str = ""
) -> StoredFile:
    """Makes the public version and keeps it beside the original. `seen`: digest of what was on the screen.

    `name`: what the applicant will see, as the second person wants it; by default it only counts, for the
    name of the original may itself tell what was blacked out. The way back is the row of the redaction.
    The version is made and read back before the database is held, and everything is checked again then.
    Raises NotAllowed for whoever proposed; Refused where boxes or original changed, or the result fails.
    """
    redaction = Redaction.objects.select_related("original__agency", "proposed_by").get(pk=redaction.pk)
    _check_confirmable(by, redaction, day, seen)
    original = redaction.original
    named = _public_name(name)
    areas = [box.area for box in redaction.boxes.all()]
    data = store.read(original.sha256)
    result = redact.build(data, original.media_type, areas)
    redact.check(result, data, original.media_type, areas)
    with transaction.atomic():
        redaction = _locked(redaction)
        _check_confirmable(by, redaction, day, seen)
        approval.decide(
            RedactionDecision(redaction=redaction),
            matter=queries.matter(redaction),
            by=by,
            day=day,
            approve=True,
            now=queries.digest(redaction.original, redaction.boxes.all()),
            seen=seen,
        )
        made = _keep_result(by, redaction, day, result, named)
    examine_outgoing([made])
    return made


def _keep_result(by: Person, redaction: Redaction, day: date, result: bytes, named: str) -> StoredFile:
    original = redaction.original
    # Two that are confirmed at a time count one after the other.
    Agency.objects.select_for_update(of=("self",), no_key=True).get(pk=original.agency_id)
    name = named or queries.next_public_name(original.owner)
    digest = hashlib.sha256(result).hexdigest()
    checked = checks.Checked(name, checks.PDF, result, digest, original.pages)
    file = write(
        agency=original.agency,
        owner=original.owner,
        purpose=Purpose.REDACTED,
        checked=checked,
        by=by,
        day=day,
    )
    redaction.status, redaction.result = Status.CONFIRMED, file
    redaction.decided_by, redaction.decided_on = by, day
    redaction.save()
    detail = {"redaction": redaction.pk, "pinned": redaction.pinned, "result": file.pk, "sha256": digest}
    line(by, original, "confirm_redaction", detail)
    return file


def _public_name(given: str) -> str:
    """The name that was given, as a harmless file name; empty where none was. Raises Refused."""
    if not given.strip():
        return ""
    stem = checks.clean_name(given).removesuffix(".pdf").removesuffix(".PDF").rstrip(". ")
    told = next(personal_data(stem), None)
    if told:
        raise Refused(f"公开版的名称里像是有{told.kind}「{told.masked}」，申请人会看到；请换一个名称。")
    return checks.clean_name(f"{stem[: limits.LONGEST_NAME - 4]}.pdf")


def _check_confirmable(by: Person, redaction: Redaction, day: date, seen: str) -> None:
    require(by, redaction.original.agency, What.HANDLE, day, "复核涂黑")
    if redaction.status != Status.PROPOSED:
        raise Refused(f"这次涂黑{redaction.get_status_display()}，不能确认；请刷新页面。")
    if redaction.original.withdrawn:
        raise Refused(f"原件《{redaction.original.name}》已经撤下，不能生成公开版。")
    matter, now = queries.matter(redaction), queries.digest(redaction.original, redaction.boxes.all())
    approval.require_turn(matter, by, day)
    approval.require_unmoved(matter.words, matter.content, now)
    approval.require_seen(matter.words, seen, now)


def _check_area(redaction: Redaction, area: Area) -> None:
    count = redaction.original.pages or 0
    if not 1 <= area.page <= count:
        raise Refused(f"这份文件有 {count} 页，没有第 {area.page} 页。")
    if not (0 <= area.x < WHOLE and 0 <= area.y < WHOLE):
        raise Refused("框的左上角不在页面上；请填 0 到 100 之间的百分数。")
    if area.w < 1 or area.h < 1:
        raise Refused("框的宽和高须大于 0。")


def _editable(by: Person, redaction: Redaction, day: date) -> Redaction:
    """The redaction, held and back in draft: a changed box needs a new proposal."""
    redaction = _locked(redaction)
    require(by, redaction.original.agency, What.HANDLE, day, _BLACK_OUT)
    if redaction.status == Status.CONFIRMED:
        raise Refused("这次涂黑已经确认，公开版已生成；要改的请另开一次。")
    if redaction.status != Status.DRAFT:
        redaction.status, redaction.pinned = Status.DRAFT, ""
        redaction.proposed_by = redaction.proposed_on = None
        redaction.save()
    return redaction


def _locked(redaction: Redaction) -> Redaction:
    """The row as it stands now, held until the act is done."""
    return (
        Redaction.objects.select_for_update(of=("self",), no_key=True)
        .select_related("original__agency", "proposed_by")
        .get(pk=redaction.pk)
    )
