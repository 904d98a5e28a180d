"""Are links that must not go out told by their text, however they are written?"""

from __future__ import annotations

import sys
from datetime import date

import pytest

from gongkai.proofing.finding import ASK, BLOCK, NOTE
from gongkai.proofing.links import links
from gongkai.proofing.markup import page_passage
from gongkai.proofing.passage import plain_passage
from gongkai.proofing.weblink import weblink

DAY = date(2024, 9, 20)


def in_page(address, intranet=()):
    """What is said of a link of a page to that address."""
    page = f'<p><a href="{address}">点这里</a></p>'
    return list(links(page_passage("body", "正文", page), DAY, page, intranet))


def in_text(text):
    return list(links(plain_passage("body", "正文", text), DAY))


@pytest.mark.parametrize(
    ("address", "code", "level"),
    [
        ("javascript:alert(1)", "link_script", BLOCK),
        ("java\nscript:alert(1)", "link_script", BLOCK),
        (" \tJaVaScRiPt:alert(1)", "link_script", BLOCK),
        ("java&#115;cript:alert(1)", "link_script", BLOCK),
        ("data:text/html,&lt;script>", "link_script", BLOCK),
        ("data:image/svg+xml,x", "link_script", BLOCK),
        ("vbscript:x", "link_script", BLOCK),
        ("file:///C:/我的文档/通知.doc", "link_file", BLOCK),
        (r"C:\Users\li\通知.doc", "link_file", BLOCK),
        (r"\\server\share\通知.doc", "link_file", BLOCK),
        ("http://localhost:8000/", "link_local", BLOCK),
        ("http://127.0.0.1/", "link_local", BLOCK),
        ("http://127.1/", "link_local", BLOCK),
        ("http://0x7f.1/", "link_local", BLOCK),
        ("http://2130706433/", "link_local", BLOCK),
        ("http://017700000001/", "link_local", BLOCK),
        ("http://[::1]/", "link_local", BLOCK),
        ("http://0.0.0.0/", "link_local", BLOCK),
        ("http://10.1.2.3/x", "link_intranet", BLOCK),
        ("http://１０．1．2．3/x", "link_intranet", BLOCK),
        ("http://10%2e1.2.3/x", "link_intranet", BLOCK),
        ("http:\\\\192.168.1.5\\x", "link_intranet", BLOCK),
        ("//172.16.0.1/x", "link_intranet", BLOCK),
        ("http://169.254.1.1/", "link_intranet", BLOCK),
        ("http://100.64.0.1/", "link_intranet", BLOCK),
        ("http://[::ffff:10.0.0.1]/", "link_intranet", BLOCK),
        ("http://[fd00::1]/", "link_intranet", BLOCK),
        ("ftp://192.168.0.1/a.zip", "link_intranet", BLOCK),
        ("http://portal/", "link_intranet", BLOCK),
        ("http://xxgk.shifan.local/", "link_intranet", BLOCK),
        ("http://u:p@10.1.2.3/", "link_intranet", BLOCK),
        ("https://li:geheim@www.shifan.gov.cn/a", "link_credentials", BLOCK),
        ("https://www.shifan.gov.cn/a?access_token=abc", "link_credentials", BLOCK),
        ("https://www.shifan.gov.cn/a?user=li&amp;PWD=abc", "link_credentials", BLOCK),
        ("https://oa.shifan.gov.cn/", "link_office", ASK),
        ("https://www.shifan.gov.cn/a;jsessionid=AB12", "link_session", ASK),
        ("https://www.shifan.gov.cn/a?PHPSESSID=ab12", "link_session", ASK),
        ("https://", "link_malformed", ASK),
        ("https://www shifan.gov.cn/", "link_malformed", ASK),
        ("https://www.shifan.gov.cn/a?utm_source=wx&amp;id=3", "link_tracking", NOTE),
        ("http://www.shifan.gov.cn/a", "link_plain", NOTE),
    ],
)
def test_a_link_that_must_not_go_out_is_told(address, code, level):
    assert [(one.code, one.level) for one in in_page(address)] == [(code, level)]


@pytest.mark.parametrize(
    "address",
    [
        "https://www.shifan.gov.cn/zwgk/2024/t1.html",
        "https://www.shifan.gov.cn:8443/a?id=3#top",
        "/zwgk/t1.html",
        "t1.html",
        "./a:b",
        "#fn1",
        "",
        "mailto:xxgk@shifan.gov.cn",
        "tel:0371-22223333",
        "data:image/png;base64,AAAA",
        "https://8.8.8.8/",
    ],
)
def test_a_link_that_anybody_can_follow_is_let_pass(address):
    assert in_page(address) == []


