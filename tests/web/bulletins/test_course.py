"""通报: written by 周洁, approved by 郑刚, issued as approved, signed for by units; the late are named."""

from datetime import UTC, date, datetime

import pytest
from django.test import Client
from django.urls import reverse

from gongkai_web.agencies import actions as agencies
from gongkai_web.audit.verify import verify
from gongkai_web.errors import NotAllowed, Refused
from gongkai_web.figures.counting import count
from gongkai_web.figures.period import EVERYWHERE, Period
from gongkai_web.figures.registry import registry
from gongkai_web.oversight.bulletins import actions
from gongkai_web.oversight.bulletins.content import FIRST, composed, digest_of, shown
from gongkai_web.oversight.bulletins.models import Bulletin, Recipient, Status
from gongkai_web.oversight.inspection.models import Run, RunState
from gongkai_web.oversight.registers.models import Bulletin as Entry
from gongkai_web.publishing.channels import actions as channels
from tests.people import FOUNDED
from tests.web.bulletins.conftest import TODAY
from tests.web.bulletins.written import approved, drafted, issued
from tests.web.rectification.found import found, rechecked, replied, sent

NOON = datetime(2026, 6, 20, 12, tzinfo=UTC)
JUNE_4, JUNE_8, JUNE_17 = date(2026, 6, 4), date(2026, 6, 8), date(2026, 6, 17)


def client_of(person) -> Client:
    client = Client()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client


def page_of(person, made, name="bulletin", **asked) -> str:
    answer = client_of(person).get(reverse(f"bulletins:{name}", args=[made.pk]), asked)
    assert answer.status_code == 200
    return answer.content.decode()


def text_of(made) -> str:
    return "".join(text for line in shown(made, TODAY)["paragraphs"] for text, _ in line)


def test_numbers_follow_the_ledger_until_the_issue_and_stand_still_after_it(town):
    rechecked(town, replied(town, sent(town), JUNE_4), JUNE_8)
    made = drafted(town)
    assert "发现问题1个" in text_of(made)
    found(town, JUNE_8, rule="首页链接", place="首页")
    assert "发现问题2个" in text_of(made)
    actions.issue(bulletin=approved(town, made), by=town.zhou_jie, today=TODAY)
    found(town, JUNE_8, rule="V3 首页不更新", place="首页新闻")
    made.refresh_from_db()
    assert "发现问题2个" in text_of(made)
    assert shown(made, TODAY)["units"] == [["示范市云溪区人民政府办公室", "2", "1", "1", "1", "0"]]
    assert verify().sound


def test_each_number_of_the_draft_opens_the_rows_it_counts(town):
    finding = sent(town)
    made = drafted(town)
    assert "counted=rectification.found" in page_of(town.zhou_jie, made)
    rows = page_of(town.zhou_jie, made, "number", counted="rectification.found")
    assert "：1 个" in rows
    assert finding.registry_number in rows
    client = client_of(town.zhou_jie)
    assert client.get(reverse("bulletins:number", args=[made.pk]), {"counted": "no.such"}).status_code == 404
    assert client_of(town.li_qiang).get(reverse("bulletins:number", args=[made.pk])).status_code == 404


def test_who_answered_late_and_who_did_not_answer_is_named_and_who_was_in_time_is_not(town):
    rechecked(town, replied(town, sent(town, rule="按期的"), JUNE_4), JUNE_8)
    late = replied(town, sent(town, rule="晚的"), JUNE_17)
    silent = sent(town, agency=town.county, rule="没有回的")
    rows = shown(drafted(town), TODAY)["late"]
    assert [(unit, number, said) for unit, number, _, said in rows] == [
        ("示范市云溪区人民政府办公室", str(late), "2026-06-17 回复，逾期"),
        ("示范市白石县人民政府办公室", str(silent), "没有回复"),
    ]


def test_each_site_stands_with_its_last_inspection_of_the_quarter_and_the_result(town):
    outlet = channels.open_outlet(
        by=town.li_qiang,
        agency=town.district,
        day=date(2024, 3, 4),
        channel="website",
        name="云溪区政府网",
        address="https://www.yunxi.example/",
    )
    for day in (date(2026, 3, 31), JUNE_4, JUNE_17):
        Run.objects.create(
            outlet=outlet, day=day, state=RunState.DONE, begun_at=NOON, ended_at=NOON, most=100
        )
    made = issued(town)
    (row,) = shown(made, TODAY)["sites"]
    assert row[:3] == ["云溪区政府网", "示范市云溪区人民政府办公室", "2026-06-17"]
    assert "检查网站2家次" in text_of(made)
    assert Entry.objects.get().units == Entry.objects.get().qualified == 1


