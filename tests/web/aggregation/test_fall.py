"""周洁 takes the approval of 白石县 back: what becomes of the sums that hold its report?"""

import pytest
from django.test import Client
from django.urls import reverse

from gongkai_web.agencies.actions import appoint
from gongkai_web.annual.aggregation import actions, queries
from gongkai_web.annual.aggregation.models import SumFall
from gongkai_web.annual.campaign.collecting import actions as collecting
from gongkai_web.annual.campaign.collecting import queries as collected_queries
from gongkai_web.annual.campaign.collecting.actions import levels
from gongkai_web.annual.campaign.collecting.actions.lines import locked
from gongkai_web.annual.campaign.collecting.falling import falling
from gongkai_web.annual.campaign.collecting.models import Act, Submission
from gongkai_web.annual.campaign.collecting.words import Done, State
from gongkai_web.annual.models import Filing
from gongkai_web.audit.verify import verify
from gongkai_web.errors import Refused
from gongkai_web.schedule import mail
from gongkai_web.schedule.queries import summary
from tests.people import FOUNDED
from tests.web.aggregation.sums import BUREAU, COUNTY, hand_in
from tests.web.aggregation.test_publish import (
    FREEZING,
    PUBLISHING,
    SLUG,
    YEAR,
    frozen,
    on_day,
    publish,
)

WHY = f"「{COUNTY}」有变动：漏了一件"
HOME = "desk:home"


def browser(person):
    client = Client()
    client.force_login(person)
    return client


def shown(person, name, *args):
    return browser(person).get(reverse(name, args=args)).content.decode()


def county():
    return Submission.objects.filter(unit__name=COUNTY).latest("pk")


def taken_back(town, *, day=PUBLISHING):
    given = {"by": town.zhou_jie, "reason": "漏了一件", "day": day}
    return collecting.take_back(submission=county(), **given)


def corrected(town, city):
    """白石县 hands in anew, and the sum is frozen again."""
    collecting.return_report(by=town.zhou_jie, submission=county(), reason="漏了一件", day=PUBLISHING)
    hand_in(town, county().unit, town.zhou_jie, day=PUBLISHING, new=3, done=3)
    return frozen(town, city, texts={}, day=PUBLISHING, reason="白石县漏报一件")


def test_a_report_that_comes_after_its_unit_was_excused_voids_what_was_added_up_without_it(
    town, city, monkeypatch
):
    """The government published on 31 March without 白石县, whose report is accepted a day later."""
    on_day(monkeypatch)
    taken_back(town, day=FREEZING)
    collecting.return_report(by=town.zhou_jie, submission=county(), reason="漏了一件", day=FREEZING)
    unit = county().unit
    collecting.excuse_unit(by=town.zhou_jie, unit=unit, reason="系统故障", day=FREEZING)
    made = frozen(town, city)
    publish(town, made)
    again = collecting.submit_report(by=town.zhou_jie, unit=unit, document=county().document, day=PUBLISHING)
    assert falling(unit, PUBLISHING).published == (str(made),)
    assert str(made) in shown(town.zhou_jie, "collecting:submission", again.pk)
    collecting.accept(by=town.zhou_jie, submission=again, day=PUBLISHING)
    assert "后来报来" in SumFall.objects.get(sum=made).reason
    assert queries.to_correct(made)
    assert f"更正{made}" in shown(town.zhou_jie, HOME) or str(made) in shown(town.zhou_jie, HOME)
    later = frozen(town, city, texts={}, day=PUBLISHING, reason="白石县的补报到了")
    assert not queries.moved(later)
    assert queries.fall_of(later) is None
    assert verify().sound


