"""A list with persons: desensitised on its way in, shown for its period, then gone, and still counted?"""

import io
from datetime import date, timedelta

import pytest
import xlsxwriter
from django.apps import apps
from django.contrib.auth.models import AnonymousUser
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from gongkai.errors import UsageError
from gongkai_web.audit.verify import verify
from gongkai_web.errors import Refused
from gongkai_web.figures.counting import count
from gongkai_web.figures.period import EVERYWHERE, Period
from gongkai_web.publishing.items import actions, answers, checks, jobs, queries
from gongkai_web.publishing.items.checks import Unready
from gongkai_web.publishing.items.content import whole
from gongkai_web.publishing.items.figures import ENDED, PUBLISHED
from gongkai_web.publishing.items.kinds import Stage
from tests.web.casework.conftest import at, sign_in  # noqa: F401 – a day that stands still, a browser
from tests.web.items.written import CONTENT, DAY, again, approved, decide, drafted, fresh, keep_secrets

UNTIL = date(2026, 3, 9)
IDENTITY, MOBILE, CARD = "11010519491231002X", "13800138000", "6222020200112233446"
HEADS = ["姓名", "身份证号", "联系电话", "一卡通账号", "家庭住址", "致贫病因", "救助金额（元）"]
ROW = ["李芳", IDENTITY, MOBILE, CARD, "示范县东风镇李庄村三组", "肾病", "600"]
RAW = (IDENTITY, MOBILE, CARD, "李庄村", "肾病")


def enter(office, edition, **changes):
    given = {"heads": HEADS, "rows": [ROW], "seen": 1, "day": DAY, **changes}
    return actions.enter_persons(edition=edition, by=office.li_qiang, **given)


def listed(office, until=UNTIL):
    """李强's list of a subsidy, with its period."""
    edition = drafted(office, content={"body": "<p>救助对象如下。</p>", "title": "临时救助名单公示"})
    enter(office, edition)
    days = {"shown_from": DAY, "shown_until": until}
    actions.edit(edition=again(edition), by=office.li_qiang, day=DAY, group="days", values=days, seen=1)
    return again(edition)


def shown(office):
    """The same, public."""
    edition = listed(office)
    actions.submit(edition=edition, by=office.li_qiang, day=DAY)
    decide(office.zhao_min, edition)
    keep_secrets(office.chen_jing, edition)
    decide(office.sun_li, edition)
    actions.publish(edition=again(edition), by=office.li_qiang, day=DAY)
    return fresh(edition.item)


def stored_anywhere(word):
    return [
        model._meta.label
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed and any(word in str(row) for row in model._default_manager.values_list())
    ]


def test_the_raw_table_is_kept_nowhere_and_the_list_stands_in_the_text(office):
    edition = drafted(office, content={"body": "<p>救助对象如下。</p>"})
    made = enter(office, edition)
    assert [stored_anywhere(word) for word in RAW] == [[]] * len(RAW)
    assert made.dropped == ("致贫病因",)
    content = again(edition).content
    assert content["genre"] == "person_list"
    for word in ("<p>救助对象如下。</p>", "李芳", "11*************02X", "138****8000", "示范县东风镇", "600"):
        assert word in content["body"]


def test_another_list_takes_the_place_of_the_first(office):
    edition = drafted(office, content={"body": "<p>救助对象如下。</p><p>公示期内可以提出异议。</p>"})
    enter(office, edition)
    enter(office, again(edition), rows=[["王芳", *ROW[1:]], ["赵芳", *ROW[1:]]], seen=2)
    body = again(edition).content["body"]
    assert body.count("<table>") == 1
    assert "李芳" not in body
    assert "名单（共 2 人）" in body
    assert "提出异议" in body


def test_what_somebody_changed_meanwhile_is_not_written_over(office):
    edition = drafted(office)
    with pytest.raises(actions.Conflict):
        enter(office, edition, seen=7)
    with pytest.raises(UsageError, match="不能“照样”"):
        enter(office, edition, chosen={"身份证号": "keep"})
    assert again(edition).content == edition.content


def test_a_list_without_its_period_is_not_handed_in(office):
    edition = drafted(office)
    enter(office, edition)
    with pytest.raises(Unready, match=r"名单公示缺少「公示期起」.*名单公示缺少「公示期止」"):
        actions.submit(edition=again(edition), by=office.li_qiang, day=DAY)


