"""Does a page lead to a case, a list or a register without knowing which room shows it?"""

from datetime import date

import pytest
from django.test import Client

from gongkai_web.agencies.models import Agency
from gongkai_web.cases.models import Case
from gongkai_web.office import menu, places
from tests.people import found_town, receive

pytestmark = pytest.mark.django_db


@pytest.fixture
def kept(monkeypatch):
    """What the test registers is forgotten after it."""
    monkeypatch.setattr(places, "_PLACES", dict(places._PLACES))
    monkeypatch.setattr(menu, "_MENU", dict(menu._MENU))
    monkeypatch.setattr(menu, "_ASIDE", dict(menu._ASIDE))


def test_a_case_and_an_agency_are_shown_where_their_rooms_said():
    town = found_town()
    case = receive(town, date(2024, 3, 4))
    assert places.page_of(case) == f"/office/cases/{case.pk}/"
    assert places.page_of(town.district) == "/agencies/yunxi/"
    assert places.list_of(Case).label == "申请件"
    assert places.list_of(Case).href == "/office/cases/"
    assert places.entry_of(Case) == "/office/cases/new/"


def test_what_a_higher_room_has_of_a_case_stands_on_its_page():
    town = found_town()
    case = receive(town, date(2024, 3, 4))
    (way, said) = places.ways_from(case)[0]
    assert (way.label, way.href) == ("发查询码", f"/office/cases/{case.pk}/code/")
    page = Client()
    page.force_login(town.li_qiang)
    shown = page.get(places.page_of(case)).content.decode()
    assert f'<a href="{way.href}">发查询码</a>{said}' in shown


def test_a_way_that_is_said_twice_stands_there_once(kept):
    before = places._PLACES["cases.Case"].ways
    places.leads_on("cases.Case", before[0])
    assert places._PLACES["cases.Case"].ways == before
    places.leads_on("agencies.Agency", places.Way("别处", "staffing:agencies"))
    assert [one.words for one in places._PLACES["agencies.Agency"].ways] == ["别处"]
    assert places._PLACES["agencies.Agency"].page == "portal:agency"


def test_the_words_of_navigation_stand_in_their_order(kept):
    menu.offer("放在最前", "staffing:agencies", place=5)
    town = found_town()
    page = Client()
    page.force_login(town.li_qiang)
    shown = page.get("/office/letters/").context["office_nav"]
    assert [one.label for one in shown] == [
        "办公",
        "放在最前",
        "申请件",
        "主动公开",
        "文书",
        "日程",
        "统计",
        "年度报告",
        "年报报送",
        "核对台",
        "年报汇总",
    ]
    assert [one.label for one in shown if one.current] == ["文书"]


def test_a_register_that_is_offered_aside_stands_at_the_foot_of_the_home(kept):
    assert [one.label for one in menu.aside()] == [
        "信息公开目录",
        "网站和政务新媒体",
        "公开期限",
        "本机关的词表",
        "更正本人记录",
        "留言",
        "转主动公开",
        "规范性文件",
        "涂黑",
        "重大行政决策",
        "意见征集",
        "政府公报",
        "检索管理",
        "访问量",
        "监督保障",
        "台账",
        "导入登记簿",
        "批量导入",
        "机关设置",
        "历史存量",
        "公开审查的环节",
        "存量排查",
        "封存的信息",
        "接口令牌",
    ]
    menu.offer_aside("再一个", "desk:reports", place=60)
    town = found_town()
    page = Client()
    page.force_login(town.li_qiang)
    shown = " ".join(page.get("/office/").content.decode().split())
    assert '<a href="/office/reports/">再一个</a>' in shown


def test_a_register_that_does_not_open_for_her_is_not_offered_to_the_supervisor(town):
    page = Client()
    page.force_login(town.zhou_jie)
    shown = page.get("/office/").content.decode()
    assert "更正本人记录" in shown
    assert "导入登记簿" not in shown
    assert page.get("/office/import/").status_code == 403


def test_every_kind_that_is_shown_is_a_model():
    assert {"cases.Case", Agency._meta.label} <= set(places._PLACES)
