"""Is what is said to be public in a column told anew, when the last item of the column is withdrawn?"""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from gongkai_web.audit.verify import verify
from gongkai_web.errors import Refused
from gongkai_web.figures.counting import count
from gongkai_web.figures.period import EVERYWHERE, Period
from gongkai_web.prepared import read
from gongkai_web.publishing.catalogue import actions as catalogue
from gongkai_web.publishing.catalogue import queries
from gongkai_web.publishing.catalogue.figures import COVERED_ENTERPRISES
from gongkai_web.publishing.catalogue.models import Column, StandardItem
from gongkai_web.publishing.items.pages.work import work_rows
from gongkai_web.publishing.items.work import lists, work
from tests.web.catalogue.test_enterprises import listed
from tests.web.catalogue.test_standard import JOB, entered
from tests.web.items.test_end import LATER, end
from tests.web.items.written import DAY, fresh, published


def rows_of(person):
    return work_rows(work(person, LATER, read(lists(person, LATER, timezone.now()))), LATER)


def test_the_item_is_to_be_implemented_again_and_stands_on_the_work_list(office):
    given = {"by": office.li_qiang, "agency": office.district}
    catalogue.seed_columns(**given, day=DAY, level="county")
    items = [published(office, content={"title": title, "column": "notices"}) for title in ("甲", "乙")]
    entered(office, JOB, day=DAY)
    column = Column.objects.get(agency=office.district, code=items[0].column_code)
    catalogue.fulfil_standard(by=office.li_qiang, item=StandardItem.objects.get(), day=DAY, column=column)
    end(office, items[0], "withdrawn")
    assert queries.fulfilment(office.district, LATER)[-1].done == 1
    end(office, fresh(items[1]), "withdrawn")
    assert queries.fulfilment(office.district, LATER)[-1].done == 0
    titles = [one.title for one in rows_of(office.li_qiang)]
    assert "标准目录 1 项待落实：就业信息服务 岗位信息发布" in titles
    assert verify().sound


def test_an_enterprise_whose_last_item_is_withdrawn_is_covered_no_more_until_it_publishes_again(office):
    given = {"by": office.li_qiang, "agency": office.district}
    catalogue.seed_columns(**given, day=DAY, level="county")
    water = listed(office)
    column = Column.objects.get(agency=office.district, code="public_enterprises")
    placed = {"by": office.li_qiang, "enterprise": water, "column": column}
    with pytest.raises(Refused, match="还没有公开的信息，不能登记公开"):
        catalogue.cover_enterprise(**placed, day=DAY)
    item = published(office, content={"title": "水价", "column": "public_enterprises"})
    catalogue.cover_enterprise(**placed, day=DAY)
    assert queries.coverage(office.district, LATER)[-1].done == 1
    end(office, item, "withdrawn")
    assert [queries.coverage(office.district, on)[-1].done for on in (DAY, LATER)] == [1, 0]
    assert count(COVERED_ENTERPRISES, EVERYWHERE, Period.of_year(LATER.year)) == 0
    assert "公共企事业单位 1 家待公开：云溪供水有限公司" in [one.title for one in rows_of(office.li_qiang)]
    public = Client().get(reverse("catalogue:public_enterprises", args=["yunxi"])).content.decode()
    assert column.name not in public.split("<table", 1)[1]
    published(office, content={"title": "新的水价", "column": "public_enterprises"})
    catalogue.cover_enterprise(**placed, day=LATER)
    assert queries.coverage(office.district, LATER)[-1].done == 1
    assert not [one for one in rows_of(office.li_qiang) if "待公开" in one.title]
    assert verify().sound
