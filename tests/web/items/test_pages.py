"""Do the pages take a text through four people to the public, and show at every address what is there?"""

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from lxml import html

from gongkai_web.publishing.catalogue import actions as catalogue
from gongkai_web.publishing.items import actions, queries
from gongkai_web.publishing.items.models import Item
from gongkai_web.publishing.items.pages.urls import urlpatterns
from tests.web.casework.conftest import at, sign_in  # noqa: F401 – a day that stands still, a browser
from tests.web.items.written import (
    CONTENT,
    DAY,
    again,
    approved,
    decide,
    drafted,
    fresh,
    published,
    submitted,
)

pytestmark = pytest.mark.slow


@pytest.fixture(autouse=True)
def _today(at):  # noqa: F811
    at(2026, 3, 2)


def see(client, name, *arguments, status=200):
    answer = client.get(reverse(f"items:{name}", args=arguments))
    assert answer.status_code == status, answer.content.decode()[:400]
    return html.fromstring(answer.content.decode()) if answer.content else None


def said(tree) -> str:
    return " ".join(tree.xpath("//main")[0].text_content().split())


def post(client, name, *arguments, **fields):
    """Sends the form, which goes through."""
    answer = client.post(reverse(f"items:{name}", args=arguments), fields)
    assert answer.status_code == 302, said(html.fromstring(answer.content.decode()))
    return answer.url


def review(client, pk, **fields):
    """Decides about what the page shows."""
    tree = see(client, "review", pk)
    seen = tree.xpath('//input[@name="seen"]/@value')[0]
    return post(client, "review", pk, seen=seen, **fields)


def test_a_text_goes_through_four_people_to_the_public(office, sign_in):  # noqa: F811
    li_qiang, zhao_min, chen_jing, sun_li = (
        sign_in(one) for one in (office.li_qiang, office.zhao_min, office.chen_jing, office.sun_li)
    )
    begun = {"title": CONTENT["title"], "attribute": "proactive", "item_class": "catalogue"}
    post(li_qiang, "new", agency=office.district.pk, formed_on="2026-02-27", **begun)
    item = Item.objects.get()
    assert "缺少内容概述" in said(see(li_qiang, "item", item.pk))
    post(li_qiang, "write", item.pk, "body", seen=1, body="<p>首小时免费。</p><script>alert(1)</script>")
    heading = {"title": CONTENT["title"], "summary": "收费标准", "document_number": "云政办〔2026〕3号"}
    post(li_qiang, "write", item.pk, "heading", seen=1, **heading)
    post(li_qiang, "act", item.pk, "submit", looked="")
    assert "首小时免费" in said(see(zhao_min, "review", item.pk))
    review(zhao_min, item.pk, approve="yes")
    judged = {"basis": "《保守国家秘密法》第三十五条", "part_0": "public", "part_1": "public"}
    review(chen_jing, item.pk, approve="yes", note="不涉密", **judged)
    assert see(Client(), "public_item", item.pk, status=404) is not None
    review(sun_li, item.pk, approve="yes")
    post(li_qiang, "act", item.pk, "publish")
    tree = see(Client(), "public_item", item.pk)
    assert "首小时免费。" in said(tree)
    assert not tree.xpath("//main//script")
    assert tree.xpath('//meta[@name="ArticleTitle"]/@content') == [CONTENT["title"]]
    assert tree.xpath('//meta[@name="PubDate"]/@content') == ["2026-03-02"]
    labels = [one.strip() for one in tree.xpath("//main//dt/text()")] or said(tree)
    for label in ("索引号", "主题分类", "发文机关", "成文日期", "标题", "发文字号", "发布日期", "主题词"):
        assert label in labels


def test_news_has_no_elements_that_only_documents_have(office):
    labels = see(Client(), "public_item", published(office).pk).xpath("//main//dt/text()")
    assert {one.strip() for one in labels} == {"索引号", "发文机关", "成文日期", "标题", "发布日期", "栏目"}


