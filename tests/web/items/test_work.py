"""Does everybody see what is theirs to do for publication, and nobody what is not?"""

from datetime import date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from lxml import html

from gongkai_web.agencies import actions as agencies
from gongkai_web.asked_once import remembered
from gongkai_web.errors import Refused
from gongkai_web.prepared import read
from gongkai_web.publishing import actions as register
from gongkai_web.publishing.catalogue import actions as catalogue
from gongkai_web.publishing.catalogue.models import Column, HeldWords
from gongkai_web.publishing.items import actions
from gongkai_web.publishing.items import work as working
from gongkai_web.publishing.items.pages.work import work_rows
from tests.people import FOUNDED
from tests.web.casework.conftest import at, sign_in  # noqa: F401 – a day that stands still, a browser
from tests.web.items import test_stock as stock
from tests.web.items.test_documents import document
from tests.web.items.test_interpretations import LATER, TOGETHER, reading
from tests.web.items.written import (
    CONTENT,
    DAY,
    again,
    approved,
    decide,
    drafted,
    fresh,
    keep_secrets,
    published,
    submitted,
)

LONG_AGO = {"formed_on": date(2026, 1, 5)}
WHO = ("li_qiang", "zhao_min", "chen_jing", "wu_gang", "sun_li", "zhou_jie", "he_jing", "operator")


def listed(person, day=DAY, now=None):
    """What stands on the list of the person."""
    found = working.work(person, day, read(working.lists(person, day, now or timezone.now())))
    return work_rows(found, day)


def rows(person, day=DAY, now=None):
    """The same: act and title."""
    return [(row.act.label, row.title) for row in listed(person, day, now)]


def seen_by(office, day=DAY, now=None):
    """Whose lists have rows, by name."""
    return {name: found for name in WHO if (found := rows(getattr(office, name), day, now))}


def test_a_text_under_review_stands_on_the_list_of_who_is_to_decide(office):
    edition = submitted(office)
    row = [("审查", "云溪区停车收费标准")]
    assert seen_by(office) == {"zhao_min": row}
    decide(office.zhao_min, edition)
    assert seen_by(office) == {"chen_jing": row, "wu_gang": row}
    keep_secrets(office.chen_jing, edition)
    assert seen_by(office) == {"sun_li": row}


def test_what_waits_for_nobody_any_more_stands_on_the_list_of_its_author(office):
    edition = submitted(office)
    decide(office.zhao_min, edition)
    left = DAY + timedelta(days=1)
    for keeper in (office.chen_jing, office.wu_gang):
        held = keeper.offices.get(role="secrecy")
        agencies.end_office(by=office.operator, office=held, until=DAY, reason="调走")
    assert seen_by(office, left) == {"li_qiang": [("查看", "云溪区停车收费标准")]}
    (row,) = listed(office.li_qiang, left)
    assert "「保密审查」由保密审查员办理，现在没有人可以办理" in str(row)
    # Whoever comes after them finds it, and its author waits again.
    given = {"by": office.operator, "agency": office.district, "role": "secrecy", "since": left}
    agencies.appoint(person=office.chen_jing, **given, reason="启用本系统以前已任职")
    assert seen_by(office, left) == {"chen_jing": [("审查", "云溪区停车收费标准")]}


def test_who_decided_once_or_wrote_does_not_find_it_on_the_list(office):
    two = [{"kind": "secrecy", "roles": ["secrecy"]}] * 2 + [
        {"kind": "approval", "roles": ["head", "reviewer"]}
    ]
    actions.set_steps(by=office.sun_li, agency=office.district, day=DAY, steps=two)
    edition = drafted(office)
    body = {"body": "<p>赵敏改过</p>"}
    actions.edit(edition=edition, by=office.zhao_min, day=DAY, group="body", values=body, seen=1)
    actions.submit(edition=again(edition), by=office.li_qiang, day=DAY)
    keep_secrets(office.chen_jing, edition)
    assert list(seen_by(office)) == ["wu_gang"]
    keep_secrets(office.wu_gang, edition)
    assert list(seen_by(office)) == ["sun_li"]


def test_a_returned_text_stands_with_its_author_until_it_is_handed_in_again(office):
    edition = submitted(office)
    decide(office.zhao_min, edition, approve=False)
    assert seen_by(office) == {"li_qiang": [("退回修改", "云溪区停车收费标准")]}
    assert f"{DAY} 赵敏（科室负责人审核）退回：写明减免的对象" in listed(office.li_qiang)[0].about
    actions.submit(edition=again(edition), by=office.li_qiang, day=DAY)
    assert list(seen_by(office)) == ["zhao_min"]