def test_what_is_frozen_and_not_published_is_void_with_the_reason(town, city, monkeypatch):
    on_day(monkeypatch)
    made = frozen(town, city)
    act = taken_back(town)
    fall = SumFall.objects.get(sum=made)
    assert (fall.reason, fall.because, fall.person_name) == (WHY, act, "周洁")
    page = shown(town.zhou_jie, "aggregation:frozen", made.pk)
    assert f"周洁：{WHY}。这一版不能再提交、公布" in page
    assert reverse("aggregation:publish", args=[made.pk]) not in page
    assert "已失效" in shown(town.zhou_jie, "aggregation:sum", city.campaign.pk, 0)
    collecting.accept(by=town.zhou_jie, submission=county(), day=PUBLISHING)
    with pytest.raises(Refused, match="已经失效"):
        publish(town, made)
    assert verify().faults == ()


def test_what_is_published_stays_public_and_is_marked_on_the_page(town, city, monkeypatch):
    on_day(monkeypatch)
    made = frozen(town, city)
    filing = publish(town, made).filing
    assert "依据已撤回" not in shown(town.zhou_jie, "aggregation:frozen", made.pk)
    taken_back(town)
    page = shown(town.zhou_jie, "aggregation:frozen", made.pk)
    assert f"周洁：{WHY}。公布的不撤下，更正的一版与它并列" in page
    assert reverse("aggregation:sum", args=[city.campaign.pk, 0]) in page
    given = {"by": town.operator, "person": town.zheng_gang, "agency": filing.agency}
    appoint(**given, role="head", since=FOUNDED, reason="任命")
    of_government = shown(town.zheng_gang, "report:version", SLUG, YEAR, 1)
    assert "由示范市人民政府办公室重新汇总定稿，写明更正的理由，另出一版公布" in of_government
    public = Client().get(reverse("portal:report", args=[SLUG, YEAR]))
    assert public.status_code == 200
    assert "撤回" not in public.content.decode()
    assert list(Filing.objects.all()) == [filing]
    assert verify().faults == ()


def test_taking_back_shows_first_what_is_void_and_what_stays_with_a_mark(town, city, monkeypatch):
    on_day(monkeypatch)
    first = frozen(town, city)
    publish(town, first)
    second = frozen(town, city, texts={}, reason="更正一处")
    told = falling(county().unit, PUBLISHING, county())
    assert (told.frozen, told.published) == ((str(second),), (str(first),))
    page = shown(town.zhou_jie, "collecting:decide", county().pk, "take-back")
    void, stays = page.split("这些已经公布，不撤下")
    assert f"<li>{second}（汇总定稿，还没有公布）</li>" in void
    assert f"<li>{first}</li>" in stays
    taken_back(town)
    assert {one.sum for one in SumFall.objects.all()} == {first, second}
    assert falling(county().unit, PUBLISHING, county()).published == ()


def test_who_is_responsible_finds_it_on_the_desk_until_it_is_corrected(town, city, monkeypatch):
    on_day(monkeypatch)
    first = frozen(town, city)
    publish(town, first)
    level = reverse("aggregation:sum", args=[city.campaign.pk, 0])
    assert WHY not in shown(town.zhou_jie, HOME)
    taken_back(town)
    for person in (town.zhou_jie, town.zheng_gang):
        desk = shown(person, HOME)
        assert f"{WHY}；已经公布，不撤下，另出一版更正" in desk
        assert level in desk
    assert WHY not in shown(town.li_qiang, HOME)
    letter = mail.body(summary(town.zhou_jie, PUBLISHING), "https://example.invalid")
    assert f"{first}：{WHY}；已经公布，不撤下，另出一版更正" in letter
    assert "1 件年报汇总待重做" in mail.subject(summary(town.zhou_jie, PUBLISHING))
    second = corrected(town, city)
    assert WHY not in shown(town.zhou_jie, HOME), "to publish it is for the head"
    desk = shown(town.zheng_gang, HOME)
    assert "第 2 版已经定稿，等公布" in desk
    assert reverse("aggregation:frozen", args=[second.pk]) in desk
    page = shown(town.zheng_gang, "aggregation:frozen", first.pk)
    address = reverse("aggregation:frozen", args=[second.pk])
    assert f'<a href="{address}">看第 2 版</a>' in page
    assert publish(town, second).filing.version == 2
    assert WHY not in shown(town.zheng_gang, HOME)
    assert "公布的不撤下" not in shown(town.zheng_gang, "aggregation:frozen", first.pk)
    assert Filing.objects.count() == 2, "the correction stands beside the old one"


