"""Do staff keep the catalogue on its pages, and does the public read it – under old addresses too?"""

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from gongkai_web.look.parts import ListRow
from gongkai_web.publishing.catalogue import actions, content
from gongkai_web.publishing.catalogue.models import Column
from tests.web.catalogue.conftest import DAY
from tests.web.catalogue.second import looked_at

TODAY = date(2025, 6, 2)


@pytest.fixture(autouse=True)
def _today(monkeypatch):
    """It is the second of June."""
    for module in ("views", "acts", "public"):
        monkeypatch.setattr(f"gongkai_web.publishing.catalogue.pages.{module}.today", lambda: TODAY)


@pytest.fixture
def li_qiang(town):
    client = Client()
    client.force_login(town.li_qiang)
    return client


def shown(client, page, /, *args, **query):
    answer = client.get(reverse(f"catalogue:{page}", args=args), query)
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def sent(client, page, /, *args, **given):
    return client.post(reverse(f"catalogue:{page}", args=args), {"day": str(TODAY), **given}, follow=True)


class Kept:
    """One item in the notices, published on the third of March."""

    def counts(self, agency, day):
        return {"notices": 1}

    def last_updates(self, agency, day):
        return {"notices": DAY}

    def listed(self, agency, codes, day):
        return ["停水通知"] if "notices" in codes else []

    def row(self, item):
        return ListRow(item, "/items/1/", DAY)

    def others(self, agency, address):
        return ()


@pytest.fixture
def kept(monkeypatch):
    monkeypatch.setattr(content, "_made", lambda _: Kept())


def test_li_qiang_sets_up_the_catalogue_in_one_act(town, li_qiang):
    assert "按法规设立栏目" in shown(li_qiang, "catalogue", "yunxi")
    answer = sent(li_qiang, "seed", "yunxi", level="county", agency_code="11410000000000000X")
    page = answer.content.decode()
    assert "设立了 39 个栏目" in page
    assert "财政预算、决算信息" in page
    assert town.district.catalogue.agency_code == "11410000000000000X"
    assert "缺项" in page


def test_the_tree_says_what_is_missing_and_what_is_overdue(seeded, li_qiang, kept):
    page = shown(li_qiang, "catalogue", "yunxi")
    assert "自 2025-03-18 起超期" in page  # 政务动态, never updated since its opening
    assert "「财政预算、决算信息」里还没有内容（《条例》第二十条第（七）项）" in page
    assert "2025-03-03" in page


def test_he_jing_of_another_county_finds_no_such_page_and_zhou_jie_may_only_look(seeded):
    for person, status in ((seeded.he_jing, 404), (seeded.zhou_jie, 200)):
        client = Client()
        client.force_login(person)
        assert client.get(reverse("catalogue:catalogue", args=["yunxi"])).status_code == status
    assert client.get(reverse("catalogue:open", args=["yunxi"])).status_code == 403
    assert "开设栏目" not in shown(client, "catalogue", "yunxi")


def test_a_column_is_opened_renamed_merged_and_closed_on_its_pages(seeded, li_qiang, column):
    given = {"name": "老旧小区改造", "purpose": "topic", "kind": "items", "address": "xiao-qu"}
    assert "已开设栏目" in sent(li_qiang, "open", "yunxi", **given).content.decode()
    made = Column.objects.get(address="xiao-qu")
    renamed = {"name": "小区改造", "address": "gai-zao"}
    assert "已更名" in sent(li_qiang, "column_act", made.pk, "rename", **renamed).content.decode()
    assert "已定更新周期" in sent(li_qiang, "column_act", made.pk, "cycle", cycle="monthly").content.decode()
    moved = sent(li_qiang, "column_act", made.pk, "move", parent=column("topics").pk)
    assert "已调整位置" in moved.content.decode()
    told = {"introduction": "联系人见通知。"}
    assert "已改栏目说明" in sent(li_qiang, "column_act", made.pk, "introduce", **told).content.decode()
    merged = {"into": column("topics").pk, "reason": "工作结束"}
    page = sent(li_qiang, "column_act", made.pk, "merge", **merged).content.decode()
    assert "已合并" in page
    assert "老旧小区改造 → 小区改造" in page
    for old in ("xiao-qu", "gai-zao"):
        answer = Client().get(reverse("catalogue:public_column", args=["yunxi", old]))
        assert (answer.status_code, answer.url) == (301, "/agencies/yunxi/columns/topics/")


def test_a_refused_act_keeps_what_was_typed(seeded, li_qiang, column):
    answer = sent(li_qiang, "column_act", column("guide").pk, "close", reason="没有人看")
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "要求设的栏目，不能停用" in page
    assert "没有人看" in page
    assert li_qiang.get(reverse("catalogue:column_act", args=[column("guide").pk, "burn"])).status_code == 404


def test_the_schedule_is_noted_and_shows_how_early_it_was(seeded, li_qiang):
    page = shown(li_qiang, "schedule", "yunxi")
    assert "自本级人民代表大会或者其常务委员会批准之日起算" in page
    answer = sent(
        li_qiang, "scheduled", "yunxi", 2025, "government_budget",
        started_on="2025-02-19", published_on="2025-03-01",
    )  # fmt: skip
    assert "提前公开（早 10 日）" in answer.content.decode()
    assert "2026 年公开日程" in shown(li_qiang, "schedule", "yunxi", year=2026)
    assert li_qiang.get(reverse("catalogue:scheduled", args=["yunxi", 2025, "poem"])).status_code == 404


