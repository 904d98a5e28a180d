"""What does 李强 get who writes on while somebody publishes or drops the draft? His words, and who it was."""

from datetime import timedelta

import pytest
from django.urls import reverse
from lxml import html

from gongkai_web.agencies import actions as agencies
from gongkai_web.publishing.items import actions
from gongkai_web.publishing.items.kinds import Readers
from tests.web.casework.conftest import at, sign_in  # noqa: F401 – a day that stands still, a browser
from tests.web.items.written import (
    CONTENT,
    DAY,
    again,
    approved,
    decide,
    drafted,
    keep_secrets,
    published,
    submitted,
)

TABLE = "路段\t每小时\n云溪路\t两元".encode()
LATER = DAY + timedelta(days=1)
WORDS = {"seen": "1", "body": "<p>夜间不收费。</p><table><tr><td>小型车</td><td>三元</td></tr></table>"}


@pytest.fixture(autouse=True)
def _next_day(at):  # noqa: F811
    at(2026, 3, 3)


def sent(client, name, *arguments, **fields):
    answer = client.post(reverse(f"items:{name}", args=arguments), fields)
    return answer.status_code, html.fromstring(answer.content.decode()).xpath("//main")[0]


def test_words_for_a_draft_that_was_published_meanwhile_stand_under_who_published_it(office, sign_in):  # noqa: F811
    edition = approved(office)
    actions.publish(edition=edition, by=office.zhao_min, day=LATER)
    status, page = sent(sign_in(office.li_qiang), "write", edition.item_id, "body", **WORDS)
    assert status == 409
    assert "赵敏在 2026-03-03 发布了这一稿。您填写的没有保存，都列在下面" in page.text_content()
    # As it is read, to be copied with its table; not as it is spelt.
    assert page.xpath("//li//p/text()") == ["夜间不收费。"]
    assert page.xpath("//li//td//text()") == ["小型车", "三元"]
    # Nor can it be sent again: another draft is another text.
    assert page.xpath(".//form | .//button") == []
    assert page.xpath(f'.//a[@href="{reverse("items:item", args=[edition.item_id])}"]')


def test_so_do_rows_typed_for_a_list_whose_draft_was_dropped(office, sign_in):  # noqa: F811
    edition = drafted(office)
    actions.drop(edition=edition, by=office.zhao_min, day=LATER, reason="不再需要")
    typed = {"seen": "1", "typed": "姓名,补贴金额\n王芳,800", "names": "", "left_out": ""}
    status, page = sent(sign_in(office.li_qiang), "persons", edition.item_id, **typed)
    assert (status, "赵敏在 2026-03-03 作废了这一稿" in page.text_content()) == (409, True)
    assert "王芳,800" in page.text_content()


def test_what_was_typed_and_left_comes_back_where_its_page_is_none_any_more(office, sign_in):  # noqa: F811
    edition, client = drafted(office), sign_in(office.li_qiang)
    page = reverse("items:write", args=[edition.item_id, "body"])
    client.post(page, {**WORDS, "leave": reverse("items:items")})
    actions.drop(edition=edition, by=office.zhao_min, day=LATER, reason="不再需要")
    said = client.get(page).content.decode()
    assert "作废了这一稿" in said
    assert "夜间不收费。" in said
    assert "请接着填写" not in said
    assert client.get(page).status_code == 404


def test_an_opinion_on_a_text_that_was_changed_meanwhile_is_not_lost(office, sign_in):  # noqa: F811
    edition = submitted(office)
    values = {"summary": "收费标准"}
    actions.edit(edition=edition, by=office.li_qiang, day=LATER, group="heading", values=values, seen=1)
    opinion = {"seen": "0", "approve": "no", "note": "减免的对象没有写全"}
    status, page = sent(sign_in(office.zhao_min), "review", edition.item_id, **opinion)
    assert (status, "李强在 2026-03-03 修改了这一稿" in page.text_content()) == (409, True)
    assert "减免的对象没有写全" in page.text_content()


def test_another_draft_that_was_begun_since_is_not_written_over(office, sign_in):  # noqa: F811
    edition, client = approved(office), sign_in(office.li_qiang)
    page = html.fromstring(
        client.get(reverse("items:write", args=[edition.item_id, "body"])).content.decode()
    )
    hidden = {one.name: one.value for one in page.xpath('//main//input[@name="seen" or @name="edition"]')}
    actions.publish(edition=edition, by=office.zhao_min, day=LATER)
    anew = actions.begin(item=edition.item, by=office.zhao_min, day=LATER)
    status, page = sent(client, "write", edition.item_id, "body", **{**WORDS, **hidden})
    assert (status, "赵敏在 2026-03-03 发布了这一稿" in page.text_content()) == (409, True)
    assert again(anew).content["body"] == CONTENT["body"]


def test_who_does_not_read_the_draft_learns_of_none(office, sign_in):  # noqa: F811
    item = published(office)
    given = {"person": office.he_jing, "agency": office.district, "role": "officer", "since": DAY}
    agencies.appoint(by=office.operator, **given, reason="调入")
    actions.begin(item=item, by=office.li_qiang, day=LATER)
    actions.set_readers(item=item, by=office.li_qiang, day=LATER, readers=Readers.NAMED)
    status, page = sent(sign_in(office.he_jing), "write", item.pk, "body", **WORDS)
    assert status == 409
    assert "李强" not in page.text_content()
    assert "这条信息现在没有您可以办的一稿" in page.text_content()


@pytest.mark.parametrize("name", ["clean", "detach"])
def test_an_attachment_of_another_draft_that_was_begun_since_stays(office, sign_in, name):  # noqa: F811
    """Its number of attachments is the same again: the draft is told by its own number."""
    given = {"by": office.li_qiang, "day": DAY, "upload_name": "收费表.txt"}
    edition, client = drafted(office), sign_in(office.li_qiang)
    edition = actions.attach(edition=edition, content=TABLE, seen=1, **given)
    page = client.get(reverse("items:attach", args=[edition.item_id])).content.decode()
    (row,) = edition.content["attachments"]
    form, _ = html.fromstring(page).xpath('//main//form[.//input[@name="seen"]]')
    assert form.get("action") == reverse("items:detach", args=[edition.item_id, row["sha256"]])
    hidden = {one.name: one.value for one in form.xpath('.//input[@name="seen" or @name="edition"]')}
    actions.submit(edition=edition, by=office.li_qiang, day=DAY)
    decide(office.zhao_min, edition)
    keep_secrets(office.chen_jing, edition)
    decide(office.sun_li, edition)
    actions.publish(edition=again(edition), by=office.zhao_min, day=LATER)
    anew = actions.begin(item=edition.item, by=office.zhao_min, day=LATER)
    more = {"by": office.zhao_min, "day": LATER, "upload_name": "减免.txt"}
    anew = actions.attach(edition=anew, content="残疾人免费".encode(), seen=1, **more)
    rows = again(anew).content["attachments"]
    status, page = sent(client, name, edition.item_id, rows[0]["sha256"], **hidden)
    assert (status, "赵敏在 2026-03-03 发布了这一稿。请到信息页看" in page.text_content()) == (409, True)
    assert again(anew).content["attachments"] == rows
