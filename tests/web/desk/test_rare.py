"""Is a list that is written only where it may have rows always the list itself, and never that of another?"""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.utils import timezone

from gongkai_web.agencies import actions as agencies
from gongkai_web.agencies import asking
from gongkai_web.agencies.asking import Asking
from gongkai_web.asked_once import remembered
from gongkai_web.cases.models import Case
from gongkai_web.corrections.models import RecordCorrection
from gongkai_web.desk import queries as desk
from gongkai_web.desk.views.home import prepare_home
from gongkai_web.files.models import Redaction, StoredFile
from gongkai_web.letters.models import Letter
from gongkai_web.oversight.assessment import work as assessment
from gongkai_web.oversight.bulletins import work as bulletins
from gongkai_web.oversight.rectification import work as mending
from gongkai_web.oversight.registers import work as upkeep
from gongkai_web.oversight.tables import work as tables
from gongkai_web.oversight.workplan import work as plan
from gongkai_web.prepared import read
from gongkai_web.proposals.models import Proposal
from gongkai_web.publishing.catalogue.models import HeldWords, PublicEnterprise, StandardItem
from gongkai_web.publishing.decisions.models import MajorDecision
from gongkai_web.publishing.gazette import actions as issues
from gongkai_web.publishing.gazette import work as gazette
from gongkai_web.publishing.items import actions, work
from gongkai_web.publishing.items.accessible_models import AccessibleRequest
from gongkai_web.publishing.items.link_models import DeadLink, LinkCheck
from tests.people import receive
from tests.web.interaction import written as messages
from tests.web.items.written import DAY, approved, decide, drafted, furnish, published, submitted
from tests.web.opinions import asked as opinions

WHO = ("li_qiang", "zhao_min", "chen_jing", "wu_gang", "sun_li", "zhou_jie", "he_jing", "operator")
DAYS = tuple(DAY + timedelta(days) for days in (-400, -35, 0, 120))
EIGHT = datetime(2026, 3, 3, 8, 0, tzinfo=timezone.get_default_timezone())


def lists_of(person, day):
    """All lists of the home of the office that are written only where they may have rows."""
    now = datetime(day.year, day.month, day.day, 9, 0, tzinfo=timezone.get_default_timezone())
    who = Asking(person, day)
    published = (*work.lists(person, day, now), *gazette.lists(person, day))
    return [*desk.to_decide(who), *desk.arriving(who), *published]


def of_oversight(person, day):
    """Those of the rooms of oversight."""
    rooms = mending, plan, bulletins, assessment, upkeep, tables
    return [one for room in rooms for one in room.lists(person, day)]


@pytest.fixture
def busy(town):
    """云溪区 with something in every list, each of the kind that some may see and others may not."""
    office = furnish(town)
    _letters(office)
    _others(office)
    _items(office)
    return office


def _letters(office):
    case = receive(office, DAY)
    Case.objects.filter(pk=case.pk).update(reminded_on=DAY)
    common = {"agency": office.district, "case": case, "act": "reply", "kind": "L12", "prepared_on": DAY}
    sent = {"status": "dispatched", "dispatched_on": DAY}
    for by, changes in (
        (office.li_qiang, {"status": "in_review", "waits_role": "reviewer"}),
        (office.zhao_min, {"status": "in_review", "waits_role": "reviewer"}),
        (office.zhao_min, {"status": "in_review", "waits_role": "head"}),
        (office.li_qiang, {"status": "approved"}),
        (office.sun_li, {"status": "approved"}),
        (office.li_qiang, {"status": "approved", "addressee": "internal"}),
        (office.li_qiang, sent),
        (office.li_qiang, {**sent, "arrived_at": datetime(2026, 3, 2, tzinfo=UTC)}),
    ):
        Letter.objects.create(**{**common, "addressee": "applicant", "prepared_by": by, **changes})


def _others(office):
    file = StoredFile.objects.create(
        agency=office.district, purpose="information", owner="cases.Case:1", size=1, added_on=DAY
    )
    proposed = {"original": file, "opened_on": DAY, "opened_by": office.li_qiang, "proposed_on": DAY}
    Redaction.objects.create(**proposed, status="proposed", proposed_by=office.li_qiang)
    RecordCorrection.objects.create(agency=office.district, year=2026, number=1, status="open", due_on=DAY)
    messages.sent(office, DAY)
    messages.drafted(office, messages.sent(office, DAY), DAY)
    for status in ("waiting", "accepted"):
        Proposal.objects.create(
            agency=office.district, status=status, proposed_on=DAY, proposed_by=office.li_qiang
        )

    MajorDecision.objects.create(agency=office.district, title="城区停车管理办法", next_on=DAY)


