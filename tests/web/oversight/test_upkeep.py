"""Does 今天 say what is next of a site's procedure, of a site that rests, and of the two yearly tables?"""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from gongkai_web.oversight.registers import rows, work
from gongkai_web.oversight.tables import rows as table_rows
from gongkai_web.oversight.tables import work as tables
from gongkai_web.publishing.channels.models import Outlet
from gongkai_web.registers import actions
from gongkai_web.registers.declared import registers
from tests.web.oversight.conftest import TODAY
from tests.web.oversight.test_procedures import AGREED, asked_for, filled

NAME = "云溪区人民政府"


def waiting(person, day=TODAY):
    """The rows of that day: what it is about, what is done next, how it stands."""
    found = [one.found() for one in work.lists(person, day)]
    return [(row.title, row.act.label, row.marks[0].state) for row in rows.work_rows(day, *found)]


def test_each_step_of_a_closing_waits_for_whoever_keeps_it_but_the_notice_itself(town):
    closing = asked_for(town, name=NAME)
    assert waiting(town.li_qiang) == [(f"关停“{NAME}”：等待同意", "补填同意", "waiting")]
    assert waiting(town.stranger) == []
    filled(town, closing, **AGREED)
    assert waiting(town.li_qiang) == [(f"关停“{NAME}”：已经同意，还没有公告", "登记公告", "waiting")]
    filled(town, closing, notice_from=TODAY - timedelta(28))
    assert waiting(town.li_qiang) == []
    assert waiting(town.li_qiang, TODAY + timedelta(1)) == [
        (f"关停“{NAME}”：公告期满，还没有关停", "办结", "soon")
    ]
    assert waiting(town.li_qiang, TODAY + timedelta(2))[0][2] == "late"


def test_what_is_done_or_void_waits_for_nobody(town):
    filled(town, asked_for(town, "开设"), **AGREED, done_on=date(2025, 3, 6))
    wrong = asked_for(town, "变更")
    assert len(waiting(town.li_qiang)) == 1
    register = registers()["outlet-procedures"]
    actions.void(register=register, entry=wrong, by=town.li_qiang, day=TODAY, reason="登记错了")
    assert waiting(town.li_qiang) == []


def test_a_site_that_rests_too_long_is_named_until_it_comes_back(town):
    site = Outlet.objects.get(name=NAME)
    filled(town, asked_for(town, "临时下线", NAME), **AGREED, done_on=date(2025, 4, 21))
    assert waiting(town.li_qiang) == []
    assert waiting(town.li_qiang, date(2025, 5, 22)) == [
        (f"“{NAME}”临时下线已满 30 日", "登记恢复或者关停", "late")
    ]
    filled(town, asked_for(town, "恢复运行", NAME), **AGREED, done_on=date(2025, 5, 20))
    site.refresh_from_db()
    assert site.state == "running"
    assert waiting(town.li_qiang, date(2025, 5, 22)) == []


@pytest.mark.parametrize("day", [date(2026, 1, 5), date(2026, 2, 3)])
def test_the_table_of_the_year_is_asked_for_until_somebody_says_where_it_is(town, monkeypatch, day):
    def asked(person):
        found = [one.found() for one in tables.lists(person, day)]
        return [(row.title, row.due_on, row.marks[0].state) for row in table_rows.work_rows(day, *found)]

    state = "open" if day.month == 1 else "late"
    wanted = ("公布 2025 年度政府网站工作年度报表", date(2026, 1, 31), state)
    assert asked(town.li_qiang) == [wanted]
    assert asked(town.stranger) == []
    monkeypatch.setattr(timezone, "localdate", lambda *_: day)
    client = Client()
    client.force_login(town.li_qiang, backend="django.contrib.auth.backends.ModelBackend")
    page = client.get(reverse("desk:home")).content.decode()
    assert wanted[0] in page
    form = f"{reverse('registers:new', args=['site-tables'])}?table=work&year=2025"
    assert form.replace("&", "&amp;") in page
    assert 'value="2025"' in client.get(form).content.decode()
    given = {"table": "work", "year": 2025, "link": "https://www.example.org/nb.html"}
    about = {"by": town.li_qiang, "agency": town.district, "day": day, "today": day}
    actions.enter(register=registers()["site-tables"], given=given, **about)
    assert asked(town.li_qiang) == []


def test_the_page_of_a_site_leads_to_its_procedure_and_knows_no_other_way(town):
    site = Outlet.objects.get(name=NAME)
    client = Client()
    client.force_login(town.li_qiang, backend="django.contrib.auth.backends.ModelBackend")
    page = client.get(reverse("channels:outlet", args=[site.pk])).content.decode()
    start = page.index(f"{reverse('registers:new', args=['outlet-procedures'])}?name=")
    form = page[start : page.index('"', start)].replace("&amp;", "&")
    assert f'value="{NAME}"' in client.get(form).content.decode()
    assert client.get(f"{reverse('channels:outlet', args=[site.pk])}state/").status_code == 404
