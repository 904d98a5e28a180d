"""What follows from several pages, from a week of tries, and what does it come to?"""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from gongkai.pages import columns, following, reaching, service
from gongkai.pages.facts import Verdict
from gongkai.pages.law import limits
from gongkai.pages.page import read_page
from gongkai.pages.scoring import ADDING, FAILED, PASSED, Counted, Judged, account_score, score
from tests.law.pages.pages import DAY, html

NUMBERS = limits(DAY)
NOW = datetime(2026, 6, 15, 12, tzinfo=UTC)
FINE, FAULT, UNTOLD = Verdict


def week(times=24, fail=0, seconds=1.0, verdict=FAULT, days=7):
    """Tries of a week, by a clock that nobody waits for."""
    tries = [NOW - timedelta(days=day, hours=24 * n / times) for day in range(days) for n in range(times)]
    return [reaching.Probe(at, verdict if n < fail else FINE, seconds) for n, at in enumerate(tries)]


def reach(probes):
    return [one.kind for one in reaching.reach_faults(reaching.reached(probes, NOW, NUMBERS), NUMBERS)]


@pytest.mark.parametrize(
    ("probes", "found"),
    [
        (week(), []),
        (week(fail=8), ["sometimes_unreachable"]),  # 8 of 168: 4.8 in a hundred
        (week(fail=9), ["unreachable"]),
        (week(fail=1), []),
        (week(seconds=14.9), []),
        (week(seconds=15.0), ["unreachable"]),
        (week(times=19, fail=100), []),  # too few a day
        (week(days=6, fail=100), []),  # no week
        (
            week(fail=40, verdict=UNTOLD, times=28),
            [],
        ),  # too few can be told
    ],
)
def test_a_site_is_out_of_reach_after_a_week_of_enough_tries(probes, found):
    assert reach(probes) == found


@pytest.mark.parametrize(
    ("name", "newest", "kind"),
    [
        ("政务动态", DAY - timedelta(days=15), "news_stale"),
        ("政务动态", DAY - timedelta(days=14), None),
        ("通知公告", DAY - timedelta(days=184), "notices_stale"),
        ("通知公告", DAY - timedelta(days=180), None),
        ("领导简介", DAY - timedelta(days=900), None),
        ("政务动态", None, None),
    ],
)
def test_a_column_is_stale_by_its_kind(name, newest, kind):
    found = [one.kind for one in columns.column_faults(name, "/a/", newest, DAY, NUMBERS)]
    assert found == ([kind] if kind else [])


def test_the_home_page_is_stale_or_has_little_or_shows_no_days():
    def found(*ago):
        shown = columns.Listed(9, min((DAY - timedelta(days=one) for one in ago), default=None), len(ago))
        newest = max((DAY - timedelta(days=one) for one in ago), default=None)
        recent = sum(one <= NUMBERS.home_days for one in ago)
        told = columns.Listed(shown.entries, newest, recent)
        return [one.kind for one in columns.home_faults(told, DAY, NUMBERS)]

    assert found(15, 20) == ["home_stale"]
    assert found(14, 20) == ["few_home_updates"]
    assert found(*range(10)) == []
    assert found() == []


def invented(final="", print_="same", fine=True, led=False):
    return following.Invented(fine, led, final, print_)


def test_a_folder_that_answers_for_anything_is_seen_by_two_addresses_that_cannot_be():
    led = following.soft_answer([invented("http://x/", led=True)] * 2)
    assert led.is_gone("http://x/old", "http://x/", "any")
    assert not led.is_gone("http://x/", "http://x/", "any")
    looks = following.soft_answer([invented()] * 2)
    assert looks.is_gone("http://x/a", "http://x/a", "same")
    assert not looks.is_gone("http://x/a", "http://x/a", "other")
    for told in ([invented()], [invented(fine=False)] * 2, [invented(), invented(print_="other")]):
        assert following.soft_answer(told) is None


def test_a_search_that_says_that_there_is_nothing_is_wrong_and_one_that_a_script_fills_is_not_told():
    def told(main):
        page = read_page(html(main=main), "http://x/search", str)
        return service.search_told(page, "关于修路的通知")

    assert told("<a href='/a'>关于修路的通知</a>") == FINE
    assert told("<p>没有找到。</p>") == FAULT
    assert told("<a href='/b'>别的通知</a>") == FAULT
    assert told("<div id='app'></div>") == UNTOLD


def test_names_encryption_and_certificate():
    pair = ("www.x", "x")
    assert [one.place for one in reaching.pair_faults(FINE, FAULT, pair)] == ["x"]
    assert (
        list(reaching.pair_faults(FINE, UNTOLD, pair)) == list(reaching.pair_faults(FINE, FINE, pair)) == []
    )
    assert [one.kind for one in reaching.https_faults("http://x/", FINE)] == ["not_https"]
    assert (
        list(reaching.https_faults("https://x/", FINE))
        == list(reaching.https_faults("http://x/", UNTOLD))
        == []
    )
    soon, later = NOW + timedelta(days=29), NOW + timedelta(days=31)
    assert [one.kind for one in reaching.certificate_faults(soon, NOW, NUMBERS)] == ["certificate_ends"]
    assert list(reaching.certificate_faults(later, NOW, NUMBERS)) == []


