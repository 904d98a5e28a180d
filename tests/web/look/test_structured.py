"""Do machines read from a page what people do, and can no title end the block?"""

import json
from datetime import date

from django.test import Client
from lxml import html

from gongkai_web.look.parts import PageMeta
from gongkai_web.look.structured import json_ld
from tests.web.pages.conftest import filed, recorded_report  # noqa: F401 – the town with its report

NASTY = "</script><script>alert(1)</script>&"


def read(block: str) -> dict:
    (found,) = html.fromstring(f"<div>{block}</div>").xpath("//script")
    assert found.get("type") == "application/ld+json"
    return json.loads(found.text)


def test_a_title_comes_back_as_it_was_and_ends_nothing():
    block = json_ld(PageMeta(article_title=NASTY, pub_date=date(2026, 3, 2), content_source="云溪区"))
    assert block.count("<") == 2
    said = read(block)
    assert (said["headline"], said["datePublished"]) == (NASTY, "2026-03-02")
    assert said["publisher"] == {"@type": "GovernmentOrganization", "name": "云溪区"}
    assert "author" not in said


def test_of_a_list_nothing_is_said():
    assert json_ld(PageMeta(column_name="信息")) == ""


def test_a_report_says_whose_it_is_and_when_it_was_published(filed):  # noqa: F811
    page = html.fromstring(Client().get("/agencies/yunxi/reports/2024/").content)
    (block,) = page.xpath('//script[@type="application/ld+json"]/text()')
    said = json.loads(block)
    assert said["@context"] == "https://schema.org"
    assert said["headline"] == page.xpath("string(//h1)")
    assert said["datePublished"] == "2025-01-20"
    assert said["publisher"]["name"] == filed.district.name
