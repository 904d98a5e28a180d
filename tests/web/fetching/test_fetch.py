"""Is the network asked politely, within limits, and never into somebody's intranet?"""

import contextlib
import itertools
import ssl
import threading
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from gongkai_web.fetching import robots
from gongkai_web.fetching.errors import Failed, Failure, NotAsked
from gongkai_web.fetching.hosts import is_public, place_of
from gongkai_web.fetching.pace import Pace
from tests.web.fetching.conftest import page


def fails(failure):
    return pytest.raises(Failed, match=failure.value)


def test_what_stands_there_comes_with_the_way_that_led_there(site):
    site.pages = {"/old": page(b"", 301, Location="/new?年=1"), "/new?%E5%B9%B4=1": page(b"text")}
    found = site.fetcher().fetch(f"{site.address}/old")
    assert (found.answer.status, found.answer.body, found.answer.cut) == (200, b"text", False)
    assert found.hops == (f"{site.address}/old", f"{site.address}/new?年=1")


@pytest.mark.parametrize(
    "number",
    ["127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0",
     "::1", "fe80::1%eth0", "fd00::1", "::ffff:10.0.0.1", "::10.0.0.1", "64:ff9b::10.0.0.1",
     "2002:a00:1::", "224.0.0.1"],
)  # fmt: skip
def test_a_number_of_an_inner_network_is_not_public(number):
    assert not is_public(number)


def test_numbers_of_the_public_network_are():
    assert is_public("114.114.114.114")
    assert is_public("2400:3200::1")


def test_a_name_of_which_one_number_is_inside_is_not_asked(site):
    def lookup(host, port):
        return ["114.114.114.114", "127.0.0.1"]

    with pytest.raises(NotAsked, match="指向内网"):
        site.fetcher(lookup=lookup).fetch("http://outside.example/")
    assert site.asked == []


def test_an_inner_host_is_asked_only_where_it_was_named(site):
    with pytest.raises(NotAsked, match="指向内网"):
        site.fetcher(named=()).fetch(f"{site.address}/")
    with pytest.raises(NotAsked, match="指向内网"):
        site.fetcher(named={"127.0.0.1:1"}).fetch(f"{site.address}/")
    assert site.asked == []


@pytest.mark.parametrize(
    "inside", ["http://inside.example/", "//inside.example/", "http://0x7f.1:{port}1/", "http://2130706433/"]
)
def test_each_hop_is_looked_at_anew(site, inside):
    port = site.host.rpartition(":")[2]
    site.pages = {"/": page(b"", 302, Location=inside.format(port=port[:-1]))}
    numbers = {"127.0.0.1": ["127.0.0.1"], "0x7f.1": ["127.0.0.1"], "2130706433": ["127.0.0.1"]}
    fetcher = site.fetcher(lookup=lambda host, _: numbers.get(host, ["10.0.0.1"]))
    with pytest.raises(NotAsked, match="指向内网"):
        fetcher.fetch(f"{site.address}/")
    assert site.asked == ["/robots.txt", "/"]


@pytest.mark.parametrize(
    "elsewhere", ["file:///etc/passwd", "ftp://127.0.0.1/", "javascript:alert(1)", "data:,x"]
)
def test_what_is_no_page_is_not_asked_at_any_hop(site, elsewhere):
    site.pages = {"/": page(b"", 302, Location=elsewhere)}
    for address in (elsewhere, f"{site.address}/"):
        with pytest.raises(NotAsked, match="不是网页的地址"):
            site.fetcher().fetch(address)


def test_the_connection_goes_to_the_number_that_was_looked_at(site):
    # A name that answers otherwise the second time: it is not asked for a second time.
    answers = iter([["127.0.0.1"], ["10.0.0.1"]])
    host, _, port = site.host.partition(":")
    place = place_of(
        "turns.example", int(port), named={f"turns.example:{port}"}, lookup=lambda *_: next(answers)
    )
    assert place.number == host


def test_a_name_without_a_number_has_failed(site):
    def lookup(host, port):
        raise OSError

    with fails(Failure.NAME):
        site.fetcher(lookup=lookup).fetch("http://nowhere.example/")


def test_a_name_for_which_nobody_answers_in_time_says_nothing_of_the_site(site):
    with fails(Failure.LOOKUP):
        site.fetcher(lookup=lookup_after(5), limits={"lookups": 0.05}).fetch(f"{site.address}/")
    assert site.asked == []


def lookup_after(seconds):
    def lookup(host, port):
        threading.Event().wait(seconds)
        return ["127.0.0.1"]

    return lookup


