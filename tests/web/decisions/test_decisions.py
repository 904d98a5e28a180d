"""重大行政决策: who may enter what happened, what does its page say on which day, and what is counted?"""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from gongkai_web.audit.verify import verify
from gongkai_web.errors import NotAllowed, Refused
from gongkai_web.figures.counting import count
from gongkai_web.figures.period import EVERYWHERE, Period, Scope
from gongkai_web.publishing.decisions import actions, figures, queries
from gongkai_web.publishing.decisions.actions import Opinions
from gongkai_web.publishing.decisions.models import MajorDecision

YEAR = Period.of_year(2025)
LISTED, DRAFT, CLOSE = date(2025, 3, 3), date(2025, 4, 1), date(2025, 5, 6)


def client_of(person) -> Client:
    client = Client()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client


def read(path, person=None) -> str:
    client = client_of(person) if person else Client()
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def test_what_is_prepared_is_seen_by_the_staff_alone(town, parking):
    assert Client().get(f"/decisions/{parking.pk}/").status_code == 404
    assert "停车" not in read("/decisions/")
    assert "城区停车管理办法" in read("/office/decisions/", town.li_qiang)
    assert client_of(town.he_jing).get(f"/office/decisions/{parking.pk}/").status_code == 404


def test_it_is_public_once_it_is_on_the_list(parking, enter):
    enter("listed", LISTED)
    assert "城区停车管理办法" in read("/decisions/")
    assert "2025-03-03 列入年度目录" in read(f"/decisions/{parking.pk}/")


def test_it_is_found_from_then_on_and_not_before(town, parking, enter):
    page = "/search/?q=停车管理办法&group=decisions"
    assert f'href="/decisions/{parking.pk}/"' not in read(page)
    listed = enter("listed", LISTED)
    assert f'href="/decisions/{parking.pk}/"' in read(page)
    assert "决策（1）" in read(page)
    actions.void_stage(
        decision=parking, by=town.li_qiang, day=LISTED, event=listed, reason="不是重大行政决策"
    )
    assert f'href="/decisions/{parking.pk}/"' not in read(page)


def test_who_entered_it_makes_it_public_with_another_person_alone(town, parking):
    given = {"decision": parking, "by": town.sun_li, "today": DRAFT}
    for stage, more in (("listed", {"day": LISTED}), ("draft", {"day": DRAFT, "until": CLOSE})):
        with pytest.raises(Refused, match="请由另一个人看过以后登记"):
            actions.enter_stage(**given, stage=stage, **more)
    assert not queries.public(DRAFT).exists()
    actions.enter_stage(**{**given, "by": town.li_qiang}, stage="listed", day=LISTED)
    actions.enter_stage(**given, stage="draft", day=DRAFT, until=CLOSE)
    assert list(queries.public(DRAFT)) == [parking]


@pytest.mark.parametrize("name", ["title", "unit", "summary"])
def test_what_must_not_be_read_by_everybody_is_not_entered(town, name):
    given = {
        "title": "供热价格调整",
        "unit": "发改委",
        "summary": "",
        name: "联系人张三，身份证号11010519491231002X",
    }
    with pytest.raises(Refused, match="身份证"):
        actions.open_decision(by=town.li_qiang, agency=town.district, day=LISTED, **given)


def test_nor_is_it_written_as_the_reason_of_a_stage(enter):
    enter("listed", LISTED)
    with pytest.raises(Refused, match="身份证"):
        enter("draft", DRAFT, until=CLOSE, reason="提出人张三，身份证号11010519491231002X")


def test_the_page_follows_the_clock(parking, enter, monkeypatch):
    enter("listed", LISTED)
    enter("draft", DRAFT, until=CLOSE)

    def on(day):
        monkeypatch.setattr(timezone, "localdate", lambda *_: day)
        return read(f"/decisions/{parking.pk}/")

    assert "正在征求意见，到 2025-05-06 止（含当日）。" in on(CLOSE)
    waited = "征求意见已于 2025-05-06 结束，采纳情况应于 2025-06-06 以前（含当日）公布"
    assert f"{waited}。" in on(date(2025, 5, 7))
    assert f"{waited}。" in on(date(2025, 6, 6))
    assert f"{waited}，还没有公布。" in on(date(2025, 6, 7)), "a day that is over is not announced"
    before = on(date(2025, 3, 31))
    assert "2025-03-03 列入年度目录。" in before
    assert "公布草案" not in before
    assert "2025-05-06" not in before


