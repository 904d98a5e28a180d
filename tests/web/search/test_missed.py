"""Is it counted what people look for and do not find, and is nothing kept of who they are?"""

from datetime import timedelta

import pytest
from django.db import OperationalError
from django.test import Client
from django.urls import reverse
from lxml import html

from gongkai_web.portal.search import missed as keeping
from gongkai_web.portal.search import queries, views
from gongkai_web.search import actions
from gongkai_web.search.actions import KEPT, KEPT_RARE, MOST_MISSED, forget_missed, note_missed
from gongkai_web.search.models import Missed, MissedRarely
from tests.web.items.written import DAY
from tests.web.search.test_search import page, written


@pytest.fixture(autouse=True)
def _kept_at_once(settings):
    settings.GONGKAI_MISSED_DAYS = 1


@pytest.fixture
def misses(monkeypatch):
    found = keeping.Misses()
    monkeypatch.setattr(views, "misses", found)
    return found


def counted():
    return dict(Missed.objects.values_list("words", "times"))


def test_what_finds_nothing_is_counted_by_day_and_what_finds_something_is_not(office, misses):
    written(office, "停车通告")
    for words in ("地下管线图", "地下管线图", "停车", "地下管线图 13812345678", "周大山"):
        page(q=words)
    page(q="地下管线图", group="files")
    page(q="，")
    misses.write()
    assert counted() == {"地下管线图": 3}
    assert Missed.objects.get().day == DAY


def test_the_page_is_answered_where_nothing_can_be_written(office, misses, monkeypatch):
    def hindered(*_, **__):
        raise OperationalError

    monkeypatch.setattr(keeping, "note_missed", hindered)
    page(q="地下管线图")
    monkeypatch.setattr(keeping, "note_missed", note_missed)
    misses.write()
    assert counted() == {"地下管线图": 1}


@pytest.mark.django_db
def test_a_robot_does_not_fill_the_list(monkeypatch):
    monkeypatch.setattr(actions, "MOST_MISSED", 3)
    for number in range(9):
        note_missed(f"词{number % 5}", DAY)
    assert counted() == {"词0": 2, "词1": 2, "词2": 2}
    assert MOST_MISSED == 2_000


@pytest.mark.django_db
def test_counts_go_after_their_time():
    note_missed("地下管线图", DAY)
    assert forget_missed(DAY + KEPT) == 0
    assert forget_missed(DAY + KEPT * 2) == 1


@pytest.mark.django_db
def test_what_somebody_typed_about_themselves_is_seen_by_nobody():
    note_missed("李建国医保报销进度", DAY)
    note_missed("张三的低保申请", DAY, 2)
    note_missed("地下管线图", DAY, 2)
    note_missed("地下管线图", DAY - timedelta(days=30))
    assert [row["words"] for row in queries.missed(DAY - timedelta(days=90))] == ["地下管线图"]


@pytest.mark.django_db
def test_words_are_kept_once_they_were_missed_on_three_days_at_three_hours(settings):
    settings.GONGKAI_MISSED_DAYS = 3
    for number, hour in enumerate((9, 14, 9, 20)):
        assert counted() == {}
        note_missed("地下管线图", DAY + timedelta(days=number), 2, hour=hour)
    assert counted() == {"地下管线图": 8}
    assert not MissedRarely.objects.exists()
    note_missed("地下管线图", DAY + timedelta(days=9), hour=9)  # known from now on
    assert Missed.objects.count() == 2


@pytest.mark.django_db
@pytest.mark.parametrize("step", [timedelta(0), timedelta(days=1)])
def test_who_looks_for_the_same_again_and_again_leaves_no_word(settings, step):
    """On one day at all hours, or every day at the same hour: one person does either."""
    settings.GONGKAI_MISSED_DAYS = 3
    for number in range(12):
        note_missed("吴淑芬旧居确权", DAY + step * number, hour=9 if step else number)
    assert counted() == {}
    (row,) = MissedRarely.objects.all()
    assert row.times == 12
    assert "吴淑芬" not in str(MissedRarely.objects.values().get())
    assert forget_missed(row.last_on + KEPT_RARE) == 0
    assert forget_missed(row.last_on + KEPT_RARE + timedelta(days=1)) == 1


def test_only_who_may_recommend_reads_them_and_is_led_there(office):
    led = []
    for person in (office.li_qiang, office.zhou_jie):
        client = Client()
        client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
        led.append(reverse("portal:missed") in client.get(reverse("portal:recommended")).content.decode())
        led.append(client.get(reverse("portal:missed")).status_code)
    assert led == [True, 200, False, 403]


def test_the_office_reads_them_the_most_first(office):
    note_missed("充电桩", DAY, 3)
    note_missed("地下管线图", DAY, 4)
    client = Client()
    client.force_login(office.li_qiang, backend="django.contrib.auth.backends.ModelBackend")
    tree = html.fromstring(client.get(reverse("portal:missed")).content.decode())
    rows = [" ".join(row.text_content().split()) for row in tree.xpath("//main//tbody/tr")]
    assert rows == ["地下管线图 4 2026-03-02 再查一次", "充电桩 3 2026-03-02 再查一次"]
