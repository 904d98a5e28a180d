"""How often does a page of the office ask the database? Twenty times at most, whoever reads it."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from gongkai_web.agencies import actions as agencies
from gongkai_web.agencies import queries
from gongkai_web.agencies.models import Agency
from gongkai_web.asked_once import remembered
from tests.people import found, receive, submit
from tests.web.desk.conftest import DAY

pytestmark = pytest.mark.slow

MOST = 20
PAGES = {
    "desk:home": (),
    "desk:work": (),
    "desk:cases": (),
    "desk:register": (),
    "desk:statistics": (),
    "desk:sample": (),
    "desk:reports": (),
    "desk:report": ("yunxi", 2024),
    "casework:intake": (),
    "letters:letters": (),
    "letters:bulk": (),
    "schedule:schedule": (),
    "staffing:agencies": (),
    "staffing:agency": ("yunxi",),
    "files:redactions": (),
    "corrections:corrections": (),
    "proposals:proposals": (),
    "imports:import": (),
    "campaign:batches": (),
}
OF_A_CASE = ("casework:case", "casework:why", "casework:undo", "desk:code")


@pytest.fixture
def busy(town):
    """A district with cases in each section of its work list."""
    for day in (date(2024, 1, 5), date(2024, 2, 20), date(2024, 3, 1)):
        case = receive(town, day)
    submit(town, date(2024, 3, 14), channel="fax")
    for role in ("officer", "supervisor"):
        agencies.appoint(by=town.operator, person=town.sun_li, agency=town.district, role=role, since=DAY)
    return case


def asked(client, address) -> list[str]:
    client.get(address)
    with CaptureQueriesContext(connection) as taken:
        answer = client.get(address)
    assert answer.status_code in (200, 403, 404), address
    return [one["sql"] for one in taken]


@pytest.mark.parametrize("who", ["li_qiang", "sun_li", "zhou_jie", "operator"])
@pytest.mark.parametrize("page", PAGES)
def test_a_page_asks_twenty_times_at_most(town, busy, sign_in, who, page):
    taken = asked(sign_in(getattr(town, who)), reverse(page, args=PAGES[page]))
    assert len(taken) <= MOST, "\n".join(taken)


@pytest.mark.parametrize("who", ["li_qiang", "sun_li", "zhou_jie"])
@pytest.mark.parametrize("page", OF_A_CASE)
def test_a_page_of_a_case_does_so_too(town, busy, sign_in, who, page):
    taken = asked(sign_in(getattr(town, who)), reverse(page, args=[busy.pk]))
    assert len(taken) <= MOST, "\n".join(taken)


def test_the_tree_of_agencies_is_read_once_a_page(town, busy, sign_in):
    for page in ("desk:home", "desk:statistics", "desk:cases"):
        taken = asked(sign_in(town.zhou_jie), reverse(page))
        assert sum(sql.endswith('FROM "agencies_agency"') for sql in taken) == 1, "\n".join(taken)


def test_what_an_act_changes_in_the_tree_is_seen_at_once(town):
    day = date(2024, 3, 15)
    with remembered():
        before = set(queries.scope(town.zhou_jie, day))
        added = found(town.operator, "示范市云溪区税务局", "yunxi-shuiwu", "department", town.district)
        assert set(queries.scope(town.zhou_jie, day)) == {*before, added}
    assert Agency.objects.count() == len(before) + 1


def test_outside_a_page_the_tree_is_read_anew(town, django_assert_num_queries):
    day = date(2024, 3, 15)
    queries.scope(town.zhou_jie, day)
    with django_assert_num_queries(2):
        queries.scope(town.zhou_jie, day), queries.scope(town.zhou_jie, day)
