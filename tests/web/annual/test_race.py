"""Two heads of 云溪区 press at the same moment: is the report frozen and published once?

On PostgreSQL too, where GONGKAI_TEST_DATABASE_URL names one.
"""

import pytest

from gongkai_web.agencies import actions as agencies
from gongkai_web.annual import actions
from gongkai_web.annual.models import Filing, FilingDecision, Release
from gongkai_web.audit.verify import verify
from tests.people import FOUNDED, answer, check_report, found_town, receive
from tests.web.annual.test_file import ENTERED, JANUARY, YEAR, date, enter
from tests.web.items.test_race import at_once

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def office():
    """孙立 and 赵敏 both head it; the report is checked."""
    town = found_town()
    agencies.appoint(
        by=town.operator,
        person=town.zhao_min,
        agency=town.district,
        role="head",
        since=FOUNDED,
        reason="任命",
    )
    answer(town, receive(town, date(2024, 3, 1)), date(2024, 3, 20))
    for cell in ENTERED:
        enter(town, cell, 0)
    check_report(town, town.district, YEAR, JANUARY)
    return town


def test_two_who_freeze_and_two_who_publish_at_once_leave_one_public_report(office):
    given = {"agency": office.district, "year": YEAR, "day": JANUARY}
    heads = (office.sun_li, office.zhao_min)
    at_once(*(lambda head=head: actions.file_report(by=head, **given) for head in heads))
    versions = sorted(Filing.objects.values_list("version", flat=True))
    assert versions == list(range(1, len(versions) + 1))
    latest = Filing.objects.order_by("version").last()
    told = at_once(
        *(
            lambda head=head: actions.release_report(by=head, filing=latest, day=JANUARY)
            for head in (*heads, *heads)
        )
    )
    assert sorted(told) == ["", *[f"{latest}已经公布。"] * 3]
    assert (Release.objects.count(), FilingDecision.objects.count()) == (1, 1)
    assert not verify().faults


def test_who_publishes_the_old_version_while_another_freezes_a_new_one_publishes_one(office):
    given = {"agency": office.district, "year": YEAR, "day": JANUARY}
    first = actions.file_report(by=office.sun_li, **given)
    enter(office, ENTERED[0], 3)
    check_report(office, office.district, YEAR, JANUARY)
    published, frozen = at_once(
        lambda: actions.release_report(by=office.sun_li, filing=first, day=JANUARY),
        lambda: actions.file_report(by=office.zhao_min, **given),
    )
    # Whoever came second is told: the new version has to say why, or the old one is no longer published.
    assert (published == "") == ("写明更正的理由" in frozen)
    assert (frozen == "") == ("另有第2版定稿" in published)
    assert Release.objects.count() == (1 if published == "" else 0)
