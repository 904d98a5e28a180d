"""Are sites and accounts entered, changed, rested and closed with their trace, and counted?"""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from gongkai_web.audit import verify
from gongkai_web.errors import NotAllowed, Refused
from gongkai_web.figures.counting import count
from gongkai_web.figures.period import EVERYWHERE, Period, Scope
from gongkai_web.publishing.channels import actions, queries
from gongkai_web.publishing.channels.figures import ACCOUNTS, CLOSED_ACCOUNTS, CLOSED_SITES, SITES
from gongkai_web.publishing.channels.grounds import Grounds
from gongkai_web.publishing.channels.models import Outlet
from gongkai_web.publishing.channels.pages.urls import urlpatterns

DAY, LATER = date(2024, 3, 4), date(2024, 6, 3)
AGREED = Grounds("市政府办公室", date(2024, 4, 30), date(2024, 5, 5))


def opened(town, channel="wechat", name="云溪发布", **changes):
    given = {"by": town.li_qiang, "agency": town.district, "day": DAY, "channel": channel, "name": name}
    return actions.open_outlet(**{**given, **changes})


def closed(town, outlet, day=LATER):
    given = {"by": town.li_qiang, "state": "closed", "reason": "无力维护", "number": "云政办〔2024〕9号"}
    return actions.set_state(outlet=outlet, day=day, grounds=AGREED, **given)


def test_an_account_is_entered_with_its_host_and_counted_by_platform(town):
    made = opened(town, account="yunxi-fabu", operator_name="区融媒体中心", number="备〔2024〕1号")
    opened(town, "website", "云溪区人民政府", address="https://www.example.org/", id_code="4102000001")
    assert (made.medium, made.state) == ("account", "running")
    assert count(ACCOUNTS, Scope.of(town.district), Period.of_year(2024)) == 1
    assert count(SITES, EVERYWHERE, Period.of_year(2024)) == 1
    assert count(SITES, EVERYWHERE, Period.of_year(2023)) == 0
    assert verify.verify().sound


def test_another_account_on_the_same_platform_needs_a_reason(town):
    opened(town)
    with pytest.raises(Refused, match="已有「云溪发布」；一个单位原则上只开设一个"):
        opened(town, name="云溪政务")
    assert opened(town, name="云溪政务", reason="承接专项工作").pk
    assert opened(town, "weibo", "云溪发布").pk


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"name": " "}, "名称不能为空"),
        ({"channel": "screen"}, "不是网站，也不是政务新媒体"),
        ({"channel": "pigeon"}, "pigeon"),
        ({"colour": "red"}, "colour"),
        ({"address": f"https://www.example.gov.cn/{'a' * 200}"}, "「网址」有 227 字，最多 200 字"),
        ({"today": date(2024, 3, 3)}, "还没有到"),
    ],
)
def test_a_wrong_outlet_is_refused(town, changes, words):
    with pytest.raises(Exception, match=words):
        opened(town, **changes)
    assert not Outlet.objects.exists()


def test_he_jing_enters_nothing_for_another_county(town):
    with pytest.raises(NotAllowed):
        opened(town, by=town.he_jing)


def test_one_name_stands_once_on_a_platform_until_it_is_closed(town):
    first = opened(town)
    with pytest.raises(Refused, match="已经登记了"):
        opened(town, agency=town.district, reason="另开")
    closed(town, first)
    assert opened(town, day=LATER).pk != first.pk


def test_a_site_rests_comes_back_announces_its_closing_and_is_closed_for_ever(town):
    site = opened(town, "website", "云溪旅游网")
    step = {
        "by": town.li_qiang,
        "outlet": site,
        "day": LATER,
        "reason": "整合到区政府网站",
        "grounds": AGREED,
    }
    for state in ("suspended", "running", "closing", "closed"):
        actions.set_state(state=state, **step)
    site.refresh_from_db()
    assert (site.state, site.closed_on) == ("closed", LATER)
    with pytest.raises(Refused, match="已于 2024-06-03 关停"):
        actions.set_state(state="running", **step)
    assert [one.kind for one in site.changes.all()] == ["opened", "suspended", "resumed", "closing", "closed"]
    assert list(queries.standing(town.district, LATER)) == []
    assert count(CLOSED_SITES, EVERYWHERE, Period.of_year(2024)) == 1
    assert verify.verify().sound


def test_a_step_that_cannot_follow_says_what_can(town):
    site = opened(town, "website", "云溪旅游网")
    step = {"by": town.li_qiang, "outlet": site, "day": LATER, "grounds": AGREED}
    with pytest.raises(Refused, match="接着只能是：临时下线、关停中、已关停"):
        actions.set_state(state="running", reason="恢复", **step)
    with pytest.raises(Refused, match="理由"):
        actions.set_state(state="closed", reason=" ", **step)


