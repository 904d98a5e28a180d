"""历史存量: how does what was public before come in, without anybody reviewing a hundred thousand pages anew?

As one batch: its rows are entered one by one and each says what is wrong with it; then the manifest – every
row with its digest – is frozen and goes through the same steps as a text. What goes out are the rows that
the manifest names, and each says that it came in so (实现约定). Until then all of it is drafts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from gongkai.booktitle import in_marks
from gongkai_web.agencies.models import Agency, Person
from gongkai_web.agencies.permissions import What, require
from gongkai_web.errors import Refused, require_reason
from gongkai_web.publishing.items import content as text
from gongkai_web.publishing.items import queries, review
from gongkai_web.publishing.items.actions.attaching import require_files_fit
from gongkai_web.publishing.items.actions.entry import agency_line
from gongkai_web.publishing.items.actions.reviewing import (
    decide_on,
    require_reviewers,
    told,
    told_decision,
)
from gongkai_web.publishing.items.actions.stock_rows import Entered, StockRow, enter_rows, publish_rows
from gongkai_web.publishing.items.checks import Unready, points_in, require_none, stock_setting
from gongkai_web.publishing.items.content import Content, Part
from gongkai_web.publishing.items.kinds import Stage
from gongkai_web.publishing.items.models import (
    Batch,
    Decision,
    Edition,
    Item,
    Snapshot,
    SnapshotContent,
)
from gongkai_web.turns import in_batches

MANIFEST = Part("manifest", "清单")
_AT_ONCE = 100
# So many rows are named in one sentence.
_NAMED = 3


@transaction.atomic
def begin_batch(*, by: Person, agency: Agency, day: date, title: str, reason: str) -> Batch:
    """Begins a batch of past stock. `reason`: where it was public, and how it comes here."""
    require(by, agency, What.WRITE_ITEM, day, "登记历史存量")
    require_reason(reason, "登记历史存量")
    batch = Batch(agency=agency, title=title.strip(), reason=reason.strip(), entered_by=by, entered_on=day)
    if not batch.title:
        raise Refused("请填写批次的名称，例如“旧网站 2018 年以前的政策文件”。")
    batch.save()
    _line(by, batch, "begin_batch", {})
    return batch


def enter_stock(*, batch: Batch, by: Person, day: date, rows: Iterable[StockRow]) -> list[Entered]:
    """Enters rows, some at a time. What is wrong with a row is said and the others go on; again is once."""
    found: list[Entered] = []
    for some in in_batches(rows, _AT_ONCE):
        with transaction.atomic():
            held = _locked(batch)
            require(by, held.agency, What.WRITE_ITEM, day, "登记历史存量")
            _require_stage(held, "再加入信息", Stage.DRAFTING)
            entered = enter_rows(held, by, day, some)
            found += entered.rows
            if entered.new:
                _line(by, held, "enter_stock", {"rows": entered.new})
            held.size = Item.objects.filter(batch=held).count()
            held.save(update_fields=["size"])
    return found


@transaction.atomic
def submit_batch(*, batch: Batch, by: Person, day: date, looked: str = "") -> Snapshot:
    """Freezes the manifest and all rows, and hands the manifest to the first step."""
    batch = _locked(batch)
    require(by, batch.agency, What.WRITE_ITEM, day, "送审")
    _require_stage(batch, "送审", Stage.DRAFTING)
    editions = list(_editions(batch).iterator(chunk_size=1000))
    if not editions:
        raise Refused(f"批次{in_marks(batch.title)}里还没有信息；请先登记。")
    _require_rows_ready(editions, batch, day, looked)
    for edition in editions:
        require_files_fit(edition, day)
    steps = review.steps_of(batch.agency)
    writers = sorted({by.pk, *(one for edition in editions for one in edition.writers)})
    require_reviewers(steps, batch.agency, writers, day)
    content = manifest_content(batch, ((one.item_id, one.content) for one in editions))
    manifest = _manifest(batch, content)
    manifest.steps, manifest.step_count = [step.row for step in steps], len(steps)
    manifest.author, manifest.authors, manifest.looked, manifest.day = by, writers, looked.strip(), day
    manifest.save()
    SnapshotContent(snapshot=manifest, content=content).save()
    _freeze_rows(editions, manifest, dict(content["rows"]))
    batch.stage, batch.waits = Stage.IN_REVIEW, review.waits(manifest)
    batch.save()
    _line(by, batch, "submit_batch", {**told(manifest), "batch": batch.pk})
    return manifest


@transaction.atomic
def decide_batch(
    *,
    batch: Batch,
    by: Person,
    day: date,
    approve: bool,
    seen: str,
    note: str = "",
    basis: str = "",
    points: Mapping[str, str] | None = None,
) -> Decision:
    """Approves or returns the manifest at the step where it stands; see `decide`."""
    batch = _locked(batch)
    _require_stage(batch, "审查", Stage.IN_REVIEW)
    manifest = queries.manifest_of(batch)
    made = decide_on(
        manifest,
        by=by,
        day=day,
        approve=approve,
        now=text.digest(manifest_content(batch, _texts(batch))),
        seen=seen,
        note=note,
        basis=basis,
        parts=[MANIFEST],
        points=points or {},
    )
    batch.waits = review.waits(manifest) if approve else ""
    if not approve:
        batch.stage = Stage.DRAFTING
        Item.objects.filter(batch=batch).update(draft=None)
    elif not batch.waits:
        batch.stage = Stage.APPROVED
    batch.save()
    _line(by, batch, "decide_batch", told_decision(made), note)
    return made


def publish_batch(*, batch: Batch, by: Person, day: date) -> int:
    """Makes the rows of an approved manifest public, some at a time; how many now.

    Each with the day on which it was first public. Who is interrupted begins again: what is out is out.
    """
    require(by, batch.agency, What.PUBLISH_ITEM, day, "发布历史存量")
    _require_stage(_fresh(batch), "发布", Stage.APPROVED)
    manifest = queries.manifest_of(batch)
    # What was sealed meanwhile holds up none of the others.
    waiting = Snapshot.objects.filter(manifest=manifest, item__published_on=None, item__sealed=False)
    waiting = waiting.order_by("pk")
    gone = 0
    for some in in_batches(waiting.values_list("pk", flat=True), _AT_ONCE):
        with transaction.atomic():
            held = _locked(batch)
            _require_stage(held, "发布", Stage.APPROVED)
            for edition in Edition.objects.filter(snapshots__in=some):
                require_files_fit(edition, day, "发布")
            rows = publish_rows(manifest, some, by=by)
            if rows:
                _line(by, held, "publish_stock", {"rows": rows})
            gone += len(rows)
    with transaction.atomic():
        held = _locked(batch)
        held.stage = Stage.DONE
        held.save(update_fields=["stage"])
        _line(by, held, "publish_batch", {"count": gone, "day": day})
    return gone


def manifest_content(batch: Batch, texts: Iterable[tuple[int, Content]]) -> dict[str, Any]:
    """What is decided on: what the batch is, and every row – its item and its text – with its digest."""
    rows = [[item, text.digest(content)] for item, content in texts]
    return {"title": batch.title, "reason": batch.reason, "rows": rows}


def _require_rows_ready(editions: list[Edition], batch: Batch, day: date, looked: str) -> None:
    """Raises Refused where rows cannot go on: the first few by name with what is open, and how many more."""
    setting, problems = stock_setting(batch.agency, day, batch.entered_on), []
    for edition in editions:
        try:
            require_none(points_in(setting, edition.content, stock=True), looked=looked)
        except Unready as problem:
            problems.append(f"{in_marks(edition.content['title'])}：{problem}")
    if problems:
        more = len(problems) - _NAMED
        further = f"另有 {more} 条也有未了的事项，见各行。" if more > 0 else ""
        raise Refused(f"批次{in_marks(batch.title)}还不能送审。{''.join(problems[:_NAMED])}{further}")


def _manifest(batch: Batch, content: Content) -> Snapshot:
    """The manifest that says this, not saved."""
    return Snapshot(
        agency=batch.agency,
        batch=batch,
        number=batch.manifests.count() + 1,
        digest=text.digest(content),
        public=True,
    )


def _freeze_rows(editions: list[Edition], manifest: Snapshot, digests: Mapping[int, str]) -> None:
    """A snapshot for each row, which stands on the manifest. `digests`: of the texts, by item."""
    frozen = [
        Snapshot(
            agency_id=manifest.agency_id,
            item_id=edition.item_id,
            edition=edition,
            manifest=manifest,
            number=manifest.number,
            digest=digests[edition.item_id],
            step_count=0,
            public=text.is_public(edition.content),
            author=manifest.author,
            authors=manifest.authors,
            day=manifest.day,
        )
        for edition in editions
    ]
    made = Snapshot.objects.bulk_create(frozen, batch_size=_AT_ONCE)
    contents = [
        SnapshotContent(snapshot=one, content=edition.content)
        for one, edition in zip(made, editions, strict=True)
    ]
    SnapshotContent.objects.bulk_create(contents, batch_size=_AT_ONCE)


def _editions(batch: Batch) -> QuerySet[Edition]:
    found = Edition.objects.filter(item__batch=batch, item__live=None, stage=Stage.DRAFTING)
    return found.select_related("item").order_by("item_id")


def _texts(batch: Batch) -> Iterator[tuple[int, Content]]:
    """Of each row its item and its text, and nothing else of it: a step decides on a hundred thousand."""
    return _editions(batch).values_list("item_id", "content").iterator(chunk_size=1000)


def _locked(batch: Batch) -> Batch:
    return (
        Batch.objects.select_for_update(of=("self",), no_key=True).select_related("agency").get(pk=batch.pk)
    )


def _fresh(batch: Batch) -> Batch:
    return Batch.objects.get(pk=batch.pk)


def _require_stage(batch: Batch, what: str, allowed: Stage) -> None:
    if batch.stage != allowed:
        raise Refused(f"批次{in_marks(batch.title)}现在是“{batch.get_stage_display()}”，不能{what}。")


def _line(by: Person, batch: Batch, act: str, detail: Mapping[str, Any], reason: str = "") -> None:
    agency_line(by, batch, act, detail, reason)
