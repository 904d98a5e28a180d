"""Are dead links told before a text goes out and after, and nobody's network taken for a dead page?"""

import socket
from datetime import datetime, timedelta
from types import SimpleNamespace

import pytest
from django.utils import timezone

from gongkai_web.fetching import verdicts
from gongkai_web.fetching.errors import Failed, Failure, NotAsked
from gongkai_web.fetching.fetch import Fetched
from gongkai_web.fetching.wire import Answer
from gongkai_web.prepared import read
from gongkai_web.publishing.items import actions, jobs, link_pace, link_round, link_walk, links
from gongkai_web.publishing.items import work as working
from gongkai_web.publishing.items.checks import open_points
from gongkai_web.publishing.items.link_models import DeadLink, LinkAgain, LinkCheck, Verdict
from gongkai_web.publishing.items.pages.work import work_rows
from tests.web.fetching.conftest import page, site  # noqa: F401 – a site on loopback
from tests.web.items.test_work import rows
from tests.web.items.written import CONTENT, DAY, again, decide, drafted, keep_secrets, published

GONE, FINE, SHUT = "https://gone.example/a", "https://fine.example/", "https://shut.example/"
BODY = f'<p>见<a href="{GONE}">办法</a>、<a href="{FINE}">说明</a>、<a href="{SHUT}">附录</a>。</p>'
NEXT = DAY + timedelta(days=1)


class Web:
    """Answers by a list; `asked`: which addresses it was asked for."""

    def __init__(self, **changed):
        self.says = {GONE: 404, FINE: 200, SHUT: 403, **changed}
        self.asked = []

    def fetch(self, address):
        self.asked.append(address)
        said = self.says[address]
        if isinstance(said, Exception):
            raise said
        return Fetched(Answer(said, {}, b"", False), (address,))


def check(day=DAY, web=None, hour=9):
    """One round on that day; what it asked."""
    web = web or Web()
    before = len(web.asked)
    now = datetime(day.year, day.month, day.day, hour, tzinfo=timezone.get_current_timezone())
    link_round.run(link_round.Round(web, now), lambda: None)
    return web.asked[before:]


def told(day=NEXT, body=BODY):
    """What 发布前清单 says of the links that do not answer."""
    content = {**dict.fromkeys(("body", "source_url"), ""), "body": body}
    return [point.message for point in links.points(content, day)]


def test_a_link_is_dead_when_it_did_not_answer_on_two_days(office):
    drafted(office, content={"body": BODY})
    assert sorted(check()) == sorted([GONE, FINE, SHUT])
    assert told() == []
    # The same day it is not asked again; what answered not before a week is over.
    assert check() == []
    assert check(NEXT) == [GONE, SHUT]
    said = "404，自 2026-03-02 起，2026-03-03 检查"
    assert told() == [f"正文的链接「{GONE}」打不开（{said}）；请核对，换成现在的网址，或者去掉。"]


def test_it_stands_among_the_open_points_of_a_draft_and_asks(office):
    edition = drafted(office, content={"body": BODY})
    check()
    check(NEXT)
    found = open_points(edition.content, office.district, NEXT)
    assert [(one.level, one.field) for one in found if one.code == "link_dead"] == [("ask", "body")]


def test_a_link_that_answers_again_is_not_dead(office):
    drafted(office, content={"body": BODY})
    check()
    check(NEXT)
    check(NEXT + timedelta(days=1), Web(**{GONE: 200}))
    assert told() == []
    assert LinkCheck.objects.get(key=links.key_of(GONE)).failing_since is None


def test_what_cannot_be_told_says_nothing_and_ends_nothing(office):
    drafted(office, content={"body": BODY})
    for number, said in enumerate((404, NotAsked("对方网站不让程序访问"), 429, 503, 404)):
        check(DAY + timedelta(days=number), Web(**{GONE: said}))
    kept = LinkCheck.objects.get(key=links.key_of(GONE))
    assert (kept.failing_since, kept.failed_days) == (DAY, 2)
    shut = LinkCheck.objects.get(key=links.key_of(SHUT))
    assert (shut.verdict, shut.failing_since) == (Verdict.UNKNOWN, None)


@pytest.mark.parametrize(
    ("status", "verdict"),
    [(200, "fine"), (304, "fine"), (404, "dead"), (410, "dead"), (500, "dead"), (502, "dead"),
     (400, "dead"), (401, "unknown"), (403, "unknown"), (429, "unknown"), (503, "unknown"), (418, "unknown")],
)  # fmt: skip
def test_a_link_is_told_as_the_inspection_of_a_site_tells_it(office, status, verdict):
    """One place of the three verdicts; an answer is never two things."""
    told_there = {"fine": "fine", "dead": "fault", "unknown": "untold"}[verdict]
    assert verdicts.of_status(status) == told_there
    drafted(office, content={"body": BODY})
    check(DAY, Web(**{GONE: status}))
    assert LinkCheck.objects.get(key=links.key_of(GONE)).verdict == verdict


