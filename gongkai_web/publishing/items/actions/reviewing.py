"""审查: how is a text handed in, decided on step by step, and by which steps does an agency review?

先审查后公开, 一事一审: each text anew, the very text that was on the screen. In the secrecy review each part
is judged by itself, with its basis and opinion (《保守国家秘密法实施条例》第四十二条: 逐项).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Max

from gongkai.booktitle import in_marks
from gongkai_web.agencies.first_acts import stand_in_line
from gongkai_web.agencies.models import Agency, Person
from gongkai_web.agencies.permissions import What, require
from gongkai_web.approval import actions as approval
from gongkai_web.asked_once import forget
from gongkai_web.errors import NotAllowed, Refused
from gongkai_web.publishing.items import content as text
from gongkai_web.publishing.items import queries, review
from gongkai_web.publishing.items.actions.attaching import require_files_fit
from gongkai_web.publishing.items.actions.contacting import with_contacts
from gongkai_web.publishing.items.actions.drafting import back_to_draft
from gongkai_web.publishing.items.actions.entry import (
    agency_line,
    in_batch,
    line,
    locked_edition,
    require_stage,
    require_writer,
)
from gongkai_web.publishing.items.checks import require_ready
from gongkai_web.publishing.items.content import Part
from gongkai_web.publishing.items.kinds import Stage, StepKind
from gongkai_web.publishing.items.models import (
    Decision,
    Edition,
    Item,
    ReviewSteps,
    Snapshot,
    SnapshotContent,
)
from gongkai_web.publishing.items.review import Step
from gongkai_web.publishing.items.reviewers import setting_of, why_nobody

PUBLIC, NOT_PUBLIC, UNSURE = "public", "not_public", "unsure"
VERDICTS: Mapping[str, str] = {PUBLIC: "可以公开", NOT_PUBLIC: "不能公开", UNSURE: "不能确定"}


@transaction.atomic
def set_steps(
    *,
    by: Person,
    agency: Agency,
    day: date,
    steps: Sequence[Mapping[str, Any]],
    same_person: bool = False,
) -> ReviewSteps:
    """Says by which steps the agency reviews; what is under review goes by the steps of its day.

    `same_person`: one person may decide at several of them although others could; of today's reviews, too.

    Raises Refused where a step would wait for nobody, or whoever writes would be locked out.
    """
    require(by, agency, What.SET_PARTICULARS, day, "设定公开审查的环节")
    stand_in_line(agency)
    wanted = review.checked(_given(steps))
    refusal = setting_of(wanted, agency, day).refusal
    if refusal:
        raise Refused(refusal)
    rows = [step.row for step in wanted]
    kept = ReviewSteps.objects.filter(agency=agency).first() or ReviewSteps(agency=agency)
    kept.steps, kept.same_person = rows, same_person
    kept.save()
    forget()
    agency_line(by, kept, "set_steps", {"steps": rows, "same_person": same_person})
    return kept


@transaction.atomic
def submit(*, edition: Edition, by: Person, day: date, looked: str = "") -> Snapshot:
    """Freezes the text and hands it to the first step. Raises Unready with all open points at once.

    `looked`: why what the checks ask about may go on; who reviews reads it.
    """
    edition = locked_edition(edition)
    require_writer(by, edition.item, day, "送审")
    require_stage(edition, "送审", Stage.DRAFTING)
    if batch := in_batch(edition.item):
        raise Refused(f"这条信息随批次{in_marks(batch.title)}一起送审。")
    updates = edition.item.published_on is not None
    edition.content = with_contacts(edition.item.agency, edition.content)
    require_ready(
        edition.content, edition.item.agency, day, looked=looked, updates=updates, item=edition.item
    )
    require_files_fit(edition, day)
    steps = review.steps_of(edition.item.agency)
    require_reviewers(steps, edition.item.agency, authors_of(edition, by), day)
    snapshot = freeze(edition, by, day, steps, looked=looked)
    hand_in(edition, snapshot, day)
    line(by, edition.item, "submit", told(snapshot))
    return snapshot


def freeze(
    edition: Edition,
    by: Person,
    day: date,
    steps: Sequence[Step],
    *,
    looked: str = "",
    manifest: Snapshot | None = None,
) -> Snapshot:
    """The text as a snapshot. For the actions of this folder."""
    item, content = edition.item, edition.content
    snapshot = Snapshot(
        agency=item.agency,
        item=item,
        edition=edition,
        manifest=manifest,
        number=_last_number(item) + 1,
        digest=text.digest(content),
        steps=[step.row for step in steps],
        step_count=len(steps),
        public=text.is_public(content),
        author=by,
        authors=authors_of(edition, by),
        looked=looked.strip(),
        day=day,
    )
    snapshot.save()
    SnapshotContent(snapshot=snapshot, content=content).save()
    return snapshot


def authors_of(edition: Edition, by: Person) -> list[int]:
    """Who decides at no step: all who wrote in it, and who hands it in. For the actions of this folder."""
    return sorted({*edition.writers, by.pk})


def hand_in(edition: Edition, snapshot: Snapshot, day: date) -> None:
    """It waits for the first step. For the actions of this folder."""
    edition.item.draft = snapshot
    edition.item.save(update_fields=["draft"])
    edition.stage, edition.submitted_on, edition.waits = Stage.IN_REVIEW, day, review.waits(snapshot)
    edition.save()


def _last_number(item: Item) -> int:
    return Snapshot.objects.filter(item=item).aggregate(last=Max("number"))["last"] or 0


def told(snapshot: Snapshot) -> dict[str, Any]:
    """What a line says of a snapshot."""
    return {
        "edition": snapshot.edition.number if snapshot.edition else None,
        "snapshot": snapshot.pk,
        "number": snapshot.number,
        "hash": snapshot.digest,
        "steps": snapshot.steps,
        "public": snapshot.public,
        "authors": snapshot.authors,
        "manifest": snapshot.manifest_id,
        "looked_hash": text.digest({"looked": snapshot.looked}),
    }


@transaction.atomic
def decide(
    *,
    edition: Edition,
    by: Person,
    day: date,
    approve: bool,
    seen: str,
    note: str = "",
    basis: str = "",
    points: Mapping[str, str] | None = None,
) -> Decision:
    """Approves or returns the text at the step where it stands. `seen`: the digest that was on the screen.

    In the secrecy review `basis` and `note` (its opinion) are needed, and in `points` a verdict for each.
    After the last approval it can be published; a return needs its `note` and makes it a draft again.
    """
    edition = locked_edition(edition)
    require_stage(edition, "审查", Stage.IN_REVIEW)
    snapshot = edition.item.draft
    if snapshot is None or not queries.editions(by, day).filter(pk=edition.pk).exists():
        raise NotAllowed(f"{by.display_name}看不到这份草稿，不能审查。")
    made = decide_on(
        snapshot,
        by=by,
        day=day,
        approve=approve,
        now=text.digest(edition.content),
        seen=seen,
        note=note,
        basis=basis,
        parts=text.parts(edition.content),
        points=points or {},
    )
    _move_on(edition, snapshot, day, approve=approve)
    line(by, edition.item, "decide", told_decision(made))
    return made


def decide_on(
    snapshot: Snapshot,
    *,
    by: Person,
    day: date,
    approve: bool,
    now: str,
    seen: str,
    note: str,
    basis: str,
    parts: Sequence[Part],
    points: Mapping[str, str],
) -> Decision:
    """One decision about a snapshot, kept. For the actions of this folder, under the lock of the caller."""
    problem = review.why_not(by, snapshot, day)
    if problem:
        raise NotAllowed(problem)
    step = review.next_step(snapshot)
    kind = step[1].kind if step else StepKind.APPROVAL
    _require_known(parts, points)
    if approve and kind == StepKind.SECRECY:
        _require_judged(parts, points, basis, note)
    rows = [{"part": part.key, "verdict": points[part.key]} for part in parts if points.get(part.key)]
    return approval.decide(
        Decision(snapshot=snapshot, kind=kind, basis=basis.strip(), points=rows),
        matter=review.matter(snapshot, by),
        by=by,
        day=day,
        approve=approve,
        now=now,
        seen=seen,
        note=note,
    )


def told_decision(made: Decision) -> dict[str, Any]:
    """What a line says of a decision."""
    return {
        "snapshot": made.snapshot_id,
        "step": made.step,
        "kind": made.kind,
        "role": made.role,
        "approved": made.approved,
        "hash": made.content_hash,
        # An opinion can name what may not be public: the trail has its digest alone.
        "note_hash": text.digest({"note": made.note, "basis": made.basis}),
    }


def require_reviewers(steps: Sequence[Step], agency: Agency, writers: Collection[int], day: date) -> None:
    """Raises Refused where a step would wait for nobody."""
    why = why_nobody(steps, agency, writers, day)
    if why:
        raise Refused(why)


def _move_on(edition: Edition, snapshot: Snapshot, day: date, *, approve: bool) -> None:
    if not approve:
        back_to_draft(edition)
        return
    edition.waits = review.waits(snapshot)
    if not edition.waits:
        edition.stage, edition.approved_on = Stage.APPROVED, day
        edition.review_days = (day - edition.submitted_on).days if edition.submitted_on else 0
    edition.save()


def _require_known(parts: Sequence[Part], points: Mapping[str, str]) -> None:
    """Raises Refused for a verdict on something that is not there, or one that is none."""
    if not set(points) <= {part.key for part in parts} or not set(points.values()) <= {*VERDICTS, ""}:
        raise Refused("逐项意见与现在的内容对不上；请在新打开的页面上重新填写。")


def _require_judged(parts: Sequence[Part], points: Mapping[str, str], basis: str, note: str) -> None:
    """Raises Refused for a secrecy review that does not say by what, what, and part by part."""
    if not basis.strip() or not note.strip():
        raise Refused("保密审查须写明依据和意见（《保守国家秘密法实施条例》第四十二条）；请填写。")
    unjudged = [part.label for part in parts if not points.get(part.key)]
    if unjudged:
        raise Refused(f"保密审查须逐项作出：还没有意见的有{'、'.join(unjudged)}。")
    for part in parts:
        if points[part.key] != PUBLIC:
            raise Refused(
                f"「{part.label}」的意见是“{VERDICTS[points[part.key]]}”，不能同意公开；请退回，"
                "不能确定的报有关主管部门或者保密行政管理部门确定（《条例》第十七条）。"
            )


def _given(steps: Sequence[Mapping[str, Any]]) -> list[Step]:
    if not steps:
        raise Refused("公开审查至少要有保密审查和批准两步；请填写。")
    unknown = [str(row.get("kind")) for row in steps if row.get("kind") not in StepKind.values]
    if unknown:
        raise Refused(f"不认识的审查环节「{unknown[0]}」；可用：{'、'.join(StepKind.labels)}。")
    return list(review.read([{"kind": row["kind"], "roles": row.get("roles", ())} for row in steps]))
