"""Is a site asked politely and within bounds, and is nothing held against it that could not be told?"""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.utils import timezone

from gongkai.errors import UsageError
from gongkai.pages.check import check_page
from gongkai_web.errors import Refused
from gongkai_web.fetching.errors import Failed, Failure, NotAsked
from gongkai_web.fetching.fetch import Fetched, Fetcher, Limits
from gongkai_web.fetching.pace import Pace
from gongkai_web.fetching.wire import Answer
from gongkai_web.oversight.inspection import jobs, queries, reading
from gongkai_web.oversight.inspection.actions import runs
from gongkai_web.oversight.inspection.addresses import canonical, own_site, purpose_of, search_address
from gongkai_web.oversight.inspection.crawl import Crawler, Hours
from gongkai_web.oversight.inspection.models import Finding, Outcome, Run, Try, Visit
from tests.law.pages.pages import COLUMN, DAY, FOOT, METAS, TEXT, html

HOME = "http://www.baishi.example/"
GONE = Answer(404, {"content-type": "text/html"}, b"", False)


def answer(text="", status=200, **headers):
    kept = {
        "content-type": "text/html; charset=utf-8",
        **{name.replace("_", "-"): one for name, one in headers.items()},
    }
    return Answer(status, kept, text if isinstance(text, bytes) else text.encode(), False)


class Answering:
    """A fetcher without a network: what it answers by address. `asked`: for what, with which head."""

    seconds = 0.0

    def __init__(self, pages):
        self.pages, self.asked = pages, []

    def fetch(self, address, *, headers=None, most_bytes=None, whether_open=False):
        self.asked.append((address, dict(headers or {})))
        found = self.pages.get(address, GONE)
        if isinstance(found, list):
            found = found.pop(0) if len(found) > 1 else found[0]
        if isinstance(found, Exception):
            raise found
        return Fetched(found, (address,), self.seconds)

    def times(self, address):
        return sum(one == address for one, _ in self.asked)


def page(main, **given):
    return answer(html(main=main, metas=given.pop("metas", {}), **given))


@pytest.fixture
def outlet(inspect):
    return inspect.site(HOME)


def crawl(outlet, pages, day=DAY, now=None):
    """One run over these pages; the run and who was asked."""
    foot = {f"{HOME}{name}": page("<p>好</p>") for name in ("m", "m.png", "z")}
    asked = Answering({HOME: page("<p>首页</p>"), **foot, **pages})
    run = runs.begin_run(outlet=outlet, day=day, now=timezone.now())
    assert Crawler(run, asked, clock=(lambda: now) if now else timezone.now).work()
    run.refresh_from_db()
    return run, asked


def keys(run, *kinds):
    return sorted(one.key for one in run.findings.all() if not kinds or one.kind in kinds)


def cut(came):
    return Answer(came.status, came.headers, came.body.partition(b'<div class="footer">')[0], True)


def test_of_pages_too_large_to_be_read_whole_what_may_follow_is_not_told(outlet):
    menu = html(main="<ul><li><a href='/1'>旧</a>2025-01-03</li></ul>")
    menu = menu.replace('<a href="/">首页</a>', "<a href='/dt/'>政务动态</a>")
    old = page("<ul><li><a href='/dt/1'>旧闻</a>2025-01-03</li></ul>", metas=COLUMN)
    pages = {HOME: cut(answer(menu)), f"{HOME}dt/": cut(old), f"{HOME}1": page("<p>好</p>")}
    run, _ = crawl(outlet, pages)
    assert keys(run, "home_stale", "news_stale", "footer_icp", "few_home_updates") == []
    said = "超过一页最多取的大小，只看了开头"
    assert ["V3", f"首页{said}。"] in run.untold
    assert ["V4", f"栏目“政务动态”{said}。"] in run.untold
    assert ["marks", f"2 个网页{said}，底部和后面的内容看不出。"] in run.untold
    whole, _ = crawl(outlet, {**pages, HOME: answer(menu), f"{HOME}dt/": old}, DAY + timedelta(days=1))
    assert keys(whole, "home_stale", "news_stale") == ["home_stale|home", "news_stale|/dt/"]