def test_what_we_wait_for_ourselves_is_not_the_time_of_the_site(site):
    def slow(handler):
        threading.Event().wait(0.1)
        page()(handler)

    site.pages = {"/": slow, "/robots.txt": slow}
    pace = Pace(0.4)
    limits = {"seconds": 0.45}
    found = site.fetcher(pace=pace, lookup=lookup_after(0.4), limits=limits).fetch(f"{site.address}/")
    assert 0.1 <= found.seconds < 0.4
    site.pages["/"] = drip(head=False)
    with fails(Failure.TIME) as why:
        site.fetcher(lookup=lookup_after(0.3), limits=limits).fetch(f"{site.address}/")
    assert 0.45 <= why.value.seconds < 0.7


def test_whether_a_page_opens_is_not_told_by_a_robots_txt_that_does_not_come(site):
    site.pages = {"/": page(), "/robots.txt": drip(head=False), "/in": page()}
    fetcher = site.fetcher(limits={"seconds": 0.2})
    assert fetcher.fetch(f"{site.address}/", whether_open=True).answer.status == 200
    with fails(Failure.TIME):
        fetcher.fetch(f"{site.address}/in")
    site.pages["/robots.txt"] = page(b"User-agent: *\nDisallow: /\n")
    with pytest.raises(NotAsked, match="robots"):
        fetcher.fetch(f"{site.address}/", whether_open=True)


def certificate(folder, ends):
    """One of this machine's own until that day, as a file with its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "127.0.0.1")])
    made = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
    made = made.serial_number(1).not_valid_before(ends - timedelta(days=90)).not_valid_after(ends)
    own = x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))])
    signed = made.add_extension(own, critical=False).sign(key, hashes.SHA256())
    pem = serialization.Encoding.PEM
    secret = key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    file = folder / "certificate.pem"
    file.write_bytes(signed.public_bytes(pem) + secret)
    return file


@pytest.mark.parametrize("days", [20, -1])
def test_until_when_a_certificate_holds_is_told_with_the_answer(site, tmp_path, monkeypatch, days):
    ends = datetime.now(UTC).replace(microsecond=0) + timedelta(days=days)
    file = certificate(tmp_path, ends)
    served = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    served.load_cert_chain(file)
    site.server.socket = served.wrap_socket(site.server.socket, server_side=True)
    trusting = ssl.create_default_context(cafile=file)
    monkeypatch.setattr(ssl, "create_default_context", lambda: trusting)
    site.pages = {"/": page(b"text")}
    if days > 0:
        assert site.fetcher().fetch(f"https://{site.host}/").answer.certificate_ends == ends
        return
    with fails(Failure.EXPIRED):
        site.fetcher().fetch(f"https://{site.host}/")


def drip(head):
    """A byte now and then, without an end."""

    def answer(handler):
        if not head:
            handler.send_response(200)
            handler.end_headers()
        else:
            handler.wfile.write(b"HTTP/1.1 200 OK\r\nX-Slow: ")
        with contextlib.suppress(OSError):
            while not threading.Event().wait(0.02):
                handler.wfile.write(b"x")

    return answer


@pytest.mark.parametrize("head", [True, False])
def test_an_answer_by_the_drop_ends_with_the_request(site, head):
    site.pages = {"/": drip(head)}
    with fails(Failure.TIME):
        site.fetcher(limits={"seconds": 0.5}).fetch(f"{site.address}/")


def test_one_end_holds_for_all_hops_together(site):
    def slow(handler):
        threading.Event().wait(0.2)
        page(b"", 302, Location=f"/{next(numbers)}")(handler)

    numbers = itertools.count()
    site.pages = {"/": slow, **{f"/{n}": slow for n in range(20)}}
    with fails(Failure.TIME):
        site.fetcher(limits={"seconds": 0.5, "hops": 20}).fetch(f"{site.address}/")


def test_no_more_is_taken_than_the_cap(site):
    def endless(handler):
        handler.send_response(200)
        handler.end_headers()
        with contextlib.suppress(OSError):
            while True:
                handler.wfile.write(b"x" * 65536)

    site.pages = {"/": endless, "/short": page(b"x" * 1000)}
    fetcher = site.fetcher(limits={"most_bytes": 1000})
    found = fetcher.fetch(f"{site.address}/").answer
    assert (len(found.body), found.cut) == (1000, True)
    assert not fetcher.fetch(f"{site.address}/short").answer.cut


def test_a_circle_and_an_endless_way_end(site):
    site.pages = {"/a": page(b"", 302, Location="/b"), "/b": page(b"", 302, Location="/a")}
    site.pages |= {f"/{n}": page(b"", 302, Location=f"/{n + 1}") for n in range(9)}
    for start in ("/a", "/0"):
        with fails(Failure.LOOP):
            site.fetcher().fetch(site.address + start)
    assert "/6" not in site.asked
    assert site.asked.count("/a") == 1


@pytest.mark.parametrize("said", ["hello\r\n\r\n", "HTTP/1.1 two\r\n\r\n", ""])
def test_what_is_no_answer_has_failed(site, said):
    site.pages = {"/": lambda handler: handler.wfile.write(said.encode())}
    with fails(Failure.ANSWER):
        site.fetcher().fetch(f"{site.address}/")


# – in turn


class Clock:
    def __init__(self):
        self.now, self.slept = 100.0, []

    def sleep(self, seconds):
        self.slept.append(seconds)
        self.now += seconds


def test_a_host_is_asked_again_only_in_its_turn():
    clock = Clock()
    pace = Pace(2.0, clock=lambda: clock.now, sleep=clock.sleep)
    assert all(pace.turn(host, at_most=10) for host in ("a", "b", "a"))
    assert clock.slept == [2.0]
    assert not pace.turn("a", at_most=1)


def test_a_host_that_says_when_to_come_again_is_left_alone_until_then(site):
    clock = Clock()
    site.pages = {"/": page(b"", 429, Retry_After="3600")}
    fetcher = site.fetcher(pace=Pace(0, clock=lambda: clock.now, sleep=clock.sleep))
    assert fetcher.fetch(f"{site.address}/").answer.status == 429
    with pytest.raises(NotAsked, match="过一会儿再来"):
        fetcher.fetch(f"{site.address}/")
    clock.now += 3600
    assert fetcher.fetch(f"{site.address}/").answer.status == 429


# – what a site forbids


def test_what_the_site_forbids_is_not_read_and_that_is_asked_once(site):
    site.pages = {"/robots.txt": page(b"User-agent: *\nDisallow: /in/\n"), "/": page(), "/in/1": page()}
    fetcher = site.fetcher()
    for _ in range(2):
        with pytest.raises(NotAsked, match="robots"):
            fetcher.fetch(f"{site.address}/in/1")
    fetcher.fetch(f"{site.address}/")
    assert site.asked == ["/robots.txt", "/"]


def test_a_site_that_cannot_say_what_it_forbids_is_left_alone(site):
    site.pages = {"/robots.txt": page(b"", 503), "/": page()}
    with pytest.raises(NotAsked, match="robots"):
        site.fetcher().fetch(f"{site.address}/")
    assert site.asked == ["/robots.txt"]


ROBOTS = """
User-agent: other
Disallow: /

