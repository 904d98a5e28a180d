"""Do two first acts of one agency at the same moment both come through, and is each thing there once?

On PostgreSQL too, where GONGKAI_TEST_DATABASE_URL names one: SQLite lets one writer in at a time anyway.
"""

import pytest

from gongkai_web.apply import actions as apply
from gongkai_web.apply.models import Access
from gongkai_web.audit.verify import verify
from gongkai_web.publishing.catalogue import actions
from gongkai_web.publishing.catalogue.models import Catalogue, Column, Contact, FieldTag, ScheduledDay
from gongkai_web.publishing.items import actions as items
from gongkai_web.publishing.items.models import ReviewSteps
from tests.people import found_town, receive
from tests.web.catalogue.conftest import DAY
from tests.web.items.test_race import at_once

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]
STEPS = [{"kind": "secrecy", "roles": ["reviewer"]}, {"kind": "approval", "roles": ["head"]}]


@pytest.fixture
def town():
    return found_town()


def seed(town):
    actions.seed_columns(by=town.li_qiang, agency=town.district, day=DAY, level="county")


def note_a_day(town):
    given = {"by": town.li_qiang, "agency": town.district, "day": DAY, "year": 2025}
    actions.note_scheduled(**given, key="site_work_report", published_on=DAY)


def keep_a_contact(town):
    given = {"by": town.li_qiang, "agency": town.district, "day": DAY}
    actions.keep_contact(**given, name="公开办电话", kind="phone", value="0000-1234567")


def set_the_steps(town):
    items.set_steps(by=town.sun_li, agency=town.district, day=DAY, steps=STEPS)


@pytest.mark.parametrize(
    ("first", "model"),
    [
        (seed, Catalogue),
        (note_a_day, ScheduledDay),
        (keep_a_contact, Contact),
        (set_the_steps, ReviewSteps),
    ],
    ids=lambda one: getattr(one, "__name__", ""),
)
def test_two_first_acts_at_once_are_one_after_the_other(town, first, model):
    assert at_once(*[lambda: first(town)] * 4) == [""] * 4
    assert model.objects.filter(agency=town.district).count() == 1
    assert verify().sound


def test_two_who_seed_at_once_open_each_column_once(town):
    assert at_once(*[lambda: seed(town)] * 2) == ["", ""]
    codes = list(Column.objects.filter(agency=town.district).values_list("code", flat=True))
    assert len(codes) == len(set(codes)) > 10


def test_two_fields_that_are_opened_at_once_get_two_codes(town):
    told = at_once(
        lambda: actions.open_field(by=town.li_qiang, agency=town.district, day=DAY, label="甲"),
        lambda: actions.open_field(by=town.li_qiang, agency=town.district, day=DAY, label="乙"),
    )
    assert told == ["", ""]
    assert FieldTag.objects.filter(agency=town.district).values("code").distinct().count() == 2


def test_two_first_codes_of_a_case_at_once_are_one_access(town):
    case = receive(town, DAY)
    told = at_once(*[lambda: apply.issue_code(case=case, by=town.li_qiang, day=case.received_on)] * 3)
    assert told == [""] * 3
    assert Access.objects.filter(case=case).count() == 1
