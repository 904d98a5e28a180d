"""Can a citizen read what a request costs, and reckon it, without script?"""

import pytest
from django.test import Client

from tests.web.apply.conftest import errors, said, tree
from tests.web.letters.written import furnish

pytestmark = pytest.mark.django_db


def rows(page) -> list[str]:
    """The lines of the last table."""
    table = tree(page).xpath("//table")[-1]
    return ["|".join(" ".join(cell.text_content().split()) for cell in row) for row in table.xpath(".//tr")]


def test_both_standards_stand_there_with_their_sources():
    page = Client().get("/tariff/")
    shown = said(page)
    assert "国办函〔2020〕109号" in shown or "信息处理费管理办法" in shown
    tables = [
        [
            "|".join(" ".join(cell.text_content().split()) for cell in row)
            for row in table.xpath(".//tbody/tr")
        ]
        for table in tree(page).xpath("//table")
    ]
    assert tables[0][:3] == ["第 1–10 件|不收费", "第 11–30 件|100", "第 31–40 件|200"]
    assert tables[1] == ["第 1–30 页|不收费", "第 31–100 页|10", "第 101–200 页|20", "第 201 页以上|40"]
    assert "以后每 10 件为一档，每增加一档，每件加 100 元" in shown


@pytest.mark.parametrize(
    ("by", "count", "total"),
    [("items", 10, 0), ("items", 31, 2200), ("items", 51, 7400), ("pages", 101, 720), ("pages", 250, 4700)],
)
def test_the_calculator_agrees_with_the_worked_examples(by, count, total):
    page = Client().get(f"/tariff/?by={by}&count={count}")
    assert rows(page)[-1] == f"合计|||{total}"


def test_it_shows_the_way_tier_by_tier_and_the_own_place():
    page = Client().get("/tariff/?by=items&count=35")
    assert rows(page)[1:] == [
        "第 1–10 件|0|10|0",
        "第 11–30 件|100|20|2000",
        "第 31–35 件|200|5|1000",
        "合计|||3000",
    ]
    assert "第 35 件本身 200 元" in said(page)


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("by=items&count=", "请填写数量"),
        ("by=items&count=0", "不能小于 1"),
        ("by=x&count=1", "请选择按件或者按量"),
    ],
)
def test_nonsense_gets_a_sentence(query, sentence):
    assert sentence in errors(Client().get(f"/tariff/?{query}"))


def test_the_site_leads_to_applying_and_to_the_tariff(town):
    page = Client().get("/")
    assert tree(page).xpath('//nav[@aria-label="主导航"]//a[text()="依申请公开"]/@href') == ["/apply/"]
    assert "个机关可以网上申请" in said(page)
    assert "/tariff/" in Client().get("/apply/").content.decode()
    current = tree(Client().get("/tariff/")).xpath('//nav[@aria-label="主导航"]//a[@aria-current]/text()')
    assert current == ["依申请公开"]


def test_the_page_of_an_agency_leads_to_each_way_of_applying(town):
    furnish(town)
    page = Client().get("/agencies/yunxi/")
    ways = set(tree(page).xpath('//section[h2="依申请公开"]//a/@href'))
    form = "/apply/yunxi/form"
    assert ways == {"/apply/yunxi/", "/follow/", f"{form}.pdf", f"{form}.docx", "/tariff/", "/term/"}
    assert "联系：云溪区政务公开科，电话 0999-1234567" in said(page)
    town.district.closed_on = town.district.founded_on
    town.district.save()
    assert "依申请公开" not in said(Client().get("/agencies/yunxi/"))
