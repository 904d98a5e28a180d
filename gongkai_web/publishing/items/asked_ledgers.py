"""What lines of the trail say of what was asked and read beside the texts, held against what is there?

会商, 外部阅看, 索取无障碍版本: an answer that nobody gave, a link never made, a request that is gone.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from gongkai_web.audit.registry import Ledger, Told
from gongkai_web.publishing.items import content as text
from gongkai_web.publishing.items.accessible_models import AccessibleRequest
from gongkai_web.publishing.items.actions.sealed_reasons import opened
from gongkai_web.publishing.items.consulting_models import Consultation, OutsideReader, Reply
from gongkai_web.publishing.items.history_models import Sealed

Held = dict[str, dict[str, Any]]
_AT_ONCE = 500
_CONSULTED = frozenset({"consult", "answer_consultation", "settle_consultation", "recall_consultation"})
_READ = frozenset({"let_read", "read_outside", "stop_reading", "end"})
_WANTED = frozenset({"ask_accessible", "answer_accessible"})


def _acts(names: frozenset[str]) -> frozenset[str]:
    return frozenset(f"items.{name}" for name in names)


def _item(line: Told) -> int:
    return int(line.subject.partition(":")[2])


# – other agencies that were asked


def _tell_consultation(told: Held, line: Told) -> None:
    act, detail = line.act.partition(".")[2], line.detail
    key = str(detail["consultation"])
    if act == "consult":
        asked = {name: detail[name] for name in ("hash", "due_on", "agency")}
        told[key] = {**asked, "item": _item(line), "reply": Reply.NONE.value, "state": "open"}
        # Older lines do not tell the words.
        told[key] |= {name: detail[name] for name in ("edition", "asked") if name in detail}
    elif act == "answer_consultation":
        told[key] |= {"reply": detail["reply"]}
        told[key] |= {"said": detail["said"]} if "said" in detail else {}
    else:
        told[key] |= {"state": "decided" if act == "settle_consultation" else "recalled"}


def _consultations() -> Iterator[tuple[str, dict[str, Any]]]:
    for one in Consultation.objects.order_by("pk").select_related("item").iterator(chunk_size=_AT_ONCE):
        state = "recalled" if one.recalled_on else "decided" if one.decided_on else "open"
        yield (
            str(one.pk),
            {
                "hash": _shown(one),
                "due_on": one.due_on,
                "agency": one.agency_id,
                "item": one.item_id,
                "reply": one.reply,
                "state": state,
                "edition": one.edition_id,
                "asked": _digest(one, f"consultation:{one.pk}", {"unit": one.unit, "question": one.question}),
                "said": _digest(
                    one, f"consultation:{one.pk}", {"opinion": one.opinion, "source": one.source}
                ),
            },
        )


def _shown(one: Consultation) -> str:
    """The digest of the text that was shown, counted anew; of what is sealed from what lies locked."""
    content = one.content
    if one.item.sealed:
        kept = Sealed.objects.filter(what=f"consultation:{one.pk}").first()
        content = opened(kept)["content"] if kept else {}
    anew = text.digest(content)
    return anew if anew == one.digest else one.digest + anew


def _digest(row: Consultation | OutsideReader, what: str, words: dict[str, str]) -> str:
    """The digest of words in columns; of what is sealed from what lies locked."""
    item = row.item if isinstance(row, Consultation) else row.snapshot.item
    if item is not None and item.sealed:
        kept = Sealed.objects.filter(what=what).first()
        locked = opened(kept) if kept else {}
        words = {name: locked.get(name, "") for name in words}
    return text.digest(words)


# – who read a text by a link


def _tell_reader(told: Held, line: Told) -> None:
    act, detail = line.act.partition(".")[2], line.detail
    if act == "end":
        _close(told, line)
        return
    key = str(detail["reader"])
    if act == "let_read":
        given = {name: detail[name] for name in ("snapshot", "until", "once")}
        told[key] = {**given, "item": _item(line), "openings": 0, "revoked": False}
        told[key] |= {"words": detail["words"]} if "words" in detail else {}
    elif act == "read_outside":
        told[key] |= {"openings": detail["openings"]}
    else:
        told[key] |= {"revoked": True}


def _close(told: Held, line: Told) -> None:
    """What was taken out of sight is read by no link any more."""
    if line.detail["live"] is not None and "sealed" not in line.detail:
        return
    for one in told.values():
        if one["item"] == _item(line):
            one["revoked"] = True


def _readers() -> Iterator[tuple[str, dict[str, Any]]]:
    found = OutsideReader.objects.order_by("pk").select_related("snapshot__item")
    for one in found.iterator(chunk_size=_AT_ONCE):
        yield (
            str(one.pk),
            {
                "snapshot": one.snapshot_id,
                "until": one.until,
                "once": one.once,
                "item": one.snapshot.item_id,
                "openings": one.openings,
                "words": _digest(one, f"reader:{one.pk}", {"name": one.name, "purpose": one.purpose}),
                "revoked": one.revoked_on is not None,
            },
        )


# – who asked for an attachment in another form


def _tell_wanted(told: Held, line: Told) -> None:
    detail, key = line.detail, str(line.detail["request"])
    if line.act == "items.ask_accessible":
        asked = {name: detail[name] for name in ("sha256", "need")}
        told[key] = {**asked, "asked_on": detail["day"], "item": _item(line), "outcome": ""}
    else:
        told[key] |= {"outcome": detail["outcome"]}


def _wanted() -> Iterator[tuple[str, dict[str, Any]]]:
    names = ("sha256", "need", "asked_on", "outcome")
    for one in AccessibleRequest.objects.order_by("pk").iterator(chunk_size=_AT_ONCE):
        yield str(one.pk), {**{name: getattr(one, name) for name in names}, "item": one.item_id}


LEDGERS = (
    Ledger("会商", _acts(_CONSULTED), _tell_consultation, _consultations),
    Ledger("外部阅看", _acts(_READ), _tell_reader, _readers),
    Ledger("无障碍版本的索取", _acts(_WANTED), _tell_wanted, _wanted),
)