def test_what_an_author_left_behind_is_for_all_who_write_there(office):
    edition = submitted(office)
    decide(office.zhao_min, edition, approve=False)
    term = office.li_qiang.offices.get()
    agencies.end_office(by=office.operator, office=term, until=DAY, reason="调离")
    office.li_qiang.__dict__.pop("_terms", None)
    assert set(seen_by(office, DAY + timedelta(days=1))) == {"zhao_min", "sun_li"}


def test_a_draft_for_named_people_is_no_work_of_the_others(office):
    edition = approved(office, readers="named")
    colleague = agencies.add_person(by=office.operator, username="qianyi", display_name="钱一")
    agencies.appoint(
        by=office.operator,
        person=colleague,
        agency=office.district,
        role="officer",
        since=FOUNDED,
        reason="补登",
    )
    assert rows(colleague) == []
    assert rows(office.li_qiang) == [("发布", str(edition.item))]


def test_an_approved_text_waits_for_whoever_may_publish(office):
    approved(office)
    row = [("发布", "云溪区停车收费标准")]
    assert seen_by(office) == {"li_qiang": row, "zhao_min": row, "sun_li": row}


def test_a_draft_near_or_after_its_day_stands_with_its_author(office):
    edition = drafted(office, content=LONG_AGO)
    assert edition.item.due_on == date(2026, 2, 2)
    assert seen_by(office, date(2026, 1, 26)) == {}
    assert seen_by(office, date(2026, 1, 28)) == {"li_qiang": [("起草", "云溪区停车收费标准")]}
    assert list(seen_by(office)) == ["li_qiang"]


def test_what_did_not_go_out_at_its_hour_is_for_whoever_may_publish(office):
    edition = approved(office)
    at_eight = datetime(2026, 3, 3, 8, 0, tzinfo=timezone.get_default_timezone())
    actions.schedule(
        edition=edition, by=office.li_qiang, day=DAY, at=at_eight, now=at_eight - timedelta(days=1)
    )
    assert seen_by(office, now=at_eight + timedelta(minutes=5)) == {}
    late = seen_by(office, now=at_eight + timedelta(minutes=15))
    assert set(late) == {"li_qiang", "zhao_min", "sun_li"}
    assert late["li_qiang"] == [("查看", "云溪区停车收费标准")]


def test_what_was_taken_down_as_secret_waits_for_who_keeps_the_secrets(office, settings, tmp_path):
    settings.DATA = tmp_path / "data"
    item = published(office)
    actions.end(item=item, by=office.li_qiang, day=DAY, kind="secret", reason="发现涉密")
    row = [("查处", f"涉密紧急撤下的信息 {item.index_number}")]
    told = [("知悉", f"涉密紧急撤下的信息 {item.index_number}")]
    assert seen_by(office) == {"chen_jing": row, "wu_gang": row, "sun_li": told}
    assert "停车" not in str(listed(office.sun_li)), "who answers for it learns that it happened"
    actions.close_incident(
        incident=item.incidents.get(), by=office.chen_jing, day=DAY, conclusion="已通知各转载网站删除"
    )
    assert seen_by(office) == {}


def test_the_answer_of_an_agency_that_is_not_here_is_for_who_asked_to_enter(office):
    edition = drafted(office)
    consultation = actions.consult(
        edition=edition,
        by=office.li_qiang,
        day=DAY,
        unit="示范市公安局云溪分局",
        due_on=date(2026, 3, 13),
        question="收费路段是否准确",
    )
    assert seen_by(office) == {"li_qiang": [("登记答复", "云溪区停车收费标准")]}
    actions.answer_consultation(
        consultation=consultation, by=office.li_qiang, day=DAY, agrees=True, source="云公函〔2026〕8号"
    )
    assert seen_by(office) == {}


def test_a_day_to_look_again_comes_for_who_writes_there_until_somebody_hands_in_a_change(office):
    item = published(office, content={"look_again_on": date(2026, 6, 1)})
    assert seen_by(office, date(2026, 5, 29)) == {}
    day = date(2026, 6, 1)
    assert set(seen_by(office, day)) == {"li_qiang", "zhao_min", "sun_li"}
    edition = actions.begin(item=item, by=office.li_qiang, day=day)
    assert set(seen_by(office, day)) == {"li_qiang"}
    assert f"李强 {day} 另起一稿，还没有送审" in listed(office.li_qiang, day)[0].about
    actions.submit(edition=edition, by=office.li_qiang, day=day)
    assert "li_qiang" not in seen_by(office, day)
    decide(office.zhao_min, edition, day, approve=False)
    assert rows(office.li_qiang, day) == [("退回修改", "云溪区停车收费标准")]