@pytest.mark.parametrize(
    ("address", "better"),
    [
        ("https://li:geheim@www.shifan.gov.cn/a?x=1#y", "https://www.shifan.gov.cn/a?x=1#y"),
        ("https://www.shifan.gov.cn/a?token=abc&x=1", "https://www.shifan.gov.cn/a?x=1"),
        ("https://www.shifan.gov.cn/a;jsessionid=AB12?x=1&spm=2", "https://www.shifan.gov.cn/a?x=1"),
        ("https://www.shifan.gov.cn/a?spm=1&id=3", "https://www.shifan.gov.cn/a?id=3"),
        ("http://www.shifan.gov.cn/a?x=1", "https://www.shifan.gov.cn/a?x=1"),
    ],
)
def test_what_may_stand_there_instead_is_offered_and_passes(address, better):
    (one,) = in_page(address)
    assert one.suggestion == better
    assert in_page(better) == []


def test_a_secret_in_a_link_is_not_repeated():
    for address in ("https://li:geheim@www.shifan.gov.cn/", "https://www.shifan.gov.cn/?token=geheim"):
        (one,) = in_page(address)
        assert "geheim" not in str(one.to_json())


def test_many_secrets_in_a_link_are_all_hidden_at_once():
    (one,) = in_page("https://www.shifan.gov.cn/?" + "PWD=geheim&" * 9000)
    assert "geheim" not in str(one.to_json())


def test_links_in_a_sentence_end_where_the_sentence_goes_on():
    told = in_text(
        "见http://10.1.2.3/x，或者localhost:8080/a。在C:\\temp\\a.txt和\\\\srv\\x\\y.doc；版本10.1.2.3。"
    )
    assert [(one.code, one.quote) for one in told] == [
        ("link_intranet", "http://10.1.2.3/x"),
        ("link_local", "localhost:8080/a"),
        ("link_file", "C:\\temp\\a.txt"),
        ("link_file", "\\\\srv\\x\\y.doc"),
    ]


def test_pictures_are_looked_at_too():
    page = '<p><img src="file:///C:/1.png"><img src="http://10.1.1.1/a.png"></p>'
    told = links(page_passage("body", "正文", page), DAY, page)
    assert [one.code for one in told] == ["link_file", "link_intranet"]


def test_what_is_personal_in_an_address_is_told_as_such():
    assert [one.code for one in in_page("mailto:zhangsan@qq.com")] == ["email"]
    assert [one.code for one in in_page("tel:13800138000")] == ["mobile_number"]
    assert [one.code for one in in_page("https://www.shifan.gov.cn/q?id=11010519491231002X")] == [
        "identity_number"
    ]


def test_an_agency_names_its_own_intranet():
    assert in_page("https://xxgk.inner.shifan.gov.cn/") == []
    assert [one.code for one in in_page("https://xxgk.inner.shifan.gov.cn/", ("inner.shifan.gov.cn",))] == [
        "link_intranet"
    ]


def test_of_a_site_without_encryption_one_link_is_told():
    page = '<p><a href="http://a.gov.cn/1">一</a><a href="http://a.gov.cn/2">二</a><a href="http://b.gov.cn/">三</a></p>'
    told = list(links(page_passage("body", "正文", page), DAY, page))
    assert [one.quote for one in told] == ["http://a.gov.cn/1", "http://b.gov.cn/"]


def test_a_finding_stands_at_its_address_and_says_what_to_do():
    page = '<p><a class=x href="http://10.1.2.3/">点</a></p>'
    (one,) = links(page_passage("body", "正文", page), DAY, page)
    assert page[one.start : one.end] == "http://10.1.2.3/"
    assert one.message == (
        "正文的链接「http://10.1.2.3/」指向内网，外面打不开，还泄露内网的地址；请换成公开的网址，或者去掉。"
    )


@pytest.mark.parametrize(
    "address", ["", ":", "//", "http:", "http://[", "http://]", "\\", "http://a:b:c", "%", "http://%zz"]
)
def test_no_address_breaks_the_reading(address):
    weblink(address)
    in_page(address)


def test_twice_the_text_is_at_most_twice_the_work():
    def work(text):
        counted = 0

        def count(frame, event, told):
            nonlocal counted
            counted += event in ("call", "c_call")

        passage = page_passage("body", "正文", text)
        sys.setprofile(count)
        try:
            list(links(passage, DAY, text))
        finally:
            sys.setprofile(None)
        return counted

    for piece in ("http://10.1.1.1/ ", '<a href="http://10.1.1.1/">', "http://", "1.1.1.1/", "<a href=x "):
        short = piece * (4000 // len(piece))
        assert work(short * 2) <= 2.2 * work(short) + 200, piece