def test_what_is_approved_again_as_it_was_needs_no_correction(town, city, monkeypatch):
    on_day(monkeypatch)
    made = frozen(town, city)
    publish(town, made)
    taken_back(town)
    assert queries.to_correct(made)
    collecting.accept(by=town.zhou_jie, submission=county(), day=PUBLISHING)
    assert not queries.to_correct(made)
    assert WHY not in shown(town.zhou_jie, HOME)
    assert "公布的不撤下" not in shown(town.zhou_jie, "aggregation:frozen", made.pk)


def test_a_void_sum_waits_on_the_desk_to_be_added_up_anew(town, city, monkeypatch):
    on_day(monkeypatch)
    frozen(town, city)
    taken_back(town)
    assert f"{WHY}；定稿失效，重新汇总定稿" in shown(town.zhou_jie, HOME)
    corrected(town, city)
    assert WHY not in shown(town.zhou_jie, HOME)


def test_the_sum_of_a_level_above_falls_through_the_sum_that_was_handed_in(town, above):
    units, handed, upper = above
    collecting.approve_level(by=town.li_qiang, unit=handed.unit, day=FREEZING)
    collecting.accept_level(by=town.zhou_jie, unit=handed.unit, day=FREEZING)
    level = queries.Level(upper.campaign, upper)
    made = actions.freeze(by=town.zhou_jie, level=level, day=FREEZING)
    last = Submission.objects.filter(unit=units[BUREAU]).latest("pk")
    assert str(made) in falling(units[BUREAU], FREEZING, last).frozen
    collecting.take_back(by=town.li_qiang, submission=last, reason="漏了一件", day=FREEZING)
    assert SumFall.objects.get(sum=made).reason == (
        f"「{handed.unit.name}」有变动：「{BUREAU}」有变动：漏了一件"
    )
    assert verify().faults == ()


def test_undoing_a_merger_shows_the_sums_that_are_void_with_it(town, city, monkeypatch):
    on_day(monkeypatch)
    row = collecting.NewUnit("白石县档案馆", "authorised_organisation")
    (unit,) = collecting.add_units(by=town.zhou_jie, campaign=city.campaign, units=[row], day=FREEZING)
    given = {"by": town.zhou_jie, "unit": unit, "day": FREEZING}
    collecting.merge_unit(**given, into=county().unit, reason="机构改革")
    made = frozen(town, city)
    page = shown(town.zhou_jie, "collecting:act", unit.pk, "unmerge")
    assert f"<li>{made}（汇总定稿，还没有公布）</li>" in page
    collecting.unmerge_unit(**given, reason="登记错了")
    assert SumFall.objects.get().sum == made
    assert SumFall.objects.get().because is None


def test_a_sum_that_the_city_gave_back_meanwhile_is_not_voided_over_it(town, above, monkeypatch):
    """The city takes the approval back and returns it while 李强 waits for the lock of its campaign."""
    units, handed, _ = above
    returned = []

    def waits(unit):
        if unit.campaign_id == handed.unit.campaign_id and not returned:
            returned.append(unit)
            given = {"by": town.zhou_jie, "submission": handed, "day": FREEZING}
            collecting.take_back(**given, reason="正文要改")
            collecting.return_report(**given, reason="正文要改")
        return locked(unit)

    monkeypatch.setattr(levels, "locked", waits)
    last = Submission.objects.filter(unit=units[BUREAU]).latest("pk")
    collecting.take_back(by=town.li_qiang, submission=last, reason="漏了一件", day=FREEZING)
    assert returned
    assert collected_queries.state_of_submission(handed) == State.RETURNED
    assert not Act.objects.filter(what=Done.VOID).exists()
    assert collected_queries.why_returned(handed.unit) == "正文要改"
