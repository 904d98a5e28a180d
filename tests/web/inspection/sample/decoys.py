"""What looks like a fault and is none? They must be left alone, or be called not known."""

from __future__ import annotations

from datetime import timedelta

from tests.web.inspection.sample.faults import HTML, Examiner
from tests.web.inspection.sample.town import DAY, Answer, article

# What nobody can tell: refused, put off, a challenge, forbidden to machines.
UNTOLD = ("/refused.html", "/busy.html", "/challenge.html", "/private/a.html")


def lay(x: Examiner) -> None:
    """Lays all of them."""
    answers(x)
    redirects(x)
    forms_of_days(x)
    texts(x)
    files(x)
    endless(x)


def answers(x: Examiner) -> None:
    """Slow, and such as say nothing of whether there is a page."""
    slow = x.town.add("/slow.html", "慢一些的页面", "<p>这一页要多等一会儿才来。</p>" * 4)
    del x.town.pages["/slow.html"]
    x.town.raw["/slow.html"] = slow.answer('<a href="/">首页</a>')
    x.town.raw["/slow.html"].seconds = 1.0
    x.town.raw["/refused.html"] = Answer(b"forbidden", 403, HTML)
    x.town.raw["/busy.html"] = Answer(b"", 429, {"Retry-After": "1", **HTML})
    x.town.raw["/challenge.html"] = Answer(b"<script>document.cookie='c=1'</script>", 412, HTML)
    x.town.disallowed.append("/private/")
    x.town.raw["/private/a.html"] = Answer(b"", 404, HTML)
    for one in ("/slow.html", *UNTOLD, f"{x.outside}/fine"):
        x.link(one)


def redirects(x: Examiner) -> None:
    """Led elsewhere, and there it stands."""
    there = x.article()
    x.town.raw["/moved.html"] = Answer(b"", 301, {"Location": there.path})
    x.town.raw["/short"] = Answer(b"", 302, {"Location": "/moved.html"})
    x.link("/moved.html")
    x.link("/short")


def forms_of_days(x: Examiner) -> None:
    """Days as people write them."""
    column = x.town.columns[x.kept["news"]]
    day = DAY - timedelta(days=5)
    shapes = (
        f"{day.year}年{day.month}月{day.day}日", f"[{day.month:02d}-{day.day:02d}]",
        f"{day.year}/{day.month}/{day.day}", f"{day.year}.{day.month}.{day.day}",
    )  # fmt: skip
    for one, shape in zip(column.articles, shapes * 4, strict=True):
        one.day, one.shown = day, shape
        one.dated = shape if shape[0] != "[" else "二〇二六年六月十日"
    bare = x.town.columns[x.kept["notices"]]  # the list shows no days; its texts do
    for one in bare.articles:
        one.shown = ""


def texts(x: Examiner) -> None:
    """Words that are right where they stand."""
    for text in (
        "<p>有网民反映“您访问的页面不存在”，经查是地址写错，已告知正确的地址。</p>",
        "<p>中签者：王某某，身份证号码11***************9。</p>",
        "<p>咨询电话：0999-6123459，办公时间有人接听。</p>",
        '<p><img src="/img/dzwljg.png" alt=""></p>',
        '<p><label>手机 <input type="text" name="m"></label><input type="hidden" name="k" value="1"></p>',
        '<p><a href="javascript:window.print()">打印</a> <a href="#top">顶部</a></p>',
        '<p><a href="mailto:a@baishi.gov.cn">邮箱</a></p>',
    ):
        x.article().body += text
    for encoding in ("gbk", "gb18030"):
        page = x.article().page
        page.encoding = encoding
    x.town.messages.append(("刚提出的咨询", DAY - timedelta(days=80), None))
    x.town.messages.append(("很久以前的咨询", DAY - timedelta(days=400), None))
    guide = x.guide()
    for name in sorted(x.town.guides[guide])[1:4]:
        del x.town.guides[guide][name]


def files(x: Examiner) -> None:
    """Files that are what they say."""
    for path, body, said in (
        ("/files/good.pdf", b"%PDF-1.7 text of a file", "application/octet-stream"),
        ("/files/old.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 64, "application/msword"),
        ("/files/good.docx", b"PK\x03\x04" + b"\0" * 64, "application/zip"),
        ("/files/wps.doc", b"{\\rtf1 text}", "application/msword"),
    ):
        x.town.raw[path] = Answer(body, headers={"Content-Type": said})
        x.link(path, "附件")


def endless(x: Examiner) -> None:
    """A calendar that always leads to the next month, and a page that comes by the drop."""
    x.town.odd["/calendar"] = _month
    x.link("/calendar?month=1")


def _month(path: str) -> Answer:
    number = int(path.rpartition("=")[2] or 0)
    made = article("rl", number, f"第{number}个月的日程", DAY)
    page = made.finished()
    page.main += f'<p><a href="/calendar?month={number + 1}">下个月</a></p>'
    return page.answer('<a href="/">首页</a>')
