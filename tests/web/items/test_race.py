"""Who approves while another edits, publishes while another withdraws: is one of them told, every time?

On PostgreSQL too, where GONGKAI_TEST_DATABASE_URL names one.
"""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import OperationalError, connections

from gongkai_web.audit.verify import verify
from gongkai_web.errors import Refused
from gongkai_web.publishing.items import actions, queries, review
from gongkai_web.publishing.items.content import digest
from gongkai_web.publishing.items.kinds import Stage
from gongkai_web.publishing.items.models import Decision, Item
from tests.people import found_town
from tests.web.items.written import DAY, again, approved, decide, drafted, fresh, furnish, keep_secrets

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]
ROUNDS = 6


def at_once(*acts: Callable[[], object]) -> list[str]:
    """Begins all acts at the same moment, each with a connection of its own; what each was told."""
    ready = Barrier(len(acts))

    def one(act: Callable[[], object]) -> str:
        ready.wait()
        try:
            for _ in range(20):
                try:
                    act()
                except OperationalError:  # whoever waited too long presses again, as the page asks
                    continue
                return ""
            raise AssertionError("the database was never free")
        except Refused as problem:
            return str(problem)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(acts)) as hands:
        return list(hands.map(one, acts))


@pytest.fixture
def office():
    return furnish(found_town())


def before_the_last_step(office):
    """A text that waits for 孙立 alone."""
    edition = drafted(office)
    actions.submit(edition=edition, by=office.li_qiang, day=DAY)
    decide(office.zhao_min, edition)
    keep_secrets(office.chen_jing, edition)
    return again(edition)


def test_an_approval_never_stands_for_a_text_that_was_edited_meanwhile(office):
    for number in range(ROUNDS):
        edition = before_the_last_step(office)
        seen, values = digest(edition.content), {"body": f"<p>第 {number} 次改动</p>"}
        edited, decided = at_once(
            lambda e=edition, v=values: actions.edit(
                edition=e, by=office.li_qiang, day=DAY, group="body", values=v, seen=1
            ),
            lambda e=edition, s=seen: actions.decide(
                edition=e, by=office.sun_li, day=DAY, approve=True, seen=s
            ),
        )
        assert edited == ""
        now = again(edition)
        assert (now.stage, now.content["body"]) == (Stage.DRAFTING, values["body"])
        made = Decision.objects.filter(snapshot__edition=edition, step=2).count()
        assert made == (0 if decided else 1), decided
        with pytest.raises(Refused):
            actions.publish(edition=now, by=office.li_qiang, day=DAY)
    assert not queries.live().exists()
    assert verify().sound


def test_what_goes_out_while_another_edits_is_what_was_approved(office):
    for _ in range(ROUNDS):
        edition = approved(office)
        edited, gone = at_once(
            lambda e=edition: actions.edit(
                edition=e, by=office.zhao_min, day=DAY, group="body", values={"body": "<p>改</p>"}, seen=1
            ),
            lambda e=edition: actions.publish(edition=e, by=office.li_qiang, day=DAY),
        )
        assert sorted([bool(edited), bool(gone)]) == [False, True], (edited, gone)
        item = fresh(edition.item)
        assert (item.live is None) == bool(gone)
        if item.live:
            assert review.approved(item.live)
            assert queries.text_of(item.live)["body"] != "<p>改</p>"
    assert verify().sound


def test_two_who_save_the_same_group_at_once_are_told_one_of_the_other(office):
    for _ in range(ROUNDS):
        edition = drafted(office)
        told = at_once(
            *(
                lambda e=edition, p=person: actions.edit(
                    edition=e,
                    by=p,
                    day=DAY,
                    group="body",
                    values={"body": f"<p>{p.display_name}写的</p>"},
                    seen=1,
                )
                for person in (office.li_qiang, office.zhao_min)
            )
        )
        assert sorted(map(bool, told)) == [False, True]
        assert again(edition).versions["body"] == 2


def test_many_that_go_out_at_once_have_each_a_number_of_its_own(office):
    editions = [approved(office) for _ in range(8)]
    told = at_once(
        *(lambda e=edition: actions.publish(edition=e, by=office.li_qiang, day=DAY) for edition in editions)
    )
    assert told == [""] * 8
    numbers = sorted(Item.objects.values_list("index_number", flat=True))
    assert numbers == [f"yunxi/2026-{number:05d}" for number in range(1, 9)]
    assert verify().sound


def test_two_that_replace_each_other_at_once_do_not_lead_in_a_circle(office):
    for _ in range(ROUNDS):
        first, second = (fresh(edition.item) for edition in (published(office), published(office)))
        told = at_once(
            lambda a=first, b=second: actions.end(
                item=a, by=office.sun_li, day=DAY, kind="replaced", reason="更正", successor=b
            ),
            lambda a=first, b=second: actions.end(
                item=b, by=office.sun_li, day=DAY, kind="replaced", reason="更正", successor=a
            ),
        )
        assert sorted(map(bool, told)) == [False, True]


def published(office):
    """An edition that has gone out."""
    edition = approved(office)
    actions.publish(edition=edition, by=office.li_qiang, day=DAY)
    return edition
