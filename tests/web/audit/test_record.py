"""Is every act kept, in the chain of its agency, and can nobody else write one?"""

import pytest
from django.db import connection, transaction

from gongkai_web.audit import queries
from gongkai_web.audit.actions import AuditError, anchor, record
from gongkai_web.audit.append_only import AppendOnlyError
from gongkai_web.audit.findings import End
from gongkai_web.audit.models import ANCHOR, COMMON, AuditHead, AuditLine, chain_of
from gongkai_web.audit.verify import verify
from gongkai_web.tasks.periodic import registry
from gongkai_web.tasks.run import discover


def lines(count):
    with transaction.atomic():
        for number in range(1, count + 1):
            record(
                actor=None, agency=None, act="test.act", subject=f"test.Thing:{number}", detail={"n": number}
            )


def sql(statement):
    with connection.cursor() as cursor:
        cursor.execute(statement)
        assert cursor.rowcount, statement


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
    assert [line.place for line in chain] == [1, 2, 3]
    assert chain[0].previous_hash == "0" * 64
    assert [line.previous_hash for line in chain[1:]] == [line.hash for line in chain[:-1]]
    assert AuditHead.objects.get().count == 3
    assert verify().sound
    assert queries.heads() == {COMMON: End(3, chain[-1].hash)}


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
    assert verify().sound


def test_an_empty_trail_is_sound(db):
    assert verify().sound


def test_each_agency_has_a_chain_of_its_own(town):
    for agency in (town.district, town.county, town.district):
        record(actor=None, agency=agency, act="test.act", subject="test.Thing:1", detail={})
    own = AuditLine.objects.filter(act="test.act").order_by("position")
    district, county = chain_of(town.district.pk), chain_of(town.county.pk)
    assert [line.chain for line in own] == [district, county, district]
    first, other, second = own
    assert second.previous_hash == first.hash
    assert second.place == first.place + 1
    assert other.previous_hash not in (first.hash, second.hash)
    assert verify().sound


def test_the_common_chain_says_which_chains_were_opened(town):
    opened = AuditLine.objects.filter(chain=COMMON, act="audit.open_chain").values_list("subject", flat=True)
    held = AuditLine.objects.exclude(chain=COMMON).values_list("chain", flat=True)
    assert sorted(opened) == sorted({f"audit.Chain:{chain}" for chain in held})


def test_an_anchor_notes_the_ends_of_all_other_chains(town):
    before = queries.heads()
    anchor()
    line = AuditLine.objects.get(chain=ANCHOR)
    assert line.detail == {"heads": {chain: [end.count, end.hash] for chain, end in before.items()}}
    assert verify().sound


def test_every_night_an_anchor_is_written(db):
    lines(2)
    discover()
    said = registry["schedule.anchor_trail"].task.func()
    line = AuditLine.objects.get(chain=ANCHOR)
    assert said == f"anchor 1 {line.hash}"
    assert line.detail["heads"][COMMON][0] == 2


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM audit_audithead WHERE chain = 'common'",
        "UPDATE audit_audithead SET seal = '' WHERE chain = 'common'",
        "UPDATE audit_audithead SET count = 1, hash = (SELECT hash FROM audit_auditline WHERE place = 1)",
    ],
)
def test_nothing_is_added_to_a_chain_whose_end_is_lost_or_was_not_written_here(db, statement):
    lines(2)
    sql(statement)
    with pytest.raises(AuditError, match="链尾"):
        lines(1)


def test_an_emptied_chain_is_not_begun_anew(town):
    name = chain_of(town.county.pk)
    sql(f"DELETE FROM audit_auditline WHERE chain = '{name}'")
    sql(f"DELETE FROM audit_audithead WHERE chain = '{name}'")
    with pytest.raises(AuditError, match="链尾记录丢失"), transaction.atomic():
        record(actor=None, agency=town.county, act="test.act", subject="test.Thing:1", detail={})
    sql("DELETE FROM audit_auditline WHERE chain = 'common'")
    sql("DELETE FROM audit_audithead WHERE chain = 'common'")
    with pytest.raises(AuditError, match="链尾记录丢失"):
        lines(1)


def test_with_another_key_nothing_is_added(db, settings):
    lines(1)
    settings.IDENTITY_KEYS = ("another",)
    with pytest.raises(AuditError, match="密钥"):
        lines(1)