def test_a_machine_without_a_network_takes_no_link_for_dead(office):
    drafted(office, content={"body": BODY})
    cut_off = Web(**dict.fromkeys((GONE, FINE, SHUT), Failed(Failure.NAME)))
    for number in range(3):
        check(DAY + timedelta(days=number), cut_off)
    assert set(LinkCheck.objects.values_list("verdict", flat=True)) == {"unknown"}
    assert told() == []


def test_what_failed_before_anything_answered_counts_once_something_has(office):
    drafted(office, content={"body": BODY})
    check(web=Web(**{GONE: Failed(Failure.NAME)}))
    kept = LinkCheck.objects.get(key=links.key_of(GONE))
    assert (kept.verdict, kept.said, kept.failed_days) == ("dead", "域名解析不了", 1)


def test_a_bad_certificate_is_no_dead_page(office):
    drafted(office, content={"body": BODY})
    check(web=Web(**{GONE: Failed(Failure.CERTIFICATE)}))
    assert LinkCheck.objects.get(key=links.key_of(GONE)).verdict == "unknown"


@pytest.mark.parametrize(
    "written",
    ["http://10.1.2.3/", "file:///a", "https://u:p@fine.example/", "https://fine.example/?token=1",
     "javascript:alert(1)", "/files/1", "mailto:a@b.example", "http://oa.example/"],
)  # fmt: skip
def test_what_must_not_go_out_is_not_asked(written):
    assert links.addresses_of({**CONTENT, "body": f'<a href="{written}">见</a>'}) == []


def test_addresses_in_words_and_of_the_source_are_asked_once_without_their_fragment():
    content = {**CONTENT, "body": f'<a href="{FINE}#a">{FINE}</a> http://Other.example。', "source_url": FINE}
    assert links.addresses_of(content) == [FINE, "http://other.example"]


# – what is public


def test_who_writes_there_finds_a_public_item_with_its_link_and_its_author(office):
    item = published(office, content={"body": BODY})
    check()
    assert "改链接" not in str(rows(office.li_qiang))
    check(NEXT)
    assert ("改链接", item.title) in rows(office.li_qiang, NEXT)
    work = working.work(office.li_qiang, NEXT, read(working.lists(office.li_qiang, NEXT, timezone.now())))
    (row,) = (one for one in work_rows(work, NEXT) if one.act.label == "改链接")
    assert f"打不开：{GONE}" in row.about
    assert row.who == "李强（起草）"
    assert row.marks[0].text == "链接自 2026-03-02 打不开"
    assert "改链接" not in str(rows(office.he_jing, NEXT))


def test_the_row_goes_when_the_link_answers_or_a_change_is_handed_in(office):
    item = published(office, content={"body": BODY})
    check()
    check(NEXT)
    edition = actions.begin(item=item, by=office.li_qiang, day=NEXT)
    assert "改链接" in str(rows(office.li_qiang, NEXT))
    assert "改链接" not in str(rows(office.zhao_min, NEXT))
    actions.submit(edition=edition, by=office.li_qiang, day=NEXT, looked="原网址等对方恢复")
    assert "改链接" not in str(rows(office.li_qiang, NEXT))
    check(NEXT + timedelta(days=1), Web(**{GONE: 200}))
    assert not DeadLink.objects.exists()


def test_what_is_taken_down_as_secret_names_its_link_nowhere(office):
    item = published(office, content={"body": BODY})
    check()
    check(NEXT)
    actions.end(item=item, by=office.li_qiang, day=NEXT, kind="secret", reason="不应公开")
    assert "改链接" not in str(rows(office.li_qiang, NEXT))
    assert set(DeadLink.objects.values_list("address", flat=True)) <= {""}


# – in rounds


def with_links(office, *hosts):
    """An item for each, with a link there; and a web in which all of them answer."""
    bodies = {host: f'<a href="https://{host}.example/">见</a>' for host in hosts}
    made = [published(office, content={"body": body}) for body in bodies.values()]
    return made, Web(**{f"https://{host}.example/": 200 for host in hosts})


def hosts_of(addresses):
    return [one.removeprefix("https://").removesuffix(".example/") for one in addresses]


def test_the_newest_are_read_first_and_all_of_them_anew_after_a_week(office, monkeypatch):
    _, web = with_links(office, "a", "b", "c", "d", "e")
    monkeypatch.setattr(link_pace, "LEAST_ITEMS", 2)
    assert [hosts_of(check(web=web, hour=hour)) for hour in (9, 10, 11, 12)] == [
        ["e", "d"],
        ["c", "b"],
        ["a"],
        [],
    ]
    assert check(DAY + timedelta(days=6), web) == []
    assert hosts_of(check(DAY + timedelta(days=7), web)) == ["e", "d"]


