"""Does an issue under way list what could go in – and are several taken at once, all of them or none?"""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from lxml import html

from gongkai_web.audit.verify import verify
from gongkai_web.errors import Refused
from gongkai_web.publishing.gazette import actions, queries
from gongkai_web.publishing.items import actions as items
from tests.web.casework.conftest import at, sign_in  # noqa: F401 – a day that stands still, a browser
from tests.web.gazette.test_gazette import DAY, ISSUED, opened, out, place, titled
from tests.web.items.test_documents import document
from tests.web.items.written import drafted, published

NEXT = date(2026, 4, 20)


def titles(issue, day=ISSUED):
    return [str(one) for one in queries.could_go_in(issue, day)]


def test_only_documents_that_are_public_in_force_and_in_no_issue_are_listed(office):
    numbered = titled(office, "停车收费通知", document_number="云政发〔2026〕1号")
    rule = published(
        office, content=document(office, title="停车管理办法", document_number="云政规〔2026〕2号")
    )
    titled(office, "停车场一览")  # no document
    repealed = titled(office, "旧通知", document_number="云政发〔2026〕3号")
    items.end(item=repealed, by=office.sun_li, day=DAY, kind="out_of_force", reason="清理", basis="公告1号")
    drafted(office, content={"title": "没有公开的", "document_number": "云政发〔2026〕4号"})
    issue = opened(office)
    assert titles(issue) == [str(numbered), str(rule)]
    place(office, opened(office, 2), numbered)
    assert titles(issue) == [str(rule)]


def test_what_was_public_before_the_last_issue_is_not_listed_again(office):
    titled(office, "停车收费通知", document_number="云政发〔2026〕1号")
    out(office, titled(office, "停车场一览"))
    issue = opened(office, 2, issued_on=NEXT)
    assert titles(issue, NEXT) == []
    later = {"title": "路灯通知", "document_number": "云政发〔2026〕5号"}
    new = published(office, ISSUED + timedelta(days=1), content=later)
    assert titles(issue, NEXT) == [str(new)]


def test_li_qiang_takes_several_from_the_page_of_the_issue_into_one_section(office, sign_in, at):  # noqa: F811
    at(2026, 3, 20)
    issue, client = opened(office), sign_in(office.li_qiang)
    page, address = (reverse(f"gazette:{name}", args=[issue.pk]) for name in ("kept_one", "place_several"))
    for number in (1, 2, 3):
        titled(office, f"第{number}个通知", document_number=f"云政发〔2026〕{number}号")
    (form,) = html.fromstring(client.get(page).content).xpath(f"//form[@action='{address}']")
    first, second, _ = form.xpath(".//input[@type='checkbox']/@value")
    assert "第2个通知（云政发〔2026〕2号）" in form.text_content()
    missed = client.post(address, {"section": "政府文件"})
    assert missed.status_code == 422
    assert 'value="政府文件"' in missed.content.decode()
    assert client.post(address, {"items": [first, second], "section": "政府文件"}).status_code == 302
    entries = [(str(one.item), one.section, one.position) for one in issue.entries.select_related("item")]
    assert entries == [("第1个通知", "政府文件", 1), ("第2个通知", "政府文件", 2)]
    left = html.fromstring(client.get(page).content).xpath("//input[@type='checkbox']")
    assert len(left) == 1
    assert "已经登入目录" in client.post(address, {"items": [first]}).content.decode()
    assert verify().sound


def test_of_several_none_is_placed_where_one_may_not(office):
    issue, good = opened(office), titled(office, "停车收费标准")
    several = [good, drafted(office).item]
    with pytest.raises(Refused, match="只有本级政府和所属部门已经公开"):
        actions.place_items(issue=issue, by=office.li_qiang, day=ISSUED, items=several)
    assert not issue.entries.exists()


def test_a_key_that_no_row_has_is_refused_in_words_however_long_it_is(office, sign_in, at):  # noqa: F811
    at(2026, 3, 20)
    issue, item = opened(office), titled(office, "停车收费通知", document_number="云政发〔2026〕1号")
    client, address = sign_in(office.li_qiang), reverse("gazette:place_several", args=[issue.pk])
    for key in ("9" * 30, "-1", "一", f"{item.pk}；"):
        refused = client.post(address, {"items": [item.pk, key]})
        assert refused.status_code == 422, key
        assert not issue.entries.exists()
    readers = reverse("items:act", args=[item.pk, "readers"])
    refused = client.post(readers, {"readers": "named", "named": ["9" * 30]})
    assert refused.status_code == 422


def test_many_keys_the_same_one_twice_or_of_another_agency_place_nothing_that_may_not(office, sign_in, at):  # noqa: F811
    at(2026, 3, 20)
    issue, item = opened(office), titled(office, "停车收费通知", document_number="云政发〔2026〕1号")
    elsewhere = drafted(office, by=office.he_jing, agency=office.county).item
    client, address = sign_in(office.li_qiang), reverse("gazette:place_several", args=[issue.pk])
    for wrong in ([elsewhere.pk], range(10**6, 10**6 + 900)):
        refused = client.post(address, {"items": [item.pk, *wrong], "section": "政府文件"})
        assert refused.status_code == 422
        assert 'value="政府文件"' in refused.content.decode()
    # No page of ours offers so many (`queries.MOST`): more fields than a form may have are read by nobody.
    assert client.post(address, {"items": [item.pk, *range(10**6, 10**6 + 10_000)]}).status_code == 400
    assert not issue.entries.exists()
    assert client.post(address, {"items": [item.pk, item.pk]}).status_code == 302
    assert [one.item for one in issue.entries.all()] == [item]