def line(result, code):
    return next(one for one in result.lines if one.indicator.code == code)


def test_points_are_lost_by_kind_up_to_the_most_and_each_is_explained():
    result = score([Counted("home_link_dead"), *[Counted("link_dead", places=300)] * 3], DAY)
    assert (result.verdict, result.points) == (ADDING, Decimal("98.7"))
    assert line(result, "links").said == (
        "首页的链接打不开：1 个，每个扣 1 分，计 1 分。",
        "链接打不开：3 个，每个扣 0.1 分，计 0.3 分。",
    )
    most = score([Counted("link_dead")] * 300, DAY)
    assert (most.points, line(most, "links").said[-1]) == (Decimal(80), "本项最多扣 20 分。")
    assert most.verdict == PASSED


def test_one_veto_fails_the_site_and_nothing_is_scored():
    result = score([Counted("home_stale"), Counted("link_dead")], DAY)
    assert (result.verdict, result.points, line(result, "V3").is_vetoed) == (FAILED, None, True)


def test_stale_columns_are_counted_together_and_four_do_not_fail():
    four = [Counted("news_stale"), Counted("notices_stale")] * 2
    assert score(four, DAY).verdict == ADDING
    assert "4 个，到 5 个即单项否决，没有达到" in line(score(four, DAY), "V4").said[0]
    assert score([*four, Counted("column_empty")], DAY).verdict == ADDING
    assert score([*four, Counted("news_stale")], DAY).verdict == FAILED


def test_what_could_not_be_told_takes_nothing_away_and_is_said():
    result = score([], DAY, [("V2", "没有满一周")])
    assert (result.points, line(result, "V2").said) == (Decimal(100), ("看不出，不扣分：没有满一周",))
    assert "由人检查" in line(result, "V1").said[0]


def test_what_people_found_counts_with_what_the_machine_found():
    lost = Judged("replies", FAULT, Decimal("2.5"), "六个工作日才答复")
    result = score([Counted("link_dead")], DAY, judged=[lost, Judged("overview", FINE)])
    assert (result.verdict, result.points) == (ADDING, Decimal("97.4"))
    assert line(result, "replies").said == ("人工检查：有问题。六个工作日才答复", "人工检查扣 2.5 分。")
    assert line(result, "overview").said == ("人工检查：没有问题。",)
    most = score([], DAY, judged=[Judged("replies", FAULT, Decimal(50))])
    assert (most.points, line(most, "replies").said[-1]) == (Decimal(95), "本项最多扣 5 分。")
    veto = score([], DAY, judged=[Judged("V1", FAULT, said="严重表述错误")])
    assert (veto.verdict, veto.points) == (FAILED, None)
    assert score([], DAY, judged=[Judged("V1", UNTOLD), Judged("V5", FINE)]).points == 100


def test_points_are_added_above_eighty_alone():
    bonus = Judged("bonus", FINE, Decimal(40))
    assert score([], DAY, judged=[bonus]).points == 130
    low = [Judged(code, FAULT, Decimal(10)) for code in ("columns", "matters")]
    assert (score([], DAY, judged=[bonus, *low]).verdict, score([], DAY, judged=[bonus, *low]).points) == (
        PASSED,
        Decimal(80),
    )


def test_an_account_fails_by_one_veto_and_gets_no_points():
    assert (account_score([]).verdict, account_score([]).points) == (PASSED, None)
    stale = account_score([Judged("M2", FAULT, said="最近一条是2026-05-20")])
    assert stale.verdict == FAILED
    assert {one.indicator.code for one in stale.lines} == {"M1", "M2", "M3"}


EXEMPT = Judged("V6", FINE, said="没有对外服务职能", exempt=True)


@pytest.mark.parametrize(
    ("lost", "points", "verdict"),
    [
        ("0", "100", ADDING),  # 75 × 4/3
        ("15", "80", PASSED),  # 60 × 4/3: added is only above eighty
        ("14.9", "80.13", ADDING),
        ("30", "60", PASSED),
        ("30.1", "59.87", FAILED),
    ],
)
def test_of_an_office_that_serves_nobody_75_points_count_for_100(lost, points, verdict):
    """手册05 §3.1: 没有对外服务职能的国务院部门，不查办事服务指标，以75分制得分×4/3."""
    lines = [("overview", 5), ("columns", 10), ("replies", 5), ("asking", 5), ("interpretation", 5)]
    left, told = Decimal(lost), []
    for name, most in [*lines, ("solicitation", 5)]:
        told.append(Judged(name, FAULT, min(left, Decimal(most))))
        left -= told[-1].points
    result = score([Counted("no_service")], DAY, judged=[EXEMPT, *told])
    assert (result.points, result.verdict) == (Decimal(points), verdict)
    assert "乘以 4/3" in line(result, "V6").said[0]
    assert "乘以 4/3" in line(result, "matters").said[0]


def test_without_that_the_lack_of_services_fails_a_site():
    assert score([Counted("no_service")], DAY).verdict == FAILED
    assert score([Counted("home_stale")], DAY, judged=[EXEMPT]).verdict == FAILED
