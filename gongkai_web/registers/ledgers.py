"""What do lines of the audit trail say of a register, held against what is there?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from gongkai_web.audit.registry import Ledger, Told
from gongkai_web.registers.declared import Register, Takes
from gongkai_web.registers.models import ZeroReport


def ledger_of(register: Register) -> Ledger:
    """The ledger of one register; its room lists it among its own."""
    names = {one.name: f"{one.name}_id" if one.takes is Takes.ROW else one.name for one in register.blanks}

    def tell(said: dict[str, dict[str, Any]], line: Told) -> None:
        key, act = line.subject.partition(":")[2], line.act.rpartition(".")[2]
        if act == "enter":
            said[key] = {"agency_id": line.agency_id, "voided": False, "void_reason": "", **line.detail}
        elif key in said:
            said[key] |= {**line.detail, "voided": True} if act == "void" else line.detail

    def kept() -> Iterator[tuple[str, dict[str, Any]]]:
        columns = ("pk", "agency_id", "day", "entered_on", "voided", "void_reason", *names.values())
        back = {column: name for name, column in names.items()}
        for row in register.model._default_manager.order_by("pk").values(*columns).iterator():
            yield str(row.pop("pk")), {back.get(column, column): value for column, value in row.items()}

    return Ledger(register.label, f"registers.{register.code}.", tell, kept)


def _tell_zero(said: dict[str, dict[str, Any]], line: Told) -> None:
    key = line.subject.partition(":")[2]
    if line.act.endswith(".report"):
        said[key] = {"agency_id": line.agency_id, "withdrawn": False, "withdrawn_reason": "", **line.detail}
    elif key in said:
        said[key] |= {**line.detail, "withdrawn": True}


def _kept_zeros() -> Iterator[tuple[str, dict[str, Any]]]:
    columns = ("pk", "agency_id", "register", "year", "until", "withdrawn", "withdrawn_reason")
    for row in ZeroReport.objects.order_by("pk").values(*columns).iterator():
        yield str(row.pop("pk")), row


LEDGERS = (Ledger("零报告", "zero_reports.", _tell_zero, _kept_zeros),)