def test_what_no_database_keeps_is_cleaned_before_it_is_written(outlet):
    bad = "x\0y\ud800z"
    told = answer(
        html(main=f"<img src='/a&#0;b'><p>{TEXT}</p>", title="修&#xd800;路"), etag=bad, content_length=bad
    )
    pages = {HOME: page("<a href='/a'>一</a><a href='/b'>二</a>"), f"{HOME}a": told,
             f"{HOME}b": NotAsked(f"不能访问{bad}")}  # fmt: skip
    run, _ = crawl(outlet, pages)
    kept = str(list(Visit.objects.filter(run=run).values())) + str(list(run.findings.values()))
    assert not [one for one in ("\\x00", "\\ud800") if one in kept]
    assert Visit.objects.get(run=run, address=f"{HOME}a").headers["etag"] == "xy\ufffdz"
    jobs.try_site(outlet, Answering({HOME: NotAsked(f"不能访问{bad}")}))
    assert Try.objects.last().said == "不能访问xy\ufffdz"
    assert canonical(f"{HOME}a\0b") == canonical(f"{HOME}\ud800") == ""


def test_a_link_is_dead_when_it_failed_on_two_days_and_weighs_more_on_the_home_page(outlet):
    pages = {HOME: page("<a href='/a'>一</a><a href='/b'>二</a>"), f"{HOME}a": page("<a href='/c'>三</a>")}
    first, _ = crawl(outlet, pages, DAY)
    assert keys(first, "home_link_dead", "link_dead") == []
    assert ["links", "2 个链接这次没有打开，换一天再查。"] in first.untold
    same, _ = crawl(outlet, pages, DAY)
    assert keys(same, "home_link_dead", "link_dead") == []
    second, _ = crawl(outlet, pages, DAY + timedelta(days=1))
    assert keys(second, "home_link_dead", "link_dead") == [f"home_link_dead|{HOME}b", f"link_dead|{HOME}c"]


def test_a_link_that_answers_in_between_begins_anew(outlet):
    dead = {HOME: page("<a href='/a'>一</a>")}
    for day, pages in enumerate([dead, {**dead, f"{HOME}a": page("<p>好</p>")}, dead]):
        run, _ = crawl(outlet, pages, DAY + timedelta(days=day))
    assert keys(run, "home_link_dead") == []


def test_sites_of_others_are_dead_only_where_one_of_them_answered(outlet):
    cut_off = {
        HOME: page("<a href='http://other.example/a'>外</a>"),
        "http://other.example/a": Failed(Failure.TIME),
    }
    online = {HOME: page("<a href='http://other.example/a'>外</a>"
                         "<a href='http://third.example/'>外</a>"),
              "http://other.example/a": Failed(Failure.TIME),
              "http://third.example/": answer("ok")}  # fmt: skip
    for day in range(2):
        run, _ = crawl(outlet, cut_off, DAY + timedelta(days=day))
    assert keys(run, "home_link_dead") == []
    for day in range(2, 4):
        run, _ = crawl(outlet, online, DAY + timedelta(days=day))
    assert keys(run, "home_link_dead") == ["home_link_dead|http://other.example/a"]


@pytest.mark.parametrize("status", [401, 403, 412, 429, 503])
def test_a_refusal_is_no_fault_and_is_said(outlet, status):
    pages = {HOME: page("<a href='/a'>一</a>"), f"{HOME}a": answer("", status)}
    for day in range(3):
        run, _ = crawl(outlet, pages, DAY + timedelta(days=day))
    assert keys(run, "home_link_dead", "link_dead") == []
    assert Visit.objects.get(run=run, address=f"{HOME}a").outcome == Outcome.UNTOLD
    assert ["links", "1 个网址对方不让读、要求验证或者要求等待。"] in run.untold


def test_who_asks_to_come_later_is_asked_later_and_not_for_ever(outlet):
    busy = answer("", 429, retry_after="0")
    pages = {HOME: page("<a href='/a'>一</a><a href='/b'>二</a>"), f"{HOME}a": busy}
    pages[f"{HOME}b"] = [answer("", 503, retry_after="0"), page("<p>现在好了</p>")]
    run, asked = crawl(outlet, pages)
    assert (asked.times(f"{HOME}a"), asked.times(f"{HOME}b")) == (3, 2)
    assert Visit.objects.get(run=run, address=f"{HOME}b").outcome == Outcome.FINE


