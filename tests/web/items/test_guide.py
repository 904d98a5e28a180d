"""Does the guide say the telephone of its day, keep its versions, and ask to be changed when that changes?"""

from dataclasses import fields
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from gongkai_web.agencies import actions as agencies
from gongkai_web.audit.verify import verify
from gongkai_web.errors import Refused
from gongkai_web.figures.counting import count
from gongkai_web.figures.period import EVERYWHERE, Period
from gongkai_web.publishing.catalogue import actions as catalogue
from gongkai_web.publishing.catalogue.models import HeldWords
from gongkai_web.publishing.items import actions, answers, queries
from gongkai_web.publishing.items.checks import open_points
from gongkai_web.publishing.items.difference import differences
from gongkai_web.publishing.items.figures import GUIDE_UPDATED
from gongkai_web.publishing.items.pages.work import work_rows
from gongkai_web.publishing.items.work import Again, Work
from tests.web.casework.conftest import at, sign_in  # noqa: F401 – a day that stands still, a browser
from tests.web.items.written import DAY, again, decide, drafted, fresh, keep_secrets

LATER = date(2026, 5, 6)
OLD, NEW = "0991-2825555", "0991-2826666"
BODY = "<p>政府信息的分类、编排体系和获取方式如下；提出申请请致电{{公开电话}}。</p>"


def keep(office, value=OLD, day=DAY, kind="phone"):
    return catalogue.keep_contact(
        by=office.sun_li, agency=office.district, day=day, name="公开电话", kind=kind, value=value
    )


def finish(office, edition, day):
    """Handed in, approved by all, published."""
    actions.submit(edition=again(edition), by=office.li_qiang, day=day, looked="已核对")
    decide(office.zhao_min, edition, day)
    keep_secrets(office.chen_jing, edition, day)
    decide(office.sun_li, edition, day)
    actions.publish(edition=again(edition), by=office.li_qiang, day=day)
    return fresh(edition.item)


@pytest.fixture
def particulars(office):
    """What the guide says of the office (第十二条)."""
    said = {"office_name": "公开办", "address": "建设路1号", "hours": "工作日", "email": "gk@yunxi.gov.cn"}
    agencies.set_particulars(by=office.sun_li, agency=office.district, day=DAY, **said, phone=OLD, fax=OLD)


def guide(office, **content):
    keep(office)
    edition = drafted(
        office, content={"title": "政府信息公开指南", "column": "guide", "body": BODY, **content}
    )
    return finish(office, edition, DAY)


def update(office, item, note="更新电话"):
    edition = actions.begin(item=item, by=office.li_qiang, day=LATER)
    assert "{{公开电话}}" in edition.content["body"]
    values = {"change_note": note}
    actions.edit(edition=edition, by=office.li_qiang, day=LATER, group="heading", values=values, seen=1)
    return finish(office, edition, LATER)


def text(item) -> str:
    return queries.text_of(item.live)["body"]


@pytest.mark.usefixtures("particulars")
def test_what_was_approved_is_said_until_another_edition_goes_out(office):
    item = guide(office)
    assert OLD in text(item)
    (use,) = keep(office, NEW, LATER)
    assert use.title == "政府信息公开指南"
    assert OLD in text(fresh(item))
    item = update(office, item)
    assert NEW in text(item)
    assert OLD not in text(item)
    assert verify().sound


@pytest.mark.usefixtures("particulars")
def test_who_changes_a_telephone_puts_the_guide_on_the_work_list(office):
    item = guide(office)
    assert not queries.to_look_at_again(office.li_qiang, DAY).exists()
    keep(office, NEW, DAY)
    (found,) = queries.to_look_at_again(office.li_qiang, DAY)
    assert found == item
    nothing = {one.name: () for one in fields(Work)}
    (row,) = work_rows(Work(**{**nothing, "again": (Again(found),)}), DAY)
    assert (row.act.label, row.marks[0].text) == ("更新指南", "联系方式已变")
    assert not queries.to_look_at_again(office.he_jing, DAY).exists()
    update(office, item)
    assert not queries.to_look_at_again(office.li_qiang, LATER).exists()


@pytest.mark.usefixtures("particulars")
def test_the_second_reader_sees_the_new_telephone_as_the_difference(office):
    item = guide(office)
    keep(office, NEW, LATER)
    edition = actions.begin(item=item, by=office.li_qiang, day=LATER)
    actions.submit(edition=again(edition), by=office.li_qiang, day=LATER, looked="已核对")
    changed = differences(queries.text_of(item.live), again(edition).content)
    assert [one.name for one in changed] == ["body"]
    assert "".join(piece.text for piece in changed[0].passages[0].new if piece.changed) in NEW


