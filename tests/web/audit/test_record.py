"""Is every act kept, in one chain, and is every tampering found?"""

import pytest
from django.core.management import call_command
from django.db import connection, transaction

from gongkai_web.audit import queries
from gongkai_web.audit.actions import AuditError, record
from gongkai_web.audit.append_only import AppendOnlyError
from gongkai_web.audit.models import HASHED, AuditHead, AuditLine, digest


def lines(count):
    with transaction.atomic():
        for number in range(1, count + 1):
            record(
                actor=None, agency=None, act="test.act", subject=f"test.Thing:{number}", detail={"n": number}
            )


def sql(statement):
    with connection.cursor() as cursor:
        cursor.execute(statement)


def test_a_line_holds_who_what_where_and_why(town):
    line = record(
        actor=town.li_qiang,
        agency=town.district,
        act="cases.reply",
        subject="cases.Case:1",
        detail={"outcome": "granted"},
        reason="依申请",
    )
    line.refresh_from_db()
    assert (line.actor_id, line.actor_name) == (town.li_qiang.pk, "李强")
    assert (line.agency_id, line.agency_name) == (town.district.pk, "示范市云溪区人民政府办公室")
    assert (line.act, line.subject, line.detail, line.reason) == (
        "cases.reply",
        "cases.Case:1",
        {"outcome": "granted"},
        "依申请",
    )
    assert queries.about("cases.Case:1").get() == line


@pytest.mark.django_db(transaction=True)
def test_a_line_outside_a_transaction_is_refused():
    with pytest.raises(AuditError, match="同一个事务"):
        record(actor=None, agency=None, act="test.act", subject="test.Thing:1", detail={})


def test_a_number_with_a_fraction_is_refused(db):
    with pytest.raises(AuditError, match=r"0\.5"):
        record(actor=None, agency=None, act="test.act", subject="test.Thing:1", detail={"n": 0.5})


def test_each_line_is_chained_to_the_one_before(db):
    lines(3)
    chain = list(AuditLine.objects.order_by("position"))
    assert [line.position for line in chain] == [1, 2, 3]
    assert chain[0].previous_hash == "0" * 64
    assert [line.previous_hash for line in chain[1:]] == [line.hash for line in chain[:-1]]
    assert AuditHead.objects.get().count == 3
    assert queries.verify() == queries.Verification(3, chain[-1].hash)


def test_a_line_can_be_neither_changed_nor_deleted(db):
    lines(1)
    line = AuditLine.objects.get()
    line.reason = "改写"
    for attempt in (
        line.save,
        line.delete,
        AuditLine.objects.all().delete,
        lambda: AuditLine.objects.update(reason="改写"),
        lambda: AuditLine.objects.bulk_update([line], ["reason"]),
    ):
        with pytest.raises(AppendOnlyError):
            attempt()
    assert queries.verify().sound


def test_an_empty_trail_is_sound(db):
    assert queries.verify().sound


@pytest.mark.parametrize(
    ("statement", "fault", "position"),
    [
        ("UPDATE audit_auditline SET actor_name = '陌生人' WHERE position = 2", "changed", 2),
        ("UPDATE audit_auditline SET reason = '补写' WHERE position = 3", "changed", 3),
        ("DELETE FROM audit_auditline WHERE position = 2", "missing", 2),
        ("DELETE FROM audit_auditline WHERE position = 1", "missing", 1),
        ("DELETE FROM audit_auditline WHERE position = 4", "truncated", 4),
        ("DELETE FROM audit_auditline", "truncated", 1),
        ("UPDATE audit_audithead SET count = 3", "truncated", 4),
        ("DELETE FROM audit_audithead", "headless", 4),
    ],
)
def test_tampering_is_found_and_named(db, statement, fault, position):
    lines(4)
    sql(statement)
    found = queries.verify()
    assert (found.fault, found.position) == (fault, position)
    assert f"第 {position} 条" in found.sentence


def test_two_lines_that_changed_places_are_found(db):
    lines(4)
    for statement in (
        "UPDATE audit_auditline SET position = 99 WHERE position = 2",
        "UPDATE audit_auditline SET position = 2 WHERE position = 3",
        "UPDATE audit_auditline SET position = 3 WHERE position = 99",
    ):
        sql(statement)
    found = queries.verify()
    assert (found.fault, found.position) == ("reordered", 2)


def test_a_line_taken_out_with_the_rest_renumbered_is_found(db):
    lines(4)
    sql("DELETE FROM audit_auditline WHERE position = 2")
    sql("UPDATE audit_auditline SET position = 2 WHERE position = 3")
    sql("UPDATE audit_auditline SET position = 3 WHERE position = 4")
    assert (queries.verify().fault, queries.verify().position) == ("reordered", 2)


def test_a_last_line_rewritten_with_its_hash_does_not_fit_the_end_of_the_chain(db):
    lines(4)
    last = AuditLine.objects.values(*HASHED, "previous_hash").get(position=4)
    forged = digest({**last, "reason": "补写"}, last["previous_hash"])
    sql(f"UPDATE audit_auditline SET reason = '补写', hash = '{forged}' WHERE position = 4")
    found = queries.verify()
    assert (found.fault, found.position, found.count) == ("truncated", 4, 3)
    assert found.hash == last["previous_hash"]  # the last that can be relied upon


def test_nothing_is_added_to_a_chain_whose_end_is_lost(db):
    lines(2)
    sql("DELETE FROM audit_audithead")
    with pytest.raises(AuditError, match="链尾"):
        lines(1)


def test_the_command_says_where_the_chain_breaks(db, capsys):
    lines(3)
    call_command("audit_verify")
    assert "共 3 条" in capsys.readouterr().out
    sql("UPDATE audit_auditline SET act = 'x' WHERE position = 2")
    with pytest.raises(SystemExit) as ended:
        call_command("audit_verify")
    assert ended.value.code == 1
    assert "第 2 条" in capsys.readouterr().out