def test_an_inner_stage_is_not_for_the_public(town, parking, enter):
    enter("listed", LISTED)
    enter("legality", date(2025, 5, 12), since=date(2025, 4, 20))
    assert "合法性审查" not in read(f"/decisions/{parking.pk}/")
    assert "合法性审查" in read(f"/office/decisions/{parking.pk}/", town.li_qiang)


def test_who_entered_it_is_not_for_the_public(town, parking, enter):
    enter("listed", LISTED)
    assert "李强" not in read(f"/decisions/{parking.pk}/")
    assert "李强" in read(f"/office/decisions/{parking.pk}/", town.li_qiang)


def test_a_short_time_without_its_reason_is_told_to_the_staff(town, parking, enter):
    enter("listed", LISTED)
    enter("draft", DRAFT, until=date(2025, 4, 20))
    page = read(f"/office/decisions/{parking.pk}/", town.li_qiang)
    assert "不足 30 日，没有说明缩短的理由" in page
    assert "不合规定" not in read(f"/decisions/{parking.pk}/")


def test_each_opinion_is_answered_in_one_way(enter):
    enter("listed", LISTED)
    enter("draft", DRAFT, until=CLOSE)
    with pytest.raises(Refused, match=r"采纳 3、部分采纳 1、未采纳 2 合计 6，与收到意见 7 条相差 1"):
        enter("adoption", date(2025, 5, 15), opinions=Opinions(7, 3, 1, 2))
    enter("adoption", date(2025, 5, 15), opinions=Opinions(6, 3, 1, 2))
    assert MajorDecision.objects.get().opinions_received == 6


def test_what_is_counted_opens_its_decisions(town, parking, enter):
    enter("listed", LISTED)
    enter("draft", DRAFT, until=CLOSE)
    enter("adoption", date(2025, 5, 15), opinions=Opinions(6, 3, 1, 2))
    told = {one.id: count(one, Scope.of(town.district), YEAR) for one in figures.FIGURES}
    assert told == {
        "decisions.listed": 1,
        "decisions.consulted": 1,
        "decisions.answered": 1,
        "decisions.decided": 0,
        "decisions.opinions": 6,
        "decisions.opinions_adopted": 3,
        "decisions.opinions_partly": 1,
        "decisions.opinions_refused": 2,
        "decisions.overdue": 0,
    }
    assert list(figures.LISTED.records(EVERYWHERE, YEAR)) == [parking]


def test_what_is_not_published_in_time_is_overdue_from_the_next_day(enter):
    enter("listed", LISTED)
    enter("draft", DRAFT, until=CLOSE)
    late = [
        count(figures.OVERDUE, EVERYWHERE, YEAR.asked(day)) for day in (date(2025, 6, 6), date(2025, 6, 7))
    ]
    assert late == [0, 1]


def test_a_void_entry_is_counted_no_more_and_stays_in_sight(town, parking, enter):
    wrong = enter("listed", LISTED)
    actions.void_stage(
        decision=parking, by=town.li_qiang, day=date(2025, 5, 20), event=wrong, reason="登错了件"
    )
    assert MajorDecision.objects.get().listed_on is None
    assert count(figures.LISTED, EVERYWHERE, YEAR) == 0
    assert Client().get(f"/decisions/{parking.pk}/").status_code == 404
    assert "登错了件" in read(f"/office/decisions/{parking.pk}/", town.li_qiang)
    with pytest.raises(Refused, match="已经作废"):
        actions.void_stage(
            decision=parking, by=town.li_qiang, day=date(2025, 5, 20), event=wrong, reason="再来"
        )


def test_only_the_staff_of_the_agency_enters(town, parking):
    for person in (town.he_jing, town.zhou_jie, town.stranger):
        with pytest.raises(NotAllowed):
            actions.enter_stage(decision=parking, by=person, stage="listed", day=LISTED)


def test_what_cannot_have_been_is_refused_and_nothing_is_kept(parking, enter):
    with pytest.raises(Refused, match="还没有到"):
        enter("listed", date(2025, 5, 21))
    with pytest.raises(Refused, match="没有「vote」这个阶段"):
        enter("vote", LISTED)
    for given in ({}, {"until": date(2025, 3, 31)}):
        with pytest.raises(Exception, match=r"截止"):
            enter("draft", DRAFT, **given)
    assert not parking.events.exists()