def test_who_was_slower_sees_both_texts_and_loses_nothing(office, sign_in):  # noqa: F811
    edition = drafted(office)
    li_qiang, zhao_min = sign_in(office.li_qiang), sign_in(office.zhao_min)
    post(zhao_min, "write", edition.item_id, "body", seen=1, body="<p>赵敏写的</p>")
    address = reverse("items:write", args=[edition.item_id, "body"])
    answer = li_qiang.post(address, {"seen": 1, "body": "<p>李强写的</p>"})
    assert answer.status_code == 422
    tree = html.fromstring(answer.content.decode())
    assert "赵敏在 2026-03-02 改过「正文」" in said(tree)
    assert "赵敏写的" in said(tree)
    assert "李强写的" in tree.xpath('//textarea[@name="body"]/text()')[0]
    (version,) = tree.xpath('//input[@name="seen"]/@value')
    post(li_qiang, "write", edition.item_id, "body", seen=version, body="<p>两人写的</p>")
    assert again(edition).content["body"] == "<p>两人写的</p>"


def test_the_second_reader_sees_the_difference_first(office, sign_in):  # noqa: F811
    item = published(office, content={"body": "<p>一段不变。</p><p>首小时免费，以后每小时两元。</p>"})
    edition = actions.begin(item=item, by=office.li_qiang, day=DAY)
    changed = {"body": "<p>一段不变。</p><p>首小时免费，以后每小时三元。</p>"}
    actions.edit(edition=edition, by=office.li_qiang, day=DAY, group="body", values=changed, seen=1)
    actions.submit(edition=edition, by=office.li_qiang, day=DAY)
    tree = see(sign_in(office.zhao_min), "review", item.pk)
    assert tree.xpath("//main//del/text()") == ["两"]
    assert tree.xpath("//main//ins/text()") == ["三"]
    assert "1 段没有改动" in said(tree)
    sides = [" ".join(one.text_content().split()) for one in tree.xpath('//div[@class="pair"]/div')]
    assert sides == ["原来： 首小时免费，以后每小时两元。", "现在： 首小时免费，以后每小时三元。"]


def test_who_wrote_it_and_who_reads_it_next_see_why_it_came_back(office, sign_in):  # noqa: F811
    edition = submitted(office)
    decide(office.zhao_min, edition)
    decide(office.chen_jing, edition, approve=False, note="减免的名单另行审查", points={"body": "not_public"})
    back = "陈静（保密审查）退回：减免的名单另行审查；正文：不能公开"
    assert back in said(see(sign_in(office.li_qiang), "item", edition.item.pk))
    actions.submit(edition=again(edition), by=office.li_qiang, day=DAY)
    assert back in said(see(sign_in(office.zhao_min), "review", edition.item.pk))
    assert back not in said(see(sign_in(office.li_qiang), "item", edition.item.pk))


def test_who_hands_in_reads_what_is_still_open(office, sign_in):  # noqa: F811
    edition = drafted(office, content={"summary": ""})
    tree = see(sign_in(office.li_qiang), "act", edition.item.pk, "submit")
    assert "缺少内容概述；请填写。 去改" in said(tree)
    assert tree.xpath('//main//a[text()="去改"]/@href')


@pytest.mark.parametrize("group", ["heading", "placing", "body"])
def test_what_the_checklist_wants_is_nowhere_called_optional(office, sign_in, group):  # noqa: F811
    edition = drafted(office)
    page = said(see(sign_in(office.li_qiang), "write", edition.item.pk, group))
    assert "选填" not in page
    assert "送审以前还要填写的，信息页的发布前清单会列出来" in page


def test_nothing_of_a_secrecy_review_is_called_optional(office, sign_in):  # noqa: F811
    edition = submitted(office)
    decide(office.zhao_min, edition)
    assert "选填" not in said(see(sign_in(office.chen_jing), "review", edition.item.pk))