def test_a_fault_of_a_template_is_one_with_a_place_on_each_page(outlet):
    bare = {"foot": FOOT.replace("豫ICP备05000001号", ""), "metas": METAS}
    pages = {f"{HOME}a{n}": page("<p>文</p>", **bare) for n in range(30)}
    pages[HOME] = page("".join(f"<a href='/a{n}'>{n}</a>" for n in range(30)))
    run, _ = crawl(outlet, pages)
    finding = Finding.objects.get(run=run, kind="footer_icp")
    assert finding.places.count() == 30
    (raised,) = [one for one in queries.found(outlet) if one.kind == "footer_icp"]
    assert (raised.key, raised.pages, raised.indicator) == ("footer_icp|foot", 30, "marks")
    assert "ICP" in raised.message
    evidence = raised.evidence[0]
    assert (evidence.address, evidence.status, len(evidence.body_hash)) == (f"{HOME}a0", 200, 64)
    assert evidence.headers["content-type"] == "text/html; charset=utf-8"


def test_columns_are_judged_by_their_lists_or_by_the_texts_to_which_they_lead(outlet):
    menu = "<a href='/dt/'>政务动态</a><a href='/gg/'>通知公告</a><a href='/yw/'>要闻</a>"
    home = html(main="<p>首页</p>").replace('<a href="/">首页</a>', menu)
    old, new = "发布时间：2025-01-03", "发布时间：2026-06-10"
    pages = {
        HOME: answer(home),
        f"{HOME}dt/": page(f"<ul><li><a href='/dt/1'>旧闻</a>{old}</li></ul>", metas=COLUMN),
        f"{HOME}gg/": page("<ul><li><a href='/gg/1'>公告</a></li></ul>", metas=COLUMN),
        f"{HOME}yw/": page("<p>暂无内容</p>", metas=COLUMN),
        f"{HOME}dt/1": page(f"<p>{old}</p>"),
        f"{HOME}gg/1": page(f"<p>{new}</p>"),
    }
    run, _ = crawl(outlet, pages)
    assert keys(run, "news_stale", "notices_stale", "column_empty") == [
        "column_empty|/yw/",
        "news_stale|/dt/",
    ]


MENU = {"/dt/": "政务动态", "/zx/": "咨询留言", "/bs/": "办事服务"}


def site(columns=MENU, main="<p>首页</p>", **pages):
    """A site with that menu; each column with a list of one text, by its day."""
    menu = "".join(f"<a href='{path}'>{name}</a>" for path, name in columns.items())
    served = {HOME: answer(html(main=main).replace('<a href="/">首页</a>', menu))}
    for path in columns:
        day = pages.get(path.strip("/"), "2026-06-10")
        served[f"{HOME}{path[1:]}"] = page(f"<ul><li><a href='/1'>文</a>{day}</li></ul>", metas=COLUMN)
    return {**served, f"{HOME}1": page("<p>好</p>")}


@pytest.mark.parametrize(
    ("lacking", "kind", "untold"),
    [("/zx/", "no_channel", "咨询建言渠道"), ("/bs/", "no_service", "办事服务")],
)
def test_a_site_without_a_channel_or_services_fails_where_all_of_it_was_seen(outlet, lacking, kind, untold):
    menu = {path: name for path, name in MENU.items() if path != lacking}
    run, _ = crawl(outlet, site(menu))
    assert keys(run, "no_channel", "no_service") == [f"{kind}|site"]
    assert queries.result(run).verdict == "failed"
    refused = {**site(menu), f"{HOME}1": answer("", 403)}
    second, _ = crawl(outlet, refused, DAY + timedelta(days=1))
    assert keys(second, "no_channel", "no_service") == []
    assert any(untold in said for _, said in second.untold)
    third, _ = crawl(
        outlet, {**site(menu), f"{HOME}1": page(f"<a href='/z'><img alt='{MENU[lacking]}'></a>")}
    )
    assert keys(third, "no_channel", "no_service") == []


def test_a_complaint_desk_is_no_channel_of_questions(outlet):
    run, _ = crawl(outlet, site({**MENU, "/zx/": "网上信访举报信箱"}))
    assert keys(run, "no_channel") == ["no_channel|site"]


