"""How does a table come in: tried, begun, a hundred rows at a time, to its end – and after a break, further?

What was looked at and what came of it is written in the transaction that enters the rows: whoever is killed
has entered a hundred whole or none of them, and the next one goes on behind them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import date
from itertools import islice

from django.db import transaction

from gongkai_web.agencies.first_acts import stand_in_line
from gongkai_web.agencies.models import Agency, Person
from gongkai_web.agencies.permissions import require
from gongkai_web.audit.actions import record
from gongkai_web.errors import Refused
from gongkai_web.imports import held
from gongkai_web.imports.models import ImportedRow, State, TableImport
from gongkai_web.imports.tables import of_evaluations, of_opinions, of_registers
from gongkai_web.imports.tables.declared import Came, Row, Table, Where
from gongkai_web.imports.tables.of_items import TABLES
from gongkai_web.imports.tables.reading import head_of, rows_of
from gongkai_web.publishing.items.models import Batch
from gongkai_web.turns import give_way

AT_ONCE, MOST_ROWS, PREVIEWED = 100, 200_000, 50
_LONGEST_KEY = 120
Step = Callable[[], AbstractContextManager[None]]


def tables() -> dict[str, Table]:
    """Every kind of table that can come in, by its code."""
    found: list[Table] = [*TABLES, *of_evaluations.TABLES, of_opinions.TABLE, *of_registers.tables()]
    return {one.code: one for one in found}


def table_of(code: str) -> Table:
    """The table of that code. Raises Refused for another."""
    found = tables()
    if code not in found:
        raise Refused(f"不认识的表「{code}」；可用：{'、'.join(found)}。")
    return found[code]


@transaction.atomic
def begin(
    *, by: Person, agency: Agency, day: date, table: str, data: bytes, name: str, batch: Batch | None = None
) -> TableImport:
    """Takes the file in; nothing of it is entered yet. The same file that is not done is gone on with."""
    kind = table_of(table)
    require(by, agency, kind.needs, day, f"导入{kind.label}")
    if kind.stock and (batch is None or batch.agency_id != agency.pk):
        raise Refused("请选择登记到本机关的哪一个批次；还没有的，先在“历史存量”登记批次。")
    digest = hashlib.sha256(data).hexdigest()
    known = TableImport.objects.filter(agency=agency, table=table, digest=digest, batch=batch, by=by)
    again = known.exclude(state=State.DONE).exclude(token="").first()
    if again is not None and held.held(again.token) is not None:
        return again
    total = _counted(kind, data, name, day)
    made = TableImport(agency=agency, by=by, table=table, batch=batch, name=name, digest=digest, day=day)
    made.total, made.token = total, held.hold(data, {"name": name})
    made.save()
    return made


def preview(found: TableImport) -> list[Came]:
    """What would come of the first rows: entered, and taken back at once."""
    with transaction.atomic():
        came = table_of(found.table).enter(list(islice(_rows(found), PREVIEWED)), _where(found))
        transaction.set_rollback(True)
    return _told_twice(came, {})


def run(found: TableImport, *, step: Step = transaction.atomic) -> TableImport:
    """Enters what is left, a hundred rows at a time; `step`: what makes one of them count."""
    rows = islice(_rows(found), found.done, None)
    while some := list(islice(rows, AT_ONCE)):
        with step():
            _enter(found, some)
        give_way()
    with transaction.atomic():
        held_row = TableImport.objects.select_for_update(of=("self",), no_key=True).get(pk=found.pk)
        if held_row.state != State.DONE:
            held_row.state = State.DONE
            held_row.save(update_fields=["state"])
            _line(held_row)
    held.let_go(found.token)
    return held_row


def _enter(found: TableImport, some: list[Row]) -> None:
    """These rows and how far it is, together. Raises Refused where somebody else is ahead."""
    kept = (
        TableImport.objects.select_for_update(of=("self",), no_key=True)
        .select_related("agency", "by")
        .get(pk=found.pk)
    )
    if kept.done != found.done:
        raise Refused("这份文件正由另一个进程导入；请等它完成，再打开这一页。")
    stand_in_line(kept.agency)
    came = table_of(kept.table).enter(some, _where(found))
    came = _told_twice(came, _lines_of(kept, came))
    ImportedRow.objects.bulk_create(
        ImportedRow(
            of=kept,
            line=one.line,
            key=one.key[:_LONGEST_KEY],
            result=one.result,
            sentence=one.sentence,
            subject=one.subject,
        )
        for one in came
    )
    kept.done, kept.state = kept.done + len(some), State.RUNNING
    kept.save(update_fields=["done", "state"])
    found.done = kept.done


def _lines_of(kept: TableImport, came: list[Came]) -> dict[int, int]:
    """In which line of the rows before these each of their subjects stood first."""
    known = kept.rows.filter(subject__in={one.subject for one in came if one.subject})
    return {one.subject: one.line for one in known.order_by("-line") if one.subject}


def _told_twice(came: list[Came], lines: dict[int, int]) -> list[Came]:
    """Says of each row that is the same as one above in the file which that is. `lines`: of those above."""
    told = []
    for one in came:
        line = lines.setdefault(one.subject, one.line) if one.subject else one.line
        said = f"和本文件第 {line} 行是同一条，只登记一次。" if line != one.line else ""
        told.append(replace(one, sentence=said + one.sentence))
    return told


def _where(found: TableImport) -> Where:
    return Where(found.agency, found.by, found.day, found.batch)


def _rows(found: TableImport) -> Iterator[Row]:
    kept = held.held(found.token)
    if kept is None or not kept[0]:
        raise Refused(f"《{found.name}》已经不在了（放了一天以上）；请重新选择文件，已经登记的不会重复。")
    columns = table_of(found.table).columns(found.day)
    return rows_of(kept[0], found.name, head_of(kept[0], found.name, columns))


def _counted(kind: Table, data: bytes, name: str, day: date) -> int:
    columns = kind.columns(day)
    head = head_of(data, name, columns)
    total = sum(1 for _ in islice(rows_of(data, name, head), MOST_ROWS + 1))
    if total == 0:
        raise Refused(f"《{name}》的表头下面没有可以导入的行。")
    if total > MOST_ROWS:
        raise Refused(f"《{name}》超过 {MOST_ROWS} 行；请分成几份导入。")
    return total


def _line(done: TableImport) -> None:
    counts = {str(one): done.rows.filter(result=one).count() for one in ("made", "there", "refused")}
    record(
        actor=done.by,
        agency=done.agency,
        act="exchange.import_table",
        subject=f"agencies.Agency:{done.agency_id}",
        detail={"table": done.table, "file": done.digest, "counts": counts},
        reason=f"导入《{done.name}》",
    )
