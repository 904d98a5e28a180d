"""Does whoever runs the system stay out of the records, and can nobody let himself in?"""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from gongkai_web.agencies import actions
from gongkai_web.agencies.models import Agency, Office, Person, Role
from gongkai_web.agencies.permissions import What, may
from gongkai_web.agencies.queries import own_agencies, scope, set_up_by
from gongkai_web.audit.models import AuditLine
from gongkai_web.cases.queries import visible
from gongkai_web.errors import Refused
from tests.people import Town, receive


@pytest.fixture
def wu_hao(town: Town) -> Person:
    """吴浩 runs the system for 云溪区 from today on."""
    someone = actions.add_person(by=town.operator, username="wuhao", display_name="吴浩")
    today = timezone.localdate()
    actions.appoint(by=town.operator, person=someone, agency=town.district, role=Role.OPERATOR, since=today)
    return someone


def test_whoever_runs_the_system_of_an_agency_sees_none_of_its_records(town, wu_hao):
    today = timezone.localdate()
    receive(town, date(2024, 3, 1))
    assert visible(town.li_qiang, today).exists()
    assert not visible(wu_hao, today).exists()
    assert not scope(wu_hao, today).exists()
    assert not own_agencies(wu_hao, today).exists()
    assert not may(wu_hao, town.district, What.SEE, today)
    assert set(set_up_by(wu_hao, today)) == {town.district, town.bureau}
    assert set(set_up_by(town.operator, today)) == set(Agency.objects.all())


def test_who_also_handles_cases_there_sees_them_by_that_office(town, wu_hao):
    today = timezone.localdate()
    actions.appoint(by=town.operator, person=wu_hao, agency=town.district, role=Role.OFFICER, since=today)
    assert list(scope(wu_hao, today)) == [town.district]


@pytest.mark.parametrize("role", Role.values)
def test_nobody_appoints_himself(town, wu_hao, role):
    today, before = timezone.localdate(), Office.objects.count()
    for someone in (wu_hao, town.operator):
        with pytest.raises(Refused, match="系统管理员不能任命自己"):
            actions.appoint(by=someone, person=someone, agency=town.bureau, role=role, since=today)
    assert Office.objects.count() == before


def test_nobody_is_appointed_for_days_that_have_passed(town, wu_hao):
    yesterday, before = timezone.localdate() - timedelta(days=1), Office.objects.count()
    given = {"by": wu_hao, "person": town.stranger, "agency": town.bureau, "role": Role.HEAD}
    for nothing in ("", "  "):
        with pytest.raises(Refused, match="任命不能倒填日期"):
            actions.appoint(**given, since=yesterday, reason=nothing)
    assert Office.objects.count() == before
    actions.appoint(**given, since=yesterday, reason="启用本系统以前已任职")
    line = AuditLine.objects.order_by("-pk").first()
    assert line is not None
    assert (line.act, line.reason) == ("agencies.appoint", "启用本系统以前已任职")