def test_ten_columns_that_nobody_renewed_for_long_fail_a_site_and_nine_are_for_people(outlet):
    columns = {f"/c{n}/": f"专栏{n}工作" for n in range(9)}
    old = dict.fromkeys([f"c{n}" for n in range(10)], "2025-06-01")
    run, _ = crawl(outlet, site({**MENU, **columns, "/c9/": "领导简介"}, **old))
    assert keys(run, "columns_stale") == []
    (said,) = (said for code, said in run.untold if "9 个栏目超过 12 个月没有更新" in said)
    assert said.endswith("确实不用更新的，关闭、归档或者并入别的栏目。")
    second, _ = crawl(outlet, site({**MENU, **columns, "/c9/": "民生工程"}, **old), DAY + timedelta(days=1))
    (found,) = second.findings.filter(kind="columns_stale")
    assert (found.weight, found.places.count(), "民生工程" in found.what) == (10, 10, True)
    assert [one.is_vetoed for one in queries.result(second).lines if one.indicator.code == "V4"] == [True]


def test_a_home_page_that_only_leads_on_is_as_old_as_the_newest_of_its_columns(outlet):
    old = dict.fromkeys(("dt", "zx", "bs"), "2026-05-01")
    run, _ = crawl(outlet, site(**old))
    assert [(one.kind, one.what) for one in run.findings.filter(kind="home_stale")] == [
        ("home_stale", "2026-05-01")
    ]
    fresh, _ = crawl(outlet, site(**{**old, "bs": "2026-06-10"}), DAY + timedelta(days=1))
    assert keys(fresh, "home_stale", "few_home_updates") == []
    unknown, _ = crawl(outlet, site(**{**old, "bs": ""}), DAY + timedelta(days=2))
    assert keys(unknown, "home_stale") == []
    assert ["V3", "首页的信息没有写日期。"] in unknown.untold


def test_of_few_guides_none_is_whole(outlet):
    def served(*parts):
        guides = {
            f"{HOME}g{n}": page(f"<p>{one}：见下</p>" * 2, title="办事指南") for n, one in enumerate(parts)
        }
        links = "".join(f"<a href='/g{n}'>指南</a>" for n in range(len(parts)))
        return {**site(), f"{HOME}1": page(links), **guides}

    run, _ = crawl(outlet, served("事项名称", "联系电话"))
    assert keys(run, "guides_all_incomplete") == ["guides_all_incomplete|guides"]
    whole = "事项名称、设定依据、申请条件、办理材料、办理地点"
    second, _ = crawl(outlet, served("事项名称", whole), DAY + timedelta(days=1))
    assert keys(second, "guides_all_incomplete") == []


def test_a_file_that_was_in_order_is_sent_again_only_where_it_changed(outlet):
    good = answer(b"%PDF-1.7", content_type="application/pdf", etag='"1"')
    pages = {HOME: page("<a href='/a.pdf'>附件</a>"), f"{HOME}a.pdf": [good, answer(b"", 304)]}
    crawl(outlet, pages)
    run, asked = crawl(outlet, {**pages, f"{HOME}a.pdf": answer(b"", 304)}, DAY + timedelta(days=1))
    assert (f"{HOME}a.pdf", {"If-None-Match": '"1"'}) in asked.asked
    assert keys(run, "attachment_empty", "home_link_dead") == []


def test_both_names_are_tried_and_whether_http_leads_to_https(outlet):
    run, asked = crawl(outlet, {"http://baishi.example/": GONE, "https://baishi.example/": GONE})
    assert {"http://baishi.example/", "https://baishi.example/", "https://www.baishi.example/"} <= {
        one for one, _ in asked.asked
    }
    assert keys(run, "www_differs", "not_https") == ["not_https|home", "www_differs|baishi.example"]


def test_a_certificate_that_ends_soon_or_has_ended_is_told_with_its_day(outlet):
    now, secure = timezone.now(), "https://www.baishi.example/"
    for days, kept in ((20, ["certificate_ends|home"]), (40, [])):
        held = replace(answer(html(main="<p>首页</p>")), certificate_ends=now + timedelta(days=days, hours=1))
        run, _ = crawl(outlet, {secure: held}, DAY + timedelta(days=days), now=now)
        assert keys(run, "certificate_ends") == kept
        if kept:
            (found,) = run.findings.filter(kind="certificate_ends")
            assert found.what == " 20 "
            assert str(timezone.localdate(now) + timedelta(days=20))[:8] in found.places.get().excerpt
    run, _ = crawl(outlet, {secure: Failed(Failure.EXPIRED)})
    assert keys(run, "certificate_ends") == ["certificate_ends|home"]