def test_what_was_sent_back_or_taken_back_is_not_called_void_or_repealed(office, sign_in):  # noqa: F811
    edition = submitted(office)
    decide(office.zhao_min, edition, approve=False)
    reader = sign_in(office.li_qiang)
    handed_in = edition.item.snapshots.get()
    assert "科室负责人审核 ✕ 退回" in said(see(reader, "snapshot", handed_in.pk))
    item = published(office)
    actions.end(item=item, by=office.li_qiang, day=DAY, kind="withdrawn", reason="不应公开")
    assert "误公开撤回 ✕ 已终止" in said(see(reader, "item", item.pk))


def test_nobody_is_offered_an_end_that_is_not_theirs(office, sign_in):  # noqa: F811
    item = published(office)

    def offered(person):
        return see(sign_in(person), "end", item.pk).xpath('//select[@name="kind"]/option/@value')

    assert offered(office.li_qiang) == ["", "withdrawn", "secret"]
    assert len(offered(office.sun_li)) == 8


def test_codes_are_said_in_words(office, sign_in):  # noqa: F811
    page = said(see(sign_in(office.li_qiang), "item", drafted(office).item_id))
    for words in ("信息公开目录", "民生", "政府网站、政府公报", "主动公开", "自有"):
        assert words in page
    assert not {"livelihood", "gazette", "proactive", "catalogue"} & set(page.split())


def test_who_may_not_decide_reads_why_and_finds_no_form(office, sign_in):  # noqa: F811
    edition = submitted(office)
    tree = see(sign_in(office.sun_li), "review", edition.item_id)
    assert "不能审查这一步" in said(tree)
    assert not tree.xpath('//select[@name="approve"]')


def test_each_end_answers_at_its_address(office):
    gone, old, new, kept = (published(office) for _ in range(4))
    actions.end(item=gone, by=office.sun_li, day=DAY, kind="list_expired", reason="期满")
    actions.end(item=old, by=office.sun_li, day=DAY, kind="replaced", reason="更正", successor=new)
    basis = "云政办〔2026〕5号"
    actions.end(item=kept, by=office.sun_li, day=DAY, kind="out_of_force", reason="废止", basis=basis)
    client = Client()
    assert "公示期已满，已于 2026-03-02 撤下" in said(see(client, "public_item", gone.pk, status=410))
    answer = client.get(reverse("items:public_item", args=[old.pk]))
    assert (answer.status_code, answer.url) == (301, reverse("items:public_item", args=[new.pk]))
    page = said(see(client, "public_item", kept.pk))
    assert "自 2026-03-02 起废止、失效" in page
    assert basis in page
    titles = see(client, "public_items").xpath('//ul[@class="list"]//a')
    assert len(titles) == 2


def test_what_was_sealed_is_found_at_no_address(office, sign_in):  # noqa: F811
    item = published(office, content={"title": "甲字七号仓库", "body": "<p>甲字七号仓库</p>"})
    frozen = item.live
    actions.end(item=item, by=office.li_qiang, day=DAY, kind="secret", reason="不应公开")
    for client in (Client(), sign_in(office.li_qiang), sign_in(office.sun_li), sign_in(office.zhou_jie)):
        for address in (
            reverse("items:public_items"),
            reverse("items:public_item", args=[item.pk]),
            reverse("items:items"),
            reverse("items:item", args=[item.pk]),
            reverse("items:snapshot", args=[frozen.pk]),
            reverse("catalogue:tree", args=["yunxi"]),
        ):
            answer = client.get(address)
            assert "甲字七号" not in answer.content.decode()
    assert Client().get(reverse("items:public_item", args=[item.pk])).status_code == 410