def test_what_a_consultation_holds_back_is_no_row_to_publish(office, sign_in, at):  # noqa: F811
    edition = drafted(office)
    given = {"by": office.li_qiang, "day": DAY}
    asked = {"unit": "示范市公安局云溪分局", "due_on": date(2026, 3, 13), "question": "收费路段是否准确"}
    consultation = actions.consult(edition=edition, **given, **asked)
    actions.submit(edition=again(edition), **given)
    for person in (office.zhao_min, office.chen_jing, office.sun_li):
        (keep_secrets if person == office.chen_jing else decide)(person, edition)
    (row,) = listed(office.sun_li)
    assert (row.act.label, row.marks[0].text) == ("查看", "等会商了结")
    assert "示范市公安局云溪分局还没有答复（期限 2026-03-13）" in row.about
    at(DAY.year, DAY.month, DAY.day)
    page = reverse("items:item", args=[edition.item_id])
    assert "会商没有了结" in sign_in(office.li_qiang).get(page).content.decode()
    actions.answer_consultation(consultation=consultation, **given, agrees=True, source="云公函〔2026〕8号")
    assert rows(office.sun_li) == [("发布", "云溪区停车收费标准")]


def test_words_that_came_back_stand_with_who_wrote_them_until_written_anew(office, sign_in, at):  # noqa: F811
    catalogue.seed_columns(by=office.li_qiang, agency=office.district, day=DAY, level="county")
    column = Column.objects.get(agency=office.district, code="guide")
    given = {"by": office.li_qiang, "column": column, "day": DAY}
    held = catalogue.introduce_column(**given, introduction="本栏公开指南。") and HeldWords.objects.get()
    catalogue.send_back(held=held, by=office.zhao_min, day=DAY, reason="写明服务时间")
    (row,) = [one for one in listed(office.li_qiang) if "栏目说明" in one.title]
    assert (row.act.label, f"{DAY} 赵敏 退回：写明服务时间" in row.about) == ("改了再写", True)
    assert not [one for one in rows(office.zhao_min) if "栏目说明" in one[1]]
    at(DAY.year, DAY.month, DAY.day)
    client = sign_in(office.li_qiang)
    page = client.get(row.href).content.decode()
    assert "本栏公开指南。" in page
    assert "看过了，同意公开" not in page
    anew = html.fromstring(page).xpath('//a[text()="改了再写"]/@href')[0]
    assert "本栏公开指南。" in client.get(anew).content.decode()
    assert sign_in(office.he_jing).get(row.href).status_code == 404
    catalogue.introduce_column(**given, introduction="本栏公开指南，工作日九时到十七时。")
    assert not [one for one in rows(office.li_qiang) if "栏目说明" in one[1]]


def test_the_row_says_that_a_list_is_taken_down_soon(office):
    published(office, content={"shown_from": DAY, "shown_until": date(2026, 3, 20)})
    (row,) = listed(office.li_qiang, date(2026, 3, 18))
    assert row.act.label == "再看"
    assert "公示期到 2026-03-20 止，到期自动撤下" in row.about


def test_a_document_is_evaluated_before_its_term_is_over_but_not_when_it_is_repealed(office):
    item, day = published(office, content=document(office)), date(2031, 3, 30)
    (row,) = listed(office.li_qiang, day)
    assert row.act.label == "再看"
    assert "有效期到 2031-03-31 止，评估以后延长、修改或者废止" in row.about
    given = {"document": item.document, "by": office.sun_li, "day": date(2027, 5, 1), "reason": "另行规定"}
    register.end_document(**given, ending="repealed", basis="云政规〔2026〕3号")
    assert rows(office.li_qiang, day) == []


def test_a_document_that_says_no_last_day_is_evaluated_too(office):
    published(office, content=document(office, expires_on=""), looked="没有定失效日期")
    assert listed(office.li_qiang, date(2030, 12, 30)) == []
    (row,) = listed(office.li_qiang, date(2030, 12, 31))
    assert "没有写失效日期，评估以后延长、修改或者废止" in row.about