def test_a_home_page_that_does_not_open_says_nothing_of_its_contents(outlet):
    run, _ = crawl(outlet, {HOME: Failed(Failure.TIME)})
    assert keys(run) == []
    assert ["V3", "首页这次没有打开（超过时限没有答复）。"] in run.untold


def test_nobody_works_outside_the_hours_nor_where_another_is_at_it(outlet):
    run = runs.begin_run(outlet=outlet, day=DAY, now=timezone.now())
    noon = timezone.localtime().replace(hour=12)
    assert not Crawler(run, Answering({}), hours=Hours(22, 6), clock=lambda: noon).work()
    assert runs.take_run(run=run, holder="another", now=noon)
    assert not Crawler(run, Answering({}), clock=lambda: noon).work()
    assert Crawler(run, Answering({}), clock=lambda: noon + timedelta(minutes=2)).work()


@pytest.mark.parametrize(
    ("written", "hour", "holds"),
    [
        ("", 3, True),
        ("22-6", 23, True),
        ("22-6", 5, True),
        ("22-6", 6, False),
        ("9-17", 9, True),
        ("9-17", 17, False),
    ],
)
def test_hours_are_read_as_they_are_set(written, hour, holds):
    assert Hours.of(written).hold(timezone.localtime().replace(hour=hour)) is holds


def test_hours_that_are_none_are_refused():
    with pytest.raises(UsageError, match="应写成 22-6 的样子"):
        Hours.of("nachts")


def test_an_inner_address_is_not_asked(inspect):
    outlet = inspect.site("http://127.0.0.1:9/")
    run = runs.begin_run(outlet=outlet, day=DAY, now=timezone.now())
    assert Crawler(run, Fetcher(Pace(0), Limits())).work()
    run.refresh_from_db()
    assert keys(run) == []
    assert ["V3", "首页这次没有打开（指向内网的地址，没有访问）。"] in run.untold


def test_a_link_that_leads_inwards_is_told_and_not_asked(outlet):
    inner = "http://oa.baishi.local/login"
    for day in range(2):
        run, asked = crawl(outlet, {HOME: page(f"<a href='{inner}'>登录</a>")}, DAY + timedelta(days=day))
    assert keys(run, "link_inner", "home_link_dead") == [f"link_inner|{inner}"]
    assert asked.times(inner) == 0


def test_a_site_without_an_address_and_one_that_is_being_inspected_are_refused(inspect, outlet):
    runs.begin_run(outlet=outlet, day=DAY, now=timezone.now())
    with pytest.raises(Refused, match="正在检查"):
        runs.begin_run(outlet=outlet, day=DAY, now=timezone.now())
    outlet.address = ""
    with pytest.raises(Refused, match="没有登记网址"):
        runs.begin_run(outlet=outlet, day=DAY, now=timezone.now())


def test_a_week_of_tries_is_told_with_the_run(outlet):
    now = timezone.now()
    for hour in range(24 * 7):
        outcome = Outcome.FAULT if hour % 10 == 0 else Outcome.FINE
        at = now - timedelta(hours=hour, minutes=1)
        runs.record_try(outlet=outlet, at=at, outcome=outcome, seconds=1.0, said="200")
    run, _ = crawl(outlet, {}, now=now)
    assert keys(run, "unreachable") == ["unreachable|home"]
    assert queries.result(run).verdict == "failed"


OTHER = "http://other.example/"


@pytest.fixture
def witnessed(outlet):
    """A site of whose last inspection somebody else's site is known to answer."""
    crawl(outlet, {HOME: page(f"<a href='{OTHER}'>外</a>"), OTHER: answer("ok")})
    return outlet


@pytest.mark.parametrize(
    ("failure", "other", "outcome"),
    [
        (Failure.TIME, answer("", 403), "fault"),  # the line is up: somebody else answers
        (Failure.NAME, answer("ok"), "fault"),
        (Failure.CONNECTION, Failed(Failure.CONNECTION), "untold"),
        (Failure.TIME, Failed(Failure.NAME), "untold"),
        (Failure.LOOKUP, answer("ok"), "untold"),  # our own name server was late
        (Failure.CERTIFICATE, answer("ok"), "untold"),
    ],
)
def test_our_own_line_is_never_held_against_a_site(witnessed, failure, other, outcome):
    jobs.try_site(witnessed, Answering({HOME: Failed(failure), OTHER: other}))
    assert Try.objects.last().outcome == outcome


