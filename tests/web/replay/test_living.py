"""Does the sample city live: are its columns filled, its desks busy, its decisions in every stage?"""

from datetime import date, timedelta

import pytest
from django.db import transaction

from gongkai.publication.decisions import decision_stages
from gongkai_web.agencies.models import Agency, Office, Role
from gongkai_web.audit.verify import verify
from gongkai_web.opinions.models import Call
from gongkai_web.opinions.queries import as_read, public, shown
from gongkai_web.opinions.queries import waiting as calls_waiting
from gongkai_web.publishing.catalogue.models import PublicEnterprise
from gongkai_web.publishing.decisions.models import MajorDecision
from gongkai_web.publishing.gazette.models import Issue
from gongkai_web.publishing.items import queries
from gongkai_web.publishing.items.history_models import Publication
from gongkai_web.publishing.items.kinds import Stage, State
from gongkai_web.publishing.items.models import Edition, Item
from gongkai_web.publishing.marks import state_of
from gongkai_web.publishing.models import NormativeDocument
from gongkai_web.publishing.registers.models import Article, ReportedUp, Response
from gongkai_web.replay import sample_city
from gongkai_web.replay.living.items import texts
from gongkai_web.search.finding import find
from gongkai_web.search.grams import asked
from gongkai_web.search.models import Entry
from gongkai_web.search.narrowing import Narrowing

pytestmark = pytest.mark.slow
TODAY = date(2026, 9, 14)


@pytest.fixture(scope="module")
def built(django_db_setup, django_db_blocker):
    """The agencies of the city with their people and columns, no year replayed, and what they published.

    It takes its time: it is built once for all tests of this file and taken back after them.
    """
    with django_db_blocker.unblock(), transaction.atomic():
        for sample in sample_city.agencies():
            sample_city._found(sample, None)
        sample_city._live_on(TODAY)
        yield
        transaction.set_rollback(True)


@pytest.fixture
def city(built, db):
    """The office of the city."""
    return Agency.objects.get(slug="city-office")


def test_every_text_stands_where_it_shall_is_found_by_its_title_and_the_trail_is_whole(city):
    assert Item.objects.count() == len(texts())
    shown = {one.title for one in queries.live()}
    assert {one.content["title"].format(year=2026) for one in texts() if one.step == "published"} - shown == {
        "市政府办公室内部用车管理规定"
    }
    assert verify().sentence.startswith("审计记录完整")
    # Handbook 05 §3: 用已发布标题能在结果第一页找到.
    entries = list(Entry.objects.all())
    assert {one.subject for one in entries} >= {"items", "documents", "gazette"}
    assert [one.title for one in entries if one.pk not in first_page(one.title)] == []


def first_page(typed):
    return {hit.entry.pk for hit in find(asked(typed), Narrowing(), TODAY).hits}


def test_everything_is_dated_back_from_the_day_of_the_demo(city):
    days = list(queries.live().values_list("published_on", flat=True))
    assert max(days) <= TODAY
    assert min(days) > TODAY - timedelta(days=160)


def test_something_waits_on_each_desk(city):
    waiting = {edition.stage: edition.item.title for edition in Edition.objects.exclude(stage=Stage.DONE)}
    assert waiting.keys() == {Stage.DRAFTING, Stage.IN_REVIEW, Stage.APPROVED, Stage.SCHEDULED}
    keeper = Office.objects.filter(agency=city, role=Role.SECRECY).first().person
    assert [one.item.title for one in queries.waiting_for(keeper, TODAY)] == ["市图书馆周末延长开放到晚九时"]


def test_the_guide_was_updated_and_says_so(city):
    notes = Publication.objects.filter(item__column_code="guide").order_by("number")
    assert [one.note for one in notes] == ["", "更新接收申请的渠道和办公时间"]
    guide = Item.objects.get(column_code="guide", agency=city)
    assert "联系电话 0000-0000000" in queries.text_of(guide.live)["body"]
    assert "{{公开办电话}}" in queries.kept_text(guide.live)["body"]


def test_a_list_with_persons_is_desensitised_and_shown_for_its_period(city):
    item = Item.objects.get(title="云溪区本月临时救助对象名单公示")
    body = queries.text_of(item.live)["body"]
    assert "周大山" in body
    assert "19600305" not in body
    assert "3组12号" not in body
    assert item.shown_until == item.published_on + timedelta(days=20)


def test_decisions_stand_in_every_stage_that_the_public_sees_passing(city):
    found = set(MajorDecision.objects.values_list("stage", flat=True))
    assert found == set(decision_stages())
    open_now = MajorDecision.objects.filter(stage="draft", opinions_until__gte=TODAY)
    assert open_now.count() == 1


def test_one_draft_is_open_for_opinions_whatever_the_day_of_the_demo(city):
    """王芳 finds it in its column and among the calls, reads what others said, and can still write."""
    call = Call.objects.get(agency=city)
    assert call in public(TODAY)
    assert not call.is_over(TODAY + timedelta(days=7))
    assert (call.decision.stage, call.decision.opinions_until) == ("draft", call.until)
    assert call.item in queries.live().filter(column_code="notices")
    assert as_read(call).reads == "市生态环境局法规科"
    assert [one.clause for one in shown(call)] == ["c5", "c4"]
    officer = Office.objects.filter(agency=city, role=Role.OFFICER).first().person
    assert list(calls_waiting(officer, TODAY)) == [call]


def test_registers_and_lists_of_the_city_have_entries(city):
    assert Response.objects.filter(agency=city).count() == 3
    assert Article.objects.filter(agency=city).count() == 8
    assert ReportedUp.objects.filter(agency=city, adopted_on=None).count() == 2
    assert PublicEnterprise.objects.filter(agency=city, covered_on=None).count() == 1


def test_documents_stand_in_force_and_repealed_each_with_its_interpretation(city):
    found = {one.number.partition("〕")[2]: one for one in NormativeDocument.objects.filter(agency=city)}
    assert {number: state_of(one, TODAY) for number, one in found.items()} == {
        "1号": "repealed",
        "3号": "in_force",
        "5号": "in_force",
    }
    interpreted = Item.objects.filter(interpretation_class__gt="").order_by("pk")
    assert [one.interpretation_class for one in interpreted] == ["department", "diverse"]
    documents = Item.objects.filter(document__in=[found["3号"].pk, found["5号"].pk])
    assert all(one.interpreted_on for one in documents)


def test_a_gazette_is_out_with_what_was_published(city):
    issue = Issue.objects.get(agency=city)
    assert issue.entries.first().item.title == "示范市城市供水管理办法"
    assert issue.state == "out"


def test_building_again_makes_nothing_twice(city):
    before = (Item.objects.count(), MajorDecision.objects.count(), Article.objects.count())
    sample_city._live_on(TODAY)
    assert (Item.objects.count(), MajorDecision.objects.count(), Article.objects.count()) == before
    assert not Item.objects.filter(state=State.ENDED).exists()
