"""Which files and redactions may this person see, and for which reasons was something blacked out?

`visible` is the one place that decides who of the staff sees a file; pages, pictures and downloads go through
it. What an applicant may take away is decided where the case is known; it asks for files by their owner.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.contrib.auth.models import AnonymousUser
from django.db.models import Count, Exists, OuterRef, QuerySet

from gongkai.outcomes import outcomes
from gongkai_web.agencies.models import Person
from gongkai_web.agencies.queries import scope
from gongkai_web.agencies.roles import HANDLERS
from gongkai_web.approval import queries as approval
from gongkai_web.approval import standing
from gongkai_web.approval.matter import Author, Matter, Words
from gongkai_web.files import owners
from gongkai_web.files.models import (
    Derived,
    Purpose,
    Redaction,
    RedactionBox,
    Status,
    StoredFile,
    TextLayer,
    Way,
)
from gongkai_web.files.pages import PDF
from gongkai_web.prepared import Slot

MOST_A_NIGHT = 300
_MADE_AS = {Way.CLEANED: "清理件", Way.CONVERTED: "转成的 PDF"}

WORDS = Words(
    "这次涂黑",
    act="复核涂黑",
    made="提交",
    decide="确认",
    parts="涂黑处",
    since="提交",
    submit="提交复核",
    changed="重新提交过",
    look="刷新页面，看过现在的预览",
)
FOUND = Words(
    "这份附件",
    act="确认查出的内容",
    made="上传",
    decide="确认",
    parts="附件",
    since="检查",
    submit="检查",
    look="在新打开的页面上看过现在查出的内容",
)


def visible(person: Person | AnonymousUser, day: date) -> QuerySet[StoredFile]:
    """The files that the person may see on that day: those of the agencies in their scope, those of a draft
    only with the draft itself.
    """
    found = StoredFile.objects.filter(agency__in=scope(person, day), sealed=False)
    return owners.seen_by(found, person, day).select_related("agency")


def visible_redactions(person: Person | AnonymousUser, day: date) -> QuerySet[Redaction]:
    """The redactions of the files that the person may see, newest first."""
    related = ("original__agency", "opened_by", "proposed_by", "decided_by", "result")
    return Redaction.objects.filter(original__in=visible(person, day)).select_related(*related)


def open_redactions(person: Person | AnonymousUser, day: date) -> QuerySet[Redaction]:
    """Those that somebody must still work on, with how many boxes they have."""
    found = visible_redactions(person, day).exclude(status=Status.CONFIRMED)
    return found.annotate(boxes_count=Count("boxes")).order_by("-pk")


def of_owner(owner: str | Slot) -> QuerySet[StoredFile]:
    """What an owner (`cases.Case:12`, or its slot) has, oldest first, without what was withdrawn."""
    return StoredFile.objects.filter(owner=owner, withdrawn=False)


def unread_pdfs() -> QuerySet[StoredFile]:
    """PDFs to be given away whose words nobody has read, the newest first, as many as a night takes."""
    unread = ~Exists(TextLayer.objects.filter(sha256=OuterRef("sha256")))
    found = StoredFile.objects.filter(unread, purpose=Purpose.INFORMATION, media_type=PDF, sealed=False)
    return found.filter(withdrawn=False).order_by("-pk")[:MOST_A_NIGHT]


def public() -> QuerySet[StoredFile]:
    """The files that everybody may have."""
    return StoredFile.objects.filter(public=True, withdrawn=False)


def next_public_name(owner: str) -> str:
    """How the next public version of that owner is called where nobody gave it a name."""
    made = StoredFile.objects.filter(owner=owner, purpose=Purpose.REDACTED).count()
    return f"政府信息公开版（第{made + 1}份）.pdf"


def original_of(public: StoredFile) -> StoredFile | None:
    """From which original a public version was made; None for any other file."""
    made = Redaction.objects.filter(result=public).select_related("original__agency").first()
    return made.original if made else None


def derived_of(file: StoredFile) -> Derived | None:
    """From which file it was cleaned or converted; None for one that came in."""
    return Derived.objects.filter(result=file).select_related("original").first()


def made_as(files: Sequence[StoredFile]) -> dict[int, str]:
    """What each file is beside those that look like it: 原件, or 清理件 and 涂黑件, of which; two queries."""
    if not files:
        return {}
    pks = [file.pk for file in files]
    told = {file.pk: file.get_purpose_display() for file in files}
    made = [
        (one.original, one.result_id, _MADE_AS[Way(one.way)])
        for one in Derived.objects.filter(result__in=pks).select_related("original")
    ]
    blackened = Redaction.objects.filter(result__in=pks).select_related("original")
    made += [(one.original, one.result_id, "涂黑件") for one in blackened if one.result_id]
    for original, result, what in made:
        told[result] = f"{told[result]} · {what}，由 {original.added_on} 的原件《{original.name}》做出"
        if original.pk in told and "原件" not in told[original.pk]:
            told[original.pk] += " · 原件"
    return told


def current_redaction(original: StoredFile) -> Redaction | None:
    """The redaction begun last."""
    related = ("original__agency", "opened_by", "proposed_by", "decided_by", "result")
    return Redaction.objects.filter(original=original).select_related(*related).order_by("-pk").first()


def digest(original: StoredFile, boxes: Iterable[RedactionBox]) -> str:
    """What a proposal is pinned to: SHA-256 (hex) of the original's digest and of all boxes with reasons."""
    rows = sorted((box.page, box.y, box.x, box.w, box.h, box.reason, box.article, box.note) for box in boxes)
    return standing.digest({"original": original.sha256, "boxes": rows})


def matter(redaction: Redaction) -> Matter:
    """What is to be decided about it: by whoever handles requests and did not propose it."""
    return Matter(
        words=WORDS,
        agency=redaction.original.agency,
        step=0,
        roles=HANDLERS if redaction.status == Status.PROPOSED else frozenset(),
        author_id=redaction.proposed_by_id,
        content=redaction.pinned,
        author=Author.NEVER,
    )


def may_confirm(person: Person | AnonymousUser, redaction: Redaction, day: date) -> bool:
    """Whether the person is the second one whom it waits for."""
    return approval.may_decide(person, matter(redaction), day)


@dataclass(frozen=True, slots=True)
class RedactionReason:
    """A line of the list for the letter: number (from 1), page, reason, article, kind of contents."""

    number: int
    page: int
    code: str
    label: str
    article: str
    note: str


def redaction_reasons(redaction: Redaction) -> tuple[RedactionReason, ...]:
    """Why each box is black, in reading order (《条例》第三十七条: 对不予公开的内容说明理由)."""
    known = outcomes()
    return tuple(
        RedactionReason(number, box.page, box.reason, known[box.reason].short, box.article, box.note)
        for number, box in enumerate(redaction.boxes.all(), 1)
    )