def test_only_the_seconds_for_which_the_home_page_was_asked_count(witnessed):
    slow = Failed(Failure.TIME)
    slow.seconds = 15.01
    for came, seconds in ((slow, 15.01), (answer(), 0.25)):
        asked = Answering({HOME: came, OTHER: answer("ok")})
        asked.seconds = 0.25
        jobs.try_site(witnessed, asked)
        assert Try.objects.last().seconds == seconds


def test_a_try_is_written_down_as_it_came_out(witnessed):
    for came, outcome in ((answer(), "fine"), (Failed(Failure.TIME), "fault"), (answer("", 403), "untold")):
        jobs.try_site(witnessed, Answering({HOME: came, OTHER: answer("ok")}))
        assert Try.objects.last().outcome == outcome
    assert runs.forget_tries(before=timezone.now() + timedelta(days=1)) == 3


def test_a_rule_that_was_silent_for_a_quarter_is_named(outlet):
    assert queries.silent_kinds(DAY) == []
    run, _ = crawl(outlet, {HOME: page("<img src='/x.png'>")}, DAY - timedelta(days=100))
    assert "image_alt" in keys(run)[0]
    crawl(outlet, {HOME: page("<input name='q'>")}, DAY)
    silent = {one.code for one in queries.silent_kinds(DAY)}
    assert "image_alt" in silent
    assert "input_label" not in silent


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("HTTP://WWW.Baishi.example:80", "http://www.baishi.example/"),
        ("https://x.example:443/a#b", "https://x.example/a"),
        ("http://x.example:8080/?q=1", "http://x.example:8080/?q=1"),
        ("javascript:x()", ""), ("http://[::1", ""),
        ("http://x.example:99999/", ""), ("mailto:a@b", ""), ("http:///a", ""),
    ],
)  # fmt: skip
def test_an_address_is_kept_in_one_form(written, kept):
    assert canonical(written) == kept


def test_what_is_asked_for_is_told_by_the_tag_and_the_end_of_the_name():
    own = own_site(HOME)
    for address, tag, purpose in (
        (f"{HOME}a.html", "a", "page"), ("http://baishi.example/a.html", "a", "page"),
        (f"{HOME}a.PDF", "a", "file"),
        ("http://other.example/a.pdf", "a", "link"), (f"{HOME}x.js", "script", None),
        (f"{HOME}x.png", "img", "link"),
        ("http://other.example/f", "iframe", None), ("javascript:x()", "a", None),
    ):  # fmt: skip
        assert purpose_of(address, tag, own) == purpose
    form = {"action": f"{HOME}s?old=1", "name": "q", "hidden": {"siteid": "7"}}
    assert search_address(form, "修 路") == f"{HOME}s?siteid=7&q=%E4%BF%AE%20%E8%B7%AF"


def test_a_run_has_no_more_addresses_than_it_may(outlet):
    many = page("".join(f"<a href='/p{n}'>页</a>" for n in range(50)))
    asked = Answering({HOME: many})
    run = runs.begin_run(outlet=outlet, day=DAY, now=timezone.now(), most=20)
    assert Crawler(run, asked).work()
    assert Visit.objects.filter(run=run).count() == 20
    assert Run.objects.get(pk=run.pk).state == "done"


def test_a_page_on_which_a_rule_breaks_is_told_and_the_run_goes_on(outlet, monkeypatch):
    def breaks(seen, *rest):
        if seen.address.endswith("/a"):
            raise RecursionError
        return check_page(seen, *rest)

    monkeypatch.setattr(reading, "check_page", breaks)
    run, _ = crawl(outlet, {HOME: page("<a href='/a'>一</a><a href='/b'>二</a>"), f"{HOME}a": page("好"),
                            f"{HOME}b": page("<p>好</p>")})  # fmt: skip
    told = Visit.objects.get(run=run, address=f"{HOME}a")
    assert (run.state, told.outcome, told.said) == ("done", Outcome.UNTOLD, "这一页读不了，由人检查")
    assert Visit.objects.get(run=run, address=f"{HOME}b").outcome == Outcome.FINE