def test_what_was_looked_at_and_stays_is_off_the_list_until_the_next_day(office, sign_in, at):  # noqa: F811
    item, day = published(office, content={"look_again_on": date(2026, 6, 1)}), date(2026, 6, 2)
    given = {"item": item, "by": office.li_qiang, "next_on": date(2027, 6, 1)}
    with pytest.raises(Refused, match="没有到期要再看的"):
        actions.looked_again(**given, day=DAY, reason="仍然适用")
    with pytest.raises(Refused, match="应在今天"):
        actions.looked_again(**{**given, "next_on": day}, day=day, reason="仍然适用")
    at(2026, 6, 2)
    client, page = sign_in(office.li_qiang), reverse("items:item", args=[item.pk])
    assert "再看过，不改" in client.get(page).content.decode()
    address = reverse("items:act", args=[item.pk, "again"])
    assert client.post(address, {"next_on": "2027-06-01", "reason": "仍然适用"}).status_code == 302
    assert seen_by(office, day) == {}
    assert set(seen_by(office, date(2027, 6, 1))) == {"li_qiang", "zhao_min", "sun_li"}
    assert "再看过，不改" not in client.get(page).content.decode()


def test_a_batch_without_rows_waits_for_them(office):
    items = {"title": "旧网站政策", "reason": "旧网站迁移"}
    actions.begin_batch(by=office.li_qiang, agency=office.district, day=DAY, **items)
    assert seen_by(office) == {"li_qiang": [("登记", "旧网站政策")]}


def test_a_batch_is_with_who_enters_who_reviews_who_publishes(office):
    batch = stock.entered(office)
    assert seen_by(office) == {"li_qiang": [("送审", "旧网站政策")]}
    actions.submit_batch(batch=batch, by=office.li_qiang, day=DAY)
    assert seen_by(office) == {"zhao_min": [("审查", "旧网站政策")]}
    stock.judge(office.zhao_min, batch)
    stock.judge_secrecy(office.chen_jing, batch)
    stock.judge(office.sun_li, batch)
    assert rows(office.sun_li) == [("发布", "旧网站政策")]
    assert rows(office.chen_jing) == []


def test_columns_beyond_their_cycle_and_the_schedule_are_for_who_keeps_the_catalogue(office):
    given = {"by": office.sun_li, "agency": office.district}
    catalogue.seed_columns(**given, day=date(2025, 3, 1), level="county")
    labels = [title for act, title in rows(office.li_qiang) if act == "查看"]
    assert len(labels) == 1
    assert "个栏目超过更新周期" in labels[0]
    assert any(act == "登记公开" for act, _ in rows(office.li_qiang))
    assert rows(office.chen_jing) == []
    assert rows(office.zhou_jie) == []


def test_a_column_that_was_updated_is_not_overdue(office):
    catalogue.seed_columns(by=office.sun_li, agency=office.district, day=date(2025, 3, 1), level="county")
    before = next(title for act, title in rows(office.li_qiang) if act == "查看")
    published(office, content={"column": "art20_04_statistics"})
    after = next(title for act, title in rows(office.li_qiang) if act == "查看")
    assert int(before.split()[0]) == int(after.split()[0]) + 1


def test_the_home_of_the_office_shows_the_rows_and_counts_them(office, sign_in, at):  # noqa: F811
    at(2026, 3, 2)
    submitted(office)
    page = html.fromstring(sign_in(office.zhao_min).get("/office/").content.decode())
    (table,) = [one for one in page.xpath("//table") if "主动公开待办" in one.text_content()]
    assert "云溪区停车收费标准" in table.text_content()
    assert page.xpath(f'//a[@href="{reverse("desk:publication")}"]')
    other = html.fromstring(sign_in(office.li_qiang).get("/office/").content.decode())
    assert not [one for one in other.xpath("//table") if "主动公开待办" in one.text_content()]


def test_what_was_returned_is_counted_near_only_when_its_day_is_near(office, sign_in, at):  # noqa: F811
    at(2026, 3, 2)
    decide(office.zhao_min, submitted(office), approve=False)
    days = {}
    for day in ((2026, 3, 2), (2026, 3, 24)):
        at(*day)
        page = html.fromstring(sign_in(office.li_qiang).get("/office/").content.decode())
        assert "审查退回" in page.xpath("string(//main)")
        (near,) = page.xpath('//dl[@class="figures"]/div[dt="三个工作日内"]/dd')
        days[day] = near.text_content().strip()
    assert days == {(2026, 3, 2): "0", (2026, 3, 24): "1"}


