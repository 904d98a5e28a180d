"""Whose address is counted where a proxy stands in front, and whom does a forged header fool?"""

import pytest
from django.core.exceptions import ImproperlyConfigured

from gongkai_web import proxies

pytestmark = pytest.mark.slow

WANG_FANG, STRANGER, PROXY = "203.0.113.7", "198.51.100.9", "10.0.0.5"


def seen(peer: str, setting: str, **headers: str) -> dict[str, str]:
    """What is left of a request of that peer."""
    meta = {"REMOTE_ADDR": peer, **headers}
    proxies.settle(meta, proxies.named(setting))
    return meta


@pytest.mark.parametrize(
    ("peer", "setting", "header", "counted"),
    [
        ("127.0.0.1", "1", WANG_FANG, WANG_FANG),
        ("::1", "1", WANG_FANG, WANG_FANG),
        ("::ffff:127.0.0.1", "1", WANG_FANG, WANG_FANG),
        ("127.0.0.1", "1", f"{STRANGER}, {WANG_FANG}", WANG_FANG),
        ("127.0.0.1", "1", f"  {WANG_FANG} ", WANG_FANG),
        ("127.0.0.1", "1", "2001:db8::7", "2001:db8::7"),
        (PROXY, f"127.0.0.1,{PROXY}", f"{STRANGER}, {WANG_FANG}, 127.0.0.1", WANG_FANG),
        (PROXY, "10.0.0.0/24", f"{STRANGER},{WANG_FANG},10.0.0.6", WANG_FANG),
        # Where only proxies stand in the row, the farthest of them asked.
        (PROXY, "10.0.0.0/24", "10.0.0.7, 10.0.0.6", "10.0.0.7"),
        # A hop that is no address hides whatever stands left of it.
        (PROXY, "10.0.0.0/24", f"{STRANGER}, unknown", PROXY),
        (PROXY, "10.0.0.0/24", f"{STRANGER}, unknown, 10.0.0.6", "10.0.0.6"),
        (PROXY, PROXY, "", PROXY),
        # A peer that is no proxy of ours is counted itself, whatever it says.
        (STRANGER, "1", WANG_FANG, STRANGER),
        (STRANGER, PROXY, WANG_FANG, STRANGER),
        ("127.0.0.1", "", WANG_FANG, "127.0.0.1"),
        ("127.0.0.1", PROXY, WANG_FANG, "127.0.0.1"),
        ("", "1", WANG_FANG, ""),
    ],
)
def test_the_nearest_hop_that_is_no_proxy_of_ours_is_counted(peer, setting, header, counted):
    assert seen(peer, setting, HTTP_X_FORWARDED_FOR=header)["REMOTE_ADDR"] == counted


@pytest.mark.parametrize(
    "header",
    [
        "X-Forwarded-For",
        "X-Forwarded-Proto",
        "X-Forwarded-Host",
        "X-Forwarded-Port",
        "X-Real-IP",
        "Forwarded",
    ],
)
def test_what_a_peer_that_is_no_proxy_says_of_itself_is_taken_off(header):
    said = {f"HTTP_{header.upper().replace('-', '_')}": "https"}
    assert seen(STRANGER, "1", **said) == {"REMOTE_ADDR": STRANGER}
    assert seen("127.0.0.1", "1", **said) == {"REMOTE_ADDR": "127.0.0.1", **said}


@pytest.mark.parametrize("off", ["", "0", "false", "no", "off", " "])
def test_without_the_setting_nobody_is_a_proxy(off):
    assert proxies.named(off) == ()


@pytest.mark.parametrize(
    ("written", "sentence"),
    [
        ("nginx", "GONGKAI_PROXY 里的「nginx」不是网络地址"),
        ("10.0.0.5/24", "「10.0.0.5/24」不是网络地址"),
        ("10.0.0.5:8080", "「10.0.0.5:8080」不是网络地址"),
        ("10.0.0.5, 10.0.0", "「10.0.0」不是网络地址"),
        ("2", "「2」不是网络地址"),
        ("0.0.0.0/0", "「0.0.0.0/0」包括大片不是自己的地址"),
        ("::/0", "「::/0」包括大片不是自己的地址"),
        # All of them in two halves, or in more pieces.
        ("0.0.0.0/1,128.0.0.0/1", "「0.0.0.0/0」包括大片不是自己的地址"),
        ("::/1, 8000::/1", "「::/0」包括大片不是自己的地址"),
        ("10.0.0.0/8,11.0.0.0/8", "「10.0.0.0/7」包括大片不是自己的地址"),
    ],
)
def test_a_setting_that_names_no_proxy_is_refused_in_one_sentence(written, sentence):
    with pytest.raises(ImproperlyConfigured) as refused:
        proxies.named(written)
    assert sentence in str(refused.value)
    assert str(refused.value).count("。") == 1


def test_the_widest_networks_of_one_s_own_are_taken():
    assert len(proxies.named("10.0.0.0/8,172.16.0.0/12,192.168.0.0/16,fc00::/7")) == 4


def test_one_customer_counts_as_one_however_many_addresses_of_ipv6(rf):
    counted = {proxies.address(rf.get("/", REMOTE_ADDR=f"2001:db8:7:9::{last}")) for last in "123"}
    assert counted == {"2001:db8:7:9::"}
    assert proxies.address(rf.get("/", REMOTE_ADDR="2001:db8:7:8::1")) not in counted
    assert proxies.address(rf.get("/", REMOTE_ADDR="::ffff:10.0.0.7")) == "10.0.0.7"
    assert proxies.address(rf.get("/", REMOTE_ADDR="")) == ""
