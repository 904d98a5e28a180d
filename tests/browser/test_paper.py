"""Does what is printed go on paper whole, with nothing of the site on it?"""

from datetime import date

import pypdfium2
import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from gongkai_web.cases import actions as cases
from gongkai_web.desk.register import COLUMNS
from tests.people import found_town, receive
from tests.web.items.written import furnish, published

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


TODAY = date(2024, 6, 3)


@pytest.fixture
def town(monkeypatch):
    """示范市, today."""
    monkeypatch.setattr(timezone, "localdate", lambda *_, **__: TODAY)
    return found_town()


def signed_in(page, person, url: str) -> None:
    """The browser of that person."""
    client = Client()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    name = settings.SESSION_COOKIE_NAME
    page.context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": url}])


def test_the_register_lies_with_all_its_columns_and_its_head_on_each_sheet(town, page, live_server):
    for _ in range(40):
        receive(town, date(2024, 3, 1))
    signed_in(page, town.li_qiang, live_server.url)
    page.goto(reverse("desk:register"))
    sheets = pypdfium2.PdfDocument(page.pdf(format="A4", prefer_css_page_size=True))
    assert len(sheets) > 1
    for sheet in sheets:
        assert sheet.get_width() > sheet.get_height()
        words = "".join(sheet.get_textpage().get_text_range().split())
        assert not [column.head for column in COLUMNS if column.head not in words]
        assert "退出登录" not in words


def test_forty_working_days_with_a_consultation_go_on_two_sheets(town, page, live_server):
    case = receive(town, date(2024, 3, 1))
    by = {"case": case, "by": town.li_qiang}
    cases.ask_third_party(**by, day=date(2024, 3, 4), ref="征1", name="示范建设公司")
    cases.third_party_served(**by, day=date(2024, 3, 5), ref="征1")
    cases.answer_third_party(**by, day=date(2024, 3, 26), ref="征1", consent=True)
    cases.extend(**by, day=date(2024, 4, 10), days=20, reason="内容多", approved_by=town.sun_li)
    signed_in(page, town.li_qiang, live_server.url)
    page.goto(reverse("casework:why", args=[case.pk]))
    sheets = pypdfium2.PdfDocument(page.pdf(format="A4", prefer_css_page_size=True))
    words = [sheet.get_textpage().get_text_range() for sheet in sheets]
    assert len(words) == 2
    assert words[0].index("第 40 个工作日") < words[0].index("哪些事定下") < words[0].index("逐日")
    assert "示范市云溪区人民政府办公室" in words[0]
    assert "2024-05-22" in words[1]
    assert not [word for word in ("退出登录", "查看公开网站", "长者模式") if word in "".join(words)]


def test_an_item_goes_on_paper_with_its_elements_and_the_whole_of_its_table(town, page, live_server):
    rows = "".join(f"<tr><td>第{n}户</td><td>{n}00元</td></tr>" for n in range(1, 81))
    head = "<thead><tr><th>户</th><th>补助额</th></tr></thead>"
    content = {"title": "补助明细", "body": f"<p>补助如下。</p><table>{head}<tbody>{rows}</tbody></table>"}
    item = published(furnish(town), day=TODAY, content={**content, "formed_on": "2024-05-31"})
    page.goto(reverse("items:public_item", args=[item.pk]))
    sheets = pypdfium2.PdfDocument(page.pdf(format="A4", prefer_css_page_size=True))
    words = ["".join(sheet.get_textpage().get_text_range().split()) for sheet in sheets]
    assert "补助明细" in words[0]
    assert "索引号" in words[0]
    assert len([one for one in words if "户补助额" in one]) > 1  # the head again on each sheet of the table
    assert "第1户100元" in words[0]
    assert "第80户8000元" in "".join(words)
    gone = ("下载：", "查询进度", "长者模式", "首页", "检索", "依申请公开", "互动交流")
    assert not [word for word in gone if word in "".join(words)]
    assert "发布日期" in words[0]
    assert "2024-06-03" in words[0]
    assert f"网址：{live_server.url}{reverse('items:public_item', args=[item.pk])}" in "".join(words)
    assert not page.locator(".on-paper").is_visible()