@pytest.mark.slow
def test_ten_rows_of_each_kind_ask_as_often_as_two(office):
    catalogue.seed_columns(by=office.sun_li, agency=office.district, day=date(2025, 3, 1), level="county")
    column = {"column": "art20_03_plans"}

    def asked(number: int) -> int:
        for _ in range(number):
            submitted(office, content=column)
            approved(office, content=column)
            decide(office.zhao_min, submitted(office, content=column), approve=False)
        person = type(office.zhao_min).objects.get(pk=office.zhao_min.pk)
        with remembered(), CaptureQueriesContext(connection) as found:
            rows(person)
        return len(found)

    assert asked(2) == asked(6) <= 11


def test_a_document_published_without_its_interpretation_asks_its_writers_for_one(office):
    """解读随文件公布: by the day on which it has to be there, until it is public."""
    policy = published(office, content=document(office, **TOGETHER), looked=LATER)
    row = ("起草解读", policy.title)
    assert row in rows(office.li_qiang)
    assert row not in rows(office.chen_jing)
    assert row not in rows(office.he_jing)
    (found,) = [one for one in listed(office.li_qiang, date(2026, 3, 9)) if one.act.label == "起草解读"]
    assert found.due_on == date(2026, 3, 5)
    assert "late" in {mark.state for mark in found.marks}
    edition = drafted(office, content=reading(policy))
    (found,) = [one for one in listed(office.li_qiang, date(2026, 3, 9)) if one.title == policy.title]
    assert (found.act.label, found.due_on) == ("写完解读", date(2026, 3, 5)), "begun is not published"
    assert found.href == reverse("items:item", args=[edition.item_id])
    assert "解读还没有公开（起草）" in found.about
    assert policy.title not in str(rows(office.zhao_min)), "li qiang writes it"
    actions.submit(edition=edition, by=office.li_qiang, day=DAY)
    assert ("看解读", policy.title) in rows(office.li_qiang)
    actions.drop(edition=edition, by=office.li_qiang, day=DAY, reason="另写")
    assert row in rows(office.zhao_min)
    published(office, content=reading(policy))
    assert policy.title not in str(rows(office.li_qiang))


def test_nobody_is_asked_to_interpret_what_is_repealed(office):
    policy, day = published(office, content=document(office, **TOGETHER), looked=LATER), date(2026, 5, 1)
    assert ("起草解读", policy.title) in rows(office.li_qiang, day)
    given = {"document": policy.document, "by": office.sun_li, "day": day, "reason": "另行规定"}
    register.end_document(**given, ending="repealed", basis="云政规〔2026〕3号")
    assert ("起草解读", policy.title) not in rows(office.li_qiang, day)


def test_who_writes_a_document_sees_that_its_interpretation_is_due_though_another_agency_writes_one(office):
    policy = published(office, content=document(office, **TOGETHER), looked=LATER)
    given = {"by": office.he_jing, "agency": office.county, "day": DAY}
    actions.draft(**given, content={**CONTENT, **reading(policy)})
    (found,) = [one for one in listed(office.li_qiang, date(2026, 3, 9)) if one.title == policy.title]
    assert (found.act.label, found.due_on) == ("起草解读", date(2026, 3, 5))
    assert "示范市白石县人民政府办公室在写解读（起草），还没有公开" in found.about


@pytest.mark.parametrize(
    ("item_class", "on"),
    [("overview", date(2027, 3, 2)), ("news", date(2031, 3, 2)), ("catalogue", date(2029, 3, 2))],
)
def test_everything_public_has_a_day_to_be_looked_at_again_by_its_class(office, item_class, on):
    item = published(office, content={"item_class": item_class, "title": f"{item_class}一条"})
    assert item.look_again_on == on
    assert any(one.title == str(item) for one in listed(office.li_qiang, on))
    assert not any(one.title == str(item) for one in listed(office.li_qiang, on - timedelta(days=1)))
    actions.looked_again(
        item=item, by=office.li_qiang, day=on, next_on=on + timedelta(days=90), reason="还对"
    )
    assert fresh(item).look_again_on == on + timedelta(days=90)


def test_many_that_come_to_their_day_at_once_are_one_row(office):
    on = date(2029, 3, 2)
    for number in range(6):
        published(office, content={"title": f"停车场{number}"})
    (row,) = (one for one in listed(office.li_qiang, on) if "再看" in one.act.label)
    assert row.title == "到期再看 6 条：停车场0、停车场1、停车场2等"
    assert row.href.endswith("?show=again")