@pytest.mark.parametrize(
    ("grounds", "words"),
    [
        (Grounds("", None), "还没有同意日期"),
        (Grounds("市政府办公室", date(2024, 6, 4)), "早于同意日期 2024-06-04"),
        (Grounds("市政府办公室", DAY), "没有登记公告，一般不少于 30 日"),
        (Grounds("市政府办公室", DAY, date(2024, 5, 6)), "公告了 29 日"),
    ],
)
def test_no_site_is_closed_without_an_agreement_and_its_notice(town, grounds, words):
    site = opened(town, "website", "云溪旅游网")
    given = {"by": town.li_qiang, "outlet": site, "day": LATER, "reason": "整合"}
    with pytest.raises(Refused, match=words):
        actions.set_state(state="closed", grounds=grounds, **given)
    assert Outlet.objects.get().state == "running"


def test_what_is_closed_in_the_year_is_counted_as_the_sample_counts_it(town):
    for number in range(19):
        closed(town, opened(town, name=f"账号{number}", reason="清理以前开设"))
    for number in range(2):
        closed(town, opened(town, "website", f"网站{number}", reason="清理以前开设"))
    year = Period.of_year(2024)
    assert (count(CLOSED_SITES, EVERYWHERE, year), count(CLOSED_ACCOUNTS, EVERYWHERE, year)) == (2, 19)
    assert count(ACCOUNTS, EVERYWHERE, year) == 0


def test_a_new_host_and_a_new_name_are_traced(town):
    made = opened(town)
    actions.change_outlet(by=town.li_qiang, outlet=made, day=LATER, name="云溪政务", number="备〔2024〕2号")
    with pytest.raises(Refused, match="没有变动"):
        actions.change_outlet(by=town.li_qiang, outlet=made, day=LATER, name="云溪政务")
    actions.transfer_outlet(by=town.li_qiang, outlet=made, to=town.bureau, day=LATER, reason="机构改革")
    made.refresh_from_db()
    assert (made.agency, made.number) == (town.bureau, "备〔2024〕2号")
    assert "→ 示范市云溪区自然资源局" in made.changes.last().said
    with pytest.raises(NotAllowed):
        actions.change_outlet(by=town.li_qiang, outlet=made, day=LATER, name="云溪自然资源")
    assert verify.verify().sound


def test_an_outlet_changed_behind_the_actions_is_found(town):
    Outlet.objects.filter(pk=opened(town).pk).update(name="别的名称")
    assert not verify.verify().sound


# – pages

WHO = ("anonymous", "officer", "supervisor", "elsewhere", "stranger")
STAFF = {"anonymous": 302, "officer": 200, "supervisor": 200, "elsewhere": 404, "stranger": 404}
KEEPERS = {**STAFF, "supervisor": 403}
EXPECTED = {
    "outlets": {**dict.fromkeys(WHO, 200), "anonymous": 302},
    "new": {**dict.fromkeys(WHO, 403), "anonymous": 302, "officer": 200, "elsewhere": 200},
    "outlet": STAFF,
    "change": KEEPERS,
    "transfer": KEEPERS,
}


def client_of(person):
    client = Client()
    client.force_login(person)
    return client


def address(outlet, name):
    return reverse(f"channels:{name}", args=[] if name in ("outlets", "new") else [outlet.pk])


def test_every_address_has_an_expectation():
    assert sorted(one.name for one in urlpatterns) == sorted(EXPECTED)


@pytest.mark.parametrize("who", WHO)
def test_each_address_answers_each_person_as_expected(town, who):
    people = {
        "officer": town.li_qiang,
        "supervisor": town.zhou_jie,
        "elsewhere": town.he_jing,
        "stranger": town.stranger,
    }
    client, made = client_of(people[who]) if who in people else Client(), opened(town)
    found = {name: client.get(address(made, name)).status_code for name in EXPECTED}
    assert found == {name: expected[who] for name, expected in EXPECTED.items()}


def test_li_qiang_enters_changes_and_closes_an_account_on_its_pages(town):
    client, day = client_of(town.li_qiang), str(timezone.localdate())
    given = {"agency": town.district.pk, "day": str(DAY), "channel": "wechat", "name": "云溪发布"}
    page = client.post(reverse("channels:new"), given, follow=True).content.decode()
    assert "已登记" in page
    made = Outlet.objects.get()
    public = Client().get(reverse("portal:agency", args=["yunxi"])).content.decode()
    assert "微信：云溪发布" in public
    answer = client.post(address(made, "change"), {"day": day, "name": "云溪政务"}, follow=True)
    assert "云溪政务" in answer.content.decode()
    made.refresh_from_db()
    closed(town, made, timezone.localdate())
    assert "已关停" in client.get(address(made, "outlet")).content.decode()
    assert "云溪政务" not in Client().get(reverse("portal:agency", args=["yunxi"])).content.decode()
    assert "云溪政务" in client.get(f"{reverse('channels:outlets')}?show=closed").content.decode()


def test_he_changes_the_host_on_a_page(town):
    made = opened(town)
    given = {"day": str(timezone.localdate()), "to": town.bureau.pk, "reason": "机构改革"}
    page = client_of(town.li_qiang).post(address(made, "transfer"), given, follow=True).content.decode()
    assert "请向社会公告" in page
