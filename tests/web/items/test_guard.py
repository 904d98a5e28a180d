"""Does the database itself refuse to show what was not approved, whoever writes and however?"""

import pytest
from django.db import DatabaseError, connection, transaction

from gongkai_web.publishing.items import guard
from gongkai_web.publishing.items.models import Item
from tests.web.items.rows import DAY, approve, decision, item, snapshot

pytestmark = pytest.mark.django_db


def refused(write) -> bool:
    """Whether the database refused the write; nothing of it is kept then."""
    try:
        with transaction.atomic():
            write()
    except DatabaseError as problem:
        return guard.SENTENCE in str(problem)
    return False


def point(it: Item, **pointers) -> None:
    Item.objects.filter(pk=it.pk).update(**pointers)


@pytest.fixture
def it(town):
    return item(town)


def test_what_every_step_approved_can_go_live(town, it):
    frozen = snapshot(town, it)
    approve(town, frozen)
    assert not refused(lambda: point(it, live=frozen))


def test_what_one_step_has_not_approved_can_not(town, it):
    frozen = snapshot(town, it)
    decision(town.zhao_min, frozen, 0)
    assert refused(lambda: point(it, live=frozen))
    assert Item.objects.get(pk=it.pk).live is None


def test_neither_can_it_by_save_nor_by_sql_nor_as_a_new_row(town, it):
    frozen = snapshot(town, it)

    def saved():
        it.live = frozen
        it.save()

    def by_sql():
        with connection.cursor() as cursor:
            cursor.execute("UPDATE items_item SET live_id = %s", [frozen.pk])

    def in_bulk():
        it.live = frozen
        Item.objects.bulk_update([it], ["live"])

    assert [refused(one) for one in (saved, by_sql, in_bulk)] == [True] * 3
    again = Item(pk=it.pk + 1, agency=it.agency, created_by=it.created_by, created_on=DAY, live=frozen)
    assert refused(again.save)


def test_neither_scheduled_nor_settled_inside(town, it):
    frozen, kept = snapshot(town, it), snapshot(town, it, public=False)
    assert refused(lambda: point(it, scheduled=frozen, scheduled_for="2026-11-30T08:00:00+08:00"))
    assert refused(lambda: point(it, inside=kept))
    approve(town, kept)
    assert not refused(lambda: point(it, inside=kept))


def test_a_return_ends_what_was_approved_before_it(town, it):
    frozen = snapshot(town, it)
    approve(town, frozen)
    decision(town.sun_li, frozen, 1, approved=False)
    assert refused(lambda: point(it, live=frozen))
    decision(town.sun_li, frozen, 1)
    assert refused(lambda: point(it, live=frozen))
    decision(town.zhao_min, frozen, 0)
    assert not refused(lambda: point(it, live=frozen))


def test_approvals_of_another_text_or_by_its_writer_do_not_count(town, it):
    changed = snapshot(town, it)
    decision(town.zhao_min, changed, 0)
    decision(town.sun_li, changed, 1, content_hash="0" * 64)
    assert refused(lambda: point(it, live=changed))
    own = snapshot(town, it)
    decision(town.zhao_min, own, 0)
    decision(town.li_qiang, own, 1)
    assert refused(lambda: point(it, live=own))


def test_a_snapshot_without_steps_or_of_another_item_does_not_do(town, it):
    assert refused(lambda: point(it, live=snapshot(town, it, steps=[])))
    other = snapshot(town, item(town))
    approve(town, other)
    assert refused(lambda: point(it, live=other))


def test_what_is_to_stay_inside_does_not_go_live(town, it):
    kept = snapshot(town, it, public=False)
    approve(town, kept)
    assert refused(lambda: point(it, live=kept))


def test_an_item_of_a_batch_stands_on_its_manifest(town, it):
    manifest = snapshot(town, None)
    row = snapshot(town, it, steps=[], manifest=manifest)
    assert refused(lambda: point(it, live=row))
    approve(town, manifest)
    assert not refused(lambda: point(it, live=row))


def test_the_guard_stands_after_the_tables_were_rebuilt(town, it):
    frozen = snapshot(town, it)
    guard.lift()
    assert not refused(lambda: point(it, live=frozen))
    point(it, live=None)
    guard.stand()
    guard.stand()
    assert refused(lambda: point(it, live=frozen))
