"""Are the articles of a feed read as they are meant, whatever the bytes are?"""

from datetime import date
from urllib.parse import urljoin

import pytest

from gongkai.errors import ReadingError
from gongkai.pages.feeds import read_feed

AT = "https://www.yunxi.example/feed/news.xml"
ATOM = """
<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom"><title>云溪发布</title><id>urn:yunxi</id>
<entry><id>urn:yunxi:1</id><title type="html">区政府&lt;b&gt;常务&lt;/b&gt;会议 &amp;amp; 要点</title>
<link rel="self" href="/1.atom"/><link href="../news/1.html"/>
<published>2024-06-03T17:30:00Z</published><updated>2024-08-01T00:00:00Z</updated>
<category term="work_news" label="工作动态"/></entry>
<entry><id>urn:yunxi:2</id><title>关于停水的通告</title><updated>2024-06-04T09:00:00+08:00</updated></entry>
<entry><id>urn:yunxi:1</id><title>重复的</title><updated>2024-06-05T00:00:00Z</updated></entry>
</feed>"""
RSS = """<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>云溪发布</title>
<link>https://www.yunxi.example/</link>
<item><guid isPermaLink="false">a-1</guid><title><![CDATA[<em>惠民</em>政策问答]]></title>
<link>https://www.yunxi.example/1.html</link><pubDate>Mon, 03 Jun 2024 23:30:00 GMT</pubDate>
<category>通知公告</category></item>
<item><guid>https://www.yunxi.example/2.html</guid><title>第二篇</title>
<dc:date>2024-06-02</dc:date></item>
<item><title>没有日期的</title><link>javascript:alert(1)</link><pubDate>昨天</pubDate></item>
</channel></rss>"""
RDF = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="x"><title>云溪发布</title></channel>
<item rdf:about="https://www.yunxi.example/3.html"><title>第三篇</title>
<link>https://www.yunxi.example/3.html</link><dc:date>2024-06-01T23:00:00-05:00</dc:date></item></rdf:RDF>"""


def read(text):
    return read_feed(text if isinstance(text, bytes) else text.encode(), AT, urljoin)


def told(text):
    return [(one.title, one.link, one.day) for one in read(text)]


def test_atom_is_read_in_beijing_time_each_article_once():
    assert told(ATOM) == [
        ("区政府常务会议 & 要点", "https://www.yunxi.example/news/1.html", date(2024, 6, 4)),
        ("关于停水的通告", "", date(2024, 6, 4)),
    ]
    assert read(ATOM)[0].classes == ("工作动态", "work_news")


def test_rss_is_read_and_what_it_does_not_say_is_not_made_up():
    assert told(RSS) == [
        ("惠民政策问答", "https://www.yunxi.example/1.html", date(2024, 6, 4)),
        ("第二篇", "https://www.yunxi.example/2.html", date(2024, 6, 2)),
        ("没有日期的", "", None),
    ]
    assert read(RSS)[0].classes == ("通知公告",)


def test_rss_1_0_is_read():
    assert told(RDF) == [("第三篇", "https://www.yunxi.example/3.html", date(2024, 6, 2))]


def test_a_feed_in_gbk_is_read():
    text = (
        '<?xml version="1.0" encoding="GBK"?><rss><channel><item><title>云溪</title></item></channel></rss>'
    )
    assert [one.title for one in read(text.encode("gbk"))] == ["云溪"]


def test_links_are_told_from_the_base_that_the_feed_names():
    text = ATOM.replace("<feed ", '<feed xml:base="https://mp.yunxi.example/a/" ').replace("../news/", "")
    assert read(text)[0].link == "https://mp.yunxi.example/a/1.html"


@pytest.mark.parametrize("pad", ["", "<!--" + "x" * 5000 + "-->"])
def test_entities_blow_nothing_up(pad):
    laughs = "".join(f'<!ENTITY l{n + 1} "{f"&l{n};" * 10}">' for n in range(9))
    item = '<item><title>&l9;</title><guid isPermaLink="&l9;">1</guid></item>'
    bomb = f'{pad}<!DOCTYPE rss [<!ENTITY l0 "哈">{laughs}]><rss><channel>{item}</channel></rss>'
    try:
        found = read(bomb)
    except ReadingError:
        return
    assert all(len(one.title) <= 300 for one in found)


def test_a_file_of_the_machine_is_not_read_into_a_title(tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("机密", encoding="utf-8")
    pad = "<!--" + "x" * 5000 + "-->"
    told_of = f'{pad}<!DOCTYPE rss [<!ENTITY s SYSTEM "file://{secret}">]>'
    text = f"{told_of}<rss><channel><item><title>&s;</title></item></channel></rss>"
    try:
        found = read(text)
    except ReadingError:
        return
    assert "机密" not in "".join(one.title for one in found)


@pytest.mark.parametrize(
    "body",
    [b"", b"  ", b"<html><p>404</p></html>", b"<rss><channel>", b"\x00\xff" * 50, b"<rss>" + b"<a>" * 9000],
    ids=["empty", "blank", "page", "cut", "noise", "deep"],
)
def test_what_is_no_feed_is_refused_with_a_sentence(body):
    with pytest.raises(ReadingError, match=r"订阅源.*；"):
        read(body)


@pytest.mark.parametrize(
    "written", ["0001-01-01T00:00:00+23:59", "9999-12-31T23:59:59-12:00", "Mon, 99 Foo 1", "-"]
)
def test_a_day_that_cannot_be_is_none(written):
    text = f"<rss><channel><item><title>x</title><pubDate>{written}</pubDate></item></channel></rss>"
    assert read(text)[0].day is None
