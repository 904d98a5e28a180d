"""What lines of the audit trail say of items, their texts and their reviews, held against what is there?

A text is told by its digest, which is counted anew from what lies there – also from what is sealed. That
everything shown was approved by every step is asked of the rows as they stand, whatever the lines say.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from gongkai_web.audit.registry import Ledger, Told
from gongkai_web.publishing.items import content as text
from gongkai_web.publishing.items import review
from gongkai_web.publishing.items.actions.sealed_reasons import opened, reason_under_seal
from gongkai_web.publishing.items.history_models import Sealed
from gongkai_web.publishing.items.kinds import State
from gongkai_web.publishing.items.models import Edition, Item, ReviewSteps, Snapshot

Held = dict[str, dict[str, Any]]
_FROZEN = frozenset({"submit", "take_up", "submit_batch"})
_DECIDED = frozenset({"decide", "decide_batch"})
_WRITTEN = frozenset({"draft", "begin", "edit", "submit", "take_up"})
# Many rows in one line: of a batch, or drafts from a table.
_ENTERED, _BROUGHT_OUT = frozenset({"enter_stock", "draft_rows"}), "publish_stock"
_AT_ONCE = 500


def _key(line: Told) -> str:
    return line.subject.partition(":")[2]


# – the items: where they stand, what they point at


def _tell_item(told: Held, line: Told) -> None:
    act, detail = line.act.partition(".")[2], line.detail
    if act in _ENTERED:
        told.update({str(item): _new(line.agency_id) for item, _, _ in detail["rows"]})
    elif act == _BROUGHT_OUT:
        for row in detail["rows"]:
            told[str(row[0])] |= _published(told[str(row[0])], _of_row(row))
    if not line.subject.startswith("items.Item:"):
        return
    key = _key(line)
    if act == "draft":
        told[key] = _new(line.agency_id)
    if key not in told:
        return
    told[key] |= _stands(told[key], act, detail)
    for moved in detail.get("moved", ()):
        told[str(moved)] |= {"successor": detail["successor"]}


def _new(agency: int | None) -> dict[str, Any]:
    names = (
        "live",
        "inside",
        "scheduled",
        "scheduled_for",
        "ended_on",
        "successor",
        "published_on",
        "document",
    )
    nothing = dict.fromkeys(names)
    texts = {"index_number": "", "ending": "", "state": State.DRAFT.value}
    return {**nothing, **texts, "agency": agency, "sealed": False, "publications": [], "unapproved": []}


def _stands(state: dict[str, Any], act: str, detail: Any) -> dict[str, Any]:
    """Where the item stands after the act."""
    match act:
        case "schedule":
            return {"scheduled": detail["snapshot"], "scheduled_for": _moment(detail["at"])}
        case "edit" | "unschedule" | "drop":
            return {"scheduled": None, "scheduled_for": None}
        case "set_readers":
            return {"readers": detail["readers"], "named": detail["named"]}
        case "keep_inside":
            moved = {"inside": detail["snapshot"], "state": State.INSIDE.value}
            return moved | {"index_number": detail["index_number"]}
        case "publish":
            return _published(state, detail)
        case "end":
            ended = {"ending": detail["kind"], "ended_on": detail["day"], "successor": detail["successor"]}
            hidden = {"inside": None} if "sealed" in detail else {}
            return {
                **ended,
                **hidden,
                "state": State.ENDED.value,
                "live": None if "sealed" in detail else detail["live"],
                "scheduled": None,
                "scheduled_for": None,
                "sealed": "sealed" in detail,
            }
    return {}


def _moment(told: Any) -> datetime:
    return datetime.fromisoformat(str(told)).astimezone(UTC)


def _of_row(row: list[Any]) -> dict[str, Any]:
    """What a line that tells of one publication would say of this row."""
    _, snapshot, day, number, *document = row
    live = {"state": State.LIVE.value, "ending": "", "document": next(iter(document), None)}
    return {**live, "snapshot": snapshot, "day": day, "index_number": number}


def _published(state: dict[str, Any], detail: Any) -> dict[str, Any]:
    again = {} if detail["ending"] else {"ended_on": None, "successor": None}
    return {
        **again,
        "live": detail["snapshot"],
        "inside": None,
        "scheduled": None,
        "scheduled_for": None,
        "state": detail["state"],
        "ending": detail["ending"],
        "index_number": detail["index_number"],
        "document": detail.get("document"),
        "published_on": state["published_on"] or detail["day"],
        "publications": [*state["publications"], [detail["snapshot"], detail["day"]]],
    }


def _items() -> Iterator[tuple[str, dict[str, Any]]]:
    pointed = ("live", "inside", "scheduled")
    related = [f"{name}__manifest__decisions" for name in pointed] + [
        f"{name}__decisions" for name in pointed
    ]
    found = Item.objects.order_by("pk").prefetch_related(*related, "publications", "named")
    for one in found.iterator(chunk_size=_AT_ONCE):
        shown = {name: getattr(one, name) for name in pointed}
        rows = sorted(one.publications.all(), key=lambda row: row.pk)
        yield (
            str(one.pk),
            {
                **{name: snapshot.pk if snapshot else None for name, snapshot in shown.items()},
                "unapproved": [name for name, snapshot in shown.items() if snapshot and not _sound(snapshot)],
                "publications": [[row.snapshot_id, row.day] for row in rows],
                "agency": one.agency_id,
                "readers": one.readers,
                "named": sorted(person.pk for person in one.named.all()),
                "scheduled_for": one.scheduled_for,
                "document": one.document_id,
                "state": one.state,
                "index_number": one.index_number,
                "published_on": one.published_on,
                "ending": one.ending,
                "ended_on": one.ended_on,
                "successor": one.successor_id,
                "sealed": one.sealed,
            },
        )


def _sound(snapshot: Snapshot) -> bool:
    """Whether every step approved it, nobody of whom wrote in it."""
    basis = review.decided_on(snapshot)
    by_writers = any(one.person_id in basis.authors and one.approved for one in basis.decisions.all())
    return review.approved(snapshot) and not by_writers


# – the snapshots: the text that was frozen, and what was decided about it


def _tell_snapshot(told: Held, line: Told) -> None:
    act, detail = line.act.partition(".")[2], line.detail
    if act in _FROZEN:
        names = ("steps", "public", "authors", "number")
        frozen = {name: detail[name] for name in names}
        frozen |= {"author": line.actor_id, "edition": detail.get("edition")}
        # Older lines do not tell what was said to the points that were found.
        frozen |= {"looked": detail["looked_hash"]} if "looked_hash" in detail else {}
        told[str(detail["snapshot"])] = {**frozen, "hash": detail["hash"], "decisions": []}
    elif act in _DECIDED:
        what = [detail[name] for name in ("step", "kind", "role", "approved", "hash")]
        told[str(detail["snapshot"])]["decisions"].append([*what, line.actor_id])


def _snapshots() -> Iterator[tuple[str, dict[str, Any]]]:
    """Those of a batch are told by its manifest."""
    found = Snapshot.objects.filter(manifest=None).order_by("pk").select_related("text", "edition", "item")
    for one in found.prefetch_related("decisions").iterator(chunk_size=_AT_ONCE):
        yield (
            str(one.pk),
            {
                "steps": one.steps,
                "public": one.public,
                "authors": one.authors,
                "author": one.author_id,
                "edition": one.edition.number if one.edition else None,
                "looked": _looked(one),
                "number": one.number,
                "hash": _anew(one),
                "decisions": [
                    [made.step, made.kind, made.role, made.approved, made.content_hash, made.person_id]
                    for made in review.made(one)
                ],
            },
        )


def _looked(snapshot: Snapshot) -> str:
    """The digest of what was said to the points found; of what is sealed from what lies locked."""
    said = snapshot.looked
    if snapshot.item is not None and snapshot.item.sealed:
        said = (_locked_words(f"looked:{snapshot.pk}") or {}).get("looked", "")
    return text.digest({"looked": said})


def _anew(snapshot: Snapshot) -> str:
    """The digest of the text that lies there: the one beside it could have been changed with it."""
    kept = getattr(snapshot, "text", None)
    words = kept.content if kept else _locked_words(f"snapshot:{snapshot.pk}")
    anew = text.digest(words) if words is not None else ""
    if anew != snapshot.digest:
        return snapshot.digest + anew
    return anew if snapshot.batch_id is None else anew + _strange_rows(snapshot, words or {})


def _strange_rows(manifest: Snapshot, words: dict[str, Any]) -> str:
    """Says where the rows of a manifest are not those that it names; empty where they are."""
    named = dict(words.get("rows", ()))
    rows = Snapshot.objects.filter(manifest=manifest).select_related("text").order_by("pk")
    there = {row.item_id: _anew(row) for row in rows.iterator(chunk_size=_AT_ONCE)}
    return "" if named == there else " 各行与清单不符"


def _locked_words(what: str) -> dict[str, Any] | None:
    sealed = Sealed.objects.filter(what=what).first()
    return opened(sealed) if sealed else None


# – the texts that are being written


def _tell_edition(told: Held, line: Told) -> None:
    act, detail = line.act.partition(".")[2], line.detail
    if act in _ENTERED:
        told.update({f"{item}/1": {"hash": digest} for item, digest, _ in detail["rows"]})
    elif act in _WRITTEN:
        told[f"{_key(line)}/{detail['edition']}"] = {"hash": detail["hash"]}
    elif act == "end" and "sealed" in detail:
        for name in [name for name in told if name.startswith(f"{_key(line)}/")]:
            told[name] = {"hash": text.digest({})}


def _editions() -> Iterator[tuple[str, dict[str, Any]]]:
    for one in Edition.objects.order_by("pk").iterator(chunk_size=_AT_ONCE):
        yield f"{one.item_id}/{one.number}", {"hash": text.digest(one.content)}


# – the steps of the agencies


def _tell_steps(told: Held, line: Told) -> None:
    # Older lines say nothing of one person at several steps: there was no such setting.
    told[str(line.agency_id)] = {
        "steps": line.detail["steps"],
        "same_person": line.detail.get("same_person", False),
    }


def _steps() -> Iterator[tuple[str, dict[str, Any]]]:
    for one in ReviewSteps.objects.order_by("pk"):
        yield str(one.agency_id), {"steps": one.steps, "same_person": one.same_person}


UNDER_SEAL = reason_under_seal
LEDGERS = (
    Ledger("主动公开的信息", "items.", _tell_item, _items),
    Ledger("信息的快照", frozenset(f"items.{act}" for act in _FROZEN | _DECIDED), _tell_snapshot, _snapshots),
    Ledger(
        "信息的版本",
        frozenset(f"items.{act}" for act in _WRITTEN | _ENTERED | {"end"}),
        _tell_edition,
        _editions,
    ),
    Ledger("公开审查的环节", frozenset({"items.set_steps"}), _tell_steps, _steps),
)