def test_zhou_jie_cannot_approve_what_she_wrote_and_what_moved_since_is_not_issued(town):
    agencies.appoint(
        by=town.operator, person=town.zhou_jie, agency=town.city, role="leader", since=FOUNDED, reason="任职"
    )
    made = drafted(town)
    actions.submit(bulletin=made, by=town.zhou_jie, today=TODAY)
    seen = digest_of(composed(made, TODAY))
    with pytest.raises(NotAllowed, match="须由另一人审核"):
        actions.decide(bulletin=made, by=town.zhou_jie, today=TODAY, approve=True, seen=seen)
    with pytest.raises(Refused, match="页面打开以后"):
        actions.decide(bulletin=made, by=town.zheng_gang, today=TODAY, approve=True, seen="")
    actions.decide(bulletin=made, by=town.zheng_gang, today=TODAY, approve=True, seen=seen)
    sent(town)
    with pytest.raises(Refused, match="请重新送审"):
        actions.issue(bulletin=made, by=town.zhou_jie, today=TODAY)
    made.refresh_from_db()
    assert actions.issue(bulletin=approved(town, made), by=town.zhou_jie, today=TODAY).status == Status.ISSUED


def test_the_issue_is_counted_and_each_unit_signs_for_it_once(town):
    made = issued(town)
    year = Period.of_year(2026)
    assert count(registry().named("bulletins.quarterly"), EVERYWHERE, year) == 1
    mine = Recipient.objects.get(bulletin=made, agency=town.district)
    address = reverse("bulletins:receive", args=[made.pk, mine.pk])
    assert client_of(town.he_jing).post(address).status_code == 403
    assert "已签收" in client_of(town.li_qiang).post(address, follow=True).content.decode()
    mine.refresh_from_db()
    assert (mine.received_on, mine.received_by) == (TODAY, town.li_qiang)
    assert "不用再签收" in client_of(town.li_qiang).post(address, follow=True).content.decode()
    page = page_of(town.zhou_jie, made)
    assert "李强" in page
    assert "未签收" in page
    assert "示范市白石县人民政府办公室" not in page_of(town.li_qiang, made)
    assert verify().sound


def test_a_unit_that_is_closed_gets_no_bulletin_for_nobody_signs_there(town):
    agencies.close_agency(by=town.operator, agency=town.county, day=date(2026, 6, 1), reason="撤县设区")
    made = issued(town)
    got = set(Recipient.objects.filter(bulletin=made).values_list("agency", flat=True))
    assert town.district.pk in got
    assert town.county.pk not in got


def test_a_unit_sees_nothing_of_a_draft_and_a_stranger_nothing_of_an_issued_one(town):
    address = reverse("bulletins:bulletin", args=[drafted(town).pk])
    assert client_of(town.li_qiang).get(address).status_code == 404
    address = reverse("bulletins:bulletin", args=[issued(town).pk])
    answers = [client_of(one).get(address).status_code for one in (town.li_qiang, town.stranger)]
    assert answers == [200, 404]


def test_what_cannot_be_counted_is_not_written_and_a_quarter_is_whole(town):
    for text, said in (("发现{no.such}个", "没有「no.such」"), ("发现{", "花括号"), ("", "没有填写")):
        with pytest.raises(Refused, match=said):
            drafted(town, text=text)
    with pytest.raises(Refused, match="完整的季度"):
        drafted(town, first=date(2026, 4, 2))
    with pytest.raises(Refused, match="才结束"):
        actions.submit(bulletin=drafted(town, kind="special", last=TODAY), by=town.zhou_jie, today=TODAY)


def test_the_pages_take_it_from_the_draft_to_the_paper(town):
    zhou, zheng = client_of(town.zhou_jie), client_of(town.zheng_gang)
    given = {"kind": "quarterly", "title": "第二季度通报", "first": "2026-04-01", "last": "2026-06-30"}
    given |= {"agency": town.city.pk, "audience": "units", "text": FIRST, "campaign": ""}
    assert zhou.post(reverse("bulletins:new"), {**given, "last": "2026-06-29"}).status_code == 422
    zhou.post(reverse("bulletins:new"), given)
    made = Bulletin.objects.get()
    zhou.post(reverse("bulletins:submit", args=[made.pk]))
    page = zheng.get(reverse("bulletins:decide", args=[made.pk]))
    seen = page.context["form"]["seen"].value()
    zheng.post(reverse("bulletins:decide", args=[made.pk]), {"approve": "yes", "note": "", "seen": seen})
    zhou.post(reverse("bulletins:issue", args=[made.pk]), {"reference": "示政办〔2026〕7号"})
    made.refresh_from_db()
    assert (made.status, made.reference) == (Status.ISSUED, "示政办〔2026〕7号")
    assert client_of(town.li_qiang).get(reverse("bulletins:paper", args=[made.pk, "docx"])).status_code == 200