def test_the_secrecy_office_opens_what_was_sealed_for_a_reason(office, sign_in):  # noqa: F811
    item = published(office, content={"title": "甲字七号仓库"})
    actions.end(item=item, by=office.li_qiang, day=DAY, kind="secret", reason="不应公开")
    chen_jing = sign_in(office.chen_jing)
    assert "待了结" in said(see(chen_jing, "sealed"))
    assert "甲字七号" not in said(see(chen_jing, "sealed_item", item.pk))
    address = reverse("items:sealed_item", args=[item.pk])
    assert chen_jing.post(address, {"reason": ""}).status_code == 422
    assert "甲字七号仓库" in chen_jing.post(address, {"reason": "查处"}).content.decode()
    post(chen_jing, "close_incident", item.incidents.get().pk, conclusion="已上报")
    assert "了结：已上报" in said(see(chen_jing, "sealed_item", item.pk))
    told = said(see(sign_in(office.sun_li), "sealed"))
    assert "撤下，2026-03-02 了结" in told
    assert "甲字七号" not in told
    assert said(see(sign_in(office.zhao_min), "sealed")).endswith("没有封存的信息。")


def test_no_cache_keeps_a_public_item_without_asking(office):
    item = published(office)
    answer = Client().get(reverse("items:public_item", args=[item.pk]))
    assert "no-cache" in answer.headers["Cache-Control"]


def test_the_public_finds_by_title_and_number(office):
    published(office, content={"document_number": "云政办〔2026〕3号"})
    published(office, content={"title": "养老服务指南"})
    client = Client()
    for words, found in (("停车", 1), ("养老", 1), ("〔2026〕3号", 1), ("没有的", 0)):
        answer = client.get(reverse("items:public_items"), {"q": words})
        tree = html.fromstring(answer.content.decode())
        assert len(tree.xpath('//ul[@class="list"]//a')) == found, words


def test_an_item_ends_from_its_page_by_the_number_of_another(office, sign_in):  # noqa: F811
    old, new = published(office), published(office)
    sun_li = sign_in(office.sun_li)
    post(sun_li, "end", old.pk, kind="replaced", reason="更正", successor=new.index_number)
    assert fresh(old).successor == new
    assert f"网址转到 {new.index_number}" in said(see(sun_li, "item", old.pk))
    answer = sun_li.post(
        reverse("items:end", args=[new.pk]), {"kind": "replaced", "reason": "更正", "successor": "yunxi/1"}
    )
    assert "没有索引号为 yunxi/1 的公开信息" in answer.content.decode()


@pytest.mark.parametrize("act", ["publish", "submit", "drop", "schedule"])
def test_who_presses_what_another_window_has_done_is_told_that_it_is_done(office, sign_in, act):  # noqa: F811
    item, client = published(office), sign_in(office.li_qiang)
    answer = client.post(reverse("items:act", args=[item.pk, act]), follow=True)
    assert answer.redirect_chain[-1][0] == reverse("items:item", args=[item.pk])
    assert "已经发布、登记或者作废，这一步不用再办" in answer.content.decode()


def test_an_end_asks_only_what_one_of_the_offered_needs(office, sign_in):  # noqa: F811
    item = published(office)
    client = sign_in(office.li_qiang)
    page = see(client, "end", item.pk)
    assert not page.xpath('//*[@name="basis" or @name="successor"]')
    post(client, "end", item.pk, kind="withdrawn", reason="不应公开")
    assert Item.objects.get(pk=item.pk).ending == "withdrawn"


def test_an_old_text_comes_back_from_its_page(office, sign_in):  # noqa: F811
    item = published(office)
    li_qiang = sign_in(office.li_qiang)
    assert "全文" in said(see(li_qiang, "snapshot", item.live.pk))
    post(li_qiang, "take_up", item.live.pk, reason="恢复", looked="", change_note="恢复首小时免费")
    assert queries.under_way(item).taken_up == item.live
    # Whoever decides about it reads what it is, and what everybody will be told.
    page = said(see(sign_in(office.zhao_min), "review", item.pk))
    assert "重新启用 快照 1 （2026-03-02 送审），以前的审查意见不算。" in page
    assert "恢复首小时免费" in page


