"""Is only that suggested which is there and finds something, and never a person?"""

from datetime import date

import pytest
from django.test import Client

from gongkai_web.portal.search.suggestions import of_hits, suggested
from gongkai_web.search.finding import Found
from gongkai_web.search.grams import asked
from tests.people import found
from tests.web.items.test_documents import DOCUMENT, document
from tests.web.items.test_end import end
from tests.web.items.written import DAY, drafted, published
from tests.web.search.test_search import page, written


def texts(typed):
    answer = Client().get("/search/suggestions/", {"q": typed})
    assert answer.status_code == 200
    assert "no-cache" in answer.headers["Cache-Control"]
    return [(one["kind"], one["text"]) for one in answer.json()["suggestions"]]


def test_titles_numbers_and_agencies_with_hits_are_suggested(office):
    published(office, content=document(office), looked="补录")
    assert texts("停车场管理") == [("标题", DOCUMENT["title"])]
    assert texts("云政规〔2026") == [("文号", DOCUMENT["document_number"])]
    assert ("机关", office.district.name) in texts("云溪区人民政府")
    assert texts("停") == texts("机场") == texts("") == texts("\0") == []


def test_what_is_not_public_or_is_gone_is_not_suggested(office):
    drafted(office, content={"title": "还在起草的停车规定"})
    item = written(office, "停车通告")
    assert texts("停车") == [("标题", "停车通告")]
    end(office, item, "withdrawn", by=office.sun_li, day=DAY)
    assert texts("停车") == []


@pytest.mark.parametrize(
    "content",
    [
        {"title": "关于周大山同志任职的通知"},
        {"title": "关于给予周大山行政处罚决定书"},
        {"title": "周大山行政许可决定书"},
        {"title": "周大山行政处罚案"},
        {"title": "周大山工伤认定书"},
        {"title": "周大山行政复议决定书"},
        {"title": "周大山申请执行一案"},
        {"title": "周大山等人救助公示", "shown_from": DAY, "shown_until": date(2026, 3, 20)},
    ],
)
def test_no_person_is_ever_suggested(office, content):
    item = written(office, **content)
    assert page(q="周大山").xpath('//ol[@class="results"]//h2//text()')
    assert texts("周大山") == []
    assert item.title not in page(q="周大山").xpath('//nav[@class="beside"]//a/text()')


def test_a_title_that_only_holds_the_words_in_its_text_is_not_suggested(office):
    written(office, "交通工作要点", body="修订停车收费办法")
    assert texts("停车收费") == []


def test_without_script_the_page_of_results_suggests_the_agency_with_these_hits(office):
    published(office, content=document(office), looked="补录")
    near = page(q="云溪区人民政府").xpath('//nav[@class="beside"]//a')
    assert [one.text for one in near] == [office.district.name]
    assert Client().get(f"/search/{near[0].get('href')}").status_code == 200
    assert not page(q="停车场管理").xpath('//nav[@class="beside"]')


def test_at_most_eight_are_suggested_each_once(office):
    for number in range(10):
        written(office, f"停车通告{number % 9}")
    few = suggested(asked("停车通告"), DAY)
    assert len(few) == len({one.text for one in few}) == 8


def test_an_agency_is_suggested_however_many_others_have_the_same_hits(town):
    others = [
        found(town.operator, f"示范市第{number}局", f"ju-{number}", "department") for number in range(9)
    ]
    counts = {str(one.pk): 10 for one in others} | {str(town.county.pk): 1}
    hits = Found((), 91, {"agency": counts})
    assert [one.text for one in of_hits(hits, asked("白石县"))] == [town.county.name]
    assert len(of_hits(hits, asked("示范市"))) == 8
