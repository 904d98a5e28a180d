"""Do two people see each other's changes: while they write, when they differ, from snapshot to snapshot?"""

from datetime import timedelta

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone
from lxml import html

from gongkai_web.publishing.items import actions, queries
from gongkai_web.publishing.items.kinds import Stage
from gongkai_web.publishing.items.models import Decision
from gongkai_web.publishing.items.writing_models import Editing, FormerText
from tests.web.casework.conftest import at, sign_in  # noqa: F401 – a day that stands still, a browser
from tests.web.items.written import DAY, again, decide, drafted, fresh, published, submitted

BODY = "<p>首小时免费。</p><p>以后每小时两元。</p>"


@pytest.fixture(autouse=True)
def _today(at):  # noqa: F811
    at(2026, 3, 2)


def said(answer) -> str:
    return " ".join(html.fromstring(answer.content.decode()).xpath("//main")[0].text_content().split())


def body(edition, person, words, seen):
    values = {"body": words}
    return actions.edit(edition=edition, by=person, day=DAY, group="body", values=values, seen=seen)


# – three ways


def test_who_was_slower_sees_what_each_changed_from_what_both_began_with(office, sign_in):  # noqa: F811
    edition = drafted(office, content={"body": BODY})
    body(edition, office.zhao_min, BODY.replace("首小时", "首两小时"), 1)
    body(edition, office.zhao_min, BODY.replace("首小时", "首三小时"), 2)
    address = reverse("items:write", args=[edition.item_id, "body"])
    answer = sign_in(office.li_qiang).post(address, {"seen": 1, "body": BODY.replace("两元", "五元")})
    assert answer.status_code == 422
    tree = html.fromstring(answer.content.decode())
    assert tree.xpath("//main//ins/text()") == ["三", "五"]
    assert tree.xpath("//main//del/text()") == ["两"]
    assert "首三小时" in again(edition).content["body"]


def test_what_both_began_with_is_kept_while_it_is_written_and_no_longer(office):
    edition = drafted(office)
    body(edition, office.li_qiang, "<p>改</p>", 1)
    assert FormerText.objects.filter(edition=edition).count() == 1
    actions.drop(edition=edition, by=office.li_qiang, day=DAY, reason="重复")
    assert not FormerText.objects.exists()


def test_what_was_written_before_is_sealed_with_the_rest(office):
    item = published(office)
    edition = actions.begin(item=item, by=office.li_qiang, day=DAY)
    body(edition, office.li_qiang, "<p>甲字七号仓库</p>", 1)
    body(again(edition), office.li_qiang, "<p>删去</p>", 2)
    actions.end(item=item, by=office.li_qiang, day=DAY, kind="secret", reason="不应公开")
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM items_formertext")
        assert cursor.fetchone() == (0,)
    texts = actions.open_sealed(item=fresh(item), by=office.chen_jing, day=DAY, reason="查处")
    assert any("甲字七号" in str(words) for what, words in texts.items() if what.startswith("former:"))


# – 正在编辑


def test_who_opens_the_form_is_told_who_has_it_open(office, sign_in):  # noqa: F811
    edition = drafted(office)
    address = reverse("items:write", args=[edition.item_id, "body"])
    li_qiang, zhao_min = sign_in(office.li_qiang), sign_in(office.zhao_min)
    assert "正在编辑" not in said(zhao_min.get(address))
    assert "赵敏正在编辑「正文」" in said(li_qiang.get(address))
    page = said(sign_in(office.sun_li).get(reverse("items:item", args=[edition.item_id])))
    assert "赵敏正在编辑「正文」" in page
    assert "李强正在编辑「正文」" in page


def test_whoever_saved_or_left_is_not_at_it_any_more(office, sign_in):  # noqa: F811
    edition = drafted(office)
    address = reverse("items:write", args=[edition.item_id, "body"])
    zhao_min = sign_in(office.zhao_min)
    zhao_min.get(address)
    zhao_min.post(address, {"seen": 1, "body": "<p>改</p>"})
    assert not Editing.objects.exists()
    zhao_min.get(address)
    answer = zhao_min.get(reverse("items:editing", args=[edition.item_id, "body"]), {"leave": "1"})
    assert (answer.status_code, Editing.objects.count()) == (200, 0)


def test_a_lease_lapses_by_itself_and_keeps_nobody_out(office):
    edition, now = drafted(office), timezone.now()
    actions.hold(edition=edition, by=office.zhao_min, group="body", now=now)
    assert list(queries.editing_besides(office.zhao_min, edition, now)) == []
    assert len(queries.editing_besides(office.li_qiang, edition, now + timedelta(minutes=2))) == 1
    assert body(edition, office.li_qiang, "<p>改</p>", 1)
    assert list(queries.editing_besides(office.li_qiang, edition, now + timedelta(minutes=4))) == []


def test_the_page_asks_by_script_who_else_is_there(office, sign_in):  # noqa: F811
    edition = drafted(office)
    actions.hold(edition=edition, by=office.zhao_min, group="days", now=timezone.now())
    answer = sign_in(office.li_qiang).get(reverse("items:editing", args=[edition.item_id, "body"]))
    assert [one.partition("（")[0] for one in answer.json()["said"]] == ["赵敏正在编辑「日期」"]


# – from one snapshot to the next


def test_the_second_look_after_a_return_begins_with_what_was_changed_since(office, sign_in):  # noqa: F811
    edition = submitted(office, content={"body": BODY})
    decide(office.zhao_min, edition, approve=False)
    body(edition, office.li_qiang, BODY.replace("两元", "三元"), 1)
    actions.submit(edition=again(edition), by=office.li_qiang, day=DAY)
    answer = sign_in(office.zhao_min).get(reverse("items:review", args=[edition.item_id]))
    first = html.fromstring(answer.content.decode()).xpath('//div[@class="difference"]')[0]
    assert first.xpath(".//del/text()") == ["两"]
    assert first.xpath(".//ins/text()") == ["三"]
    assert "上一次送审以后改了什么" in said(answer)


def test_an_old_text_is_taken_up_again_from_the_comparison_in_one_act(office, sign_in):  # noqa: F811
    item = published(office, content={"body": BODY})
    first, edition = item.live, actions.begin(item=item, by=office.li_qiang, day=DAY)
    body(edition, office.li_qiang, BODY.replace("两元", "九元"), 1)
    actions.submit(edition=again(edition), by=office.li_qiang, day=DAY)
    actions.drop(edition=again(edition), by=office.li_qiang, day=DAY, reason="写错了")
    li_qiang = sign_in(office.li_qiang)
    tree = html.fromstring(li_qiang.get(reverse("items:compare", args=[item.pk])).content.decode())
    assert tree.xpath("//main//del/text()") == ["两"]
    (action,) = tree.xpath('//form[@class="form"]/@action')
    answer = li_qiang.post(action, {"reason": "按第一次的内容", "looked": ""})
    assert answer.status_code == 302
    taken = queries.under_way(item)
    assert (taken.taken_up, taken.stage) == (first, Stage.IN_REVIEW)
    assert not Decision.objects.filter(snapshot=fresh(item).draft).exists()


def test_nobody_compares_what_they_may_not_read(office, sign_in):  # noqa: F811
    item = published(office)
    drafted_too = drafted(office)
    for person in (office.zhou_jie, office.he_jing):
        answer = sign_in(person).get(reverse("items:compare", args=[drafted_too.item_id]))
        assert answer.status_code == 404
    page = sign_in(office.zhou_jie).get(reverse("items:compare", args=[item.pk]))
    assert "首小时免费" not in page.content.decode()
