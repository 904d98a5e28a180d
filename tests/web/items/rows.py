"""Rows as whoever goes past the acts would write them: an item, a snapshot, decisions."""

from datetime import date

from gongkai_web.publishing.items.models import Batch, Decision, Item, Snapshot

DAY = date(2026, 3, 2)
STEPS = [{"kind": "secrecy", "roles": ["reviewer"]}, {"kind": "approval", "roles": ["head"]}]
DIGEST = "a" * 64


def item(town) -> Item:
    made = Item(agency=town.district, created_by=town.li_qiang, created_on=DAY, title="停车收费标准")
    made.save()
    return made


def snapshot(town, of: Item | None, steps=STEPS, *, public=True, manifest=None) -> Snapshot:
    """Frozen by 李强; without an item, the manifest of a batch."""
    batch = None
    if of is None:
        batch = Batch(agency=town.district, title="旧站存量", entered_by=town.li_qiang, entered_on=DAY)
        batch.save()
    number = Snapshot.objects.filter(item=of).count() + 1
    frozen = Snapshot(agency=town.district, item=of, batch=batch, number=number, digest=DIGEST, day=DAY)
    frozen.steps, frozen.step_count, frozen.manifest = steps, len(steps), manifest
    frozen.public, frozen.author = public, town.li_qiang
    frozen.save()
    return frozen


def decision(person, of: Snapshot, step: int, *, approved=True, content_hash=DIGEST) -> None:
    role = of.steps[step]["roles"][0]
    made = Decision(snapshot=of, step=step, role=role, person=person, approved=approved, day=DAY)
    made.content_hash, made.kind = content_hash, of.steps[step]["kind"]
    made.save()


def approve(town, of: Snapshot) -> None:
    """赵敏 and 孙立 approve."""
    decision(town.zhao_min, of, 0)
    decision(town.sun_li, of, 1)