def test_where_a_colleague_writes_the_old_text_says_why_it_has_to_wait(office, sign_in):  # noqa: F811
    item = published(office)
    actions.begin(item=item, by=office.zhao_min, day=DAY)
    why = "第 2 版由赵敏起草，现在是“起草”；发布或者作废那一份以后，才能重新启用旧的内容。"
    li_qiang = sign_in(office.li_qiang)
    assert why in said(see(li_qiang, "snapshot", item.live.pk))
    assert why in said(see(li_qiang, "compare", item.pk))


def test_a_time_is_set_and_taken_back(office, sign_in):  # noqa: F811
    edition = approved(office)
    li_qiang = sign_in(office.li_qiang)
    post(li_qiang, "act", edition.item_id, "schedule", at="2036-03-03T08:00")
    assert "定于 2036-03-03 08:00 发布" in said(see(li_qiang, "item", edition.item_id))
    post(li_qiang, "act", edition.item_id, "unschedule")
    assert fresh(edition.item).scheduled is None


WHO = ("anonymous", "li_qiang", "zhou_jie", "he_jing", "stranger", "operator")
_OFFICE = (302, 200, 404, 404, 404, 404)
MATRIX = {
    "public_items": ([], (200,) * 6),
    "public_item": (["live"], (200,) * 6),
    "public_version": (["live", 1], (404,) * 6),
    "public_file": (["live", "no-file"], (404,) * 6),
    "public_paper": (["live", "txt"], (200,) * 6),
    "paper": (["draft", "txt"], _OFFICE),
    "ask_accessible": (["live", "no-file"], (404,) * 6),
    "answer_accessible": ([99999], (302,) + (404,) * 5),
    "public_attachment": (["live", 1], (404,) * 6),
    "text_version": (["live", "no-file"], (404,) * 6),
    "replace": (["draft", "no-file"], (302,) + (404,) * 5),
    "accept": (["draft", "no-file"], (302,) + (404,) * 5),
    "clean": (["draft", "no-file"], (302, 405, 405, 405, 405, 405)),
    "public_picture": (["live", "no-file"], (404,) * 6),
    "picture": (["draft", "no-file"], (302,) + (404,) * 5),
    "file": (["draft", "no-file"], (302,) + (404,) * 5),
    "draft_from_file": ([], (302, 200, 403, 200, 403, 403)),
    "import_file": (["draft"], _OFFICE),
    "paste": (["draft"], (302,) + (405,) * 5),
    "agency_feed": (["yunxi"], (200,) * 6),
    "agency_data": (["yunxi", "csv"], (200,) * 6),
    "column_feed": (["yunxi", "guide"], (200,) * 6),
    "column_data": (["yunxi", "guide", "json"], (200,) * 6),
    "sitemap": ([], (200,) * 6),
    "sitemap_part": (["2026-03"], (200,) * 6),
    "robots": ([], (200,) * 6),
    "attach": (["draft"], _OFFICE),
    "detach": (["draft", "no-file"], (302, 405, 405, 405, 405, 405)),
    "sealed": ([], (302,) + (200,) * 5),
    "sealed_item": (["secret"], (302,) + (404,) * 5),
    "close_incident": (["incident"], (302,) + (404,) * 5),
    "items": ([], (302, 200, 200, 200, 200, 200)),
    "steps": ([], (302,) + (200,) * 5),
    "steps_of": (["yunxi"], (302, 200, 200, 404, 404, 200)),
    "batches": ([], (302,) + (200,) * 5),
    "batch_new": ([], (302, 200, 403, 200, 403, 403)),
    "batch": (["batch"], _OFFICE),
    "batch_review": (["batch"], (302, 302, 404, 404, 404, 404)),
    "batch_act": (["batch", "submit"], _OFFICE),
    "new": ([], (302, 200, 403, 200, 403, 403)),
    "item": (["draft"], _OFFICE),
    "write": (["draft", "body"], _OFFICE),
    "editing": (["draft", "body"], _OFFICE),
    "compare": (["live"], (302, 200, 200, 404, 404, 404)),
    "persons": (["draft"], _OFFICE),
    "consult": (["draft"], _OFFICE),
    "consultation": (["asked"], (302, 200, 404, 200, 404, 404)),
    "consultation_act": (["asked", "answer"], (302, 200, 404, 200, 404, 404)),
    "readers": (["snapshot"], _OFFICE),
    "reader_stop": (["reader"], (302, 405, 405, 405, 405, 405)),
    "read": (["no-such-link"], (200,) * 6),
    "review": (["waiting"], _OFFICE),
    "end": (["live"], (302, 200, 403, 404, 404, 404)),
    "act": (["draft", "submit"], _OFFICE),
    "snapshot": (["snapshot"], _OFFICE),
    "take_up": (["snapshot"], _OFFICE),
}


