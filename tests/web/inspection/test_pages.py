"""Who sees and begins inspections on their pages, and what do these say?"""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from gongkai_web.audit import verify
from gongkai_web.audit.models import AuditLine
from gongkai_web.errors import NotAllowed, Refused
from gongkai_web.oversight.inspection import queries
from gongkai_web.oversight.inspection.actions import runs
from gongkai_web.oversight.inspection.models import Finding, Run
from gongkai_web.oversight.inspection.urls import urlpatterns
from gongkai_web.publishing.channels import actions as channels
from gongkai_web.registers import actions as registers
from gongkai_web.registers.declared import registers as declared
from tests.law.pages.pages import DAY
from tests.web.inspection.conftest import OPENED
from tests.web.inspection.test_crawl import HOME, crawl, page

WHO = ("anonymous", "officer", "supervisor", "elsewhere", "stranger")
STAFF = {"anonymous": 302, "officer": 200, "supervisor": 200, "elsewhere": 404, "stranger": 404}
EXPECTED = {
    "accounts": {**dict.fromkeys(WHO, 200), "anonymous": 302},
    "runs": {**dict.fromkeys(WHO, 200), "anonymous": 302},
    "new": {"anonymous": 302, "officer": 200, "supervisor": 200, "elsewhere": 403, "stranger": 403},
    "run": STAFF,
    "finding": STAFF,
}


@pytest.fixture
def done(inspect):
    outlet = inspect.site(HOME)
    pages = {HOME: page("<img src='/x.png'>"), f"{HOME}x.png": page("")}
    return crawl(outlet, pages)[0]


def client_of(person):
    client = Client()
    client.force_login(person)
    return client


def address(name, done):
    args = {"run": [done.pk], "finding": [Finding.objects.filter(run=done, kind="image_alt").get().pk]}
    return reverse(f"inspection:{name}", args=args.get(name, []))


def test_every_address_has_an_expectation():
    assert sorted(one.name for one in urlpatterns) == sorted(EXPECTED)


@pytest.mark.parametrize("who", WHO)
def test_each_address_answers_each_person_as_expected(town, done, who):
    people = {
        "officer": town.li_qiang,
        "supervisor": town.zhou_jie,
        "elsewhere": town.he_jing,
        "stranger": town.stranger,
    }
    client = client_of(people[who]) if who in people else Client()
    found = {name: client.get(address(name, done)).status_code for name in EXPECTED}
    assert found == {name: expected[who] for name, expected in EXPECTED.items()}


def test_the_supervisor_begins_an_inspection_and_it_stands_in_the_trail(town, inspect):
    outlet = inspect.site(HOME)
    page_of = client_of(town.zhou_jie).post(reverse("inspection:new"), {"outlet": outlet.pk}, follow=True)
    assert "已排入" in page_of.content.decode()
    run = Run.objects.get()
    assert (run.asked_by, run.state) == (town.zhou_jie, "running")
    assert AuditLine.objects.filter(act="inspection.start_run", subject=f"inspection.Run:{run.pk}").exists()
    assert verify.verify().sound
    again = client_of(town.zhou_jie).post(reverse("inspection:new"), {"outlet": outlet.pk})
    assert (again.status_code, "正在检查" in again.content.decode()) == (422, True)


def test_he_jing_begins_none_for_another_county(town, inspect):
    outlet = inspect.site(HOME)
    with pytest.raises(NotAllowed, match="不能检查网站"):
        runs.start_run(by=town.he_jing, outlet=outlet, day=DAY, now=timezone.now())


def test_the_result_is_told_by_indicator_and_each_point_explained(town, done):
    told = client_of(town.li_qiang).get(address("run", done)).content.decode()
    for words in ("同一季度人工登记的", "由人检查", "看不出，不扣分", "图片没有替代文字", "V5"):
        assert words in told


def test_a_fault_shows_its_evidence_and_what_to_do(town, done):
    told = client_of(town.li_qiang).get(address("finding", done)).content.decode()
    for words in (HOME, "请写明图片说的是什么", "content-type: text/html", "/x.png"):
        assert words in told


def judge(town, outlet, indicator, result, day=DAY, *, by=None, agency=None, **given):
    told = {"outlet": outlet, "indicator": indicator, "result": result, "said": "看了首页", **given}
    return registers.enter(
        register=declared()["hand-checks"],
        by=by or town.li_qiang,
        agency=agency or town.district,
        day=day,
        given=told,
        today=DAY,
    )


def test_what_people_found_in_the_quarter_counts_with_the_run_and_the_last_word_stands(town, done):
    outlet = done.outlet
    judge(town, outlet, "V1", "有问题", DAY - timedelta(days=100))  # the quarter before
    assert queries.result(done).points == 100
    judge(town, outlet, "replies", "有问题", points="2.5", link="https://www.baishi.example/zx")
    result = queries.result(done)
    assert result.points == Decimal("97.5")
    (replies,) = [one for one in result.lines if one.indicator.code == "replies"]
    assert replies.said[0] == f"人工检查：有问题。{DAY}，看了首页（https://www.baishi.example/zx）"
    wrong = judge(town, outlet, "V1", "有问题")
    assert queries.result(done).verdict == "failed"
    registers.void(
        register=declared()["hand-checks"], entry=wrong, by=town.li_qiang, day=DAY, reason="看错了"
    )
    assert queries.result(done).points == Decimal("97.5")