def test_a_service_guide_is_handed_in_with_all_that_is_inspected(office):
    parts = ["事项名称：道路停车许可", "设定依据", "申请条件", "申请材料", "办理地点", "办理时间", "咨询电话"]
    body = "".join(f"<p>{one}：见窗口</p>" for one in parts)
    edition = drafted(office, content={"genre": "service_guide", "body": body})
    with pytest.raises(Unready, match="办事指南缺少「办理流程」") as refused:
        actions.submit(edition=edition, by=office.li_qiang, day=DAY)
    assert len(refused.value.points) == 1
    whole = {"body": f"{body}<p>办理流程：受理、审核、发证</p>"}
    actions.edit(edition=edition, by=office.li_qiang, day=DAY, group="body", values=whole, seen=1)
    actions.submit(edition=again(edition), by=office.li_qiang, day=DAY)


@pytest.mark.parametrize(
    ("since", "until", "said"),
    [(DAY, DAY - timedelta(1), "早于公示期起"), (None, DAY - timedelta(1), "已经过了")],
)
def test_a_period_that_cannot_be_is_told(office, since, until, said):
    edition = drafted(office, content={"shown_from": since or "", "shown_until": until})
    with pytest.raises(Unready, match=said):
        actions.submit(edition=edition, by=office.li_qiang, day=DAY)


@pytest.mark.parametrize(
    ("content", "field"),
    [
        ({"shown_until": date(2090, 1, 1)}, "shown_until"),
        (
            {"attribute": "withheld", "attribute_reason": "内部", "reassess_on": date(2099, 1, 1)},
            "reassess_on",
        ),
        ({"attribute": "withheld", "attribute_reason": "内部", "reassess_on": DAY}, "reassess_on"),
        ({"shown_until": date(2027, 3, 2)}, ""),
        ({"attribute": "withheld", "attribute_reason": "内部", "reassess_on": date(2028, 3, 2)}, ""),
    ],
)
def test_a_day_too_far_ahead_or_gone_by_is_asked_about(office, content, field):
    found = checks.open_points(whole({**CONTENT, **content}), office.district, DAY)
    asked = [one for one in found if one.code in ("days.far", "days.reassess")]
    assert [(one.field, one.level) for one in asked] == ([(field, "ask")] if field else [])


def test_a_list_whose_period_is_over_meanwhile_does_not_go_out(office):
    edition = approved(office, content={"shown_from": DAY, "shown_until": UNTIL})
    with pytest.raises(Refused, match="公示期到 2026-03-09 止，已经过了"):
        actions.publish(edition=edition, by=office.li_qiang, day=UNTIL + timedelta(1))
    assert fresh(edition.item).live is None
    actions.publish(edition=edition, by=office.li_qiang, day=UNTIL)
    assert queries.public(UNTIL).get() == edition.item


def test_the_clock_takes_it_down_on_the_day_after_and_not_before(office):
    item = shown(office)
    assert actions.take_down_lists(UNTIL) == []
    assert answers.answer(fresh(item), UNTIL).status == 200
    (made,) = actions.take_down_lists(UNTIL + timedelta(1))
    assert (made.kind, made.person, made.reason) == ("list_expired", None, "公示期到 2026-03-09 止")
    gone = answers.answer(fresh(item), UNTIL + timedelta(1))
    assert (gone.status, gone.sentence) == (410, "这份名单的公示期已满，已于 2026-03-10 撤下。")
    assert not queries.live().exists()
    assert not queries.visible(AnonymousUser(), UNTIL + timedelta(1)).exists()
    assert actions.take_down_lists(UNTIL + timedelta(2)) == []
    assert verify().sound


@pytest.mark.parametrize("archived", [False, True])
def test_nobody_reads_it_on_the_day_after_whether_the_clock_came_or_not(office, archived):
    """The worker stands still: no list, no address, no file, no feed gives it; on its last day all did."""
    item, after = shown(office), UNTIL + timedelta(1)
    if archived:
        actions.end(item=item, by=office.sun_li, day=UNTIL, kind="archived", reason="整理")
    assert queries.public(UNTIL).get() == item
    for found in (queries.public(after), queries.listed(after), queries.visible(AnonymousUser(), after)):
        assert not found.exists()
    assert not queries.visible(office.zheng_gang, after).filter(pk=item.pk).exists()
    gone = answers.answer(fresh(item), after)
    assert (gone.status, gone.sentence) == (410, "这份名单的公示期已满，已于 2026-03-10 撤下。")
    assert queries.live().get() == item


