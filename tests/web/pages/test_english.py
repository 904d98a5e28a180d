"""Does somebody who reads no Chinese learn what the site is, how to apply, and by when comes a reply?"""

from django.test import Client
from lxml import html

from gongkai.deadlines import terms
from gongkai_web.office import days


def test_every_public_page_leads_to_it(filed):
    for address in ("/", "/agencies/yunxi/", "/search/", "/apply/"):
        page = html.fromstring(Client().get(address).content.decode())
        assert page.xpath('//header//a[@hreflang="en"]/@href') == ["/en/"]


def test_it_says_the_terms_of_the_law_and_leads_to_the_things(filed, settings):
    settings.GONGKAI_SITE = {"organiser": "示范市人民政府办公室", "contact": "0000-0000000"}
    page = html.fromstring(Client().get("/en/").content.decode())
    (article,) = page.xpath('//article[@lang="en"]')
    said = " ".join(article.text_content().split())
    reply = terms()["reply"].dated.on(days.today()).value.count
    assert f"within {reply} working days of receipt" in said
    assert "0000-0000000" in said
    there = {
        "/agencies/",
        "/search/",
        "/documents/",
        "/reports/",
        "/apply/",
        "/follow/",
        "/tariff/",
        "/term/",
    }
    assert there <= set(article.xpath(".//a/@href"))
    assert {Client().get(one).status_code for one in there} == {200}
