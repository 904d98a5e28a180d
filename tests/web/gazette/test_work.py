"""Does an issue whose day has come wait for who puts it together – until it is out, and for nobody else?"""

from datetime import date, timedelta

from django.urls import reverse

from gongkai_web.agencies import actions as agencies
from gongkai_web.prepared import read
from gongkai_web.publishing.gazette import actions, work
from gongkai_web.publishing.gazette.rows import work_rows
from tests.web.casework.conftest import at, sign_in  # noqa: F401 – a day that stands still, a browser
from tests.web.gazette.test_gazette import ISSUED, opened, place, titled

WHO = ("li_qiang", "zhao_min", "chen_jing", "sun_li", "zhou_jie", "he_jing", "operator")
# Who wrote none of its headings.
BRING_OUT = ("zhao_min", "sun_li")
EARLY = ISSUED - timedelta(days=7)


def rows(person, day):
    """What waits for the person: the act, and how its day stands."""
    (found,) = read(work.lists(person, day))
    return [(row.act.label, row.marks[0].text) for row in work_rows(found, day)]


def seen_by(office, day):
    return {name: found for name in WHO if (found := rows(getattr(office, name), day))}


def test_it_waits_for_li_qiang_from_three_working_days_before_its_day_until_it_is_out(office):
    issue = opened(office)
    assert seen_by(office, EARLY) == {}
    assert seen_by(office, date(2026, 3, 17)) == {"li_qiang": [("编排", "还有 3 个工作日")]}
    place(office, issue, titled(office, "停车收费标准"))
    told = [("发行", "今天到期")]
    assert seen_by(office, ISSUED) == {"li_qiang": told, **dict.fromkeys(BRING_OUT, told)}
    later = date(2026, 3, 24)
    told = [("发行", "逾期 2 个工作日")]
    assert seen_by(office, later) == {"li_qiang": told, **dict.fromkeys(BRING_OUT, told)}
    actions.bring_out(issue=issue, by=office.zhao_min, day=later)
    assert seen_by(office, later) == {}
    actions.take_back(issue=issue, by=office.li_qiang, day=later, reason="目录排错")
    assert set(seen_by(office, later)) == {"li_qiang", *BRING_OUT}


def test_when_li_qiang_has_left_it_waits_for_all_who_write_there(office):
    opened(office)
    held = office.li_qiang.offices.get(until=None)
    agencies.end_office(by=office.operator, office=held, until=ISSUED - timedelta(days=1), reason="调离")
    assert set(seen_by(office, ISSUED)) == {"zhao_min", "sun_li"}


def test_today_and_the_list_of_publication_tell_its_day_and_why(office, sign_in, at):  # noqa: F811
    opened(office)
    at(2026, 3, 23)
    client = sign_in(office.li_qiang)
    for name in ("desk:home", "desk:publication"):
        shown = client.get(reverse(name)).content.decode()
        assert "2026 年第 1 期（总第 101 期）" in shown
        assert "还在编排，目录还没有内容" in shown
        assert "2026-03-20" in shown
