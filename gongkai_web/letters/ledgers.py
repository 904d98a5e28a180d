"""What lines of the audit trail say of letters and their approvals, held against what is there?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from gongkai_web.audit import vouched
from gongkai_web.audit.registry import Ledger, Told
from gongkai_web.audit.revouched import Vouching
from gongkai_web.letters import content
from gongkai_web.letters.models import Letter, Status

_VOUCHED = ("place", "note")
SERVICES = Vouching("letters.Letter", frozenset({"letters.serve"}), "letters.vouch_again", _VOUCHED)
LETTERS = "文书"
_BY_DRAFT = ("case", "kind", "act")
# Every act by which the text is another one: it is a draft again, and nothing is decided about it.
_WRITTEN = frozenset({"draft", "redraft", "revise", "clean_enclosure"})


def _tell(told: dict[str, dict[str, Any]], line: Told) -> None:
    key, act, detail = line.subject.partition(":")[2], line.act.partition(".")[2], line.detail
    if line.act == SERVICES.again:
        SERVICES.tell(told, detail)
    if not line.subject.startswith("letters.Letter:"):
        return
    if act == "draft":
        told[key] = {"agency": line.agency_id, "number": "", "sealed_file": None, "decisions": []}
        told[key] |= {"receiver": "", "refused": False, "proof_file": None}
        told[key] |= {"mail_number": "", "reposted_on": None}
        told[key] |= dict.fromkeys(_VOUCHED, "")
        told[key] |= {name: detail[name] for name in _BY_DRAFT if name in detail}
    if key not in told:
        return
    state = told[key]
    state |= _stands(state, act, detail)
    if act == "serve":
        _tell_words(state, detail)
    if act in _WRITTEN:
        state.pop("hash", None)  # earlier versions did not tell it of every act
        state |= {"hash": detail["hash"]} if "hash" in detail else {}
    if act == "decide":
        what = [detail["step"], detail["role"], detail["approved"], detail["hash"]]
        state["decisions"].append([*what, line.actor_id])


def _tell_words(state: dict[str, Any], detail: Any) -> None:
    """Where it was served and what was noted; earlier versions did not tell it."""
    for name in _VOUCHED:
        state.pop(name, None)
        state |= {name: detail[name]} if name in detail else {}


def _stands(state: dict[str, Any], act: str, detail: Any) -> dict[str, Any]:
    """Where the letter stands after the act, and the columns that go with that."""
    match act:
        case "draft" | "redraft" | "revise" | "clean_enclosure":
            return {"status": Status.DRAFTING, "steps": []}
        case "submit":
            steps = list(detail["steps"])
            return {"steps": steps, "status": Status.IN_REVIEW if steps else Status.APPROVED}
        case "decide" if not detail["approved"]:
            return {"status": Status.DRAFTING, "steps": []}
        case "decide" if detail["step"] + 1 >= len(state.get("steps", ())):
            return {"status": Status.APPROVED}
        case "issue":
            return {"status": Status.ISSUED, "number": detail["number"], "issued_on": detail["day"]}
        case "seal":
            return {"status": Status.SEALED, "sealed_file": detail["file"]}
        case "dispatch":
            sent = {"dispatched_on": detail["day"], "way": detail["way"], "status": Status.DISPATCHED}
            return {**sent, "mail_number": detail.get("mail_number", "")}
        case "repost":
            return {"mail_number": detail["mail_number"], "reposted_on": detail["day"]}
        case "serve":
            return {"status": Status.SERVED, "served_on": detail["day"], **_proof(detail)}
        case "keep_proof":
            return {"proof_file": detail["file"]}
        case "void":
            return {"status": Status.VOID}
    return {}


def _proof(detail: Any) -> dict[str, Any]:
    """Who took it, or that it was refused; nothing where it arrived online. 0.1 told no relation."""
    return {name: detail[name] for name in ("receiver", "relation", "refused") if name in detail}


def _letters() -> Iterator[tuple[str, dict[str, Any]]]:
    found = Letter.objects.order_by("pk").prefetch_related("enclosures", "decisions")
    for one in found.iterator(chunk_size=100):
        # The digest is counted anew: that beside the text could have been changed with it.
        anew = content.digest(one, one.enclosures.all())
        yield (
            str(one.pk),
            {
                "agency": one.agency_id,
                "case": one.case_id,
                "kind": one.kind,
                "act": one.act,
                "hash": anew if anew == one.content_hash else one.content_hash + anew,
                "status": one.status,
                "steps": one.steps,
                "number": one.number,
                "issued_on": one.issued_on,
                "sealed_file": one.sealed_file_id,
                "way": one.way,
                "dispatched_on": one.dispatched_on,
                "served_on": one.served_on,
                "receiver": one.receiver,
                "relation": one.relation,
                "place": one.place,
                "note": one.service_note,
                "mail_number": one.mail_number,
                "reposted_on": one.reposted_on,
                "refused": one.refused,
                "proof_file": one.proof_file_id,
                "decisions": _decisions(one),
            },
        )


def _decisions(letter: Letter) -> list[list[Any]]:
    made = sorted(letter.decisions.all(), key=lambda one: one.pk)
    return [[one.step, one.role, one.approved, one.content_hash, one.person_id] for one in made]


LEDGERS = (Ledger(LETTERS, "letters.", _tell, _letters, vouched.sealed(*_VOUCHED)),)
