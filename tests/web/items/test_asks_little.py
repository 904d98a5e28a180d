"""Does a page of publication ask the database twenty times at most, however much there is?"""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from gongkai_web.publishing.catalogue import actions as catalogue
from gongkai_web.publishing.channels.actions import open_outlet
from gongkai_web.publishing.items import actions
from gongkai_web.publishing.registers.declared import ARTICLES
from gongkai_web.registers.actions import enter
from tests.web.casework.conftest import at, sign_in  # noqa: F401 – a day that stands still, a browser
from tests.web.items.written import DAY, again, decide, drafted, published, submitted

pytestmark = pytest.mark.slow
MOST = 20
PAGES = {
    "desk:home": {},
    "desk:publication": {},
    "desk:review_numbers": {},
    "report:indicators": {"slug": "yunxi", "year": 2026},
    "report:section": {"slug": "yunxi", "year": 2026, "number": 1},
    "items:items": {},
    "items:batches": {},
    "registers:register": {"code": "articles"},
    "catalogue:catalogue": {"slug": "yunxi"},
    "catalogue:schedule": {"slug": "yunxi"},
}


@pytest.fixture
def items(office, at):  # noqa: F811
    """A text that came back and about which somebody was asked, another under review, one that is public."""
    at(2026, 3, 2)
    shared = {"by": office.li_qiang, "agency": office.district}
    catalogue.seed_columns(by=office.sun_li, agency=office.district, day=date(2026, 1, 5), level="county")
    for name in ("云溪发布", "云溪政务", "云溪之声"):
        account = open_outlet(**shared, day=DAY, channel="wechat", name=name, reason="分设栏目")
        given = {"title": name, "outlet": account, "article_class": "work_news"}
        enter(register=ARTICLES, **shared, day=DAY, given=given)
    column = {"content": {"column": "art20_03_plans"}}
    back = submitted(office, **column)
    actions.consult(
        edition=back, by=office.li_qiang, day=DAY, unit="示范市公安局", due_on=DAY, question="是否准确"
    )
    decide(office.zhao_min, back, approve=False)
    public = published(office, **column)
    actions.begin(item=public, by=office.li_qiang, day=DAY)
    drafted(office, **column)
    return [again(back).item, submitted(office, **column).item, public, published(office, **column)]


def asked(client, address) -> list[str]:
    client.get(address)
    with CaptureQueriesContext(connection) as taken:
        answer = client.get(address)
    assert answer.status_code in (200, 403), address
    return [one["sql"] for one in taken]


@pytest.mark.parametrize("who", ["li_qiang", "zhao_min", "sun_li", "zhou_jie"])
def test_a_page_of_publication_asks_twenty_times_at_most(office, items, sign_in, who):  # noqa: F811
    client = sign_in(getattr(office, who))
    addresses = [reverse(name, kwargs=given) for name, given in PAGES.items()]
    addresses += [reverse("items:item", args=[item.pk]) for item in items if who != "zhou_jie"]
    many = {one: len(taken) for one in addresses if len(taken := asked(client, one)) > MOST}
    assert many == {}


def test_a_list_of_items_reads_no_text(office, items, sign_in):  # noqa: F811
    client = sign_in(office.li_qiang)
    held = [sql for sql in asked(client, reverse("items:items")) if '."content"' in sql]
    assert held == []
