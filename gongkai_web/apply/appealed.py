"""What is the applicant told of reconsiderations and lawsuits about the case?

Who brought it, for a third party may have; at which instance it stands; and that a judgment which can still
be appealed has no effect yet (手册04 §6).
"""

from __future__ import annotations

from collections.abc import Iterable

from gongkai.procedure import checks
from gongkai.procedure.facts import AppealKind, AppealResult, Appellant, Fact, Instance, standing

Said = tuple[str, str]

_FILED = {
    AppealKind.RECONSIDERATION: "申请行政复议",
    AppealKind.LITIGATION_DIRECT: "提起行政诉讼",
    AppealKind.LITIGATION_AFTER_RECONSIDERATION: "对行政复议决定不服，提起行政诉讼",
}
# Entries of before do not say it: of the applicant it goes without saying.
_BY = {Appellant.APPLICANT: "", Appellant.THIRD_PARTY: "第三方", Appellant.OTHER: "其他人"}


def told(facts: Iterable[Fact]) -> dict[int, Said]:
    """Title and note of each event of an appeal, by its position in the case."""
    said: dict[int, Said] = {}
    stands: dict[str, str] = {}
    for fact in standing(facts):
        if fact.kind == "appeal.filed":
            kind = AppealKind(fact.data["kind"])
            stands[fact.ref] = "行政复议" if kind == AppealKind.RECONSIDERATION else Instance.FIRST.label
            by = _BY[Appellant(fact.data.get("filed_by") or Appellant.APPLICANT)]
            said[fact.position] = f"{by}{_FILED[kind]}", str(fact.data.get("organ") or "")
        elif fact.kind == "appeal.instance":
            stands[fact.ref] = Instance(fact.data["instance"]).label
            said[fact.position] = f"行政诉讼进入{stands[fact.ref]}", str(fact.data.get("organ") or "")
        elif fact.kind == "appeal.concluded":
            said[fact.position] = _concluded(fact, stands.get(fact.ref, ""))
    return said


def _concluded(fact: Fact, stands: str) -> Said:
    result = AppealResult(fact.data["result"]).label
    if stands == "行政复议":
        return f"行政复议机关作出决定：{result}", ""
    first = stands == Instance.FIRST.label
    effective = checks.appealable_until(fact.data, fact.day) if first else None
    appealable = effective is not None and effective > fact.day
    return f"法院{stands}裁判：{result}", f"上诉期到 {effective}，期满以前没有生效。" if appealable else ""