def test_who_gets_what_at_every_address(office, sign_in):  # noqa: F811
    """周洁 supervises 云溪区 and sees what is public, also in the office; a draft is no matter of hers."""
    live = published(office)
    known = {"live": live.pk, "draft": drafted(office).item_id, "waiting": submitted(office).item_id}
    hidden = published(office)
    actions.end(item=hidden, by=office.sun_li, day=DAY, kind="secret", reason="不应公开")
    known |= {"snapshot": live.live.pk, "secret": hidden.pk, "incident": hidden.incidents.get().pk}
    batch = {"title": "旧网站政策", "reason": "旧网站迁移"}
    known["batch"] = actions.begin_batch(by=office.li_qiang, agency=office.district, day=DAY, **batch).pk
    question = {"unit": "", "agency": office.county, "due_on": DAY, "question": "核对"}
    draft = queries.under_way(Item.objects.get(pk=known["draft"]))
    known["asked"] = actions.consult(edition=draft, by=office.li_qiang, day=DAY, **question).pk
    reader = {"name": "张律师", "purpose": "法律顾问", "until": DAY}
    known["reader"] = actions.let_read(snapshot=live.live, by=office.li_qiang, day=DAY, **reader)[0].pk
    catalogue.seed_columns(by=office.sun_li, agency=office.district, day=date(2026, 3, 1), level="county")
    clients = [sign_in(one) for one in (None, *(getattr(office, one) for one in WHO[1:]))]
    got = {}
    for name, (arguments, wanted) in MATRIX.items():
        address = reverse(f"items:{name}", args=[known.get(one, one) for one in arguments])
        got[name] = tuple(client.get(address).status_code for client in clients)
        guessed = reverse(f"items:{name}", args=[99999 if one in known else one for one in arguments])
        if guessed != address and wanted[1] == 200:
            assert sign_in(office.li_qiang).get(guessed).status_code == 404, name
    assert got == {name: wanted for name, (_, wanted) in MATRIX.items()}


def test_every_address_is_in_the_matrix():
    assert {one.name for one in urlpatterns} == set(MATRIX)


def test_the_columns_of_the_catalogue_hold_the_items(office):
    catalogue.seed_columns(by=office.sun_li, agency=office.district, day=date(2026, 3, 1), level="county")
    item = published(office, content={"column": "art20_03_plans"})
    tree = html.fromstring(
        Client().get(reverse("catalogue:public_column", args=["yunxi", "art20-03-plans"])).content.decode()
    )
    assert reverse("items:public_item", args=[item.pk]) in tree.xpath("//main//a/@href")


def test_the_list_asks_as_often_for_ten_items_as_for_two(office, sign_in):  # noqa: F811
    client, address = sign_in(office.li_qiang), reverse("items:items")

    def asked(items: int) -> int:
        for _ in range(items):
            drafted(office)
        client.get(address)
        with CaptureQueriesContext(connection) as found:
            client.get(address)
        return len(found)

    assert asked(2) == asked(8)
