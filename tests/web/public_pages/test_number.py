"""Does the number of what the public sees move with each act of which it may see something, and only then?"""

from django.db import transaction

from gongkai_web.audit.actions import move_public, record
from gongkai_web.audit.queries import public_number
from gongkai_web.audit.verify import verify
from gongkai_web.files.actions import layering
from gongkai_web.search.actions import catch_up
from gongkai_web.search.models import Entry
from tests.web.items.written import drafted, published, submitted


def done(town, act) -> bool:
    """Whether such an act moves the number."""
    before = public_number()
    with transaction.atomic():
        record(actor=town.li_qiang, agency=town.district, act=act, subject="a.B:1", detail={})
    return public_number() > before


def test_an_act_that_nobody_named_moves_it(town):
    assert done(town, "something.new")
    assert not done(town, "cases.reply")
    assert verify().sound


def undone(town) -> int:
    """The number within an act that is undone."""
    with transaction.atomic():
        record(actor=None, agency=town.district, act="items.publish", subject="a.B:1", detail={})
        found = public_number()
        transaction.set_rollback(True)
    return found


def test_what_is_undone_moves_nothing(town):
    before = public_number()
    assert undone(town) > before
    assert public_number() == before


def test_a_draft_leaves_the_public_pages_alone_and_publishing_does_not(office):
    before = public_number()
    drafted(office)
    submitted(office)
    assert public_number() == before
    published(office)
    assert public_number() > before


def test_no_number_of_the_days_that_a_backup_lost_comes_again(town):
    """Two histories that begin alike do not count alike."""
    assert len({undone(town) for _ in range(3)}) == 3


def test_it_moves_without_an_act_where_a_page_changes_without_one(office):
    before = public_number()
    move_public()
    assert public_number() > before
    item, before = published(office), public_number()
    assert catch_up("items") == 0
    assert public_number() == before
    Entry.objects.filter(subject="items", key=item.pk).delete()
    assert catch_up("items") == 1
    assert public_number() > before
    before = public_number()
    layering._keep("0" * 64, ["第一页"])
    assert public_number() > before


def test_a_report_moves_it_when_it_is_released(filed):
    assert public_number() > 0
    assert not done(filed, "annual.write_section")
    assert done(filed, "annual.release_report")