def test_zhou_jie_looks_at_the_sites_of_the_units_and_her_word_stands_before_theirs(town, done):
    hers = {"by": town.zhou_jie, "agency": town.city}
    client = client_of(town.zhou_jie)
    assert done.outlet.name in client.get(reverse("registers:new", args=["hand-checks"])).content.decode()
    judge(town, done.outlet, "V1", "有问题", **hers)
    judge(town, done.outlet, "V1", "没有问题")  # later, by the unit itself
    assert queries.result(done).verdict == "failed"
    told = client_of(town.li_qiang).get(address("run", done)).content.decode()
    (line,) = (one for one in told.split("<tr") if ">V1<" in one)
    assert ("单项否决" in line, "由人检查" in line) == (True, False)
    with pytest.raises(Refused, match="里没有"):
        judge(town, done.outlet, "V1", "没有问题", by=town.he_jing, agency=town.county)


def test_only_a_department_of_the_state_council_is_not_asked_for_services(town, done):
    with pytest.raises(Refused, match="不是国务院部门"):
        judge(town, done.outlet, "V6", "不查")


@pytest.mark.parametrize(
    ("indicator", "result", "points", "words"),
    [
        ("M1", "有问题", "", "是政务新媒体的指标"),
        ("replies", "有问题", "5.1", "最多 5 分"),
        ("V1", "有问题", "1", "不计分"),
        ("replies", "没有问题", "1", "对不上"),
        ("bonus", "有问题", "1", "对不上"),
    ],
)
def test_a_sheet_that_does_not_fit_its_indicator_is_refused(town, done, indicator, result, points, words):
    with pytest.raises(Refused, match=words):
        judge(town, done.outlet, indicator, result, points=points)


def test_an_account_is_told_by_what_people_found_of_it(town, inspect, monkeypatch):
    monkeypatch.setattr(timezone, "localdate", lambda *_: DAY)
    account = channels.open_outlet(
        by=town.li_qiang, agency=town.district, day=OPENED, channel="wechat", name="云溪发布"
    )
    seen = client_of(town.li_qiang).get(reverse("inspection:accounts")).content.decode()
    assert "还有 3 项没有检查" in seen
    judge(town, account, "M2", "有问题", said="最近一条是2026-05-20")
    seen = client_of(town.li_qiang).get(reverse("inspection:accounts")).content.decode()
    for words in ("云溪发布", "不合格", "M2 内容不更新：人工检查：有问题。2026-06-15，最近一条是2026-05-20"):
        assert words in seen
    assert "云溪发布" not in client_of(town.stranger).get(reverse("inspection:accounts")).content.decode()


def test_an_account_with_nothing_new_for_two_weeks_is_proposed_to_be_looked_at_and_is_not_failed(
    town, monkeypatch
):
    """What was entered or came in from a workbook tells when it was renewed; the rest may be there, too."""
    monkeypatch.setattr(timezone, "localdate", lambda *_: DAY)
    about = {"by": town.li_qiang, "agency": town.district, "today": DAY}
    account = channels.open_outlet(**about, day=OPENED, channel="wechat", name="云溪发布")
    client = client_of(town.li_qiang)

    def seen():
        return client.get(reverse("inspection:accounts")).content.decode()

    assert "看不出，不扣分：没有登记过稿件" in seen()
    given = {"title": "汛期提示", "outlet": account, "article_class": "work_news"}
    for ago in (40, 15):
        registers.enter(register=declared()["articles"], day=DAY - timedelta(days=ago), given=given, **about)
    said = "最近一篇登记的稿件是2026-05-31的，超过14天没有更新；请打开账号核对，登记M2"
    assert said in seen()
    assert "还有 3 项没有检查" in seen()
    articles = declared()["articles"]
    new = registers.enter(register=articles, day=DAY - timedelta(days=14), given=given, **about)
    assert "请打开账号核对" not in seen()
    registers.void(register=articles, entry=new, by=town.li_qiang, day=DAY, reason="不是这个账号发的")
    assert said in seen()
    judge(town, account, "M2", "没有问题", said="每天都有")
    assert "请打开账号核对" not in seen()


def test_a_site_of_the_state_that_is_not_registered_is_proposed_with_what_was_decided(town, inspect):
    seen, known = "http://old.baishi.gov.cn/a", "https://www.known.gov.cn/"
    links = "".join(f"<a href='{one}'>外</a>" for one in (seen, known, "http://firm.example/"))
    channels.open_outlet(
        by=town.li_qiang, agency=town.district, day=OPENED, channel="website", name="另一个网站",
        address="http://known.gov.cn/", reason="另设",
    )  # fmt: skip
    ok = page("<p>好</p>")
    outlet = channels.open_outlet(
        by=town.li_qiang, agency=town.district, day=OPENED, channel="website", name="云溪区政府网",
        address=HOME, reason="另设",
    )  # fmt: skip
    run, _ = crawl(outlet, {HOME: page(links), seen: ok, known: ok, "http://firm.example/": ok})
    assert [(one.host, one.address, one.steps) for one in queries.unregistered(run)] == [
        ("old.baishi.gov.cn", seen, [])
    ]
    for step, reason in (("建议登记", "还在更新"), ("不登记", "已经由市里登记")):
        registers.enter(
            register=declared()["seen-hosts"],
            by=town.li_qiang,
            agency=town.district,
            day=DAY,
            given={"host": "old.baishi.gov.cn", "step": step, "reason": reason, "link": HOME},
            today=DAY,
        )
    told = client_of(town.li_qiang).get(reverse("inspection:run", args=[run.pk])).content.decode()
    for words in (seen, f"{DAY} 建议登记：还在更新", f"{DAY} 不登记：已经由市里登记"):
        assert words in told
