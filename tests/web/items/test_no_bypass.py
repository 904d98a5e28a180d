"""Is there no way past the review – not for a superuser, a batch, a tick, a console, a script, SQL?

Every way is tried with a text that one step has not approved; afterwards the public must read nothing. A
console (there is none of items) would write by `save` and `update`; imports and replays bring past stock in
by its batch. What the database lets through – a decision written past the acts – is found by `audit verify`.
"""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from gongkai_web.audit.verify import verify
from gongkai_web.errors import Refused
from gongkai_web.publishing.items import actions, guard, queries
from gongkai_web.publishing.items.actions.publishing import go_out
from gongkai_web.publishing.items.history_models import Publication
from gongkai_web.publishing.items.kinds import Stage, State
from gongkai_web.publishing.items.models import Decision, Edition, Item, Snapshot, SnapshotContent
from tests.web.items.written import CONTENT, DAY, approved, decide, fresh, keep_secrets, published, submitted

NOON = timezone.now()


@pytest.fixture
def waiting(office):
    """Two of three have approved; 孙立 has not, and runs the system besides."""
    office.sun_li.is_superuser = office.li_qiang.is_superuser = True
    edition = submitted(office)
    decide(office.zhao_min, edition)
    keep_secrets(office.chen_jing, edition)
    return edition


def act_of_a_superuser(office, edition):
    actions.publish(edition=edition, by=office.li_qiang, day=DAY)


def act_on_a_stage_that_was_written_by_hand(office, edition):
    Edition.objects.filter(pk=edition.pk).update(stage=Stage.APPROVED)
    actions.publish(edition=edition, by=office.sun_li, day=DAY)


def settling_inside(office, edition):
    Edition.objects.filter(pk=edition.pk).update(stage=Stage.APPROVED)
    actions.keep_inside(edition=edition, by=office.sun_li, day=DAY)


def timed_tick(office, edition):
    Edition.objects.filter(pk=edition.pk).update(stage=Stage.APPROVED)
    actions.schedule(edition=edition, by=office.sun_li, day=DAY, at=NOON, now=NOON - timedelta(days=1))


def tick_on_columns_that_were_written_by_hand(office, edition):
    guard.lift()
    Edition.objects.filter(pk=edition.pk).update(stage=Stage.SCHEDULED)
    Item.objects.filter(pk=edition.item_id).update(scheduled=edition.item.draft, scheduled_for=NOON)
    guard.stand()
    assert actions.publish_due(NOON) == []


def taking_up(office, edition):
    frozen = fresh(edition.item).draft
    actions.drop(edition=edition, by=office.li_qiang, day=DAY, reason="另起")
    actions.take_up(snapshot=frozen, by=office.li_qiang, day=DAY, reason="重来")
    actions.publish(edition=queries.under_way(edition.item), by=office.sun_li, day=DAY)


def inner_function_of_the_acts(office, edition):
    item = fresh(edition.item)
    go_out(item, item.draft, edition.content, DAY, who="李强")


def model_save(office, edition):
    item = fresh(edition.item)
    item.live, item.state, item.published_on = item.draft, State.LIVE, DAY
    item.save()


def direct_update(office, edition):
    Item.objects.filter(pk=edition.item_id).update(live=edition.item.draft)


def bulk_update(office, edition):
    item = fresh(edition.item)
    item.live = item.draft
    Item.objects.bulk_update([item], ["live"])


def bulk_create(office, edition):
    item = fresh(edition.item)
    made = Item(agency=item.agency, created_by=item.created_by, created_on=DAY, live=item.draft)
    Item.objects.bulk_create([made])


def raw_sql(office, edition):
    with connection.cursor() as cursor:
        cursor.execute("UPDATE items_item SET live_id = draft_id WHERE id = %s", [edition.item_id])


def a_snapshot_without_steps(office, edition):
    item = fresh(edition.item)
    made = Snapshot(agency=item.agency, item=item, edition=edition, number=9, digest=item.draft.digest)
    made.step_count, made.public, made.author, made.day = 0, True, office.li_qiang, DAY
    made.save()
    Item.objects.filter(pk=item.pk).update(live=made)


def the_import_of_past_stock(office, edition):
    batch = actions.begin_batch(by=office.li_qiang, agency=office.district, day=DAY, title="旧", reason="迁")
    content = {**CONTENT, "published_on": date(2026, 3, 1)}
    row = actions.StockRow("1", content)
    actions.enter_stock(batch=batch, by=office.li_qiang, day=DAY, rows=[row])
    type(batch).objects.filter(pk=batch.pk).update(stage=Stage.APPROVED)
    actions.publish_batch(batch=batch, by=office.sun_li, day=DAY)