def test_a_name_that_nobody_keeps_is_told_when_the_text_is_handed_in(office):
    edition = drafted(office, content={"body": "<p>请致电{{值班电话}}。</p>"})
    with pytest.raises(Refused, match="正文引用了「值班电话」，示范市云溪区人民政府办公室没有这样的联系方式"):
        actions.submit(edition=edition, by=office.li_qiang, day=DAY)


def test_a_contact_is_said_as_text_and_never_as_markup(office):
    keep(office, "<b>0991</b>", kind="address")
    catalogue.let_out(held=HeldWords.objects.get(), by=office.zhao_min, day=DAY)
    item = finish(office, drafted(office, content={"body": "<p>请致电{{公开电话}}。</p>"}), DAY)
    assert "&lt;b&gt;0991" in text(item)


@pytest.mark.usefixtures("particulars")
def test_the_guide_lacks_what_article_twelve_asks_for(office):
    keep(office)
    edition = drafted(office, content={"column": "guide", "body": "<p>请致电{{公开电话}}。</p>"})
    said = [point.message for point in open_points(edition.content, office.district, DAY)]
    for label in ("政府信息的分类", "编排体系", "获取方式"):
        assert any(f"政府信息公开指南缺少「{label}」" in one for one in said)


@pytest.mark.usefixtures("particulars")
def test_how_often_the_guide_was_updated_is_counted(office):
    item = guide(office)
    finish(office, drafted(office), DAY)
    year = Period.of_year(2026)
    assert count(GUIDE_UPDATED, EVERYWHERE, year) == 0
    update(office, item)
    assert count(GUIDE_UPDATED, EVERYWHERE, year) == 1
    (row,) = GUIDE_UPDATED.subject.everything().filter(GUIDE_UPDATED.holds(year))
    assert (row.item, row.number) == (item, 2)


@pytest.mark.slow
@pytest.mark.usefixtures("particulars")
def test_everybody_reads_the_present_version_and_the_earlier_ones(office):
    item, client = guide(office), Client()
    keep(office, NEW, LATER)
    update(office, item)
    page = client.get(reverse("items:public_item", args=[item.pk])).content.decode()
    assert NEW in page
    assert "更新日期" in page
    versions = [reverse("items:public_version", args=[item.pk, number]) for number in (1, 2, 3)]
    assert all(one in page for one in versions[:2])
    first = client.get(versions[0]).content.decode()
    assert OLD in first
    assert "第 1 版" in first
    assert client.get(versions[2]).status_code == 404
    actions.end(item=item, by=office.li_qiang, day=LATER, kind="withdrawn", reason="误公开")
    assert [client.get(one).status_code for one in versions] == [404] * 3


@pytest.mark.slow
@pytest.mark.usefixtures("particulars")
def test_the_office_is_told_what_changed(office, sign_in, at):  # noqa: F811
    at(2026, 5, 6)
    item = guide(office)
    keep(office, NEW, LATER)
    page = sign_in(office.li_qiang).get(reverse("items:item", args=[item.pk])).content.decode()
    assert f"公开电话由“{OLD}”改为“{NEW}”" in " ".join(page.split())


@pytest.mark.usefixtures("particulars")
def test_moving_a_text_into_the_guide_opens_nothing_that_it_said_before(office, at):  # noqa: F811
    """Its first text was public as a notice; as the guide only what went out as the guide is opened."""
    at(2026, 5, 6)
    keep(office)
    edition = drafted(office, content={"title": "公开电话", "body": "<p>旧号码，请勿再打。</p>"})
    item = finish(office, edition, DAY)
    edition = actions.begin(item=item, by=office.li_qiang, day=LATER)
    given = {"edition": edition, "by": office.li_qiang, "day": LATER, "seen": 1}
    actions.edit(**given, group="placing", values={"column": "guide"})
    actions.edit(**{**given, "edition": again(edition)}, group="body", values={"body": BODY})
    item = finish(office, edition, LATER)
    browser, former = Client(), reverse("items:public_version", args=[item.pk, 1])
    assert browser.get(former).status_code == 404
    assert browser.get(reverse("items:public_version", args=[item.pk, 2])).status_code == 200
    assert former not in browser.get(reverse("items:public_item", args=[item.pk])).content.decode()
    assert [one["column"] for one in answers.texts_public(item)] == ["guide"]
