"""Do pages say what is needed before an act: the whole text, what an end does, what was said before?"""

import pytest
from django.test import Client
from django.urls import reverse
from lxml import html

from gongkai.publication.ends import ends
from gongkai_web.publishing.items import actions
from tests.web.casework.conftest import at, sign_in  # noqa: F401 – a day that stands still, a browser
from tests.web.items.test_end import LATER
from tests.web.items.written import CONTENT, DAY, again, decide, drafted, published, submitted


@pytest.fixture(autouse=True)
def _in_may(at):  # noqa: F811
    at(2026, 5, 6)


def page(client, name, *arguments):
    return client.get(reverse(name, args=arguments)).content.decode()


def test_the_first_review_shows_the_text_itself_and_no_empty_half(office, sign_in):  # noqa: F811
    edition = submitted(office)
    said = page(sign_in(office.zhao_min), "items:review", edition.item_id)
    assert 'class="pair"' not in said
    assert CONTENT["body"] in said
    assert "<dt>内容概述</dt>" in said
    assert "全文</summary>" not in said


def test_the_review_of_an_update_shows_the_difference_first(office, sign_in):  # noqa: F811
    edition = actions.begin(item=published(office), by=office.li_qiang, day=DAY)
    values = {"body": "<p>自四月起，路内停车位首小时免费。</p>"}
    actions.edit(edition=edition, by=office.li_qiang, day=DAY, group="body", values=values, seen=1)
    actions.submit(edition=again(edition), by=office.li_qiang, day=DAY)
    said = page(sign_in(office.zhao_min), "items:review", edition.item_id)
    assert said.index('class="pair"') < said.index("全文</summary>")


def test_what_was_said_of_the_points_is_there_again_after_a_return(office, sign_in):  # noqa: F811
    edition = submitted(office, looked="栏目由办公室定")
    decide(office.zhao_min, edition, approve=False)
    assert "栏目由办公室定" in page(sign_in(office.li_qiang), "items:act", edition.item_id, "submit")


def test_each_end_says_what_it_does_before_it_is_chosen(office, sign_in):  # noqa: F811
    item = published(office)
    said = page(sign_in(office.sun_li), "items:end", item.pk)
    assert "网址转到另一条，正文不再提供，不再列在栏目、检索里" in said
    assert "页面上写“这条信息已于 办理当天 撤回”" in said
    for code, end in ends().on(LATER).items():
        assert "；".join(end.effects) in said, code
    staff = page(sign_in(office.li_qiang), "items:end", item.pk)
    assert "误公开撤回" in staff
    assert "归档" not in staff.partition("各种终止的后果")[2].partition("</table>")[0]


def test_the_effects_tell_the_count_of_each_end():
    left = {code for code, end in ends().on(LATER).items() if "不再计入公开数，另行分列" in end.effects}
    assert left == {"withdrawn", "secret"}


def test_a_link_to_what_is_public_does_not_call_it_secret(office):
    item = published(office)
    given = {"by": office.li_qiang, "name": "法律顾问", "purpose": "核对", "day": LATER, "until": LATER}
    _, code = actions.let_read(snapshot=item.live, once=True, **given)
    said = Client().post(reverse("items:read", args=[code])).content.decode()
    assert "这份内容已经公开" in said
    assert "没有公开" not in said
    draft = submitted(office)
    _, code = actions.let_read(snapshot=draft.item.draft, once=True, **given)
    assert (
        "这份内容没有公开，只给法律顾问看"
        in Client().post(reverse("items:read", args=[code])).content.decode()
    )


def test_the_only_reviewer_learns_before_she_corrects_a_draft_that_nobody_can_then_review(office, sign_in):  # noqa: F811
    edition = drafted(office)
    of_zhao_min = page(sign_in(office.zhao_min), "items:write", edition.item_id, "body")
    assert "您在这份信息里改了，就不能再办它的「科室负责人审核」" in of_zhao_min
    assert "没有任职别的审核人：一保存，就送不了审" in of_zhao_min
    for name in ("persons", "import_file", "attach"):
        assert "一保存，就送不了审" in page(sign_in(office.zhao_min), f"items:{name}", edition.item_id), name
    assert "送不了审" not in page(sign_in(office.li_qiang), "items:write", edition.item_id, "body")
    values = {"body": "<p>赵敏改过</p>"}
    actions.edit(edition=edition, by=office.zhao_min, day=DAY, group="body", values=values, seen=1)
    of_li_qiang = page(sign_in(office.li_qiang), "items:write", edition.item_id, "body")
    assert "须由没有写过这份信息的审核人办理" in of_li_qiang


def test_each_point_for_which_a_text_is_not_handed_in_is_a_line_of_its_own_and_counted(office, sign_in):  # noqa: F811
    lacking = {"title": "", "column": "", "body": ""}
    edition, client = drafted(office, content=lacking), sign_in(office.li_qiang)
    answer = client.post(reverse("items:act", args=[edition.item_id, "submit"]), {"looked": ""})
    (said,) = html.fromstring(answer.content.decode()).xpath('//div[@class="errors"]')
    lines = said.xpath(".//li")
    assert len(lines) > 2
    assert f"有 {len(lines)} 处需要改正" in said.text_content()


def test_what_is_over_is_not_offered_to_be_taken_up(office, sign_in):  # noqa: F811
    old, new = published(office), published(office)
    address, client = ("items:snapshot", old.live_id), sign_in(office.li_qiang)
    assert "重新启用这份内容" in page(client, *address)
    actions.end(item=old, by=office.sun_li, day=LATER, kind="replaced", reason="更正", successor=new)
    assert "重新启用这份内容" not in page(client, *address)