def _items(office):
    HeldWords.objects.create(
        agency=office.district,
        kind="standard",
        about="事项标准目录",
        given={},
        person=office.li_qiang,
        day=DAY,
    )
    back = {"decided_by": office.zhao_min, "decided_on": DAY, "agreed": False, "reason": "写明服务时间"}
    HeldWords.objects.create(
        agency=office.district,
        kind="contact",
        about="联系方式：值班",
        given={},
        person=office.li_qiang,
        day=DAY,
        **back,
    )
    StandardItem.objects.create(
        agency=office.district, position=1, entered_on=DAY, fulfilled_on=DAY, emptied_on=DAY
    )
    PublicEnterprise.objects.create(
        agency=office.district, sector="water", name="云溪供水有限公司", listed_on=DAY, emptied_on=DAY
    )
    submitted(office, readers="named")
    decide(office.zhao_min, submitted(office), approve=False)
    drafted(office, content={"formed_on": date(2026, 1, 5)})
    drafted(office, readers="named", content={"formed_on": date(2026, 1, 5)})
    approved(office, readers="named")
    timed = {"by": office.li_qiang, "day": DAY, "at": EIGHT, "now": EIGHT - timedelta(days=1)}
    actions.schedule(edition=approved(office), **timed)
    public = published(office, content={"look_again_on": date(2026, 6, 1)})
    type(public).objects.filter(pk=published(office).pk).update(interpretation_due_on=DAY)
    opinions.sent(opinions.called(office, public, reads="法制科"), clause="")
    AccessibleRequest.objects.create(item=public, sha256="0" * 64, need="text", asked_on=DAY)
    check = LinkCheck.objects.create(key="1", verdict="dead", said="404", checked_on=DAY, failing_since=DAY)
    DeadLink.objects.create(item=public, check_of=check, address="https://gone.example/")
    secret = published(office)
    actions.end(item=secret, by=office.li_qiang, day=DAY, kind="secret", reason="发现涉密")
    consulted = {"by": office.li_qiang, "day": DAY, "due_on": date(2026, 3, 13), "question": "是否准确"}
    actions.consult(edition=drafted(office), unit="示范市公安局云溪分局", **consulted)
    actions.consult(edition=drafted(office), unit=office.county.name, agency=office.county, **consulted)
    issue = {"year": DAY.year, "number": 1, "total": 1, "issued_on": DAY}
    issues.open_issue(by=office.li_qiang, agency=office.district, day=DAY, **issue)
    batch = {"by": office.li_qiang, "agency": office.district, "day": DAY, "reason": "旧网站迁移"}
    actions.begin_batch(**batch, title="旧网站政策")
    waiting = actions.begin_batch(**batch, title="旧网站通知")
    type(waiting).objects.filter(pk=waiting.pk).update(stage="in_review", waits="|reviewer|")


@pytest.mark.slow
def test_for_everybody_and_every_day_it_is_the_list_as_it_is_written_anew(busy):
    filled = set()
    for person in (getattr(busy, name) for name in WHO):
        for day in DAYS:
            with remembered():
                lists = lists_of(person, day)
                anew = [one.found() for one in lists]
                assert read(lists) == anew, (person, day)
            filled |= {one.candidates for one, rows in zip(lists, anew, strict=True) if rows}
    assert filled == {one.candidates for one in lists}


def test_who_has_nothing_to_do_costs_one_query_and_no_list_is_written(town, django_assert_num_queries):
    office = furnish(town)
    for name in WHO:
        person = getattr(office, name)
        with remembered():
            lists = [*lists_of(person, DAY), *of_oversight(person, DAY)]
            assert all(one.asked().sql for one in lists)
            with django_assert_num_queries(1):
                assert not any(read(lists))


def test_all_is_written_before_anybody_asks_and_nobody_is_asked_about(town, django_assert_num_queries):
    with django_assert_num_queries(0):
        prepare_home(DAY)
    before = asking._written.cache_info().misses
    lists = [*lists_of(town.li_qiang, DAY), *of_oversight(town.li_qiang, DAY)]
    assert all(one.asked().sql for one in lists)
    assert asking._written.cache_info().misses == before


@pytest.mark.slow
def test_a_term_that_is_over_is_asked_anew(busy):
    before, after = DAY, DAY + timedelta(days=1)
    assert any(read(lists_of(busy.sun_li, after)))
    agencies.end_office(by=busy.operator, office=busy.sun_li.offices.get(), until=before, reason="调离")
    gone = type(busy.sun_li).objects.get(pk=busy.sun_li.pk)
    assert any(read(lists_of(gone, before)))
    assert not any(read(lists_of(gone, after)))


def plan_of(one) -> list[str]:
    asked = one.asked()
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {asked.sql}", asked.values)
        return [row[-1] for row in cursor.fetchall()]


@pytest.mark.skipif(connection.vendor != "sqlite", reason="the plan of SQLite")
def test_no_list_walks_through_all_items_of_an_agency(town):
    walked = ("(agency_id=?)", "(agency_id=? AND state=?)", "SCAN items_item")
    for one in lists_of(town.li_qiang, DAY):
        steps = plan_of(one)
        of_items = [step for step in steps if "item_" in step or "items_item" in step]
        assert not [step for step in of_items if step.endswith(walked)], (one.candidates, steps)
    (preparing,) = gazette.lists(town.li_qiang, DAY)
    assert "INDEX gazette_issued" in str(plan_of(preparing))


@pytest.mark.skipif(connection.vendor != "sqlite", reason="the plan of SQLite")
def test_no_list_of_oversight_reads_all_rows_nor_all_that_a_unit_has_signed_for(town):
    for one in of_oversight(town.li_qiang, DAY):
        steps = plan_of(one)
        assert not [step for step in steps if step.startswith("SCAN ")], (one.candidates, steps)
    (_, unsigned), (unanswered, *_) = (
        bulletins.lists(town.li_qiang, DAY),
        assessment.lists(town.li_qiang, DAY),
    )
    assert "INDEX bulletin_unsigned" in str(plan_of(unsigned))
    assert "INDEX assessment_unanswered" in str(plan_of(unanswered))