def test_a_changed_telephone_names_the_pages_that_say_it(seeded, li_qiang, column):
    phone = {"name": "办公室电话", "kind": "phone"}
    sent(li_qiang, "contact", "yunxi", value="1111111", **phone)
    sent(li_qiang, "column_act", column("guide").pk, "introduce", introduction="请拨 {{办公室电话}}")
    looked_at(seeded, TODAY)
    page = sent(li_qiang, "contact", "yunxi", value="2222222", **phone).content.decode()
    assert "1 处引用它：栏目说明：政府信息公开指南" in page
    public = shown(Client(), "public_column", "yunxi", "guide")
    assert "请拨 2222222" in public
    assert "2222222" in shown(li_qiang, "contact", "yunxi", name="办公室电话")


def test_what_the_law_asks_for_offers_no_button_to_end_it(seeded, li_qiang, column):
    end = reverse("catalogue:column_act", args=[column("guide").pk, "close"])
    assert end not in shown(li_qiang, "column", column("guide").pk)
    end = reverse("catalogue:column_act", args=[column("news").pk, "close"])
    assert end in shown(li_qiang, "column", column("news").pk)


def test_a_field_is_opened_and_closed(seeded, li_qiang):
    page = sent(li_qiang, "field", "yunxi", label="小区改造", within=["housing"]).content.decode()
    assert "保障性住房" in page
    tag = seeded.district.field_tags.get()
    page = sent(li_qiang, "close_field", "yunxi", tag.pk, reason="并入").content.decode()
    assert "2025-06-02" in page


def test_a_source_comes_on_the_list_and_off_it(seeded, li_qiang):
    given = {"name": "中国政府网", "why": "国务院的网站"}
    page = sent(li_qiang, "source", "yunxi", host="没有网址", **given).content.decode()
    assert "不是网站的地址；应写成 www.gov.cn 的样子。" in page
    assert "照原样公开" in sent(li_qiang, "source", "yunxi", host="192.168.1.5", **given).content.decode()
    page = sent(li_qiang, "source", "yunxi", host="https://WWW.gov.cn/zhengce/", **given).content.decode()
    assert "<td>www.gov.cn</td>" in page
    assert (
        "已经在转载来源名单里"
        in sent(li_qiang, "source", "yunxi", host="www.gov.cn", **given).content.decode()
    )
    source = seeded.district.listed_sources.get()
    page = sent(li_qiang, "close_source", "yunxi", source.pk, reason="网站停办").content.decode()
    assert "2025-06-02" in page


def test_the_last_day_to_publish_is_told_with_every_day_on_the_way(li_qiang):
    page = shown(li_qiang, "terms", start="2025-09-12", term="general")
    assert '应于 <time datetime="2025-10-16">2025-10-16</time> 以前' in page
    assert "第 20 日" in page
    assert "不计：国庆" in page
    budget = shown(li_qiang, "terms", start="2025-09-12", term="department_budget")
    assert "末日顺延" in budget
    assert "发布权威信息" not in shown(li_qiang, "terms")  # it is counted in hours
    assert "及时公开" in shown(li_qiang, "terms", start="2025-09-12", term="licensing_decision")
    answer = li_qiang.get(reverse("catalogue:terms"), {"start": "2019-05-14", "term": "general"})
    assert answer.status_code == 422
    assert "2019-05-15 之前" in answer.content.decode()


def test_the_public_reads_the_tree_and_what_stands_in_a_column(seeded, kept):
    page = shown(Client(), "tree", "yunxi")
    assert "农业农村政策" not in page
    assert "　市政建设" in page
    assert page.count("1 条") == 1
    page = shown(Client(), "public_column", "yunxi", "notices")
    assert "停水通知" in page
    assert "ColumnName" in page
    below = shown(Client(), "public_column", "yunxi", "statutory")
    assert "财政预算、决算信息" in below
    assert Client().get(reverse("catalogue:public_column", args=["yunxi", "nothing"])).status_code == 404


def test_a_closed_column_says_so_and_is_read_all_the_same(seeded, li_qiang, kept):
    made = actions.open_column(
        by=seeded.li_qiang, agency=seeded.district, day=DAY, name="旧栏目", address="old"
    )
    actions.close_column(by=seeded.li_qiang, column=made, day=TODAY, reason="更新少")
    assert "本栏目自" in shown(Client(), "public_column", "yunxi", "old")
    assert "旧栏目" not in shown(Client(), "tree", "yunxi")
    assert "更名" not in shown(li_qiang, "column", made.pk).partition("调整经过")[0]


def test_the_tree_asks_as_often_for_many_columns_as_for_few(seeded, kept):
    def asked() -> int:
        with CaptureQueriesContext(connection) as found:
            shown(Client(), "tree", "yunxi")
        return len(found)

    few = asked()
    for number in range(20):
        actions.open_column(by=seeded.li_qiang, agency=seeded.district, day=DAY, name=f"栏目{number}")
    assert asked() == few


def test_the_page_of_an_agency_leads_to_its_catalogue(seeded):
    page = Client().get(reverse("portal:agency", args=["yunxi"])).content.decode()
    assert reverse("catalogue:tree", args=["yunxi"]) in page