User-agent: *
User-agent: third
Disallow: /*.pdf$
Disallow: /in/  # no machines
Allow: /in/open
Disallow: /in/open/not
Disallow:

User-agent: Gongkai
Disallow: /ours
"""


@pytest.mark.parametrize(
    ("agent", "target", "may"),
    [
        ("gongkai", "/in/1", True),
        ("gongkai", "/ours/1", False),
        ("somebody", "/in/1", False),
        ("somebody", "/in/open/1", True),
        ("somebody", "/in/open/not/1", False),
        ("somebody", "/a/b.pdf", False),
        ("somebody", "/a/b.pdf?x", True),
        ("third", "/in/1", False),
        ("other", "/in/open", False),
        ("somebody", "/", True),
    ],
)
def test_the_longest_rule_of_the_own_group_holds(agent, target, may):
    assert robots.may_read(robots.rules_of(ROBOTS, agent), target) is may


def test_a_rule_with_many_stars_costs_no_more_than_the_length_of_the_path():
    rule = robots.Rule(f"/{'*a' * 200}*b", allowed=False)
    assert not rule.fits(f"/{'a' * 2000}")
    assert rule.fits(f"/{'a' * 2000}b")


def test_a_robots_txt_that_leads_in_a_circle_forbids_nothing(site):
    site.pages = {"/robots.txt": page(b"", 302, Location="/robots.txt"), "/": page()}
    assert site.fetcher().fetch(f"{site.address}/").answer.status == 200


@pytest.mark.parametrize("elsewhere", ["http://[", "http://a\x00b.example/"])
def test_led_to_what_is_no_address_it_has_failed(site, elsewhere):
    site.pages = {"/": page(b"", 302, Location=elsewhere)}
    with pytest.raises(Failed):
        site.fetcher().fetch(f"{site.address}/")


def test_what_a_site_said_does_not_come_back_to_it_as_lines(site):
    heads = []
    site.pages = {"/": lambda handler: (heads.append(list(handler.headers.keys())), page()(handler))}
    site.fetcher().fetch(f"{site.address}/", headers={"If-None-Match": "a\nX-Inner: 1"})
    assert {"X-Inner", "If-None-Match"}.isdisjoint(heads[0])