def test_what_went_out_or_was_changed_since_comes_before_what_stood_there(office, monkeypatch):
    (first, *_), web = with_links(office, "a", "b", "c", "d")
    monkeypatch.setattr(link_pace, "LEAST_ITEMS", 1)
    assert hosts_of(check(web=web)) == ["d"]
    edition = actions.begin(item=first, by=office.li_qiang, day=DAY)
    body = {"body": '<a href="https://new.example/">见</a>'}
    actions.edit(edition=edition, by=office.li_qiang, day=DAY, group="body", values=body, seen=1)
    actions.submit(edition=again(edition), by=office.li_qiang, day=DAY)
    for decide_on, person in (
        (decide, office.zhao_min),
        (keep_secrets, office.chen_jing),
        (decide, office.sun_li),
    ):
        decide_on(person, edition)
    actions.publish(edition=again(edition), by=office.li_qiang, day=DAY)
    web.says["https://new.example/"] = 200
    assert hosts_of(check(web=web, hour=10)) == ["new", "c"]


def test_what_a_full_round_did_not_ask_comes_first_in_the_next(office, monkeypatch):
    _, web = with_links(office, "a", "b", "c")
    monkeypatch.setattr(link_round, "MOST_ASKED", 2)
    assert hosts_of(check(web=web)) == ["c", "b"]
    with_links(office, "d")
    web.says["https://d.example/"] = 200
    assert hosts_of(check(web=web)) == ["a", "d"]
    assert not LinkAgain.objects.exists()


def test_what_did_not_answer_is_asked_the_next_day_and_not_when_its_turn_comes_again(office):
    (item,), web = with_links(office, "a")
    published(office, content={"body": f'<a href="{FINE}">见</a>'})
    web.says["https://a.example/"] = Failed(Failure.NAME)
    check(web=web)
    assert list(LinkAgain.objects.values_list("item", "on")) == [(item.pk, NEXT)]
    # Nothing else is asked on that day: one that answered before says that the network is there.
    assert check(NEXT, web) == ["https://a.example/", FINE]
    assert list(DeadLink.objects.values_list("item", flat=True)) == [item.pk]
    # It goes on so until it answers, or is public no more.
    actions.end(item=item, by=office.li_qiang, day=NEXT, kind="withdrawn", reason="误公开")
    assert check(NEXT + timedelta(days=1), web) == []
    assert not LinkAgain.objects.exists()


def test_where_too_many_wait_nothing_new_is_begun(office, monkeypatch):
    _, web = with_links(office, "a", "b", "c")
    monkeypatch.setattr(link_round, "MOST_ASKED", 1)
    monkeypatch.setattr(link_walk, "MOST_AGAIN", 1)
    check(web=web)
    with_links(office, "d")
    web.says["https://d.example/"] = 200
    assert [hosts_of(check(web=web)) for _ in range(3)] == [["b"], ["a"], ["d"]]


def test_a_round_that_has_lasted_a_minute_asks_no_more(office):
    published(office, content={"body": BODY})
    web, moments = Web(), iter((0.0, 1.0, 61.0))
    link_round.run(link_round.Round(web, timezone.now(), clock=lambda: next(moments, 99.0)), lambda: None)
    assert web.asked == [GONE]


def test_the_job_asks_by_the_rules_of_fetching_and_not_at_all_where_it_is_switched_off(
    office,
    site,  # noqa: F811
    settings,
    monkeypatch,
):
    port = int(site.host.rpartition(":")[2])
    site.pages = {"/here": page(), "/in/1": page(), "/robots.txt": page(b"User-agent: *\nDisallow: /in/")}
    named = f"site.example:{port}"
    there = "".join(f'<a href="http://{named}{path}">见</a>' for path in ("/here", "/gone", "/in/1"))
    published(office, content={"body": f'{there}<a href="http://inside.example/">见</a>'})
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: [(2, 1, 6, "", ("127.0.0.1", port))])
    settings.LINK_SECONDS, settings.FETCH_NAMED, settings.LINK_CHECKS = 0, {named}, False
    context = SimpleNamespace(go_on=lambda: None)
    assert jobs.check_links.func(context) == 0
    settings.LINK_CHECKS = True
    assert jobs.check_links.func(context) == 4
    assert site.asked == ["/robots.txt", "/here", "/gone"]
    kept = LinkCheck.objects.order_by("pk").values_list("verdict", "said")
    assert list(kept) == [
        ("fine", "200"),
        ("unknown", "指向内网的地址，没有访问"),
        ("dead", "404"),
        ("unknown", "对方网站不让程序访问（robots.txt）"),
    ]
