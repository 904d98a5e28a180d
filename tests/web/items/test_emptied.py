"""Is what a standard catalogue implements told anew, when the last item of its column is withdrawn?"""

from django.utils import timezone

from gongkai_web.audit.verify import verify
from gongkai_web.prepared import read
from gongkai_web.publishing.catalogue import actions as catalogue
from gongkai_web.publishing.catalogue import queries
from gongkai_web.publishing.catalogue.models import Column, StandardItem
from gongkai_web.publishing.items.pages.work import work_rows
from gongkai_web.publishing.items.work import lists, work
from tests.web.catalogue.test_standard import JOB, entered
from tests.web.items.test_end import LATER, end
from tests.web.items.written import DAY, fresh, published


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
    found = work(office.li_qiang, LATER, read(lists(office.li_qiang, LATER, timezone.now())))
    titles = [one.title for one in work_rows(found, LATER)]
    assert "标准目录 1 项待落实：就业信息服务 岗位信息发布" in titles
    assert verify().sound