def test_every_public_address_of_a_list_is_gone_on_the_day_after(office, client, monkeypatch):
    item = shown(office)
    addresses = [
        reverse("items:public_item", args=[item.pk]),
        reverse("items:public_paper", args=[item.pk, "pdf"]),
    ]
    lists = [reverse("items:public_items"), "/agencies/yunxi/items.json", "/agencies/yunxi/items.atom"]
    for day, status in ((UNTIL, {200}), (UNTIL + timedelta(1), {404, 410})):
        monkeypatch.setattr(timezone, "localdate", lambda *_, day=day: day)
        assert {client.get(one).status_code for one in addresses} <= status
        told = [item.title in client.get(one).getvalue().decode() for one in lists]
        assert told == [day == UNTIL] * 3


def test_what_was_being_written_of_it_goes_with_it(office):
    item = shown(office)
    edition = actions.begin(item=item, by=office.li_qiang, day=DAY)
    actions.take_down_lists(UNTIL + timedelta(1))
    assert again(edition).stage == Stage.DROPPED
    assert fresh(item).look_again_on is None


def test_it_stands_on_the_work_list_before_and_stays_in_the_count(office):
    item = shown(office)
    assert not queries.to_look_at_again(office.li_qiang, UNTIL - timedelta(4)).exists()
    assert queries.to_look_at_again(office.li_qiang, UNTIL - timedelta(3)).get() == item
    actions.take_down_lists(UNTIL + timedelta(1))
    assert [count(figure, EVERYWHERE, Period.of_year(2026)) for figure in (PUBLISHED, ENDED)] == [1, 1]


def test_the_job_runs_by_the_day_of_the_house(office, at):  # noqa: F811
    shown(office)
    at(2026, 3, 9)
    assert jobs.take_down_expired_lists.func() == 0
    at(2026, 3, 10)
    assert jobs.take_down_expired_lists.func() == 1


def workbook(rows) -> bytes:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer) as book:
        sheet = book.add_worksheet()
        for line, row in enumerate(rows):
            sheet.write_row(line, 0, row)
    return buffer.getvalue()


@pytest.mark.slow
def test_a_sheet_comes_in_by_the_page_and_is_gone_from_every_address_at_its_end(office, sign_in, at):  # noqa: F811
    at(2026, 3, 2)
    edition = drafted(office, content={"body": "<p>救助对象如下。</p>", "title": "临时救助名单公示"})
    client, address = sign_in(office.li_qiang), reverse("items:persons", args=[edition.item_id])
    file = SimpleUploadedFile("名单.xlsx", workbook([HEADS, ROW]))
    answer = client.post(address, {"seen": 1, "file": file, "names": "surname", "left_out": "救助金额（元）"})
    assert answer.status_code == 302
    page = client.get(answer.url).content.decode()
    assert "名单共 1 人" in page
    assert "没有公开的栏：致贫病因、救助金额（元）" in page
    assert "李某" in page
    assert "李芳" not in page
    for typed, said in (
        ("", "请选择一份名单，或者在下面填写"),
        ("姓名\t金额\n李芳\t600", ""),
        ("姓名", "没有可以公开的内容"),
    ):
        answer = client.post(address, {"seen": again(edition).versions["body"], "typed": typed})
        assert answer.status_code == (422 if said else 302)
        assert said in answer.content.decode()
    answer = client.post(
        address, {"seen": again(edition).versions["body"], "typed": "姓名\n李芳", "left_out": "金额"}
    )
    assert "名单里没有「金额」这一栏" in answer.content.decode()


@pytest.mark.slow
def test_every_address_of_a_list_that_is_over_says_so_or_nothing(office, at):  # noqa: F811
    at(2026, 3, 2)
    item, stranger = shown(office), Client()
    page, lists = reverse("items:public_item", args=[item.pk]), reverse("items:public_items")
    assert "李芳" in stranger.get(page).content.decode()
    assert "公示期" in stranger.get(page).content.decode()
    actions.take_down_lists(UNTIL + timedelta(1))
    answer = stranger.get(page)
    assert answer.status_code == 410
    assert "公示期已满，已于 2026-03-10 撤下" in answer.content.decode()
    for text in (answer, stranger.get(lists), stranger.get(f"{lists}?q=救助")):
        assert "李芳" not in text.content.decode()
        assert "临时救助名单公示" not in text.content.decode()