def test_the_same_matter_is_not_entered_twice_while_it_is_open(town, parking):
    with pytest.raises(Refused, match="已经登记"):
        actions.open_decision(
            by=town.li_qiang, agency=town.district, day=LISTED, title=parking.title, unit="区住建局"
        )


def test_a_stage_is_entered_on_its_page_and_nothing_typed_is_lost(town, parking):
    client, path = client_of(town.li_qiang), f"/office/decisions/{parking.pk}/stage/"
    short = client.post(path, {"stage": "draft", "day": "2025-04-01", "reason": "汛期应急", "received": "3"})
    assert short.status_code == 422
    assert "汛期应急" in short.content.decode()
    assert "意见的条数在「公布意见采纳情况」时填写" in short.content.decode()
    missing = client.post(path, {"stage": "draft", "day": "2025-04-01", "reason": "汛期应急"})
    assert "没有写到哪一天截止" in missing.content.decode()
    done = client.post(
        path, {"stage": "draft", "day": "2025-04-01", "until": "2025-04-15", "reason": "汛期应急"}
    )
    assert done.status_code == 302
    page = read(f"/office/decisions/{parking.pk}/", town.li_qiang)
    assert "理由：汛期应急" in page
    assert "没有「列入年度目录」的记录" in page


def test_the_trail_knows_what_was_entered(town, parking, enter):
    enter("listed", LISTED)
    assert verify().sound
    MajorDecision.objects.filter(pk=parking.pk).update(listed_on=date(2024, 3, 3), unit="别的局")
    found = verify()
    assert not found.sound
    assert "重大行政决策" in found.sentence


def test_what_is_owed_comes_first_where_that_is_asked(town, parking, enter):
    actions.open_decision(
        by=town.li_qiang, agency=town.district, day=LISTED, title="供热价格调整", unit="区发改委"
    )
    enter("draft", DRAFT, until=CLOSE)
    assert "供热价格调整" in read("/office/decisions/", town.li_qiang)
    owed = read("/office/decisions/?show=owed", town.li_qiang)
    assert "城区停车管理办法" in owed
    assert "供热价格调整" not in owed
    assert "城区停车管理办法" not in read("/office/decisions/?show=late", town.li_qiang)


def test_what_is_owed_is_said_with_its_day_and_article(town, parking, enter):
    enter("listed", LISTED)
    enter("draft", DRAFT, until=CLOSE)
    page = read(f"/office/decisions/{parking.pk}/", town.li_qiang)
    assert "公布意见采纳情况，应于 2025-06-06 以前（含当日）（《重大行政决策程序暂行条例》第十八条" in page
    assert "合法性审查（《重大行政决策程序暂行条例》第二十五条" in page


def test_the_home_page_has_a_door_once_something_stands_behind_it(parking, enter):
    assert "重大行政决策" not in read("/")
    enter("listed", LISTED)
    assert 'href="/decisions/"><b>看决策</b><span>1 件重大行政决策</span>' in read("/")


def test_the_public_list_takes_one_function(town, parking, enter):
    enter("listed", LISTED)
    assert list(queries.public(date(2025, 3, 2))) == []
    assert list(queries.public(LISTED)) == [parking]


def test_what_became_of_the_opinions_is_owed_at_the_desk_of_whoever_writes_until_it_is_entered(
    town, parking, enter, monkeypatch
):
    """李强 reads by when he owes the answers, fifteen days before, and no more once he gave them."""
    enter("listed", LISTED)
    enter("draft", DRAFT, until=CLOSE)
    owed = "登记：公布意见采纳情况"
    due, before = MajorDecision.objects.get().next_on, timedelta(days=15)
    assert not queries.waiting(town.li_qiang, due - before - timedelta(days=1)).exists()
    assert queries.waiting(town.li_qiang, due - before).exists()
    monkeypatch.setattr(timezone, "localdate", lambda *_: due - before)
    desk = read("/office/", town.li_qiang)
    assert desk.count(owed) == 1
    assert f"应于 {due} 以前（含当日）" in desk
    assert owed not in read("/office/", town.he_jing)
    enter("adoption", date(2025, 5, 20), opinions=Opinions(3, 1, 1, 1))
    assert owed not in read("/office/", town.li_qiang)
