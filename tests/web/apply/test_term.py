"""Can a citizen reckon by which day a reply is due, without script?"""

import pytest
from django.test import Client

from tests.web.apply.conftest import errors, said, tree

pytestmark = pytest.mark.django_db


def test_the_lengths_are_those_of_the_law_of_the_day():
    assert "在 20 个工作日内答复；延长的，最多再加 20 个工作日" in said(Client().get("/term/"))


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ("received=2024-09-20", "应于 2024-10-23（第 20 个工作日，含当日）前答复"),
        ("received=2024-09-20&extended=on", "2024-11-20"),
    ],
)
def test_the_last_day_comes_from_the_clock_of_the_offices_with_every_day(asked, sentence):
    page = Client().get(f"/term/?{asked}")
    assert sentence in said(page)
    assert tree(page).xpath('//table[@class="strip"]//td[contains(@class, "due")]')


def test_no_day_and_a_day_before_the_law_are_sentences():
    assert "日期要写成 2024-03-01 这样" in errors(Client().get("/term/?received=昨天"))
    assert "请填写收到申请的日期" in errors(Client().get("/term/?received="))
    assert "2019-05-15" in said(Client().get("/term/?received=2010-01-04"))


def test_it_is_found_where_one_applies(town):
    for address in ("/apply/", "/agencies/yunxi/"):
        links = tree(Client().get(address)).xpath("//main//a/@href")
        assert "/term/" in links, address
