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

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def town(monkeypatch):
    """示范市 on 2024-06-03."""
    monkeypatch.setattr(timezone, "localdate", lambda *_, **__: date(2024, 6, 3))
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