WAYS = (
    act_of_a_superuser,
    act_on_a_stage_that_was_written_by_hand,
    settling_inside,
    timed_tick,
    tick_on_columns_that_were_written_by_hand,
    taking_up,
    inner_function_of_the_acts,
    model_save,
    direct_update,
    bulk_update,
    bulk_create,
    raw_sql,
    a_snapshot_without_steps,
    the_import_of_past_stock,
)


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
def test_nothing_is_shown_that_one_step_has_not_approved(office, waiting, way):
    edition = Edition.objects.select_related("item__draft", "item__agency").get(pk=waiting.pk)
    try:
        with transaction.atomic():
            way(office, edition)
    except (Refused, DatabaseError):
        pass
    assert not queries.live().exists()
    assert not Item.objects.filter(live__isnull=False).exists()
    assert not Item.objects.filter(inside__isnull=False).exists()
    assert not Publication.objects.exists()


def forged_decision(office, edition):
    item = fresh(edition.item)
    made = Decision(snapshot=item.draft, step=2, role="head", person=office.sun_li, approved=True, day=DAY)
    made.content_hash, made.kind = item.draft.digest, "approval"
    made.save()
    Item.objects.filter(pk=item.pk).update(live=item.draft)


def another_text_under_the_approved_digest(office, edition):
    decide(office.sun_li, edition)
    actions.publish(edition=edition, by=office.li_qiang, day=DAY)
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE items_snapshotcontent SET content = replace(content, '2026-02-27', '2026-02-26')"
        )


def an_approval_that_was_taken_out(office, edition):
    decide(office.sun_li, edition)
    actions.publish(edition=edition, by=office.li_qiang, day=DAY)
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM items_decision WHERE step = 1")


def a_pointer_to_a_former_text(office, edition):
    """Approved once, and no longer what is to be shown."""
    decide(office.sun_li, edition)
    actions.publish(edition=edition, by=office.li_qiang, day=DAY)
    other = approved(office)
    actions.publish(edition=other, by=office.li_qiang, day=DAY)
    Item.objects.filter(pk=other.item_id).update(live=None, state=State.ENDED)


def a_publication_that_never_was(office, edition):
    item = fresh(edition.item)
    Publication(item=item, snapshot=item.draft, day=DAY, note="更新", person_name="李强").save()


def steps_that_nobody_set(office, edition):
    rows = [{"kind": "secrecy", "roles": ["officer"]}, {"kind": "approval", "roles": ["officer"]}]
    actions.set_steps(
        by=office.sun_li,
        agency=office.district,
        day=DAY,
        steps=[{"kind": "secrecy", "roles": ["secrecy"]}, {"kind": "approval", "roles": ["head"]}],
    )
    type(office.district).review_steps.related.related_model.objects.update(steps=rows)


FORGERIES = (
    forged_decision,
    another_text_under_the_approved_digest,
    an_approval_that_was_taken_out,
    a_pointer_to_a_former_text,
    a_publication_that_never_was,
    steps_that_nobody_set,
)


@pytest.mark.skipif(connection.vendor != "sqlite", reason="the SQL of the forgeries is that of SQLite")
@pytest.mark.parametrize("forge", FORGERIES, ids=lambda way: way.__name__)
def test_what_the_database_lets_through_is_found_by_the_trail(office, waiting, forge):
    assert verify().sound
    forge(office, waiting)
    assert not verify().sound


def test_a_text_that_is_not_the_approved_one_is_not_given_out(office):
    item = published(office)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE items_snapshotcontent SET content = %s", ['{"body": "<p>别的</p>"}'])
    with pytest.raises(Refused, match="与审查批准的不一致，不再提供"):
        queries.text_of(fresh(item).live)


def test_the_trail_holds_through_a_whole_life(office):
    first, second = published(office), published(office)
    edition = actions.begin(item=first, by=office.li_qiang, day=DAY)
    values = {"body": "<p>第二版</p>"}
    actions.edit(edition=edition, by=office.li_qiang, day=DAY, group="body", values=values, seen=1)
    actions.submit(edition=edition, by=office.li_qiang, day=DAY)
    decide(office.zhao_min, edition, approve=False)
    actions.submit(edition=edition, by=office.li_qiang, day=DAY)
    decide(office.zhao_min, edition)
    keep_secrets(office.chen_jing, edition)
    decide(office.sun_li, edition)
    actions.schedule(edition=edition, by=office.li_qiang, day=DAY, at=NOON, now=NOON - timedelta(days=1))
    actions.publish_due(NOON)
    third = published(office)
    actions.end(item=third, by=office.sun_li, day=DAY, kind="replaced", reason="更正", successor=first)
    actions.end(item=first, by=office.sun_li, day=DAY, kind="merged", reason="并入", successor=second)
    kept = {"attribute": "withheld", "attribute_reason": "内部事务", "reassess_on": date(2027, 3, 1)}
    actions.keep_inside(edition=approved(office, content=kept), by=office.li_qiang, day=DAY)
    actions.end(item=second, by=office.li_qiang, day=DAY, kind="secret", reason="发现不应公开")
    assert SnapshotContent.objects.exists()
    assert verify().sentence.startswith("审计记录完整")
