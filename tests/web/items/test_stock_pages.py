"""Does past stock come in, is reviewed and goes out on pages, each row with what is wrong with it?"""

import pytest
from django.test import Client
from django.urls import reverse
from lxml import html

from gongkai_web.publishing.items import actions, queries
from gongkai_web.publishing.items.kinds import Stage
from gongkai_web.publishing.items.models import Batch, Edition
from tests.web.casework.conftest import at, sign_in  # noqa: F401 – a day that stands still, a browser
from tests.web.items import test_stock as stock
from tests.web.items.written import DAY
from tests.web.tasks.helpers import work_off

pytestmark = pytest.mark.slow


@pytest.fixture(autouse=True)
def _today(at):  # noqa: F811
    at(2026, 3, 2)


def see(client, name, *arguments):
    answer = client.get(reverse(f"items:{name}", args=arguments))
    assert answer.status_code == 200
    return html.fromstring(answer.content.decode())


def said(tree) -> str:
    return " ".join(tree.xpath("//main")[0].text_content().split())


def post(client, name, *arguments, status=302, **fields):
    answer = client.post(reverse(f"items:{name}", args=arguments), fields)
    tree = html.fromstring(answer.content.decode()) if answer.content else None
    assert answer.status_code == status, said(tree)
    return tree


def judge(client, pk, **fields):
    (seen,) = see(client, "batch_review", pk).xpath('//input[@name="seen"]/@value')
    post(client, "batch_review", pk, seen=seen, **fields)


def test_a_batch_goes_from_its_entry_through_its_reviewers_to_the_public(office, sign_in):  # noqa: F811
    li, zhao, chen, sun = (
        sign_in(one) for one in (office.li_qiang, office.zhao_min, office.chen_jing, office.sun_li)
    )
    given = {"agency": office.district.pk, "day": "2026-03-02"}
    post(li, "batch_new", **given, title="旧网站政策", reason="旧网站迁移")
    batch = Batch.objects.get()
    assert see(li, "batch", batch.pk).xpath('//section[@class="next"]//a/@href') == [
        reverse("imports:tables")
    ]
    actions.enter_stock(batch=batch, by=office.li_qiang, day=DAY, rows=stock.rows("甲政策", "乙政策"))
    page = see(li, "batch", batch.pk)
    assert "甲政策" in said(page)
    assert "2015-06-08" in said(page)
    told = said(see(li, "batch_act", batch.pk, "submit"))
    assert "写过这份内容的人哪一步都不办" in told
    assert "保密审查：保密审查员（陈静、吴刚）" in told
    assert "李强" not in told
    post(li, "batch_act", batch.pk, "submit", looked="")
    assert "等审核人审查" in said(see(li, "batches"))
    assert "不能审查这一步" in said(see(sun, "batch_review", batch.pk))
    judge(zhao, batch.pk, approve="yes", note="")
    judge(
        chen,
        batch.pk,
        approve="yes",
        note="都已公开过",
        basis="《保守国家秘密法》第三十五条",
        part_0="public",
    )
    judge(sun, batch.pk, approve="yes", note="")
    assert not queries.live().exists()
    post(li, "batch_act", batch.pk, "publish")
    assert queries.live().count() == 2
    page = said(see(li, "batch", batch.pk))
    assert "都已公开过" in page
    item = queries.live().first()
    assert "历史存量登记，原发布日期" in said(see(li, "item", item.pk))
    assert "2015-06-08" in said(see(Client(), "public_item", item.pk))


def test_a_row_says_what_is_wrong_with_it_and_the_batch_waits_for_it(office, sign_in):  # noqa: F811
    batch = stock.entered(office, "甲政策", "乙政策")
    edition = Edition.objects.get(item__title="乙政策")
    empty = {"summary": ""}
    actions.edit(edition=edition, by=office.li_qiang, day=DAY, group="heading", values=empty, seen=1)
    li = sign_in(office.li_qiang)
    (row,) = see(li, "batch", batch.pk).xpath('//tr[contains(., "乙政策")]')
    assert "缺少内容概述" in row.text_content()
    assert row.xpath(".//a/@href") == [reverse("items:item", args=[edition.item_id])]
    refused = post(li, "batch_act", batch.pk, "submit", looked="", status=422)
    assert "《乙政策》：缺少内容概述" in said(refused)
    post(li, "act", edition.item_id, "drop", reason="重复")
    assert "乙政策" not in said(see(li, "batch", batch.pk))
    post(li, "batch_act", batch.pk, "submit", looked="")


def test_the_second_look_at_a_manifest_begins_with_what_changed(office, sign_in):  # noqa: F811
    batch = stock.entered(office, "甲政策", "乙政策", "丙政策")
    actions.submit_batch(batch=batch, by=office.li_qiang, day=DAY)
    zhao = sign_in(office.zhao_min)
    judge(zhao, batch.pk, approve="no", note="乙的概述不对，丙是重复的")
    second, third = (Edition.objects.get(item__title=title) for title in ("乙政策", "丙政策"))
    better = {"summary": "路内停车"}
    actions.edit(edition=second, by=office.li_qiang, day=DAY, group="heading", values=better, seen=1)
    actions.drop(edition=third, by=office.li_qiang, day=DAY, reason="重复")
    more = [actions.StockRow("old-9", {**stock.OLD, "title": "丁政策"})]
    actions.enter_stock(batch=batch, by=office.li_qiang, day=DAY, rows=more)
    actions.submit_batch(batch=stock.again(batch), by=office.li_qiang, day=DAY)
    page = said(see(zhao, "batch_review", batch.pk))
    assert "新加入 1 条：丁政策" in page
    assert "改过 1 条：乙政策" in page
    assert "去掉 1 条：丙政策" in page


def test_a_large_batch_goes_out_behind_the_page(office, sign_in, monkeypatch):  # noqa: F811
    monkeypatch.setattr("gongkai_web.publishing.items.pages.stock._AT_ONCE", 1)
    batch = stock.approved(office)
    post(sign_in(office.li_qiang), "batch_act", batch.pk, "publish")
    assert not queries.live().exists()
    work_off()
    assert queries.live().count() == 2
    assert stock.again(batch).stage == Stage.DONE
