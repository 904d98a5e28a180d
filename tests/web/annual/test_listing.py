"""云溪区's report of 2023 was made elsewhere: 孙立 puts it into the public archive, and nobody else does."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from lxml import html

from gongkai.document import from_json
from gongkai_web.annual import actions
from gongkai_web.annual.models import FormerListing
from gongkai_web.audit.verify import verify
from gongkai_web.errors import NotAllowed, Refused
from tests.web.annual.published import publish
from tests.web.annual.test_file import JANUARY, YEAR
from tests.web.annual.test_former import BEFORE, bring

PUBLISHED = date(2024, 1, 25)


@pytest.fixture(autouse=True)
def _today(monkeypatch):
    monkeypatch.setattr(timezone, "localdate", lambda *_: JANUARY)


@pytest.fixture
def brought(town):
    """The report of 2023, brought in by 李强."""
    town.former = bring(town, suffix=".json")
    return town


def put(town, **changes):
    given = {"by": town.sun_li, "former": town.former, "published_on": PUBLISHED, "day": JANUARY}
    return actions.list_report(**{**given, **changes})


def archive():
    page = Client().get(reverse("portal:reports_of_agency", args=["yunxi"])).content.decode()
    return html.fromstring(page)


def file_of(kind):
    return Client().get(reverse("portal:former_file", args=["yunxi", BEFORE, kind]))


def test_until_it_is_listed_nobody_outside_sees_it(brought):
    assert file_of("json").status_code == 404
    assert "还没有公布年度报告" in archive().text_content()


def test_what_is_listed_stands_with_its_own_day_and_every_download(brought):
    put(brought)
    (row,) = archive().xpath("(//main//table)[1]/tbody/tr")
    assert [" ".join(cell.text_content().split()) for cell in row][:3] == [
        "2023 年度",
        "2024-01-25",
        "照原来的文件",
    ]
    assert len(row.xpath(".//a")) == 4
    assert from_json(file_of("json").json()) == from_json(brought.former.document)
    assert file_of("xlsx").getvalue()[:2] == b"PK"
    assert file_of("exe").status_code == 404
    assert not verify().faults


def test_the_years_before_are_drawn_with_those_of_this_house(brought):
    put(brought)
    publish(brought.district, YEAR - 2, {"table3.new_received.natural_person": 8})
    (desc,) = archive().xpath("//figure[figcaption='新收申请']//*[local-name()='desc']")
    assert desc.text == "2022 8件；2023 5件。"


def test_a_report_that_was_published_here_goes_before_it(brought):
    put(brought)
    publish(brought.district, BEFORE, {})
    assert file_of("json").status_code == 404
    with pytest.raises(Refused, match="已经在本系统定稿"):
        put(brought, former=bring_again(brought))


def bring_again(town):
    """The same report in another row: an import of before the filing."""
    kept = town.former.__class__.objects.get(pk=town.former.pk)
    kept.pk, kept._state.adding = None, True
    kept.save()
    return kept


@pytest.mark.parametrize("day", [date(2023, 12, 31), date(2025, 6, 1)])
def test_a_day_on_which_it_cannot_have_been_published_is_refused(brought, day):
    with pytest.raises(Refused, match="公布日期"):
        put(brought, published_on=day)
    assert not FormerListing.objects.exists()


def test_it_is_listed_once_and_by_the_head_alone(brought):
    with pytest.raises(NotAllowed):
        put(brought, by=brought.li_qiang)
    put(brought)
    with pytest.raises(Refused, match="已经列入历年"):
        put(brought)


def test_on_its_page_the_head_puts_it_there(brought):
    client = Client()
    client.force_login(brought.sun_li, backend="django.contrib.auth.backends.ModelBackend")
    page = html.fromstring(client.get(reverse("report:former", args=["yunxi", YEAR])).content.decode())
    (way,) = page.xpath("//a[contains(., '列入历年的年报')]/@href")
    form = html.fromstring(client.get(way).content.decode())
    sent = {one.get("name"): one.get("value") for one in form.xpath("//main//form//input[@type='hidden']")}
    assert client.post(way, {**sent, "published_on": "2023-05-01"}).status_code == 422
    assert client.post(way, {**sent, "published_on": str(PUBLISHED)}).status_code == 302
    assert FormerListing.objects.get().published_on == PUBLISHED
    shown = client.get(reverse("report:former", args=["yunxi", YEAR])).content.decode()
    assert "公众看得到" in shown
